/* The bank as JSON: facts and items, options by id, never by index. */
#include "emit/json/json.h"

#include <stdio.h>
#include <string.h>

#include "base/crew.h"
#include "base/err.h"
#include "base/json.h"
#include "base/utf8.h"
#include "emit/formats.h"
#include "emit/key.h"
#include "emit/show.h"

struct js *json_rich(const struct rich *r)
{
	struct js *o;

	if (!r)
		return js_string(NULL);
	o = js_object();
	js_set(o, "html", js_string(r->html_block));
	js_set(o, "text", js_string(r->text));
	return o;
}

struct js *json_choice(const char *id, const struct rich *r)
{
	struct js *o = js_object();

	js_set(o, "id", js_string(id));
	js_set(o, "text", json_rich(r));
	return o;
}

struct js *json_named(const char *id, const char *name)
{
	struct js *o = js_object();

	js_set(o, "id", js_string(id));
	js_set(o, "name", js_string(name));
	return o;
}

struct js *json_fields(const struct field_list *l)
{
	struct js *a = js_array();

	for (size_t i = 0; i < l->n; i++)
		js_push(a, js_string(l->p[i].s));
	return a;
}

/* Those that may be shuffled in the order of the file, then the others. */
static struct js *options(const struct item *it)
{
	struct js *a = js_array();
	size_t order[SHOW_MAX];

	item_order(it, order);
	for (size_t i = 0; i < it->noptions; i++) {
		const struct option *from = &it->options[order[i]];
		struct js *o = json_choice(from->id, from->text);

		js_set(o, "correct", js_bool(from->key));
		js_set(o, "rationale", json_rich(from->rationale));
		if (from->place != PLACE_FREE)
			js_set(o, "fixed", js_bool(true));
		js_push(a, o);
	}
	return a;
}

/* The steps in the right order. */
static struct js *steps(const struct item *it)
{
	struct js *a = js_array();

	for (size_t i = 0; i < it->nsteps; i++)
		js_push(a, json_choice(it->steps[i].id, it->steps[i].text));
	return a;
}

static void set_pairs(struct js *o, const struct item *it)
{
	struct js *pairs = js_array(), *extras = js_array();

	for (size_t i = 0; i < it->npairs; i++) {
		const struct pair *p = &it->pairs[i];
		struct js *response = json_choice(p->response_id, p->response);
		struct js *pair;

		if (!p->prompt) {
			js_push(extras, response);
			continue;
		}
		pair = js_object();
		js_set(pair, "prompt", json_choice(p->prompt_id, p->prompt));
		js_set(pair, "response", response);
		js_push(pairs, pair);
	}
	js_set(o, "pairs", pairs);
	js_set(o, "extras", extras);
}

/* Readers of "schema" 2 were promised an address in each reference, in ASCII. */
static struct js *references(const struct item *it)
{
	struct js *a = js_array();
	struct buf url = BUF_INIT;

	for (size_t i = 0; i < it->nreferences; i++) {
		const struct reference *r = &it->references[i];
		struct js *o;

		if (!r->url.s)
			continue;
		o = js_object();
		buf_reset(&url);
		url_ascii(&url, r->url.s);
		js_set(o, "url", js_string(buf_cstr(&url)));
		js_set(o, "quote", js_string(r->quote.s));
		if (r->text.s)
			js_set(o, "text", js_string(r->text.s));
		js_push(a, o);
	}
	buf_release(&url);
	return a;
}

/* Sources that have no address, only where there are some. */
static void set_works(struct js *o, const struct item *it)
{
	struct js *a = NULL;

	for (size_t i = 0; i < it->nreferences; i++) {
		const struct reference *r = &it->references[i];
		struct js *one;

		if (r->url.s)
			continue;
		one = js_object();
		js_set(one, "text", js_string(r->text.s));
		js_set(one, "quote", js_string(r->quote.s));
		if (!a)
			js_set(o, "works", a = js_array());
		js_push(a, one);
	}
}

