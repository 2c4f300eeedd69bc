/* The article of a question, for its page and for the player alike: what is
 * asked, and apart from it what is right and why. */
#include <string.h>

#include "emit/show.h"
#include "emit/site/site.h"
#include "emit/words.h"

void article_scenario(struct markup *m, const struct stimulus *k)
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
	markup_open_class(m, "div", "stem");
	markup_html(m, it->stem->html_block);
	show_count(m, it);
	markup_close(m, "div");
}

/* The first paragraph, which a label may hold. */
static void text(struct markup *m, const struct rich *r)
{
	markup_open(m, "span");
	markup_html(m, r->html_inline);
	markup_close(m, "span");
}

/* The blocks behind it, which a label may not hold. */
static void rest(struct markup *m, const struct rich *r)
{
	if (!*r->html_rest)
		return;
	markup_open_class(m, "div", "rest");
	markup_html(m, r->html_rest);
	markup_close(m, "div");
}

static void option(struct markup *m, const struct item *it,
		   const struct option *o)
{
	markup_open(m, "label");
	markup_void(m, "input");
	markup_attr(m, "type", it->nkeys > 1 ? "checkbox" : "radio");
	markup_attr(m, "name", it->nkeys > 1 ? "answer[]" : "answer");
	markup_attr(m, "value", o->id);
	text(m, o->text);
	markup_close(m, "label");
	rest(m, o->text);
}

static void select_open(struct markup *m, const char *name)
{
	markup_open(m, "select");
	markup_attr(m, "name", name);
	markup_open(m, "option");
	markup_attr(m, "value", "");
	markup_text(m, word("chooseEmpty"));
	markup_close(m, "option");
}

static void step(struct markup *m, const struct item *it, const struct step *s)
{
	markup_open(m, "label");
	select_open(m, s->id);
	for (size_t i = 1; i <= it->nsteps; i++) {
		markup_open(m, "option");
		markup_attrf(m, "value", "%zu", i);
		markup_word(m, "step", word_number(i).s, NULL, NULL);
		markup_close(m, "option");
	}
	markup_close(m, "select");
	text(m, s->text);
	markup_close(m, "label");
	rest(m, s->text);
}

static void prompt(struct markup *m, const struct item *it, const size_t *order,
		   const struct pair *p)
{
	struct buf line = BUF_INIT;

	markup_open(m, "label");
	text(m, p->prompt);
	select_open(m, p->prompt_id);
	for (size_t i = 0; i < it->npairs; i++) {
		markup_open(m, "option");
		markup_attr(m, "value", it->pairs[order[i]].response_id);
		buf_reset(&line);
		buf_printf(&line, "%c  ", show_letter(i));
		show_line(it->pairs[order[i]].response->text, SHOW_LINE, &line);
		markup_text(m, buf_cstr(&line));
		markup_close(m, "option");
	}
	markup_close(m, "select");
	markup_close(m, "label");
	buf_release(&line);
}

size_t article_parts(const struct item *it)
{
	return it->noptions + it->nsteps + it->npairs;
}

const char *article_part(const struct item *it, size_t k, struct buf *out)
{
	buf_reset(out);
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		buf_str(out, it->options[k].id);
		break;
	case SHAPE_ORDER:
		buf_printf(out, "%s=", it->steps[k].id);
		break;
	case SHAPE_MATCH:
		if (it->pairs[k].prompt)
			buf_printf(out, "%s=", it->pairs[k].prompt_id);
		else
			buf_str(out, it->pairs[k].response_id);
		break;
	}
	return buf_cstr(out);
}

static void reason_open(struct markup *m, const char *verdict, bool right)
{
	markup_open_class(m, "div", right ? "why key" : "why");
	markup_line(m, "p", "tick", verdict);
}

static void option_reason(struct markup *m, const struct option *o)
{
	reason_open(m, word(o->key ? "rightWord" : "wrongWord"), o->key);
	if (o->rationale)
		markup_html(m, o->rationale->html_block);
}

static void step_reason(struct markup *m, size_t place)
{
	reason_open(m, word("answerWord"), true);
	markup_open(m, "p");
	markup_word(m, "step", word_number(place).s, NULL, NULL);
	markup_close(m, "p");
}

static void pair_reason(struct markup *m, const struct pair *p)
{
	reason_open(m, word(p->prompt ? "answerWord" : "leftOver"), p->prompt);
	if (!p->prompt)
		return;
	markup_open(m, "p");
	markup_html(m, p->response->html_inline);
	markup_close(m, "p");
}

