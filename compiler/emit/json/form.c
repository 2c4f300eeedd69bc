/* Released forms as JSON: what is asked, and in another file what is right. */
#include "base/json.h"
#include "emit/json/json.h"
#include "emit/leak.h"
#include "emit/show.h"
#include "model/points.h"

static struct js *options(const struct edition *ed, size_t index,
			  const struct item *it)
{
	size_t order[SHOW_MAX], n = show_placed_order(ed, index, order);
	struct js *a = js_array();

	for (size_t i = 0; i < n; i++)
		js_push(a, json_choice(ed->form->items[index].options[i],
				       show_text(it, order[i])));
	return a;
}

static struct js *prompts(const struct item *it)
{
	struct js *a = js_array();

	for (size_t i = 0; i < it->npairs; i++)
		if (it->pairs[i].prompt)
			js_push(a, json_choice(it->pairs[i].prompt_id,
					       it->pairs[i].prompt));
	return a;
}

/* What IT earns, where anything is said of points. */
static void set_points(struct js *o, const struct edition *ed,
		       const struct item *it)
{
	if (points_told(ed))
		js_set(o, "points", js_int(points_of(ed->exam, it).n));
}

static struct js *question(const struct edition *ed, size_t index)
{
	struct arena a = {0};
	const struct item *it = edition_read(ed, ed->items[index], &a);
	const struct stimulus *k = it->stimulus;
	struct js *o = js_object();

	js_set(o, "number", js_int((long long)index + 1));
	js_set(o, "id", js_string(it->id.s));
	js_set(o, "type", js_string(item_types[it->type].name));
	js_set(o, "select",
	       js_int(item_shape(it) == SHAPE_CHOICE ? (long long)it->nkeys
						     : 0));
	set_points(o, ed, it);
	js_set(o, "case", js_string(k ? k->id.s : NULL));
	js_set(o, "scenario", json_rich(k ? k->scenario : NULL));
	js_set(o, "stem", json_rich(it->stem));
	js_set(o, "options", options(ed, index, it));
	if (item_shape(it) == SHAPE_MATCH)
		js_set(o, "prompts", prompts(it));
	arena_release(&a);
	return o;
}

static struct js *head(const struct edition *ed)
{
	struct js *o = js_object();

	js_set(o, "schema", js_int(JSON_SCHEMA));
	js_set(o, "exam", js_string(ed->exam->id.s));
	js_set(o, "form", js_string(ed->form->id));
	js_set(o, "title", js_string(ed->form->title));
	js_set(o, "hash", js_string(ed->form->hash));
	return o;
}

static void questions_text(const struct edition *ed, const void *data,
			   struct buf *out)
{
	struct js *top = head(ed), *items = js_array();

	(void)data;
	js_set(top, "minutes", js_int(ed->exam->minutes));
	for (size_t i = 0; i < ed->nitems; i++)
		js_push(items, question(ed, i));
	js_set(top, "items", items);
	js_write(top, 1, out);
	js_free(top);
}

/* Ids of what is right: keys, steps in their order, a response a prompt. */
static struct js *right(const struct item *it)
{
	struct js *a = js_array();

	for (size_t i = 0; i < it->noptions; i++)
		if (it->options[i].key)
			js_push(a, js_string(it->options[i].id));
	for (size_t i = 0; i < it->nsteps; i++)
		js_push(a, js_string(it->steps[i].id));
	for (size_t i = 0; i < it->npairs; i++)
		if (it->pairs[i].prompt)
			js_push(a, js_string(it->pairs[i].response_id));
	return a;
}

static struct js *reasons(const struct item *it)
{
	struct js *o = js_object();

	for (size_t i = 0; i < it->noptions; i++)
		js_set(o, it->options[i].id,
		       json_rich(it->options[i].rationale));
	return o;
}

static void key_text(const struct edition *ed, struct buf *out)
{
	struct js *top = head(ed), *items = js_array();

	for (size_t i = 0; i < ed->nitems; i++) {
		struct arena a = {0};
		const struct item *it = edition_read(ed, ed->items[i], &a);
		struct js *o = js_object();

		js_set(o, "number", js_int((long long)i + 1));
		js_set(o, "id", js_string(it->id.s));
		js_set(o, "type", js_string(item_types[it->type].name));
		set_points(o, ed, it);
		js_set(o, "right", right(it));
		js_set(o, "reasons", reasons(it));
		js_set(o, "explanation", json_rich(it->explanation));
		js_push(items, o);
		arena_release(&a);
	}
	js_set(top, "items", items);
	js_write(top, 1, out);
	js_free(top);
}

void json_form(const struct edition *ed, const char *folder, struct out *out)
{
	struct buf text = BUF_INIT;

	leak_write(ed, "Form without answers", questions_text, NULL, &text);
	show_write(out, &text, "%s/%s.json", folder, ed->form->id);
	buf_reset(&text);
	key_text(ed, &text);
	show_write(out, &text, "%s/%s-key.json", folder, ed->form->id);
	buf_release(&text);
}
