/* Key tables and reasons. */
#include "emit/print/print.h"
#include "emit/show.h"
#include "emit/words.h"
#include "model/points.h"

/* Keys */

/* The letters of a key by their places, as the answer sheet has them. */
static void key_letters(const struct edition *ed, size_t i, struct buf *out)
{
	struct buf key = BUF_INIT;

	show_key(ed, i, &key);
	for (const char *p = buf_cstr(&key); *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			buf_printf(out, "%s%c", out->n ? " " : "", *p);
	buf_release(&key);
}

static void key_grid(struct markup *m, const struct edition *ed)
{
	struct buf key = BUF_INIT, all = BUF_INIT;
	struct markup grid = MARKUP_INIT(&all);
	bool told = points_told(ed);
	size_t most = 0;

	for (size_t i = 0; i < ed->nitems; i++) {
		buf_reset(&key);
		key_letters(ed, i, &key);
		most = key.n > most ? key.n : most;
		markup_open(&grid, "li");
		markup_link(&grid, NULL, word_number(i + 1).s, "#r%zu", i + 1);
		markup_text(&grid, " ");
		markup_line(&grid, "span", "right", buf_cstr(&key));
		if (told)
			markup_linef(&grid, "span", "points", "%u",
				     points_of(ed->exam, ed->items[i]).n);
		markup_close(&grid, "li");
	}
	markup_open_class(m, "ol",
			  most <= (told ? 3 : 7) ? "grid wide-5"
						 : "grid wide-4");
	markup_html(m, buf_cstr(&all));
	markup_close(m, "ol");
	buf_release(&key);
	buf_release(&all);
}

static bool is_of_topic(const struct item *it, const void *topic)
{
	return it->topic_ref == topic;
}

static void topic_table(struct markup *m, const struct edition *ed)
{
	static const char *const heads[] = {"topic", "questions", "howMuch",
					    NULL};
	const struct exam *e = ed->exam;

	word_table(m, "short topics", heads);
	for (size_t t = 0; t < e->ntopics; t++) {
		const struct topic *topic = &e->topics[t];
		size_t n = 0;

		for (size_t i = 0; i < ed->nitems; i++)
			n += is_of_topic(ed->items[i], topic);
		if (!n)
			continue;
		markup_open(m, "tr");
		markup_th(m, "row", topic->name.s);
		markup_open(m, "td");
		print_numbers(m, ed, 'r', is_of_topic, topic);
		markup_close(m, "td");
		markup_line(m, "td", "num", word_number(n).s);
		markup_close(m, "tr");
	}
	word_table_close(m);
}

/* What the numbers of the grid are, and how what is right in part is scored. */
static void points_lines(struct markup *m, const struct edition *ed)
{
	markup_word_line(m, "p", "small", "keyPoints",
			 word_number(points_sum(ed)).s, NULL);
	print_kind_rules(m, ed, true);
}

void print_key(struct markup *m, const struct edition *ed)
{
	if (points_told(ed))
		points_lines(m, ed);
	key_grid(m, ed);
	topic_table(m, ed);
}

/* Reasons */

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
		markup_linef(m, "span",
			     o->key ? "letter circle full" : "letter", "%c",
			     show_letter(i));
		markup_text(m, " ");
		markup_open(m, "div");
		if (o->key)
			markup_linef(m, "span", "right", "%s ", word("right"));
		markup_html(m, o->rationale->html_inline);
		print_text(m, o->rationale->html_rest);
		markup_close(m, "div");
		markup_close(m, "li");
	}
	markup_close(m, "ul");
}

static void step_line(struct markup *m, size_t place, const struct step *s)
{
	markup_open(m, "li");
	markup_linef(m, "span", "letter", "%c", show_letter(place));
	markup_text(m, " ");
	markup_open(m, "div");
	markup_html(m, s->text->html_inline);
	print_text(m, s->text->html_rest);
	markup_close(m, "div");
	markup_close(m, "li");
}

static void pair_line(struct markup *m, size_t number, size_t place,
		      const struct pair *p)
{
	markup_open(m, "li");
	markup_linef(m, "span", "letter", "%zu", number);
	markup_text(m, " ");
	markup_open(m, "div");
	markup_html(m, p->prompt->html_inline);
	markup_textf(m, " \xE2\x86\x92 %c: ", show_letter(place));
	markup_html(m, p->response->html_inline);
	markup_close(m, "div");
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

/* A source: its text, or its address; both lead there. */
static void reference(struct markup *m, const struct reference *r)
{
	markup_open(m, "li");
	if (r->text.s && !r->url.s)
		markup_text(m, r->text.s);
	if (r->text.s && r->url.s)
		markup_textf(m, "%s, ", r->text.s);
	if (r->url.s) {
		markup_open(m, "a");
		markup_href(m, r->url.s);
		markup_text(m, r->url.s);
		markup_close(m, "a");
	}
	if (r->quote.s)
		markup_line(m, "blockquote", NULL, r->quote.s);
	markup_close(m, "li");
}

static void reference_list(struct markup *m, const struct item *it)
{
	if (it->nreferences) {
		markup_open_class(m, "ul", "refs");
		for (size_t i = 0; i < it->nreferences; i++)
			reference(m, &it->references[i]);
		markup_close(m, "ul");
	}
	if (it->verified.s)
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
		markup_open_class(m, "h3", "head");
		markup_open(m, "span");
		markup_word(m, "questionKey", word_number(i + 1).s,
			    buf_cstr(&key), NULL);
		markup_close(m, "span");
		markup_text(m, " ");
		print_with_points(m, ed, i, "small", it->topic_ref->name.s);
		markup_close(m, "h3");
		print_case_line(m, ed, i, false);
		if (item_shape(it) == SHAPE_CHOICE)
			option_reasons(m, ed, i, it);
		else
			answer_lines(m, ed, i, it);
		if (it->explanation)
			print_text(m, it->explanation->html_block);
		reference_list(m, it);
		if (questions)
			print_see(m, "questionWord", 'q', i + 1);
		markup_close(m, "article");
		buf_release(&key);
		arena_release(&a);
	}
}
