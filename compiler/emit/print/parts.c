/* What documents are made of: questions, links to pages. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "emit/print/print.h"
#include "emit/show.h"
#include "emit/words.h"
#include "model/points.h"

void print_at(struct markup *m, const char *fmt, ...)
{
	char anchor[128];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(anchor, sizeof anchor, fmt, ap);
	va_end(ap);
	markup_open_class(m, "span", "at");
	markup_attrf(m, "data-at", "#%s", anchor);
	markup_close(m, "span");
}

void print_see(struct markup *m, const char *id, char prefix, size_t number)
{
	markup_open_class(m, "p", "see");
	markup_link(m, NULL, word(id), "#%c%zu", prefix, number);
	markup_text(m, " ");
	print_at(m, "%c%zu", prefix, number);
	markup_close(m, "p");
}

void print_numbers(struct markup *m, const struct edition *ed, char prefix,
		   bool has(const struct item *, const void *),
		   const void *thing)
{
	bool any = false;

	for (size_t i = 0; i < ed->nitems; i++) {
		size_t from = i;

		if (!has(ed->items[i], thing))
			continue;
		while (i + 1 < ed->nitems && has(ed->items[i + 1], thing))
			i++;
		if (any)
			markup_text(m, ", ");
		any = true;
		markup_link(m, NULL, word_number(from + 1).s, "#%c%zu", prefix,
			    from + 1);
		if (i == from)
			continue;
		/* A run of two is no range. */
		markup_text(m, i == from + 1 ? ", " : "\xE2\x80\x93");
		markup_link(m, NULL, word_number(i + 1).s, "#%c%zu", prefix,
			    i + 1);
	}
}

void print_with_points(struct markup *m, const struct edition *ed, size_t i,
		       const char *cls, const char *what)
{
	unsigned n = points_of(ed->exam, ed->items[i]).n;
	struct buf points = BUF_INIT;

	if (!points_told(ed)) {
		markup_line(m, "span", cls, what);
		return;
	}
	word_fill(&points, n == 1 ? "pointsOne" : "pointsCount",
		  word_number(n).s, NULL, NULL);
	markup_word_line(m, "span", cls, "kindAndPoints", what,
			 buf_cstr(&points));
	buf_release(&points);
}

void print_fact_row(struct markup *m, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	markup_open(m, "tr");
	markup_th(m, "row", word(name));
	markup_line(m, "td", NULL, value);
	markup_close(m, "tr");
}

/* Texts */

/* The lines of the code [P, END), each an element, so that what goes on from the
 * line above can be marked. */
static void code_lines(struct buf *out, const char *p, const char *end)
{
	while (p < end) {
		const char *feed = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((feed ? feed : end) - p);

		buf_str(out, "<span class=\"line\">");
		buf_add(out, p, n);
		buf_str(out, "</span>");
		p += n + (feed != NULL);
	}
}

void print_text(struct markup *m, const char *html)
{
	static const char open[] = "<pre><code", close[] = "</code></pre>";
	struct buf text = BUF_INIT;
	const char *pre, *code, *end;

	while ((pre = strstr(html, open)) && (end = strstr(pre, close)) &&
	       (code = strchr(pre + strlen(open), '>')) && code++ < end) {
		buf_add(&text, html, (size_t)(code - html));
		code_lines(&text, code, end);
		html = end;
	}
	buf_str(&text, html);
	markup_html(m, buf_cstr(&text));
	buf_release(&text);
}

/* Cases */

static bool same_case(const struct item *a, const struct item *b)
{
	return a->case_id.s && b->case_id.s &&
	       strcmp(a->case_id.s, b->case_id.s) == 0;
}

void print_case_range(const struct edition *ed, size_t i, size_t *from,
		      size_t *to)
{
	for (*from = i; *from && same_case(ed->items[*from - 1], ed->items[i]);)
		--*from;
	for (*to = i + 1;
	     *to < ed->nitems && same_case(ed->items[*to], ed->items[i]);)
		++*to;
}

/* "question 61", "questions 61 and 62", "questions 61 to 64" */
static void case_questions(struct markup *m, size_t from, size_t to)
{
	const char *id = to - from == 1	  ? "ofQuestion"
			 : to - from == 2 ? "ofTwoQuestions"
					  : "ofQuestions";

	markup_text(m, " ");
	markup_word(m, id, word_number(from + 1).s, word_number(to).s, NULL);
}

void print_case_line(struct markup *m, const struct edition *ed, size_t i,
		     bool page)
{
	const struct stimulus *k = ed->items[i]->stimulus;
	size_t from, to;

	if (!k)
		return;
	print_case_range(ed, i, &from, &to);
	markup_open_class(m, "p", "of-case");
	if (page) {
		struct buf name = BUF_INIT;

		word_fill(&name, "caseTitle", k->title.s, NULL, NULL);
		markup_link(m, NULL, buf_cstr(&name), "#case%zu", from + 1);
		buf_release(&name);
	} else {
		markup_word(m, "caseTitle", k->title.s, NULL, NULL);
	}
	if (page) {
		markup_text(m, " ");
		print_at(m, "case%zu", from + 1);
	}
	case_questions(m, from, to);
	markup_close(m, "p");
}

/* A case of more bytes may end on another page than it began, and its first
 * question need not stand beneath it. */
enum { LONG = 1600 };

