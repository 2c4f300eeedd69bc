/* A question as a page part: form, and the answer behind <details>. */
#include <stdio.h>
#include <string.h>

#include "emit/show.h"
#include "emit/site/site.h"
#include "emit/words.h"

static void chip(struct markup *m, const char *text)
{
	markup_line(m, "li", NULL, text);
}

static void header(struct markup *m, const struct edition *ed, size_t index)
{
	const struct item *it = ed->items[index];
	const struct domain *d = it->task_ref->domain;
	struct buf name = BUF_INIT;

	site_name(ed, index, &name);
	markup_open(m, "header");
	markup_open_class(m, "p", "kicker");
	markup_word(m, "domainName", word_number(d->number).s, d->name.s, NULL);
	markup_close(m, "p");
	markup_line(m, "h1", NULL, buf_cstr(&name));
	markup_open_class(m, "ul", "chips");
	chip(m, show_type(it));
	chip(m, difficulty_names[it->difficulty]);
	markup_open(m, "li");
	markup_word(m, "taskName", it->task.s, NULL, NULL);
	markup_close(m, "li");
	markup_close(m, "ul");
	markup_close(m, "header");
	buf_release(&name);
}

static void scenario(struct markup *m, const struct stimulus *k)
{
	if (!k)
		return;
	markup_open_class(m, "section", "case");
	markup_attr(m, "aria-label", word("case"));
	markup_open(m, "h2");
	markup_word(m, "caseTitle", k->title.s, NULL, NULL);
	markup_close(m, "h2");
	markup_html(m, k->scenario->html_block);
	markup_close(m, "section");
}

static void stem(struct markup *m, const struct item *it)
{
	const char *count = show_count(it);

	markup_open_class(m, "div", "stem");
	markup_html(m, it->stem->html_block);
	if (*count)
		markup_line(m, "p", NULL, count);
	markup_close(m, "div");
}

static void letter(struct markup *m, size_t place)
{
	markup_open_class(m, "span", "letter");
	markup_textf(m, "%c", show_letter(place));
	markup_close(m, "span");
}

/* The blocks behind the first paragraph, which a label may not hold. */
static void rest(struct markup *m, const struct rich *r)
{
	if (!*r->html_rest)
		return;
	markup_open_class(m, "div", "rest");
	markup_html(m, r->html_rest);
	markup_close(m, "div");
}

static void choice(struct markup *m, const struct item *it, size_t place,
		   const struct option *o)
{
	markup_open_class(m, "li", "option");
	markup_open(m, "label");
	markup_void(m, "input");
	markup_attr(m, "type", it->nkeys > 1 ? "checkbox" : "radio");
	markup_attr(m, "name", it->nkeys > 1 ? "answer[]" : "answer");
	markup_attr(m, "value", o->id);
	letter(m, place);
	markup_open(m, "span");
	markup_html(m, o->text->html_inline);
	markup_close(m, "span");
	markup_close(m, "label");
	rest(m, o->text);
	markup_close(m, "li");
}

static void select_open(struct markup *m, const char *id)
{
	markup_open(m, "select");
	markup_attrf(m, "id", "s-%s", id);
	markup_attr(m, "name", id);
	markup_attr(m, "autocomplete", "off");
	markup_open(m, "option");
	markup_attr(m, "value", "");
	markup_text(m, word("chooseEmpty"));
	markup_close(m, "option");
}

static void step_row(struct markup *m, const struct item *it,
		     const struct step *s)
{
	markup_open_class(m, "li", "row");
	select_open(m, s->id);
	for (size_t i = 1; i <= it->nsteps; i++) {
		markup_open(m, "option");
		markup_attrf(m, "value", "%zu", i);
		markup_word(m, "step", word_number(i).s, NULL, NULL);
		markup_close(m, "option");
	}
	markup_close(m, "select");
	markup_open(m, "label");
	markup_attrf(m, "for", "s-%s", s->id);
	markup_html(m, s->text->html_inline);
	markup_close(m, "label");
	rest(m, s->text);
	markup_close(m, "li");
}

static void responses(struct markup *m, const struct item *it,
		      const size_t *order)
{
	markup_open_class(m, "ul", "responses");
	for (size_t i = 0; i < it->npairs; i++) {
		markup_open(m, "li");
		letter(m, i);
		markup_open(m, "span");
		markup_html(m, it->pairs[order[i]].response->html_inline);
		markup_close(m, "span");
		markup_close(m, "li");
	}
	markup_close(m, "ul");
}

