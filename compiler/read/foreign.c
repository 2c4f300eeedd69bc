/* Knows how other formats write options, so that a question in one of them is
 * told so where its options stand. */
#include <string.h>
#include <strings.h>

#include "read/markdown.h"

/* "A. text", "B) text", with a '*' before it where it is the key. */
static bool is_lettered(const char *p, char letter)
{
	p += *p == '*';
	return (*p | 32) == letter && (p[1] == '.' || p[1] == ')') &&
	       (p[2] == ' ' || p[2] == '\t');
}

/* "( ) text", "(x) text". */
static bool is_round(const char *p)
{
	return p[0] == '(' && (p[1] == ' ' || (p[1] | 32) == 'x') &&
	       p[2] == ')' && p[3] == ' ';
}

/* GIFT: "=text" and "~text", in the lines behind a "{". */
static bool is_gift(const char *p)
{
	return (*p == '=' || *p == '~') && p[1] && p[1] != *p && p[1] != '\n';
}

/* The format whose options begin at line I of the source, NULL: none. */
static const char *format_at(struct body *b, uint32_t i)
{
	struct source *s = b->r->src;
	size_t n, m;
	const char *p = source_line(s, i, &n), *line, *next = NULL;
	const char *end = p + n;

	p += strspn(p, " \t");
	for (uint32_t k = i + 1; k <= s->nlines && k < i + 4 && !next; k++) {
		line = source_line(s, k, &m);
		line += strspn(line, " \t");
		if (is_lettered(line, 'b') || is_round(line) || is_gift(line))
			next = line;
	}
	if (!next || p >= end)
		return NULL;
	if (is_lettered(p, 'a') && is_lettered(next, 'b'))
		return p[*p == '*'] >= 'a' ? "text2qti" : "Aiken";
	if (is_round(p) && is_round(next))
		return "a form with round brackets";
	return is_gift(p) && is_gift(next) ? "GIFT" : NULL;
}

bool foreign_options(struct body *b)
{
	struct source *s = b->r->src;
	size_t n;

	lines_mark(b, 0, 0, 0);
	for (uint32_t i = 1; i <= s->nlines; i++) {
		const char *p = source_line(s, i, &n);
		const char *format;

		if (p < s->text + b->from || b->lines[i] & LINE_CODE)
			continue;
		format = format_at(b, i);
		if (!format)
			continue;
		body_error(
			b, "markdown/bad-marker",
			line_rest(b, (size_t)(p - s->text) + strspn(p, " \t")),
			"options are written so in %s; here each is '- [ ] "
			"text', the key '- [x] text'",
			format);
		return true;
	}
	return false;
}
