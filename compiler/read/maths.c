/* Notices formulas in TeX, which are not set: pandoc's rule tells them from
 * prices. */
#include <string.h>

#include "read/markdown.h"

enum { FORMULA_MAX = 1000 };

/* Length of "$$ … $$" at P, in which blanks are allowed. */
static size_t display_at(const char *p)
{
	size_t n = strnlen(p + 2, FORMULA_MAX);
	const char *end = memmem(p + 2, n, "$$", 2);

	return end && end > p + 2 ? (size_t)(end - p) + 2 : 0;
}

/* Length of the formula that the dollar at P opens, 0 if it opens none. A
 * number without a sign of TeX is a price. */
static size_t formula_at(const char *p)
{
	const char *q = p + 1;
	size_t n;

	if (*q == '$')
		return display_at(p);
	if (is_blank(*q))
		return 0;
	while ((q = strchr(q, '$')) && q - p < FORMULA_MAX &&
	       (is_blank(q[-1]) || is_alnum(q[1])))
		q++;
	n = q ? (size_t)(q - p) : FORMULA_MAX;
	if (n >= FORMULA_MAX || memchr(p, '\n', n))
		return 0;
	if (is_digit(p[1]) && strcspn(p + 1, "\\^_{}=+*<>") >= n - 1)
		return 0;
	return n + 1;
}

span_list maths_brackets(const struct body *b, const struct eaten *e)
{
	const struct escape *open[2] = {NULL, NULL};
	span_list found = {0};

	for (size_t i = 0; i < e->escapes.n && found.n < FINDINGS_MAX; i++) {
		const struct escape *x = &e->escapes.p[i], *from;
		char c = b->r->src->text[x->at + 1];

		if (c == '(' || c == '[')
			open[c == '['] = x;
		if (c != ')' && c != ']')
			continue;
		from = open[c == ']'];
		if (!from || from->block.start != x->block.start)
			continue;
		vec_push(&found, span_of(from->at, x->at + 2));
		open[0] = open[1] = NULL;
	}
	return found;
}

/* Adds the hint; LOSES: the page lacks signs of the formula. */
static void report(struct body *b, struct span at, bool loses)
{
	struct diag *d = diag_add(
		b->r->diags, "markdown/maths", b->r->src, at,
		"formulas in TeX are shown as they are written%s; write them "
		"with <sup> and <sub>, or put them in "
		"backticks",
		loses ? ", and these without their backslashes" : "");

	d->once = !loses;
	b->maths = true;
}

void maths_report(struct body *b, const struct rich *r,
		  const span_list *brackets)
{
	const char *p = r->prose;
	size_t n = 0, i;

	for (i = 0; i < brackets->n; i++)
		report(b, brackets->p[i], true);
	if (b->maths)
		return; /* said for another text of the file */
	for (; (p = strchr(p, '$')); p += strspn(p, "$")) {
		size_t src;

		i = (size_t)(p - r->prose);
		src = rich_span(r, i, i + 1).start;
		n = formula_at(p);
		if (n && b->r->src->text[src] == '$' &&
		    b->r->src->text[src - 1] != '\\')
			break;
		n = 0;
	}
	if (n)
		report(b,
		       rich_span(r, (size_t)(p - r->prose),
				 (size_t)(p - r->prose) + n),
		       false);
}