static void prompt_row(struct markup *m, const struct item *it,
		       const size_t *order, const struct pair *p)
{
	markup_open_class(m, "li", "row");
	markup_open(m, "label");
	markup_attrf(m, "for", "s-%s", p->prompt_id);
	markup_html(m, p->prompt->html_inline);
	markup_close(m, "label");
	select_open(m, p->prompt_id);
	for (size_t i = 0; i < it->npairs; i++) {
		markup_open(m, "option");
		markup_attr(m, "value", it->pairs[order[i]].response_id);
		markup_textf(m, "%c", show_letter(i));
		markup_close(m, "option");
	}
	markup_close(m, "select");
	markup_close(m, "li");
}

static const char *instruction(const struct item *it)
{
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		return it->nkeys > 1 ? word("chooseMany") : word("chooseOne");
	case SHAPE_ORDER:
		return word("orderHelp");
	case SHAPE_MATCH:
		return word("matchHelp");
	}
	return "";
}

static void form(struct markup *m, const struct item *it)
{
	size_t order[SHOW_MAX], n = show_item_order(it, order);

	markup_open(m, "form");
	markup_attr(m, "autocomplete", "off");
	markup_open(m, "fieldset");
	markup_line(m, "legend", NULL, instruction(it));
	if (item_shape(it) == SHAPE_MATCH)
		responses(m, it, order);
	markup_open_class(m, "ul",
			  item_shape(it) == SHAPE_CHOICE ? "options" : "rows");
	for (size_t i = 0; i < n; i++)
		switch (item_shape(it)) {
		case SHAPE_CHOICE:
			choice(m, it, i, &it->options[order[i]]);
			break;
		case SHAPE_ORDER:
			step_row(m, it, &it->steps[order[i]]);
			break;
		case SHAPE_MATCH:
			if (it->pairs[i].prompt)
				prompt_row(m, it, order, &it->pairs[i]);
			break;
		}
	markup_close(m, "ul");
	markup_close(m, "fieldset");
	markup_open_class(m, "div", "actions");
	markup_attr(m, "hidden", NULL);
	markup_open_class(m, "button", "check");
	markup_attr(m, "type", "submit");
	markup_text(m, word("check"));
	markup_close(m, "button");
	markup_open_class(m, "p", "verdict");
	markup_attr(m, "role", "status");
	markup_close(m, "p");
	markup_close(m, "div");
	markup_close(m, "form");
}

/* The answer */

static void option_answer(struct markup *m, size_t place,
			  const struct option *o)
{
	markup_open_class(m, "li", o->key ? "answer key" : "answer");
	markup_open(m, "p");
	markup_open_class(m, "span", "tick");
	markup_word(m, o->key ? "answerRight" : "answerWrong",
		    (char[]){show_letter(place), 0}, NULL, NULL);
	markup_close(m, "span");
	markup_close(m, "p");
	markup_open(m, "p");
	markup_open(m, "strong");
	markup_html(m, o->text->html_inline);
	markup_close(m, "strong");
	markup_close(m, "p");
	if (o->rationale)
		markup_html(m, o->rationale->html_block);
	markup_close(m, "li");
}

static void order_answer(struct markup *m, const struct item *it)
{
	markup_open_class(m, "ol", "order");
	for (size_t i = 0; i < it->nsteps; i++) {
		markup_open(m, "li");
		markup_html(m, it->steps[i].text->html_inline);
		rest(m, it->steps[i].text);
		markup_close(m, "li");
	}
	markup_close(m, "ol");
}

static void match_answer(struct markup *m, const struct item *it)
{
	size_t order[SHOW_MAX], n = show_item_order(it, order);
	size_t place[SHOW_MAX];

	for (size_t i = 0; i < n; i++)
		place[order[i]] = i;
	markup_open_class(m, "ul", "answers");
	for (size_t i = 0; i < n; i++) {
		const struct pair *p = &it->pairs[i];

		markup_open_class(m, "li", p->prompt ? "answer key" : "answer");
		markup_open(m, "p");
		if (p->prompt) {
			markup_open(m, "strong");
			markup_html(m, p->prompt->html_inline);
			markup_close(m, "strong");
		} else
			markup_line(m, "strong", NULL, word("leftOver"));
		markup_close(m, "p");
		markup_open(m, "p");
		letter(m, place[i]);
		markup_text(m, " ");
		markup_html(m, p->response->html_inline);
		markup_close(m, "p");
		markup_close(m, "li");
	}
	markup_close(m, "ul");
}

