/* Puts values into the {variables} of message templates. */
#include "ruleset/message.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/item.h"

static size_t word_length(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || s[n] == '-' || s[n] == '_')
		n++;
	return n;
}

bool message_next(const char *template, size_t *at, size_t *from,
		  struct piece *name, struct piece *how)
{
	for (const char *p = template + *at; (p = strchr(p, '{')); p++) {
		*name = (struct piece){p + 1, word_length(p + 1)};
		*how = (struct piece){name->p + name->n, 0};
		if (*how->p == ':') {
			how->p++;
			how->n = word_length(how->p);
		}
		if (!name->n || how->p[how->n] != '}')
			continue;
		*from = (size_t)(p - template);
		*at = (size_t)(how->p + how->n + 1 - template);
		return true;
	}
	return false;
}

bool message_knows(struct piece how)
{
	return how.n == 0 || piece_is(how, "upper") || piece_is(how, "lower") ||
	       piece_is(how, "word") || piece_is(how, "WORD");
}

static void add_cased(struct buf *out, const char *value, bool upper)
{
	for (; *value; value++)
		buf_char(out, (char)(upper ? toupper((unsigned char)*value)
					   : tolower((unsigned char)*value)));
}

static void add_value(struct buf *out, const char *value, struct piece how)
{
	char *end;
	unsigned long n;

	if (piece_is(how, "upper") || piece_is(how, "lower")) {
		add_cased(out, value, how.p[0] == 'u');
		return;
	}
	if (!piece_is(how, "word") && !piece_is(how, "WORD")) {
		buf_str(out, value);
		return;
	}
	n = strtoul(value, &end, 10);
	if (*end || end == value || n > 10)
		buf_str(out, value);
	else
		add_cased(out, count_word(n), how.p[0] == 'W');
}

void message_expand(struct buf *out, const char *template,
		    const struct var *vars)
{
	size_t at = 0, done = 0, from;
	struct piece name, how;

	while (message_next(template, &at, &from, &name, &how)) {
		const struct var *v = vars;

		while (v->name && !piece_is(name, v->name))
			v++;
		if (!v->name || !v->value)
			continue;
		buf_add(out, template + done, from - done);
		add_value(out, v->value, how);
		done = at;
	}
	buf_str(out, template + done);
}
