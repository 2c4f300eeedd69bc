/* Looks for a word between separators. */
#include "base/list.h"

#include <string.h>

bool list_has(const char *list, const char *separator, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; *p; p += strspn(p, separator)) {
		size_t k = strcspn(p, separator);

		if (k == n && strncmp(p, word, n) == 0)
			return true;
		p += k;
	}
	return false;
}
