/* Looks for answers: do bytes depend on them, is a reason's text there? */
#include "emit/leak.h"

#include <string.h>

#include "base/err.h"
#include "base/markup.h"

enum { WORDS_MIN = 4 };

/* The length of the entity at P (N bytes left), *C what it means; 0: none. */
static size_t entity(const char *p, size_t n, char *c)
{
	for (const struct entity *e = markup_entities; e->c; e++) {
		size_t len = strlen(e->name);

		if (len <= n && memcmp(p, e->name, len) == 0) {
			*c = e->c;
			return len;
		}
	}
	return 0;
}

/* Appends what a reader sees: tags are blanks, runs of blanks one, entities
 * the characters that they stand for. */
static void visible(const char *p, size_t n, struct buf *out)
{
	bool tag = false;

	for (size_t i = 0; i < n; i++) {
		char c = p[i];
		size_t len = c == '&' && !tag ? entity(p + i, n - i, &c) : 0;

		if (len) {
			i += len - 1;
			buf_char(out, c);
			continue;
		}
		tag = tag || c == '<';
		if (!tag && c != ' ' && c != '\n' && c != '\t')
			buf_char(out, c);
		else if (out->n && out->p[out->n - 1] != ' ')
			buf_char(out, ' ');
		tag = tag && c != '>';
	}
}

/* The text of R with single blanks; NULL: less than WORDS_MIN words. */
static const char *reason(const struct rich *r, struct buf *out)
{
	size_t blanks = 0;

	buf_reset(out);
	for (size_t i = 0; r && i < r->len; i++) {
		char c = r->text[i] == '\n' ? ' ' : r->text[i];

		if (c == ' ' && (!out->n || out->p[out->n - 1] == ' '))
			continue;
		buf_char(out, c);
		blanks += c == ' ';
	}
	return blanks + 1 >= WORDS_MIN ? buf_cstr(out) : NULL;
}

static void search(const struct item *it, const char *what, const char *text,
		   const struct rich *r, struct buf *scratch)
{
	const char *s = reason(r, scratch);

	if (s && strstr(text, s))
		die(EXIT_FINDINGS,
		    "%s: question '%s' shows the text of one of its reasons, "
		    "'%.60s': nothing was published",
		    what, it->id.s, s);
}

static void check(const struct edition *ed, const char *what,
		  const struct buf *bytes)
{
	struct buf text = BUF_INIT, scratch = BUF_INIT;

	visible(bytes->p, bytes->n, &text);
	for (size_t i = 0; i < ed->nitems; i++) {
		const struct item *it = ed->items[i];

		for (size_t k = 0; k < it->noptions; k++)
			search(it, what, buf_cstr(&text),
			       it->options[k].rationale, &scratch);
		search(it, what, buf_cstr(&text), it->explanation, &scratch);
	}
	buf_release(&text);
	buf_release(&scratch);
}

void leak_write(const struct edition *ed, const char *what, leak_writer *write,
		const void *data, struct buf *out)
{
	struct arena a = {0};
	struct edition blind = edition_blind(ed, &a);
	struct buf other = BUF_INIT;

	write(ed, data, out);
	write(&blind, data, &other);
	if (out->n != other.n || memcmp(out->p, other.p, other.n) != 0)
		bug("%s: depends on what is right", what);
	check(ed, what, out);
	buf_release(&other);
	arena_release(&a);
}
