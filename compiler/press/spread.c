/* Sees which questions a printed page has: for its head, and for their gaps. */
#include "press/spread.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "emit/words.h"

#define OPEN "<article class=\""
#define CLOSE "</article>"

/* How much wider a gap may become, in points. */
#define GAP_MOST 36.0
/* Less room is no other layout's: numbers are rounded. */
#define ROOM_LEAST 2.0

/* A question ('q') or its reasons ('r') in the HTML. */
struct block {
	char kind;
	size_t number;
	const char *end; /* where CLOSE stands */
};

/* The first block from *P on, which is then behind it. */
static bool next_block(const char **p, struct block *b)
{
	const char *open, *id, *end;

	while ((open = strstr(*p, OPEN))) {
		end = strstr(open, CLOSE);
		if (!end)
			bug("an article has no end");
		*p = end + strlen(CLOSE);
		id = strstr(open, "id=\"");
		if (!id || id > end)
			continue;
		id += strlen("id=\"");
		*b = (struct block){*id, strtoul(id + 1, NULL, 10), end};
		if ((b->kind == 'q' || b->kind == 'r') && b->number)
			return true;
	}
	return false;
}

bool spread_mark(const char *html, const char *name, struct buf *out)
{
	const char *from = html, *p = html, *head = strstr(html, "</head>");
	const char *body = strstr(html, "</body>");
	struct buf links = BUF_INIT;
	struct block b;
	bool any = false;

	for (; head && body && next_block(&p, &b); any = true) {
		if (!any) {
			buf_add(out, from, (size_t)(head - from));
			buf_printf(out,
				   "<link rel=\"stylesheet\" "
				   "href=\"%s.css\">\n",
				   name);
			from = head;
		}
		buf_add(out, from, (size_t)(b.end - from));
		buf_printf(out, "<i class=\"ends\" id=\"end-%c%zu\"></i>",
			   b.kind, b.number);
		from = b.end;
		buf_printf(&links,
			   "<a href=\"#%c%zu\"></a><a href=\"#end-%c%zu\"></a>",
			   b.kind, b.number, b.kind, b.number);
		if (b.kind == 'q')
			buf_printf(&links, "<a href=\"#case%zu\"></a>",
				   b.number);
	}
	if (any) {
		buf_add(out, from, (size_t)(body - from));
		buf_printf(out, "<div hidden>%s</div>\n", buf_cstr(&links));
		from = body;
	}
	buf_str(out, from);
	buf_release(&links);
	return any;
}

static bool place_of(const struct pdf *f, const char *prefix,
		     const struct block *b, struct pdf_place *at)
{
	char name[48];

	snprintf(name, sizeof name, "%s%.*s%zu", prefix,
		 strcmp(prefix, "case") != 0, &b->kind, b->number);
	return pdf_place_of(f, name, at);
}

/* --- Heads --- */

/* The questions or reasons FIRST to LAST, of which one page has parts. */
struct range {
	char kind; /* 0: it has none */
	size_t first, last;
};

static void add_to(struct range *r, const struct block *b)
{
	if (!r->kind)
		*r = (struct range){b->kind, b->number, b->number};
	else if (r->kind == b->kind)
		r->last = b->number;
}

static void say(struct buf *css, const struct range *r)
{
	struct buf text = BUF_INIT;
	const char *id = r->kind == 'q' ? r->first == r->last ? "questionNumber"
							      : "questionRange"
			 : r->first == r->last ? "reasonsNumber"
					       : "reasonsRange";

	if (r->kind)
		word_fill(&text, id, word_number(r->first).s,
			  word_number(r->last).s, NULL);
	buf_char(css, ' ');
	word_css(css, buf_cstr(&text), text.n);
	buf_release(&text);
}

void spread_heads(const char *html, const struct pdf *f, struct buf *css)
{
	struct range *pages = xcalloc(f->npages + 1, sizeof *pages);
	struct pdf_place from, to;
	struct block b;

	while (next_block(&html, &b)) {
		if (!place_of(f, "", &b, &from) ||
		    !place_of(f, "end-", &b, &to))
			continue;
		if (b.kind == 'q')
			(void)place_of(f, "case", &b, &from);
		/* What ends where a page begins has nothing on it. */
		if (to.top && to.page > from.page)
			to.page--;
		for (size_t i = from.page; i <= to.page; i++)
			add_to(&pages[i - 1], &b);
	}
	buf_str(css, "@counter-style heads { system: fixed; symbols:");
	for (size_t i = 0; i < f->npages; i++)
		say(css, &pages[i]);
	buf_str(css, "; }\n");
	free(pages);
}

/* --- Gaps --- */

/* The questions of one column, in order, and where the last ends. */
struct column {
	size_t first, last;
	struct pdf_place at; /* the first */
	double end;	     /* -INFINITY: on another page */
};

/* The next column from *P on; questions without a place are left out. */
static bool next_column(const char **p, const struct pdf *f, struct column *c)
{
	struct pdf_place at, end;
	struct block b;
	const char *was = *p;

	*c = (struct column){0};
	for (; next_block(p, &b); was = *p) {
		bool known = b.kind == 'q' && place_of(f, "", &b, &at) &&
			     place_of(f, "end-", &b, &end);

		if (c->first && (!known || at.page != c->at.page ||
				 at.y >= c->at.y || at.x != c->at.x))
			break;
		if (!known)
			continue;
		if (!c->first)
			*c = (struct column){.first = b.number, .at = at};
		c->last = b.number;
		c->end = end.page == at.page ? end.y : -INFINITY;
	}
	if (c->first)
		*p = was;
	return c->first != 0;
}

void spread_gaps(const char *html, const struct pdf *f, struct buf *css)
{
	struct column c;
	double foot = INFINITY;

	/* No page is filled further down than the fullest. */
	for (const char *p = html; next_column(&p, f, &c);)
		if (c.end > -INFINITY)
			foot = fmin(foot, c.end);
	for (const char *p = html; next_column(&p, f, &c);) {
		double room = c.end - foot - ROOM_LEAST;

		if (room <= 0 || c.first == c.last)
			continue;
		for (size_t i = c.first; i < c.last; i++)
			buf_printf(css, "%s#q%zu", i > c.first ? ", " : "", i);
		buf_printf(css,
			   " { margin-bottom: calc(var(--between) + "
			   "%.1fpt); }\n",
			   floor(10 * fmin(room / (double)(c.last - c.first),
					   GAP_MOST)) /
				   10);
	}
}
