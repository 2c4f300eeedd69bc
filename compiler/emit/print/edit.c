/* Papers for those who must edit them: plain HTML, for word processors and for
 * what makes their files of it. */
#include "emit/print/print.h"
#include "emit/show.h"
#include "emit/words.h"

static void open_paper(struct markup *m, const struct edition *ed,
		       const char *kind)
{
	if (ed->exam->print.institution.s)
		markup_line(m, "p", NULL, ed->exam->print.institution.s);
	markup_line(m, "h1", NULL, ed->exam->title.s);
	markup_line(m, "p", NULL, word(kind));
	print_facts(m, ed);
	print_license(m, ed);
}

/* "Question 5", "Question 5: B, D", and what it earns. */
static void head(struct markup *m, const struct edition *ed, size_t i,
		 const char *id, const char *key)
{
	struct buf text = BUF_INIT;

	word_fill(&text, id, word_number(i + 1).s, key, NULL);
	markup_open(m, "h2");
	print_with_points(m, ed, i, NULL, buf_cstr(&text));
	markup_close(m, "h2");
	buf_release(&text);
}

/* The places of an ordering, each for a letter. */
static void places(struct markup *m, size_t n)
{
	markup_open(m, "p");
	markup_text(m, word("inOrder"));
	for (size_t i = 1; i <= n; i++)
		markup_textf(m, " %zu ____", i);
	markup_close(m, "p");
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
	if (item_shape(it) == SHAPE_ORDER)
		places(m, n);
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
	print_rules(m, ed);
	print_formulas(m, ed);
	for (size_t i = 0; i < ed->nitems; i++) {
		struct arena a = {0};
		const struct item *it = edition_read(ed, ed->items[i], &a);

		scenario(m, ed, i);
		head(m, ed, i, "questionNumber", NULL);
		markup_html(m, it->stem->html_block);
		show_count(m, it);
		choices(m, ed, i, it);
		arena_release(&a);
	}
	print_end(m);
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
	print_kind_rules(m, ed, true);
	print_concordance(m, ed);
	for (size_t i = 0; i < ed->nitems; i++) {
		struct arena a = {0};
		const struct item *it = edition_read(ed, ed->items[i], &a);
		struct buf key = BUF_INIT;

		show_key(ed, i, &key);
		head(m, ed, i, "questionKey", buf_cstr(&key));
		reasons(m, ed, i, it);
		buf_release(&key);
		arena_release(&a);
	}
}