static void set_facts(struct js *o, const struct item *it)
{
	const struct task *t = it->task_ref;

	js_set(o, "id", js_string(it->id.s));
	js_set(o, "type", js_string(item_types[it->type].name));
	js_set(o, "status", js_string(status_names[it->status]));
	js_set(o, "hash", js_string(it->content_hash));
	js_set(o, "title", js_string(it->title.s));
	js_set(o, "domain", js_string(t ? t->domain->id.s : NULL));
	js_set(o, "task", js_string(it->task.s));
	js_set(o, "topic", js_string(it->topic.s));
	js_set(o, "difficulty", js_string(difficulty_names[it->difficulty]));
	if (it->points)
		js_set(o, "points", js_int(it->points));
	js_set(o, "decides", js_string(it->decides.s));
	js_set(o, "services", json_fields(&it->services));
	js_set(o, "skills", json_fields(&it->skills));
	js_set(o, "tags", json_fields(&it->tags));
	js_set(o, "variantOf", json_fields(&it->variant_of));
	js_set(o, "enemies", json_fields(&it->enemies));
	js_set(o, "case", js_string(it->case_id.s));
	js_set(o, "part", it->part ? js_int(it->part) : js_string(NULL));
	if (it->formerly.n)
		js_set(o, "formerly", json_fields(&it->formerly));
	js_set(o, "references", references(it));
	set_works(o, it);
	js_set(o, "verified", js_string(it->verified.s));
}

static struct js *item(const struct item *it)
{
	struct js *o = js_object();

	set_facts(o, it);
	js_set(o, "stem", json_rich(it->stem));
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		js_set(o, "options", options(it));
		break;
	case SHAPE_ORDER:
		js_set(o, "steps", steps(it));
		break;
	case SHAPE_MATCH:
		set_pairs(o, it);
		break;
	}
	js_set(o, "explanation", json_rich(it->explanation));
	return o;
}

void json_item_text(const struct item *it, struct buf *out)
{
	struct js *o = item(it);

	js_write(o, 1, out);
	js_free(o);
}

static struct js *tasks(const struct domain *d)
{
	struct js *a = js_array();

	for (size_t i = 0; i < d->ntasks; i++)
		js_push(a, json_named(d->tasks[i].id.s, d->tasks[i].name.s));
	return a;
}

static struct js *domains(const struct exam *e)
{
	struct js *a = js_array();

	for (size_t i = 0; i < e->ndomains; i++) {
		const struct domain *d = &e->domains[i];
		struct js *o = js_object();

		js_set(o, "id", js_string(d->id.s));
		js_set(o, "number", js_int(d->number));
		js_set(o, "name", js_string(d->name.s));
		js_set(o, "alias", js_string(d->alias.s));
		js_set(o, "weight", js_real(d->weight));
		js_set(o, "tasks", tasks(d));
		js_push(a, o);
	}
	return a;
}

static struct js *topics(const struct exam *e)
{
	struct js *a = js_array();

	for (size_t i = 0; i < e->ntopics; i++) {
		struct js *o = json_named(e->topics[i].id.s,
					  e->topics[i].name.s);

		js_set(o, "tasks", json_fields(&e->topics[i].tasks));
		js_push(a, o);
	}
	return a;
}

static struct js *exam(const struct exam *e)
{
	struct js *o = js_object(), *form = js_object();

	js_set(o, "id", js_string(e->id.s));
	js_set(o, "code", js_string(e->code.s));
	js_set(o, "title", js_string(e->title.s));
	js_set(o, "language", js_string(e->language.s));
	js_set(o, "status", js_string(e->status.s));
	js_set(o, "source", js_string(e->source_url.s));
	js_set(o, "verified", js_string(e->verified.s));
	js_set(form, "items", js_int(e->items));
	js_set(form, "scored", js_int(e->scored));
	js_set(form, "minutes", js_int(e->minutes));
	js_set(form, "pass", js_int(e->pass));
	js_set(form, "scaleMin", js_int(e->scale_min));
	js_set(form, "scaleMax", js_int(e->scale_max));
	js_set(o, "form", form);
	js_set(o, "domains", domains(e));
	js_set(o, "topics", topics(e));
	return o;
}

static struct js *cases(const struct edition *ed)
{
	struct js *a = js_array();

	for (size_t i = 0; i < ed->ncases; i++) {
		struct js *o = js_object();

		js_set(o, "id", js_string(ed->cases[i]->id.s));
		js_set(o, "title", js_string(ed->cases[i]->title.s));
		js_set(o, "scenario", json_rich(ed->cases[i]->scenario));
		js_push(a, o);
	}
	return a;
}

/* Released forms, by their questions' ids. */
static struct js *forms(const struct edition *ed)
{
	struct js *a = js_array();

