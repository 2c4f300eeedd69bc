/* Tells what the source holds at a place by CommonMark's syntax: an entity, a
 * sign that can be escaped, a link definition. */
#include <string.h>

#include "read/markdown.h"

size_t entity_length(const char *p, size_t n)
{
	for (size_t i = 1; i < n && i < 40; i++) {
		if (p[i] == ';')
			return i > 1 ? i + 1 : 0;
		if (!is_alnum(p[i]) && p[i] != '#')
			return 0;
	}
	return 0;
}

void entity_decode(const char *p, size_t n, char out[16])
{
	cmark_node *doc = snippet_parse(p, n);
	cmark_node *text = cmark_node_first_child(cmark_node_first_child(doc));
	const char *lit = text ? cmark_node_get_literal(text) : NULL;

	out[0] = 0;
	if (lit && strlen(lit) < 16 && strncmp(lit, p, n) != 0)
		memcpy(out, lit, strlen(lit) + 1);
	cmark_node_free(doc);
}

bool is_punctuation(char c)
{
	return c > 0x20 && c < 0x7F && !is_alnum(c);
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
