/* Papers for those who must edit them: plain HTML, for word processors and for
 * what makes their files of it. */
#include "emit/print/print.h"
#include "emit/show.h"
#include "emit/words.h"

static void open_paper(struct markup *m, const struct edition *ed,
		       const char *kind)
{
	markup_line(m, "h1", NULL, ed->exam->title.s);
	markup_line(m, "p", NULL, word(kind));
	print_form_line(m, ed);
}

static void prompts(struct markup *m, const struct item *it)
{
	markup_open(m, "ol");
	for (size_t i = 0; i < it->npairs; i++) {
		if (!it->pairs[i].prompt)
			continue;
		markup_open(m, "li");
		markup_html(m, it->pairs[i].prompt->html_block);
		markup_close(m, "li");
	}
	markup_close(m, "ol");
}

/* Options, steps or responses under their letters. */
static void choices(struct markup *m, const struct edition *ed, size_t index,
		    const struct item *it)
{
	size_t order[SHOW_MAX], n = show_placed_order(ed, index, order);

	if (item_shape(it) == SHAPE_MATCH)
		prompts(m, it);
	markup_open(m, "ol");
	markup_attr(m, "type", "A");
	for (size_t i = 0; i < n; i++) {
		markup_open(m, "li");
		markup_html(m, show_text(it, order[i])->html_block);
		markup_close(m, "li");
	}
	markup_close(m, "ol");
}

/* The case of item I, before the first question of it. */
static void scenario(struct markup *m, const struct edition *ed, size_t i)
{
	const struct stimulus *k = ed->items[i]->stimulus;
	size_t from, to;

	if (!k)
		return;
	print_case_range(ed, i, &from, &to);
	if (from != i)
		return;
	markup_word_line(m, "h2", NULL, "caseTitle", k->title.s, NULL);
	markup_html(m, k->scenario->html_block);
}

void print_edit_questions(struct markup *m, const struct edition *ed)
{
	open_paper(m, ed, "questionBooklet");
	for (size_t i = 0; i < ed->nitems; i++) {
		struct arena a = {0};
		const struct item *it = edition_read(ed, ed->items[i], &a);

		scenario(m, ed, i);
		markup_word_line(m, "h2", NULL, "questionNumber",
				 word_number(i + 1).s, NULL);
		markup_html(m, it->stem->html_block);
		show_count(m, it);
		choices(m, ed, i, it);
		arena_release(&a);
	}
}

static void reasons(struct markup *m, const struct edition *ed, size_t index,
		    const struct item *it)
{
	size_t order[SHOW_MAX], n = show_placed_order(ed, index, order);

	for (size_t i = 0; i < n && it->noptions; i++) {
		const struct option *o = &it->options[order[i]];

		if (!o->rationale)
			continue;
		markup_open(m, "p");
		markup_linef(m, "strong", NULL, "%c", show_letter(i));
		markup_text(m, " ");
		markup_html(m, o->rationale->html_inline);
		markup_close(m, "p");
		markup_html(m, o->rationale->html_rest);
	}
	if (it->explanation)
		markup_html(m, it->explanation->html_block);
}

void print_edit_key(struct markup *m, const struct edition *ed)
{
	open_paper(m, ed, "answerKeyWithReasons");
	for (size_t i = 0; i < ed->nitems; i++) {
		struct arena a = {0};
		const struct item *it = edition_read(ed, ed->items[i], &a);
		struct buf key = BUF_INIT;

		show_key(ed, i, &key);
		markup_word_line(m, "h2", NULL, "questionKey",
				 word_number(i + 1).s, buf_cstr(&key));
		reasons(m, ed, i, it);
		buf_release(&key);
		arena_release(&a);
	}
}
