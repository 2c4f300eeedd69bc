/* Tells of backslashes and entities that a text does not show, though nothing
 * needed them. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "read/markdown.h"

enum {
	TRIES_MAX = 200000, /* bytes compared for one text */
	ENTITY_COST = 500,  /* of them, for looking one up */
};

/* The run of backslashes that the one at AT stands in. */
static struct span run_around(const char *s, size_t at)
{
	size_t from = at;

	while (from && s[from - 1] == '\\')
		from--;
	return span_of(from, at + strspn(s + at, "\\"));
}

static char *html_without(const struct body *b, const struct eaten *e,
			  const struct escape *x, bool without)
{
	const char *s = b->r->src->text;
	struct span among = s[x->at + 1] == '\\' ? run_around(s, x->at)
						 : x->block;
	size_t at = x->block.start;
	struct buf text = BUF_INIT;
	cmark_node *doc;
	char *html;

	buf_str(&text, x->cell ? "x" : "");
	for (size_t i = 0; i < e->escapes.n && without; i++) {
		size_t p = e->escapes.p[i].at;

		if (p < at || p >= x->block.end || s[p] != '\\' ||
		    s[p + 1] != s[x->at + 1] || p < among.start ||
		    p >= among.end)
			continue;
		buf_add(&text, s + at, p - at);
		at = p + 1;
		buf_char(&text, s[at++]);
	}
	buf_add(&text, s + at, x->block.end - at);
	doc = snippet_parse(text.p, text.n);
	html = cmark_render_html(doc, CMARK_OPT_DEFAULT);
	cmark_node_free(doc);
	buf_release(&text);
	return html;
}

/* Which backslashes of one block are needed, by the sign behind them. */
struct needed {
	size_t block;
	struct span run; /* of backslashes, the last that was asked for */
	size_t tried;	 /* bytes that were compared */
	unsigned left;	 /* findings that the text may still get */
	signed char by_sign[128]; /* 1: yes, -1: no, 0: not asked yet */
};

/* Would the block be another one without all its backslashes before the sign
 * of X? */
static bool changes_block(const struct body *b, const struct eaten *e,
			  const struct escape *x, struct needed *known)
{
	char sign = b->r->src->text[x->at + 1];
	signed char *is = &known->by_sign[sign & 127];
	char *with, *without;

	if (known->block != x->block.start)
		*known = (struct needed){.block = x->block.start,
					 .tried = known->tried,
					 .left = known->left};
	if (sign == '\\' && x->at >= known->run.end) {
		known->run = run_around(b->r->src->text, x->at);
		*is = known->tried < TRIES_MAX ? 0 : -1;
	}
	if (!*is) {
		known->tried += x->block.end - x->block.start;
		with = html_without(b, e, x, false);
		without = html_without(b, e, x, true);
		*is = strcmp(with, without) != 0 ? 1 : -1;
		exiting_mem.free(with);
		exiting_mem.free(without);
	}
	return *is > 0;
}

static bool backslash_needed(const struct body *b, const struct eaten *e,
			     const struct escape *x, struct needed *known)
{
	const char *s = b->r->src->text + x->at;

	if (s[1] == '\n' || s[1] == '\r')
		return false;
	if (s[1] == '`' ||
	    (s[1] == '*' &&
	     (s[2] == '*' || (s[2] == '\\' && s[3] == '*') || s[-1] == '*')))
		return true; /* else it would be a lone one */
	return changes_block(b, e, x, known);
}

/* Does the entity of N bytes stand for a blank, or for a sign that would make
 * Markdown or HTML of what is behind it? */
static bool entity_needed(const char *s, size_t n)
{
	static const char *const made[] = {"&lt;", "&amp;", "&#60;", "&#38;",
					   "&nbsp;"};
	char is[16];
	unsigned cp = 0;
	bool needed;

	entity_decode(s, n, is);
	utf8_decode(is, strlen(is), &cp);
	needed = cp < 0x100 ? utf8_is_space(cp)
			    : !utf8_is_word(cp) && utf8_width(cp) == 0;
	needed |= utf8_is_space(cp);
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (strncmp(s, made[i], n) == 0)
			needed |= is_letter(s[n]) || strchr("/!#", s[n]);
	return needed && !(is_blank(s[n]) && strchr("<&", (int)cp));
}

static void report_escape(struct body *b, const struct eaten *e,
			  const struct escape *x, struct needed *known,
			  size_t *told)
{
	const char *s = b->r->src->text;
	bool entity = s[x->at] == '&';
	size_t n = entity ? entity_length(s + x->at, x->block.end - x->at) : 2;
	struct span at = span_of(x->at, x->at + n);
	struct diag *d;

	if (x->at < *told)
		return;
	if (entity)
		known->tried += ENTITY_COST;
	if (entity ? known->tried < TRIES_MAX && entity_needed(s + x->at, n)
		   : backslash_needed(b, e, x, known))
		return;
	known->left--;
	if (strchr("\r\n", s[x->at + 1])) {
		d = diag_add(b->r->diags, "markdown/lost-backslash", b->r->src,
			     span_of(x->at, x->at + 1),
			     "this backslash breaks the line and is not shown; "
			     "write <br> for a break, or two backslashes");
		diag_fix(b->r->diags, d, span_of(x->at, x->at + 1), "<br>",
			 true, "write <br>");
		return;
	}
	at = token_around(s, b->r->src->size, at.start, at.end);
	*told = at.end;
	d = entity ? diag_add(b->r->diags, "markdown/lost-entity", b->r->src,
			      span_of(x->at, x->at + n),
			      "'%.*s' is shown as the one sign that it names; "
			      "write that sign, or put it in backticks",
			      (int)n, s + x->at)
		   : diag_add(b->r->diags, "markdown/lost-backslash", b->r->src,
			      span_of(x->at, x->at + n),
			      "'%.2s' is shown as '%c', without its backslash; "
			      "put '%.*s' in backticks, or write two "
			      "backslashes",
			      s + x->at, s[x->at + 1], (int)(at.end - at.start),
			      s + at.start);
	if (!x->cell)
		fix_code(b, d, at);
}

void escapes_report(struct body *b, const struct eaten *e,
		    const span_list *brackets)
{
	struct needed known = {.left = FINDINGS_MAX};
	size_t told = 0, near = 0;

	for (size_t i = 0; i < e->escapes.n && known.left; i++) {
		const struct escape *x = &e->escapes.p[i];

		while (near < brackets->n && brackets->p[near].end <= x->at)
			near++;
		if (near == brackets->n || x->at < brackets->p[near].start)
			report_escape(b, e, x, &known, &told);
	}
}