void article_reason(struct markup *m, const struct item *it, size_t k)
{
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		option_reason(m, &it->options[k]);
		break;
	case SHAPE_ORDER:
		step_reason(m, k + 1);
		break;
	case SHAPE_MATCH:
		pair_reason(m, &it->pairs[k]);
		break;
	}
	markup_close(m, "div");
}

/*
 * The <li> of an option, step or response can be moved. Scripts find it by its
 * input's value, or where it has none by data-choice; one with data-fixed stays
 * where it is.
 */

/* Closes the <li> of part K; ANSWERED: behind its reason. */
static void part_close(struct markup *m, const struct item *it, size_t k,
		       bool answered)
{
	if (answered)
		article_reason(m, it, k);
	markup_close(m, "li");
}

static void list_open(struct markup *m, const char *cls)
{
	markup_open_class(m, "ol", cls);
	markup_attr(m, "type", "A");
}

static void options(struct markup *m, const struct item *it,
		    const size_t *order, bool answered)
{
	list_open(m, "options");
	for (size_t i = 0; i < it->noptions; i++) {
		markup_open(m, "li");
		if (it->options[order[i]].place != PLACE_FREE)
			markup_attr(m, "data-fixed", NULL);
		option(m, it, &it->options[order[i]]);
		part_close(m, it, order[i], answered);
	}
	markup_close(m, "ol");
}

static void steps(struct markup *m, const struct item *it, const size_t *order,
		  bool answered)
{
	list_open(m, "rows");
	for (size_t i = 0; i < it->nsteps; i++) {
		markup_open(m, "li");
		markup_attr(m, "data-choice", it->steps[order[i]].id);
		step(m, it, &it->steps[order[i]]);
		part_close(m, it, order[i], answered);
	}
	markup_close(m, "ol");
}

static void pairs(struct markup *m, const struct item *it, const size_t *order,
		  bool answered)
{
	list_open(m, "responses");
	for (size_t i = 0; i < it->npairs; i++) {
		const struct pair *p = &it->pairs[order[i]];

		markup_open(m, "li");
		markup_attr(m, "data-choice", p->response_id);
		text(m, p->response);
		part_close(m, it, order[i], answered && !p->prompt);
	}
	markup_close(m, "ol");
	markup_open_class(m, "ol", "rows");
	for (size_t i = 0; i < it->npairs; i++) {
		if (!it->pairs[i].prompt)
			continue;
		markup_open(m, "li");
		prompt(m, it, order, &it->pairs[i]);
		part_close(m, it, i, answered);
	}
	markup_close(m, "ol");
}

void article_question(struct markup *m, const struct item *it,
		      const size_t *order, bool answered)
{
	static const char *const help[] = {"chooseOne", "orderHelp",
					   "matchHelp"};
	enum item_shape shape = item_shape(it);

	stem(m, it);
	markup_open(m, "fieldset");
	if (it->nkeys > 1)
		markup_word_line(m, "legend", NULL, "chooseMany",
				 word_number(it->nkeys).s, NULL);
	else
		markup_line(m, "legend", NULL, word(help[shape]));
	switch (shape) {
	case SHAPE_CHOICE:
		options(m, it, order, answered);
		break;
	case SHAPE_ORDER:
		steps(m, it, order, answered);
		break;
	case SHAPE_MATCH:
		pairs(m, it, order, answered);
		break;
	}
	markup_close(m, "fieldset");
}

void article_form(struct markup *m, const struct item *it, const size_t *order,
		  bool answered)
{
	markup_open(m, "form");
	markup_attr(m, "autocomplete", "off");
	article_question(m, it, order, answered);
	markup_open_class(m, "div", "actions");
	markup_attr(m, "hidden", NULL);
	markup_open(m, "button");
	markup_attr(m, "type", "submit");
	markup_text(m, word("check"));
	markup_close(m, "button");
	markup_open_class(m, "p", "say");
	markup_attr(m, "role", "status");
	markup_close(m, "p");
	markup_close(m, "div");
	markup_close(m, "form");
}

void article_right(const struct item *it, struct buf *out)
{
	const char *blank = "";

	for (size_t i = 0; i < it->noptions; i++)
		if (it->options[i].key) {
			buf_printf(out, "%s%s", blank, it->options[i].id);
			blank = " ";
		}
	for (size_t i = 0; i < it->nsteps; i++)
		buf_printf(out, "%s%s=%zu", i ? " " : "", it->steps[i].id,
			   i + 1);
	for (size_t i = 0; i < it->npairs; i++)
		if (it->pairs[i].prompt)
			buf_printf(out, "%s%s=%s", i ? " " : "",
				   it->pairs[i].prompt_id,
				   it->pairs[i].response_id);
}

