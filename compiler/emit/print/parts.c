/* What documents are made of: questions, links to pages. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "emit/print/print.h"
#include "emit/show.h"
#include "emit/words.h"

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

void print_fact_row(struct markup *m, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	markup_open(m, "tr");
	markup_th(m, "row", word(name));
	markup_line(m, "td", NULL, value);
	markup_close(m, "tr");
}

/* Questions */

static void lettered(struct markup *m, size_t place, const char *mark,
		     const struct rich *r)
{
	markup_open(m, "li");
	if (*mark)
		markup_line(m, "span", mark, "");
	markup_linef(m, "span", "letter", "%c", show_letter(place));
	markup_open(m, "div");
	markup_html(m, r->html_block);
	markup_close(m, "div");
	markup_close(m, "li");
}

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
		markup_open(m, "div");
		markup_html(m, it->pairs[i].prompt->html_block);
		markup_close(m, "div");
		markup_close(m, "li");
	}
	markup_close(m, "ul");
}

static void choices(struct markup *m, const struct edition *ed, size_t index,
		    const struct item *it)
{
	static const char *const marks[] = {"box", "place", ""};
	size_t order[SHOW_MAX], n = show_placed_order(ed, index, order);

	if (item_shape(it) == SHAPE_MATCH)
		prompts(m, it);
	markup_open_class(m, "ul", "letters");
	for (size_t i = 0; i < n; i++)
		lettered(m, i, marks[item_shape(it)], show_text(it, order[i]));
	markup_close(m, "ul");
}

static void scenario(struct markup *m, const struct edition *ed, size_t i)
{
	const struct stimulus *k = ed->items[i]->stimulus;

	if (!k || (i && ed->items[i - 1]->case_id.s &&
		   strcmp(ed->items[i - 1]->case_id.s, k->id.s) == 0))
		return;
	markup_open_class(m, "section", "case");
	markup_word_line(m, "h3", NULL, "caseTitle", k->title.s, NULL);
	markup_html(m, k->scenario->html_block);
	markup_close(m, "section");
}

static void question(struct markup *m, const struct edition *ed, size_t i,
		     bool answers)
{
	struct arena a = {0};
	const struct item *it = edition_read(ed, ed->items[i], &a);

	scenario(m, ed, i);
	markup_open_class(m, "article", "item");
	markup_attrf(m, "id", "q%zu", i + 1);
	markup_open(m, "h3");
	markup_word_line(m, "span", NULL, "questionNumber",
			 word_number(i + 1).s, NULL);
	markup_line(m, "span", "small", show_type(it));
	markup_close(m, "h3");
	markup_html(m, it->stem->html_block);
	show_count(m, it);
	choices(m, ed, i, it);
	if (answers)
		print_see(m, "answerWord", 'r', i + 1);
	markup_close(m, "article");
	arena_release(&a);
}

void print_questions(struct markup *m, const struct edition *ed, size_t from,
		     size_t to, bool answers)
{
	for (size_t i = from; i < to; i++)
		question(m, ed, i, answers);
}
