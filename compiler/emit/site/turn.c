/* Pages that lead on to others: the first of the site, those of former ids. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/markup.h"
#include "base/utf8.h"
#include "emit/site/site.h"
#include "emit/words.h"

/* A page that leads on to the address TO; REL beneath the unit. */
static void write_turn(const struct edition *ed, struct out *out,
		       const char *rel, const char *title, const char *lead,
		       const char *to, const char *links)
{
	const struct slot slots[] = {
		{"lang", ed->exam->language.s ? ed->exam->language.s : "en",
		 false},
		{"title", title, false},
		{"lead", lead, false},
		{"links", links, true},
		{"to", to, false}};
	struct buf page = BUF_INIT;

	markup_frame(&page, "web/start.html", slots,
		     sizeof slots / sizeof *slots);
	out_write(out, rel, page.p, page.n);
	buf_release(&page);
}

enum { EXAMS_MAX = 64, TITLE_MAX = 400 };

/* The character that begins at *P of HTML, an entity or itself, behind which
 * *P is put; 0: neither. */
static char next_character(const char **p)
{
	for (const struct entity *e = markup_entities; e->c; e++) {
		size_t n = strlen(e->name);

		if (strncmp(*p, e->name, n) != 0)
			continue;
		*p += n;
		return e->c;
	}
	return **p == '&' || **p == '<' ? 0 : *(*p)++;
}

/* Appends the text of the first heading of the PAGE to OUT; false: it has none
 * as we write them. */
static bool read_title(const char *page, struct buf *out)
{
	const char *p = strstr(page, "<h1>"), *end;

	p = p ? p + strlen("<h1>") : "";
	end = strstr(p, "</h1>");
	if (!end || end == p || end - p > TITLE_MAX)
		return false;
	while (p < end) {
		char c = next_character(&p);

		if (!c)
			return false;
		buf_char(out, c);
	}
	for (size_t i = 0, k; i < out->n; i += k) {
		unsigned cp;

		k = utf8_decode(out->p + i, out->n - i, &cp);
		if (!k || utf8_is_unsafe(cp))
			return false;
	}
	return true;
}

static int by_id(const void *a, const void *b)
{
	const struct out_exam *x = a, *y = b;

	return strcmp(x->id, y->id);
}

/* OWN names the exam at hand, whose page is NULL. */
static void write_exams(const struct out_exam *exams, size_t n, const char *own,
			struct out *out)
{
	struct buf list = BUF_INIT, page = BUF_INIT, title = BUF_INIT;
	struct markup m = MARKUP_INIT(&list);

	for (size_t i = 0; i < n; i++) {
		const struct out_exam *e = &exams[i];
		const char *name = own;

		buf_reset(&title);
		if (e->page)
			name = read_title(e->page, &title) ? buf_cstr(&title)
							   : e->id;
		markup_open(&m, "li");
		markup_link(&m, NULL, name, "%s/index.html", e->id);
		markup_close(&m, "li");
	}
	markup_end(&m);
	markup_frame(&page, "web/exams.html",
		     (struct slot[]){{"title", word("exams"), false},
				     {"list", buf_cstr(&list), true}},
		     2);
	out_write(out, "index.html", page.p, page.n);
	buf_release(&title);
	buf_release(&list);
	buf_release(&page);
}

/* site/index.html leads on to the exam, or to all that are published there:
 * the same page, whichever of them was built last. */
void site_start(const struct edition *ed, struct out *out)
{
	struct out_exam exams[EXAMS_MAX + 1];
	size_t n = out_others(out, exams, EXAMS_MAX);
	char to[256];

	if (!n) {
		snprintf(to, sizeof to, "%s/index.html", ed->exam->id.s);
		write_turn(ed, out, "index.html", ed->exam->title.s,
			   word("toTheQuestions"), to, "");
		return;
	}
	exams[n++] = (struct out_exam){ed->exam->id.s, NULL};
	qsort(exams, n, sizeof *exams, by_id);
	write_exams(exams, n, ed->exam->title.s, out);
}

/* The pages of ids that a question had before lead on to its page. */
void site_former(const struct edition *ed, size_t i, struct out *out)
{
	const struct item *it = ed->items[i];
	struct buf title = BUF_INIT, links = BUF_INIT;
	char rel[256], to[128];

	site_name(ed, i, &title);
	snprintf(to, sizeof to, "q/%s.html", it->id.s);
	site_canonical(ed, to, &links);
	for (size_t k = 0; k < it->formerly.n; k++) {
		snprintf(rel, sizeof rel, "%s/q/%s.html", ed->exam->id.s,
			 it->formerly.p[k].s);
		write_turn(ed, out, rel, title.p, word("movedTo"), to + 2,
			   buf_cstr(&links));
	}
	buf_release(&title);
	buf_release(&links);
}
