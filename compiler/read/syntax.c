/* Tells what the source holds at a place by CommonMark's syntax: an entity, a
 * sign that can be escaped, a link definition. */
#include <string.h>

#include "read/markdown.h"

size_t entity_length(const char *p, size_t n)
{
	for (size_t i = 1; i < n && i < 40; i++) {
		if (p[i] == ';')
			return i > 1 ? i + 1 : 0;
		if (!(p[i] >= '0' && p[i] <= '9') &&
		    !((p[i] | 32) >= 'a' && (p[i] | 32) <= 'z') && p[i] != '#')
			return 0;
	}
	return 0;
}

bool is_punctuation(char c)
{
	return c > 0x20 && c < 0x7F && !(c >= '0' && c <= '9') &&
	       !((c | 32) >= 'a' && (c | 32) <= 'z');
}

size_t definition_length(const char *p, const char *end)
{
	const char *q = p + 1;

	if (p >= end || *p != '[')
		return 0;
	while (q < end && *q != ']' && *q != '[' && *q != '\n')
		q++;
	if (q + 1 >= end || q[0] != ']' || q[1] != ':')
		return 0;
	q += 2 + strspn(q + 2, " \t");
	if (*q == '\n' || *q == '\r')
		return 0;
	q += strcspn(q, " \t\r\n");
	q += strspn(q, " \t");
	if (*q == '"' || *q == '\'' || *q == '(') {
		char close = *q == '(' ? ')' : *q;

		q++;
		while (q < end && *q != close && *q != '\n')
			q++;
		if (q >= end || *q != close)
			return 0;
		q += 1 + strspn(q + 1, " \t");
	}
	q += *q == '\r';
	return q < end && *q == '\n' ? (size_t)(q + 1 - p) : 0;
}
