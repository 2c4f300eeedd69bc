/* The bank as two scripts: what is asked, and apart from it what is right. */
#include <string.h>

#include "base/json.h"
#include "base/map.h"
#include "emit/json/json.h"
#include "emit/leak.h"
#include "emit/show.h"
#include "emit/site/site.h"

/* Questions */

/* Sets KEY to what M wrote, and empties it. */
static void set_html(struct js *o, const char *key, struct markup *m)
{
	markup_end(m);
	js_set(o, key, js_string(buf_cstr(m->out)));
	buf_reset(m->out);
}

/* How many entries a whole answer has. */
static size_t answers(const struct item *it)
{
	return it->nkeys + it->nsteps + it->npairs - it->nextras;
}

static struct js *question(const struct edition *ed, const struct item *light)
{
	struct arena a = {0};
	const struct item *it = edition_read(ed, light, &a);
	const struct stimulus *k = it->stimulus;
	struct js *o = js_object();
	struct buf html = BUF_INIT;
	struct markup m = {.out = &html, .dense = true};
	size_t order[SHOW_MAX];

	js_set(o, "id", js_string(it->id.s));
	js_set(o, "hash", js_string(it->content_hash));
	js_set(o, "type", js_string(item_types[it->type].name));
	js_set(o, "domain", js_string(it->task_ref->domain->id.s));
	js_set(o, "topic", js_string(it->topic.s));
	js_set(o, "difficulty", js_string(difficulty_names[it->difficulty]));
	js_set(o, "service", json_fields(&it->services));
	js_set(o, "tag", json_fields(&it->tags));
	if (it->formerly.n)
		js_set(o, "formerly", json_fields(&it->formerly));
	if (it->status == STATUS_retired)
		js_set(o, "retired", js_bool(true));
	if (k)
		js_set(o, "case", js_string(k->id.s));
	if (it->part)
		js_set(o, "part", js_int(it->part));
	js_set(o, "answers", js_int((long long)answers(it)));
	/* By hash: the order of the file would give steps away. */
	show_item_order(it, order);
	article_question(&m, it, order, false);
	set_html(o, "html", &m);
	buf_release(&html);
	arena_release(&a);
	return o;
}

/* All that the player may show, each once: the questions of the bank, then
 * retired ones that forms still have. */
static const struct item **shown_items(const struct edition *ed,
				       struct arena *a, size_t *n)
{
	struct map seen = {0};
	const struct item **out;
	size_t most = ed->nitems;

	for (size_t i = 0; i < ed->nforms; i++)
		most += ed->forms[i].n;
	out = arena_array(a, const struct item *, most + 1);
	for (*n = 0; *n < ed->nitems; ++*n) {
		out[*n] = ed->items[*n];
		map_put(&seen, out[*n]->id.s, &out[*n]);
	}
	for (size_t i = 0; i < ed->nforms; i++)
		for (size_t k = 0; k < ed->forms[i].n; k++) {
			out[*n] = ed->forms[i].items[k].item;
			if (!map_put(&seen, out[*n]->id.s, &out[*n]))
				++*n;
		}
	map_release(&seen);
	return out;
}

static struct js *questions(const struct edition *ed)
{
	struct js *list = js_array();
	struct arena a = {0};
	size_t n;
	const struct item **items = shown_items(ed, &a, &n);

	for (size_t i = 0; i < n; i++)
		js_push(list, question(ed, items[i]));
	arena_release(&a);
	return list;
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

/* Scenarios are shared: each once, by id. */
static struct js *cases(const struct edition *ed)
{
	struct js *o = js_object();
	struct buf html = BUF_INIT;
	struct markup m = {.out = &html, .dense = true};

	for (size_t i = 0; i < ed->ncases; i++) {
		article_scenario(&m, ed->cases[i]);
		set_html(o, ed->cases[i]->id.s, &m);
	}
	buf_release(&html);
	return o;
}

static void questions_text(const struct edition *ed, const void *data,
			   struct buf *out)
{
	struct js *top = js_object();

	(void)data;
	js_set(top, "exam", exam(ed));
	js_set(top, "cases", cases(ed));
	js_set(top, "forms", forms(ed));
	js_set(top, "items", questions(ed));
	buf_str(out, "window.examcBank = ");
	js_write(top, 0, out);
	js_free(top);
}

/* What is right */

static struct js *answer(const struct edition *ed, const struct item *light)
{
	struct arena a = {0};
	const struct item *it = edition_read(ed, light, &a);
	struct js *o = js_object(), *why = js_object();
	struct buf html = BUF_INIT, text = BUF_INIT;
	struct markup m = {.out = &html, .dense = true};

	article_right(it, &text);
	js_set(o, "right", js_string(buf_cstr(&text)));
	for (size_t i = 0; i < article_parts(it); i++) {
		article_reason(&m, it, i);
		set_html(why, article_part(it, i, &text), &m);
	}
	js_set(o, "why", why);
	article_facts(&m, ed, it);
	set_html(o, "facts", &m);
	arena_release(&a);
	buf_release(&html);
	buf_release(&text);
	return o;
}

static void answers_text(const struct edition *ed, struct buf *out)
{
	struct js *top = js_object();
	struct arena a = {0};
	size_t n;
	const struct item **items = shown_items(ed, &a, &n);

	for (size_t i = 0; i < n; i++)
		js_set(top, items[i]->id.s, answer(ed, items[i]));
	buf_str(out, "window.examcKeys = ");
	js_write(top, 0, out);
	js_free(top);
	arena_release(&a);
}

void site_data(const struct edition *ed, struct out *out)
{
	struct buf text = BUF_INIT;

	leak_write(ed, "Questions of the site", questions_text, NULL, &text);
	show_write(out, &text, "%s/data/questions.js", ed->exam->id.s);
	buf_reset(&text);
	answers_text(ed, &text);
	show_write(out, &text, "%s/data/keys.js", ed->exam->id.s);
	buf_release(&text);
}