/* Facts: a term and what is to be said of it. */

static void term(struct markup *m, const char *name)
{
	markup_line(m, "dt", NULL, word(name));
	markup_open(m, "dd");
}

static void fact(struct markup *m, const char *name, const char *value)
{
	if (!value)
		return;
	term(m, name);
	markup_text(m, value);
	markup_close(m, "dd");
}

/* Each value by itself: commas are part of names. NAMED (may be NULL) knows the
 * names of ids; other values name themselves. */
static void list(struct markup *m, const char *name, const struct field_list *l,
		 const struct services *named)
{
	if (!l->n)
		return;
	term(m, name);
	markup_open_class(m, "ul", "chips");
	for (size_t i = 0; i < l->n; i++) {
		const struct service *s =
			named ? services_find(named, l->p[i].s) : NULL;

		markup_line(m, "li", NULL, s ? s->name.s : l->p[i].s);
	}
	markup_close(m, "ul");
	markup_close(m, "dd");
}

/* What an address without a name is called by: the last part of its path that
 * is one, less its suffix; NULL if none says more than the host does. */
static const char *page_name(struct arena *a, const char *rest)
{
	const char *end = rest + strcspn(rest, "?#"), *from, *dot;
	char *name;

	while (end > rest && end[-1] == '/')
		end--;
	for (from = end; from > rest && from[-1] != '/'; from--)
		;
	if (from == rest)
		return NULL;
	name = arena_copy(a, from, (size_t)(end - from));
	dot = strstr(name, ".htm");
	if (dot)
		name[dot - name] = 0;
	for (char *c = name; *c; c++)
		if (*c == '-' || *c == '_')
			*c = ' ';
	return name;
}

/* The name of the source, which its address leads to, and small its host. An
 * address without a name is called by the end of its path. */
static void reference(struct markup *m, const struct reference *r)
{
	const char *rest = r->url.s ? strstr(r->url.s, "://") : NULL;
	struct arena a = {0};
	const char *name = r->text.s;

	if (!r->url.s) {
		markup_text(m, name);
		return;
	}
	rest = rest ? rest + 3 : r->url.s;
	if (!name)
		name = page_name(&a, rest);
	markup_open(m, "a");
	markup_href(m, r->url.s);
	markup_attr(m, "rel", "noreferrer");
	markup_text(m, name ? name : rest);
	markup_close(m, "a");
	if (name) {
		markup_text(m, " ");
		markup_linef(m, "small", NULL, "%.*s",
			     (int)strcspn(rest, "/?#"), rest);
	}
	arena_release(&a);
}

static void references(struct markup *m, const struct item *it)
{
	if (!it->nreferences)
		return;
	term(m, "documentation");
	markup_open_class(m, "ul", "refs");
	for (size_t i = 0; i < it->nreferences; i++) {
		markup_open(m, "li");
		reference(m, &it->references[i]);
		if (it->references[i].quote.s)
			markup_line(m, "blockquote", NULL,
				    it->references[i].quote.s);
		markup_close(m, "li");
	}
	markup_close(m, "ul");
	markup_close(m, "dd");
}

static bool has_facts(const struct item *it)
{
	return it->decides_ref || it->services.n || it->tags.n ||
	       it->nreferences || it->verified.s;
}

enum reasons_at article_reasons_at(const struct item *it)
{
	return item_has_rationale(it) ? REASONS_BESIDE
	       : it->explanation      ? REASONS_BELOW
				      : REASONS_NOWHERE;
}

void article_facts(struct markup *m, const struct edition *ed,
		   const struct item *it)
{
	static const char *const places[] = {"nowhere", "below", "beside"};
	const struct vocabulary *decides = it->decides_ref;

	markup_open_class(m, "div", "reasons");
	markup_attr(m, "data-reasons", places[article_reasons_at(it)]);
	if (it->explanation) {
		markup_line(m, "h2", NULL, word("explanation"));
		markup_html(m, it->explanation->html_block);
	}
	if (has_facts(it)) {
		markup_line(m, "h2", NULL, word("aboutThisQuestion"));
		markup_open(m, "dl");
		fact(m, "whatDecides", decides ? decides->name.s : NULL);
		list(m, "services", &it->services, ed->services);
		list(m, "tags", &it->tags, NULL);
		references(m, it);
		fact(m, "factsChecked", it->verified.s);
		markup_close(m, "dl");
	}
	markup_close(m, "div");
}