static void choice_answer(struct markup *m, const struct item *it)
{
	size_t order[SHOW_MAX], n = show_item_order(it, order);

	markup_open_class(m, "ul", "answers");
	for (size_t i = 0; i < n; i++)
		option_answer(m, i, &it->options[order[i]]);
	markup_close(m, "ul");
}

static void term(struct markup *m, const char *name)
{
	markup_line(m, "dt", NULL, name);
	markup_open(m, "dd");
}

static void references(struct markup *m, const struct item *it)
{
	term(m, word("documentation"));
	markup_open(m, "ul");
	for (size_t i = 0; i < it->nreferences; i++) {
		const struct reference *r = &it->references[i];

		markup_open(m, "li");
		markup_open(m, "a");
		markup_attr(m, "href", r->url.s);
		markup_attr(m, "rel", "noreferrer");
		markup_text(m, r->url.s + (strstr(r->url.s, "://")
						   ? strstr(r->url.s, "://") +
							     3 - r->url.s
						   : 0));
		markup_close(m, "a");
		if (r->quote.s)
			markup_line(m, "blockquote", NULL, r->quote.s);
		markup_close(m, "li");
	}
	markup_close(m, "ul");
	markup_close(m, "dd");
}

static void services(struct markup *m, const struct edition *ed,
		     const struct item *it)
{
	term(m, word("services"));
	for (size_t i = 0; i < it->services.n; i++) {
		const struct service *s = services_find(ed->services,
							it->services.p[i].s);

		markup_textf(m, "%s%s", i ? ", " : "",
			     s ? s->name.s : it->services.p[i].s);
	}
	markup_close(m, "dd");
}

static void facts(struct markup *m, const struct edition *ed,
		  const struct item *it)
{
	markup_open(m, "dl");
	if (it->decides_ref) {
		term(m, word("whatDecides"));
		markup_text(m, it->decides_ref->name.s);
		markup_close(m, "dd");
	}
	if (it->services.n)
		services(m, ed, it);
	if (it->nreferences)
		references(m, it);
	if (it->verified.s) {
		term(m, word("factsChecked"));
		markup_text(m, it->verified.s);
		markup_close(m, "dd");
	}
	term(m, word("thisPage"));
	markup_open(m, "a");
	markup_attrf(m, "href", "%s.html", it->id.s);
	markup_text(m, it->id.s);
	markup_close(m, "a");
	markup_close(m, "dd");
	markup_close(m, "dl");
}

static void solution(struct markup *m, const struct edition *ed,
		     const struct item *it)
{
	markup_open_class(m, "details", "solution");
	markup_line(m, "summary", NULL, word("answerAndReasons"));
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		choice_answer(m, it);
		break;
	case SHAPE_ORDER:
		order_answer(m, it);
		break;
	case SHAPE_MATCH:
		match_answer(m, it);
		break;
	}
	if (it->explanation) {
		markup_line(m, "h2", NULL, word("explanation"));
		markup_html(m, it->explanation->html_block);
	}
	markup_line(m, "h2", NULL, word("aboutThisQuestion"));
	facts(m, ed, it);
	markup_close(m, "details");
}

/* What the script compares an answer with. */
static void right_answer(struct markup *m, const struct item *it)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < it->noptions; i++)
		if (it->options[i].key)
			buf_printf(&b, "%s%s", b.n ? " " : "",
				   it->options[i].id);
	for (size_t i = 0; i < it->nsteps; i++)
		buf_printf(&b, "%s%s=%zu", b.n ? " " : "", it->steps[i].id,
			   i + 1);
	for (size_t i = 0; i < it->npairs; i++)
		if (it->pairs[i].prompt)
			buf_printf(&b, "%s%s=%s", b.n ? " " : "",
				   it->pairs[i].prompt_id,
				   it->pairs[i].response_id);
	markup_attr(m, "data-right", buf_cstr(&b));
	buf_release(&b);
}

void site_question(struct markup *m, const struct edition *ed, size_t index)
{
	const struct item *it = ed->items[index];

	markup_open_class(m, "article", "question");
	markup_attr(m, "data-exam", ed->exam->id.s);
	markup_attr(m, "data-id", it->id.s);
	markup_attr(m, "data-hash", it->content_hash);
	markup_attrf(m, "data-domain", "%u", it->task_ref->domain->number);
	right_answer(m, it);
	header(m, ed, index);
	scenario(m, edition_stimulus(ed, it));
	stem(m, it);
	form(m, it);
	solution(m, ed, it);
	markup_close(m, "article");
}
