/* What is right on an answer sheet, for programs that score it: the letters of
 * each row of bubbles, and what they earn. */
#include "base/json.h"
#include "emit/print/sheet.h"
#include "emit/show.h"
#include "model/points.h"

/* A list of letters for each row of bubbles. */
static struct js *right(const struct edition *ed, size_t index)
{
	bool one = item_shape(ed->items[index]) == SHAPE_CHOICE;
	size_t places[SHOW_MAX], n = show_right(ed, index, places);
	struct js *rows = js_array(), *row = NULL;

	for (size_t i = 0; i < n; i++) {
		if (!row || !one) {
			row = js_array();
			js_push(rows, row);
		}
		js_push(row,
			js_string((const char[]){show_letter(places[i]), 0}));
	}
	return rows;
}

/* Ids of what the letters A, B … stand for. */
static struct js *options(const struct edition *ed, size_t index)
{
	size_t order[SHOW_MAX], n = show_placed_order(ed, index, order);
	struct js *list = js_array();

	for (size_t place = 0; place < n; place++)
		js_push(list,
			js_string(show_id(ed->items[index], order[place])));
	return list;
}

static struct js *item(const struct edition *ed, size_t index)
{
	const struct item *it = ed->items[index];
	struct points p = points_of(ed->exam, it);
	struct js *o = js_object();

	js_set(o, "number", js_int((long long)index + 1));
	js_set(o, "id", js_string(it->id.s));
	js_set(o, "type", js_string(item_types[it->type].name));
	js_set(o, "domain", js_string(it->task_ref->domain->id.s));
	js_set(o, "points", js_int(p.n));
	js_set(o, "scoring", js_string(p.parts ? "parts" : "all"));
	js_set(o, "right", right(ed, index));
	js_set(o, "options", options(ed, index));
	return o;
}

void sheet_key_json(const struct edition *ed, struct buf *out)
{
	struct js *o = sheet_json_head(ed), *list = js_array();

	js_set(o, "points", js_int((long long)points_sum(ed)));
	for (size_t i = 0; i < ed->nitems; i++)
		js_push(list, item(ed, i));
	js_set(o, "items", list);
	js_write(o, 1, out);
	js_free(o);
}
