/* A released form as two pages: the questions, and elsewhere what is right. */
#include <stdio.h>
#include <string.h>

#include "emit/show.h"
#include "emit/site/site.h"
#include "emit/words.h"

static void head(struct markup *m, const struct edition *ed, const char *what)
{
	const struct form *f = ed->form;

	markup_open_class(m, "div", "hero");
	markup_line(m, "p", "code", what);
	markup_line(m, "h1", NULL, f->title ? f->title : f->id);
	markup_open_class(m, "p", "lede");
	word_questions(m, ed->nitems);
	if (ed->exam->minutes && ed->nitems == ed->exam->items) {
		markup_text(m, ", ");
		markup_word(m, "minutesCount", word_number(ed->exam->minutes).s,
			    NULL, NULL);
	}
	markup_text(m, ". ");
	markup_word(m, "formLine", f->id, f->hash, NULL);
	markup_close(m, "p");
	markup_close(m, "div");
}

static void scenario(struct markup *m, const struct edition *ed, size_t i)
{
	const struct stimulus *k = edition_stimulus(ed, ed->items[i]);

	if (!k || (i && edition_stimulus(ed, ed->items[i - 1]) == k))
		return;
	markup_open_class(m, "section", "case");
	markup_open(m, "h2");
	markup_word(m, "caseTitle", k->title.s, NULL, NULL);
	markup_close(m, "h2");
	markup_html(m, k->scenario->html_block);
	markup_close(m, "section");
}

static void lettered(struct markup *m, const char *letter, const struct rich *r)
{
	markup_open(m, "li");
	markup_line(m, "span", "letter", letter);
	markup_open(m, "div");
	markup_html(m, r->html_block);
	markup_close(m, "div");
	markup_close(m, "li");
}

static void prompts(struct markup *m, const struct item *it)
{
	size_t number = 0;
	char text[16];

	markup_open_class(m, "ul", "lettered");
	for (size_t i = 0; i < it->npairs; i++) {
		if (!it->pairs[i].prompt)
			continue;
		snprintf(text, sizeof text, "%zu", ++number);
		lettered(m, text, it->pairs[i].prompt);
	}
	markup_close(m, "ul");
}

static void choices(struct markup *m, const struct edition *ed, size_t index)
{
	const struct item *it = ed->items[index];
	size_t order[SHOW_MAX], n = show_placed_order(ed, index, order);

	if (item_shape(it) == SHAPE_MATCH)
		prompts(m, it);
	markup_open_class(m, "ul", "lettered");
	for (size_t i = 0; i < n; i++) {
		const char letter[] = {show_letter(i), 0};

		switch (item_shape(it)) {
		case SHAPE_CHOICE:
			lettered(m, letter, it->options[order[i]].text);
			break;
		case SHAPE_ORDER:
			lettered(m, letter, it->steps[order[i]].text);
			break;
		case SHAPE_MATCH:
			lettered(m, letter, it->pairs[order[i]].response);
			break;
		}
	}
	markup_close(m, "ul");
}

void site_form(struct markup *m, const struct edition *ed)
{
	head(m, ed, word("mockExam"));
	for (size_t i = 0; i < ed->nitems; i++) {
		const struct item *it = ed->items[i];

		scenario(m, ed, i);
		markup_open_class(m, "article", "panel");
		markup_attrf(m, "id", "q%zu", i + 1);
		markup_open(m, "h2");
		markup_word(m, "questionNumber", word_number(i + 1).s, NULL,
			    NULL);
		markup_close(m, "h2");
		markup_open_class(m, "div", "stem");
		markup_html(m, it->stem->html_block);
		if (*show_count(it))
			markup_line(m, "p", NULL, show_count(it));
		markup_close(m, "div");
		choices(m, ed, i);
		markup_close(m, "article");
	}
	markup_open(m, "p");
	markup_open_class(m, "a", "button");
	markup_attrf(m, "href", "%s-key.html", ed->form->id);
	markup_text(m, word("answers"));
	markup_close(m, "a");
	markup_close(m, "p");
}

static void key_row(struct markup *m, const struct edition *ed, size_t i)
{
	const struct item *it = ed->items[i];
	struct buf key = BUF_INIT;

	show_key(ed, i, &key);
	markup_open(m, "tr");
	markup_open(m, "th");
	markup_attr(m, "scope", "row");
	markup_textf(m, "%zu", i + 1);
	markup_close(m, "th");
	markup_line(m, "td", NULL, buf_cstr(&key));
	markup_open(m, "td");
	/* A retired question has no page of its own any more. */
	if (it->status == STATUS_released) {
		markup_open(m, "a");
		markup_attrf(m, "href", "../q/%s.html", it->id.s);
		markup_text(m, it->topic_ref->name.s);
		markup_close(m, "a");
	} else {
		markup_text(m, it->topic_ref->name.s);
	}
	markup_close(m, "td");
	markup_close(m, "tr");
	buf_release(&key);
}

void site_form_key(struct markup *m, const struct edition *ed)
{
	const char *const names[] = {word("questionWord"), word("rightWord"),
				     word("why")};

	head(m, ed, word("answers"));
	markup_open(m, "table");
	markup_open(m, "thead");
	markup_open(m, "tr");
	for (size_t i = 0; i < 3; i++) {
		markup_open(m, "th");
		markup_attr(m, "scope", "col");
		markup_text(m, names[i]);
		markup_close(m, "th");
	}
	markup_close(m, "tr");
	markup_close(m, "thead");
	markup_open(m, "tbody");
	for (size_t i = 0; i < ed->nitems; i++)
		key_row(m, ed, i);
	markup_close(m, "tbody");
	markup_close(m, "table");
}
