/* Reads CSV field by field. */
#include "read/csv.h"

#include <string.h>

bool csv_field(const char **p, char separator, struct buf *out)
{
	const char ends[] = {separator, '\n', 0};
	const char *s = *p;

	buf_reset(out);
	s += strspn(s, " ");
	if (*s != '"') {
		size_t n = strcspn(s, ends);

		*p = s + n;
		while (n && strchr(" \r", s[n - 1]))
			n--;
		buf_add(out, s, n);
		return true;
	}
	for (s++; *s && !(*s == '"' && s[1] != '"'); s++) {
		s += *s == '"';
		buf_char(out, *s);
	}
	*p = s + (*s != 0);
	return *s != 0;
}
