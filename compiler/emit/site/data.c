/* The index of the player's data: what is known of each question but its text,
 * and which shard has that. */
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/map.h"
#include "base/vec.h"
#include "emit/json/json.h"
#include "emit/key.h"
#include "emit/leak.h"
#include "emit/show.h"
#include "emit/site/data.h"

/* Questions */

/* How many entries a whole answer has. */
static size_t answers(const struct item *it)
{
	return it->nkeys + it->nsteps + it->npairs - it->nextras;
}

/* Ids of services by their places in services.yaml, where they have one. */
static struct js *services_of(const struct edition *ed, const struct item *it)
{
	struct js *a = js_array();

	for (size_t i = 0; i < it->services.n; i++) {
		const char *id = it->services.p[i].s;
		const struct service *s = services_find(ed->services, id);

		js_push(a, s ? js_int(s - ed->services->p) : js_string(id));
	}
	return a;
}

/* What few questions have. */
static struct js *more(const struct edition *ed, const struct item *it)
{
	struct js *o = js_object();

	if (it->services.n)
		js_set(o, "service", services_of(ed, it));
	if (it->tags.n)
		js_set(o, "tag", json_fields(&it->tags));
	if (it->formerly.n)
		js_set(o, "formerly", json_fields(&it->formerly));
	if (it->status == STATUS_retired)
		js_set(o, "retired", js_bool(true));
	if (it->stimulus)
		js_set(o, "case", js_string(it->case_id.s));
	if (it->part)
		js_set(o, "part", js_int(it->part));
	return o;
}

/* The row of the only item of ED, whose shard has the number *DATA; data.js
 * reads it. */
static void row(const struct edition *ed, const void *data, struct buf *out)
{
	const struct item *it = ed->items[0];
	const struct exam *e = ed->exam;
	const size_t *shard = data;
	struct js *a = js_array();

	js_push(a, js_string(it->id.s));
	js_push(a, js_string(it->content_hash));
	js_push(a, js_string(item_types[it->type].name));
	js_push(a, js_int(it->task_ref->domain - e->domains));
	js_push(a, js_int(it->topic_ref - e->topics));
	js_push(a, js_int(it->difficulty));
	js_push(a, js_int((long long)answers(it)));
	js_push(a, js_int((long long)*shard));
	js_push(a, more(ed, it));
	js_write(a, 0, out);
	js_free(a);
}

struct edition edition_one(const struct edition *ed,
			   const struct item *const *items, size_t n)
{
	struct edition out = *ed;

	out.items = items;
	out.nitems = n;
	out.findings = NULL;
	return out;
}

static struct shown shown_items(const struct edition *ed, struct arena *a)
{
	struct map seen = {0};
	struct shown s = {0};
	size_t most = ed->nitems;

	for (size_t i = 0; i < ed->nforms; i++)
		most += ed->forms[i].n;
	s.items = arena_array(a, const struct item *, most + 1);
	s.shard = arena_array(a, size_t, most + 1);
	for (; s.n < ed->nitems; s.n++) {
		s.items[s.n] = ed->items[s.n];
		map_put(&seen, s.items[s.n]->id.s, &s.items[s.n]);
	}
	for (size_t i = 0; i < ed->nforms; i++)
		for (size_t k = 0; k < ed->forms[i].n; k++) {
			s.items[s.n] = ed->forms[i].items[k].item;
			if (!map_put(&seen, s.items[s.n]->id.s, &s.items[s.n]))
				s.n++;
		}
	map_release(&seen);
	return s;
}

/* The exam */

static struct js *domains(const struct exam *e)
{
	struct js *a = js_array();

	for (size_t i = 0; i < e->ndomains; i++) {
		struct js *o = json_named(e->domains[i].id.s,
					  e->domains[i].name.s);

		js_set(o, "number", js_int(e->domains[i].number));
		js_set(o, "weight", js_real(e->domains[i].weight));
		js_push(a, o);
	}
	return a;
}

/* The types that questions here have, as pages call them. */
static struct js *types(const struct edition *ed)
{
	struct js *a = js_array();

	for (int t = 0; t < ITEM_TYPES; t++)
		for (size_t i = 0; i < ed->nitems; i++)
			if ((int)ed->items[i]->type == t) {
				js_push(a, json_named(item_types[t].name,
						      show_type(ed->items[i])));
				break;
			}
	return a;
}

static struct js *exam(const struct edition *ed)
{
	const struct exam *e = ed->exam;
	struct js *o = json_named(e->id.s, e->title.s), *topics = js_array();
	struct js *services = js_array(), *levels = js_array();