	for (size_t i = 0; i < ed->nforms; i++) {
		const struct form *f = &ed->forms[i];
		struct js *o = js_object(), *items = js_array();

		for (size_t k = 0; k < f->n; k++)
			js_push(items, js_string(f->items[k].item->id.s));
		js_set(o, "id", js_string(f->id));
		js_set(o, "title", js_string(f->title));
		js_set(o, "hash", js_string(f->hash));
		js_set(o, "items", items);
		js_push(a, o);
	}
	return a;
}

static void write_forms(const struct edition *ed, struct out *out)
{
	struct arena a = {0};
	char folder[160];

	snprintf(folder, sizeof folder, "%s/forms", ed->exam->id.s);
	for (size_t i = 0; i < ed->nforms; i++) {
		struct edition one = edition_of_form(ed, &ed->forms[i], &a);

		json_form(&one, folder, out);
		for (size_t k = 0; k < one.nitems; k++)
			show_images(ed, one.items[k], folder, out);
	}
	arena_release(&a);
}

/* What the threads share that write the items. */
struct items_work {
	const struct edition *ed;
	struct out *out;
	struct out_stream *bank;
};

/* The key of a KIND of text of an item. */
static void item_key(const struct edition *ed, const struct item *it,
		     const char *kind, char out[HASH_HEX])
{
	struct key k = key_begin(ed, kind);

	key_item(&k, it);
	key_end(&k, out);
}

/* An item's own file, its TEXT, is LINES in the bank, two levels in. */
static void indent(const struct buf *text, struct buf *lines)
{
	const char *end;

	for (const char *p = text->p; *p; p = end + 1) {
		end = strchr(p, '\n');
		buf_str(lines, "\n  ");
		buf_add(lines, p, (size_t)(end - p));
	}
}

/* An item's own file; what the bank has of it comes back. */
static void write_item(size_t i, struct buf *lines, const void *arg)
{
	const struct items_work *w = arg;
	const struct item *light = w->ed->items[i], *it;
	const char *id = w->ed->exam->id.s;
	struct arena a = {0};
	struct buf text = BUF_INIT;
	char own[HASH_HEX], part[HASH_HEX];

	item_key(w->ed, light, "json", own);
	item_key(w->ed, light, "json-lines", part);
	if (!out_again(w->out, part, lines) || !out_keep(w->out, own)) {
		buf_reset(lines);
		it = edition_read(w->ed, light, &a);
		json_item_text(it, &text);
		show_write_as(w->out, own, &text, "%s/%s.json", id, it->id.s);
		indent(&text, lines);
	}
	show_images(w->ed, light, id, w->out);
	buf_release(&text);
	arena_release(&a);
}

static void add_item(size_t i, const struct buf *lines, const void *arg)
{
	const struct items_work *w = arg;
	char part[HASH_HEX];

	if (i)
		out_stream_add(w->bank, ",", 1);
	item_key(w->ed, w->ed->items[i], "json-lines", part);
	out_stream_note(w->bank, part, lines->n);
	out_stream_add(w->bank, lines->p, lines->n);
}

/* Where the items of the bank go in FRAME, its JSON without any. */
static const char *place_of_items(const struct buf *frame)
{
	static const char items[] = "\n \"items\": [";
	const char *at = strstr(frame->p, items);

	if (!at)
		bug("the JSON of a bank has no items");
	return at + sizeof items - 1;
}

void emit_json(const struct edition *ed, struct out *out)
{
	struct js *top = js_object();
	struct arena a = {0};
	const char *id = ed->exam->id.s, *at;
	struct buf frame = BUF_INIT;
	struct items_work w = {ed, out, NULL};

	js_set(top, "schema", js_int(JSON_SCHEMA));
	js_set(top, "exam", exam(ed->exam));
	js_set(top, "cases", cases(ed));
	js_set(top, "items", js_array());
	js_set(top, "forms", forms(ed));
	w.bank = out_stream(out, arena_printf(&a, "%s.json", id));
	js_write(top, 1, &frame);
	at = place_of_items(&frame);
	out_stream_add(w.bank, frame.p, (size_t)(at - frame.p));
	crew_do(crew_size(ed->hands, ed->nitems), ed->nitems,
		&(struct crew_work){write_item, add_item, &w});
	if (ed->nitems)
		out_stream_add(w.bank, "\n ", 2);
	out_stream_add(w.bank, at, strlen(at));
	out_stream_end(w.bank);
	buf_release(&frame);
	js_free(top);
	write_forms(ed, out);
	arena_release(&a);
}
