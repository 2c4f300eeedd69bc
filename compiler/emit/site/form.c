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

void site_form(struct markup *m, const struct edition *ed)
{
	const struct stimulus *before = NULL;
	size_t order[SHOW_MAX];

	head(m, ed, word("mockExam"));
	for (size_t i = 0; i < ed->nitems; i++) {
		struct arena a = {0};
		const struct item *it = edition_read(ed, ed->items[i], &a);
		const struct stimulus *k = it->stimulus;

		if (k != before)
			article_scenario(m, k);
		before = k;
		markup_open_class(m, "article", "panel");
		markup_attrf(m, "id", "q%zu", i + 1);
		markup_word_line(m, "h2", NULL, "questionNumber",
				 word_number(i + 1).s, NULL);
		show_placed_order(ed, i, order);
		article_form(m, it, order, false);
		markup_close(m, "article");
		arena_release(&a);
	}
	markup_open(m, "p");
	markup_link(m, "button", word("answers"), "%s-key.html", ed->form->id);
	markup_close(m, "p");
}

static void key_row(struct markup *m, const struct edition *ed, size_t i)
{
	const struct item *it = ed->items[i];
	struct buf key = BUF_INIT;

	show_key(ed, i, &key);
	markup_open(m, "tr");
	markup_th(m, "row", word_number(i + 1).s);
	markup_line(m, "td", NULL, buf_cstr(&key));
	markup_open(m, "td");
	/* A retired question has no page of its own any more. */
	if (it->status == STATUS_released)
		markup_link(m, NULL, it->topic_ref->name.s, "../q/%s.html",
			    it->id.s);
	else
		markup_text(m, it->topic_ref->name.s);
	markup_close(m, "td");
	markup_close(m, "tr");
	buf_release(&key);
}

void site_form_key(struct markup *m, const struct edition *ed)
{
	static const char *const heads[] = {"questionWord", "rightWord", "why",
					    NULL};

	head(m, ed, word("answers"));
	word_table(m, NULL, heads);
	for (size_t i = 0; i < ed->nitems; i++)
		key_row(m, ed, i);
	word_table_close(m);
}