static void scenario(struct markup *m, const struct edition *ed, size_t i,
		     const char *head)
{
	const struct stimulus *k = ed->items[i]->stimulus;
	size_t from, to;

	markup_open_class(m, "section",
			  k->scenario->len > LONG ? "case long" : "case");
	print_case_range(ed, i, &from, &to);
	markup_attrf(m, "id", "case%zu", from + 1);
	markup_open_class(m, head, "head");
	markup_open(m, "span");
	markup_word(m, "caseTitle", k->title.s, NULL, NULL);
	markup_close(m, "span");
	markup_open_class(m, "span", "small");
	case_questions(m, from, to);
	markup_close(m, "span");
	markup_close(m, head);
	print_text(m, k->scenario->html_block);
	markup_close(m, "section");
}

/* Questions */

/* What stands before the choice at PLACE: a circle with its letter where one is
 * chosen, a box where several are, the letter alone elsewhere. */
static void mark(struct markup *m, const struct item *it, size_t place)
{
	if (item_shape(it) != SHAPE_CHOICE)
		markup_open_class(m, "span", "letter");
	else if (it->nkeys > 1)
		markup_open_class(m, "span", "letter box");
	else
		markup_open_class(m, "span", "letter circle");
	markup_textf(m, "%c", show_letter(place));
	markup_close(m, "span");
}

static void lettered(struct markup *m, const struct item *it, size_t place,
		     const struct rich *r)
{
	markup_open(m, "li");
	mark(m, it, place);
	markup_text(m, " ");
	markup_open(m, "div");
	print_text(m, r->html_block);
	markup_close(m, "div");
	markup_close(m, "li");
}

/* A place for a letter beside each entry of a matching. */
static void prompts(struct markup *m, const struct item *it)
{
	size_t number = 0;

	markup_open_class(m, "ul", "letters");
	for (size_t i = 0; i < it->npairs; i++) {
		if (!it->pairs[i].prompt)
			continue;
		markup_open(m, "li");
		markup_linef(m, "span", "letter", "%zu", ++number);
		markup_line(m, "span", "place", "");
		markup_text(m, " ");
		markup_open(m, "div");
		print_text(m, it->pairs[i].prompt->html_block);
		markup_close(m, "div");
		markup_close(m, "li");
	}
	markup_close(m, "ul");
}

/* The places of an ordering, each for the letter of a step, as the answer sheet
 * has them. */
static void places(struct markup *m, size_t n)
{
	markup_open_class(m, "p", "places");
	markup_text(m, word("inOrder"));
	for (size_t i = 1; i <= n; i++) {
		markup_text(m, " ");
		markup_open(m, "span");
		markup_textf(m, "%zu", i);
		markup_line(m, "span", "place", "");
		markup_close(m, "span");
	}
	markup_close(m, "p");
}

/* How long the texts of choices are, at most, of which two or more stand side
 * by side: as letters, in the column of a page and in one of two. */
enum { SHORT = 32, TINY = 14 };

/* Is each of the N choices a line of at most MOST letters? */
static bool all_short(const struct item *it, size_t n, size_t most)
{
	for (size_t i = 0; i < n; i++) {
		const struct rich *r = show_text(it, i);

		if (*r->html_rest || strchr(r->text, '\n') ||
		    strstr(r->html_inline, "<img") ||
		    strstr(r->html_inline, "class=\"snippet\"") ||
		    utf8_count(r->text, r->len) > most)
			return false;
	}
	return n > 3;
}

static void choices(struct markup *m, const struct edition *ed, size_t index,
		    const struct item *it)
{
	size_t order[SHOW_MAX], n = show_placed_order(ed, index, order);

	if (item_shape(it) == SHAPE_MATCH)
		prompts(m, it);
	markup_open_class(m, "ul",
			  all_short(it, n, TINY)    ? "letters short tiny"
			  : all_short(it, n, SHORT) ? "letters short"
						    : "letters");
	for (size_t i = 0; i < n; i++)
		lettered(m, it, i, show_text(it, order[i]));
	markup_close(m, "ul");
	if (item_shape(it) == SHAPE_ORDER)
		places(m, n);
}

/* The scenario of a case stands before its first question; the others say where
 * it is. */
static void question(struct markup *m, const struct edition *ed, size_t i,
		     const char *head, bool answers)
{
	struct arena a = {0};
	const struct item *it = edition_read(ed, ed->items[i], &a);
	bool first = it->stimulus &&
		     (!i || !same_case(ed->items[i - 1], ed->items[i]));

	if (first)
		scenario(m, ed, i, head);
	markup_open_class(m, "article", "item");
	markup_attrf(m, "id", "q%zu", i + 1);
	markup_open_class(m, head, "head");
	markup_word_line(m, "span", NULL, "questionNumber",
			 word_number(i + 1).s, NULL);
	markup_text(m, " ");
	print_with_points(m, ed, i, "small", show_type(it));
	markup_close(m, head);
	if (it->stimulus && (!first || it->stimulus->scenario->len > LONG))
		print_case_line(m, ed, i, true);
	print_text(m, it->stem->html_block);
	show_count(m, it);
	choices(m, ed, i, it);
	if (answers)
		print_see(m, "answerWord", 'r', i + 1);
	markup_close(m, "article");
	arena_release(&a);
}

void print_questions(struct markup *m, const struct edition *ed, size_t from,
		     size_t to, const char *head, bool answers)
{
	for (size_t i = from; i < to; i++)
		question(m, ed, i, head, answers);
}