	for (size_t i = 0; i < e->ntopics; i++)
		js_push(topics,
			json_named(e->topics[i].id.s, e->topics[i].name.s));
	for (size_t i = 0; i < ed->services->n; i++)
		js_push(services, json_named(ed->services->p[i].id.s,
					     ed->services->p[i].name.s));
	for (int i = DIFFICULTY_easy; i <= DIFFICULTY_hard; i++)
		js_push(levels,
			json_named(difficulty_names[i],
				   show_difficulty((enum difficulty)i)));
	js_set(o, "items", js_int(e->items));
	js_set(o, "minutes", js_int(e->minutes));
	js_set(o, "pass", js_int(e->pass));
	js_set(o, "scaleMin", js_int(e->scale_min));
	js_set(o, "scaleMax", js_int(e->scale_max));
	js_set(o, "report", js_string(e->site.report_url.s));
	js_set(o, "domains", domains(e));
	js_set(o, "topics", topics);
	js_set(o, "difficulties", levels);
	js_set(o, "types", types(ed));
	js_set(o, "services", services);
	return o;
}

static struct js *forms(const struct edition *ed)
{
	struct js *a = js_array();

	for (size_t i = 0; i < ed->nforms; i++) {
		const struct form *f = &ed->forms[i];
		struct js *o = json_named(f->id, f->title), *items = js_array();

		for (size_t k = 0; k < f->n; k++) {
			struct js *it = js_object(), *order = js_array();

			for (size_t c = 0; c < f->items[k].noptions; c++)
				js_push(order,
					js_string(f->items[k].options[c]));
			js_set(it, "id", js_string(f->items[k].item->id.s));
			js_set(it, "order", order);
			js_push(items, it);
		}
		js_set(o, "hash", js_string(f->hash));
		js_set(o, "items", items);
		js_push(a, o);
	}
	return a;
}

static struct js *shards(const struct site_data *data)
{
	struct js *a = js_array();

	for (size_t i = 0; i < data->n; i++) {
		struct js *names = js_array();

		js_push(names, js_string(data->p[i].questions));
		js_push(names, js_string(data->p[i].keys));
		js_push(a, names);
	}
	return a;
}

static void member(struct buf *out, const char *name, struct js *value)
{
	buf_printf(out, "\"%s\": ", name);
	js_write(value, 0, out);
	buf_char(out, ',');
	js_free(value);
}

const char *data_write(const struct edition *ed, const char *stem,
		       const char *key, const struct buf *text, struct out *out,
		       struct arena *a)
{
	char hash[HASH_HEX];
	const char *rel;

	hash_hex(text->p, text->n, hash);
	rel = arena_printf(a, "%s/data/%s-%.*s.js", ed->exam->id.s, stem,
			   DATA_HASH, hash);
	show_write_as(out, key, text, "%s", rel);
	return rel;
}

/* A row of the index, and where it is there. */
struct row {
	char key[HASH_HEX];
	size_t at, n;
};

/* Appends the row of item I, and notes it in R. */
static void add_row(const struct edition *ed, const struct shown *s, size_t i,
		    struct out *out, struct row *r, struct buf *text)
{
	struct edition one = edition_one(ed, &s->items[i], 1);
	struct key k = key_begin(ed, "row");
	struct buf fresh = BUF_INIT;

	key_item(&k, s->items[i]);
	key_number(&k, s->shard[i]);
	key_end(&k, r->key);
	r->at = text->n;
	if (!out_again(out, r->key, text)) {
		leak_write(&one, "Index of the site", row, &s->shard[i],
			   &fresh);
		buf_add(text, fresh.p, fresh.n);
	}
	r->n = text->n - r->at;
	buf_release(&fresh);
}

/* ROWS has room for one an item. */
static void index_text(const struct edition *ed, const struct shown *s,
		       const struct site_data *data, struct out *out,
		       struct row *rows, struct buf *text)
{
	buf_str(text, "window.examcBank = {");
	member(text, "exam", exam(ed));
	member(text, "forms", forms(ed));
	member(text, "shards", shards(data));
	buf_str(text, "\"items\": [");
	for (size_t i = 0; i < s->n; i++) {
		buf_str(text, i ? "," : "");
		add_row(ed, s, i, out, &rows[i], text);
	}
	buf_str(text, "]};\n");
}

const char *site_data(const struct edition *ed, struct out *out,
		      struct arena *a)
{
	struct site_data data = {0};
	struct shown s = shown_items(ed, a);
	struct row *rows = arena_array(a, struct row, s.n + 1);
	struct buf text = BUF_INIT;
	const char *rel;

	shards_write(ed, &s, &data, out, a);
	index_text(ed, &s, &data, out, rows, &text);
	rel = data_write(ed, "index", "", &text, out, a);
	for (size_t i = 0; i < s.n; i++)
		out_note(out, rows[i].key, rel, rows[i].at, rows[i].n);
	buf_release(&text);
	vec_release(&data);
	return rel + strlen(ed->exam->id.s) + 1;
}
