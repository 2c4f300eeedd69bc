/* Key tables and reasons. */
#include "emit/print/print.h"
#include "emit/show.h"
#include "emit/words.h"

/* Keys */

void print_key_table(struct markup *m, const struct edition *ed)
{
	static const char *const heads[] = {"questionWord", "answerWord",
					    "topic", "reasonWord", NULL};
	struct buf key = BUF_INIT;

	word_table(m, "short", heads);
	for (size_t i = 0; i < ed->nitems; i++) {
		buf_reset(&key);
		show_key(ed, i, &key);
		markup_open(m, "tr");
		markup_open(m, "td");
		markup_link(m, NULL, word_number(i + 1).s, "#r%zu", i + 1);
		markup_close(m, "td");
		markup_line(m, "td", "right", buf_cstr(&key));
		markup_line(m, "td", NULL, ed->items[i]->topic_ref->name.s);
		markup_open_class(m, "td", "num");
		print_at(m, "r%zu", i + 1);
		markup_close(m, "td");
		markup_close(m, "tr");
	}
	word_table_close(m);
	buf_release(&key);
}

/* The options that have a reason; the head names the keys. */
static void option_reasons(struct markup *m, const struct edition *ed,
			   size_t index, const struct item *it)
{
	size_t order[SHOW_MAX], n = show_placed_order(ed, index, order);

	if (!item_has_rationale(it))
		return;
	markup_open(m, "ul");
	for (size_t i = 0; i < n; i++) {
		const struct option *o = &it->options[order[i]];

		if (!o->rationale)
			continue;
		markup_open(m, "li");
		markup_linef(m, "span", "letter", "%c", show_letter(i));
		if (o->key) {
			markup_linef(m, "span", "right", "%s ", word("right"));
		}
		markup_html(m, o->rationale->html_inline);
		markup_html(m, o->rationale->html_rest);
		markup_close(m, "li");
	}
	markup_close(m, "ul");
}

static void step_line(struct markup *m, size_t place, const struct step *s)
{
	markup_open(m, "li");
	markup_linef(m, "span", "letter", "%c", show_letter(place));
	markup_html(m, s->text->html_inline);
	markup_html(m, s->text->html_rest);
	markup_close(m, "li");
}

static void pair_line(struct markup *m, size_t number, size_t place,
		      const struct pair *p)
{
	markup_open(m, "li");
	markup_linef(m, "span", "letter", "%zu", number);
	markup_html(m, p->prompt->html_inline);
	markup_textf(m, " \xE2\x86\x92 %c: ", show_letter(place));
	markup_html(m, p->response->html_inline);
	markup_close(m, "li");
}

/* The steps in the right order, or each entry with its response. */
static void answer_lines(struct markup *m, const struct edition *ed,
			 size_t index, const struct item *it)
{
	size_t order[SHOW_MAX], n = show_placed_order(ed, index, order);
	size_t place[SHOW_MAX], number = 0;

	for (size_t i = 0; i < n; i++)
		place[order[i]] = i;
	markup_open(m, "ol");
	for (size_t i = 0; i < n; i++)
		if (item_shape(it) == SHAPE_ORDER)
			step_line(m, place[i], &it->steps[i]);
		else if (it->pairs[i].prompt)
			pair_line(m, ++number, place[i], &it->pairs[i]);
	markup_close(m, "ol");
}

static void reference_list(struct markup *m, const struct item *it)
{
	for (size_t i = 0; i < it->nreferences; i++) {
		const struct reference *r = &it->references[i];

		if (r->text.s)
			markup_line(m, "p", "refs", r->text.s);
		if (r->url.s)
			markup_line(m, "p", "refs", r->url.s);
		if (r->quote.s)
			markup_line(m, "blockquote", "refs", r->quote.s);
	}
	if (!it->verified.s)
		return;
	markup_word_line(m, "p", "refs", "factsAndId", it->verified.s,
			 it->id.s);
}

void print_reasons(struct markup *m, const struct edition *ed, size_t from,
		   size_t to, bool questions)
{
	for (size_t i = from; i < to; i++) {
		struct arena a = {0};
		const struct item *it = edition_read(ed, ed->items[i], &a);
		struct buf key = BUF_INIT;

		show_key(ed, i, &key);
		markup_open_class(m, "article", "reason");
		markup_attrf(m, "id", "r%zu", i + 1);
		markup_word_line(m, "h3", NULL, "questionKey",
				 word_number(i + 1).s, buf_cstr(&key));
		if (item_shape(it) == SHAPE_CHOICE)
			option_reasons(m, ed, i, it);
		else
			answer_lines(m, ed, i, it);
		if (it->explanation)
			markup_html(m, it->explanation->html_block);
		reference_list(m, it);
		if (questions)
			print_see(m, "questionWord", 'q', i + 1);
		markup_close(m, "article");
		buf_release(&key);
		arena_release(&a);
	}
}
