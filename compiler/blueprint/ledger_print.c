/* Prints a ledger as tables with bars, as JSON and as Markdown. */
#include "blueprint/ledger_print.h"

#include <string.h>

#include "base/json.h"

enum { BAR = 24 }; /* cells of the longest bar */

static const char *plural(long n)
{
	return n == 1 || n == -1 ? "" : "s";
}

/* The largest number in the table, at least 1. */
static unsigned largest(const struct ledger_table *t)
{
	unsigned most = 1;

	for (size_t i = 0; i < t->n; i++) {
		if (t->rows[i].actual > most)
			most = t->rows[i].actual;
		if (t->rows[i].target > (int)most)
			most = (unsigned)t->rows[i].target;
	}
	return most;
}

/* A bar of eighths of cells, then light up to the target. */
static void bar(const struct ledger_row *r, unsigned most, bool blocks,
		struct buf *out)
{
	static const char *const parts[] = {"",	      "\u258F", "\u258E",
					    "\u258D", "\u258C", "\u258B",
					    "\u258A", "\u2589"};
	unsigned eighths = r->actual * BAR * 8 / most;
	unsigned target = r->target > 0 ? (unsigned)r->target * BAR / most : 0;
	unsigned cells = eighths / 8;

	for (unsigned i = 0; i < cells; i++)
		buf_str(out, blocks ? "\u2588" : "#");
	if (blocks && eighths % 8) {
		buf_str(out, parts[eighths % 8]);
		cells++;
	}
	for (; cells < target; cells++)
		buf_str(out, blocks ? "\u2591" : ".");
}

static int width_of(const struct ledger_table *t)
{
	int width = (int)strlen(t->title);

	for (size_t i = 0; i < t->n; i++)
		if ((int)strlen(t->rows[i].id) > width)
			width = (int)strlen(t->rows[i].id);
	return width;
}

static bool has_targets(const struct ledger_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->rows[i].target != LEDGER_NO_TARGET)
			return true;
	return false;
}

static bool has_weights(const struct ledger_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->rows[i].weight > 0)
			return true;
	return false;
}

static void text_row(const struct ledger_row *r, int width, bool weights,
		     bool targets, unsigned most, bool blocks, struct buf *out)
{
	buf_printf(out, "%-*s", width, r->id);
	if (weights)
		buf_printf(out, "  %5g%%", r->weight);
	if (targets && r->target != LEDGER_NO_TARGET)
		buf_printf(out, "  %6d  %6u  %+10d  ", r->target, r->actual,
			   (int)r->actual - r->target);
	else if (targets)
		buf_printf(out, "  %6s  %6u  %10s  ", "", r->actual, "");
	else
		buf_printf(out, "  %6u  ", r->actual);
	bar(r, most, blocks, out);
	while (out->n && out->p[out->n - 1] == ' ')
		out->n--;
	buf_char(out, '\n');
}

static void text_table(const struct ledger_table *t, bool blocks,
		       struct buf *out)
{
	bool weights = has_weights(t), targets = has_targets(t);
	int width = width_of(t);
	unsigned most = largest(t);

	if (!t->n)
		return;
	buf_printf(out, "\n%-*s%s%s\n", width, t->title,
		   weights ? "  weight" : "",
		   targets ? "  target  actual  difference" : "  actual");
	for (size_t i = 0; i < t->n; i++)
		text_row(&t->rows[i], width, weights, targets, most, blocks,
			 out);
}

static void text_next(const struct ledger *l, struct buf *out)
{
	if (!l->nnext)
		return;
	buf_printf(out, "\nWrite next, for %u full form%s of %u:\n",
		   l->wanted_forms, plural(l->wanted_forms), l->exam->items);
	for (size_t i = 0; i < l->nnext; i++) {
		const struct ledger_next *n = &l->next[i];

		buf_printf(out, "  %3u for %s", n->missing, n->domain->id.s);
		if (n->topic)
			buf_printf(out, ", first on %s", n->topic->id.s);
		if (n->type)
			buf_printf(out, ", %s", n->type);
		if (n->difficulty)
			buf_printf(out, ", %s", n->difficulty);
		buf_char(out, '\n');
	}
}

static const char *name_of(const struct exam *e)
{
	return e->code.s ? e->code.s : e->title.s;
}

static void headline(const struct ledger *l, struct buf *out)
{
	buf_printf(out, ": %u question%s, ", l->total, plural(l->total));
	if (l->secure)
		buf_printf(out, "%u of them secure, ", l->secure);
	if (l->forms)
		buf_printf(out,
			   "enough for %u form%s of %u without a common "
			   "question",
			   l->forms, plural(l->forms), l->exam->items);
	else
		buf_printf(out, "not enough for a form of %u", l->exam->items);
}

void ledger_text(const struct ledger *l, bool blocks, struct buf *out)
{
	buf_str(out, name_of(l->exam));
	headline(l, out);
	buf_char(out, '\n');
	for (int k = 0; k < LEDGER_KINDS; k++)
		text_table(&l->tables[k], blocks, out);
	text_next(l, out);
}

/* JSON */

static struct js *json_table(const struct ledger_table *t)
{
	struct js *list = js_array();

	for (size_t i = 0; i < t->n; i++) {
		const struct ledger_row *r = &t->rows[i];
		struct js *o = js_object();
		bool target = r->target != LEDGER_NO_TARGET;

		js_set(o, "id", js_string(r->id));
		js_set(o, "name", js_string(r->name));
		if (r->weight > 0)
			js_set(o, "weight", js_real(r->weight));
		js_set(o, "target",
		       target ? js_int(r->target) : js_string(NULL));
		js_set(o, "actual", js_int(r->actual));
		if (target)
			js_set(o, "difference",
			       js_int((long long)r->actual - r->target));
		js_push(list, o);
	}
	return list;
}

static struct js *json_next(const struct ledger *l)
{
	struct js *next = js_object(), *list = js_array();

	for (size_t i = 0; i < l->nnext; i++) {
		const struct ledger_next *n = &l->next[i];
		struct js *o = js_object();

		js_set(o, "domain", js_string(n->domain->id.s));
		js_set(o, "missing", js_int(n->missing));
		js_set(o, "topic", js_string(n->topic ? n->topic->id.s : NULL));
		js_set(o, "type", js_string(n->type));
		js_set(o, "difficulty", js_string(n->difficulty));
		js_push(list, o);
	}
	js_set(next, "forms", js_int(l->wanted_forms));
	js_set(next, "domains", list);
	return next;
}

static struct js *json_grid(const struct ledger *l)
{
	struct js *grid = js_object();

	for (size_t i = 0; i < l->exam->ntopics; i++) {
		struct js *row = js_object();

		for (size_t k = 0; k < LEDGER_LEVELS; k++)
			js_set(row, difficulty_names[k],
			       js_int(l->grid[i * LEDGER_LEVELS + k]));
		js_set(grid, l->exam->topics[i].id.s, row);
	}
	return grid;
}

void ledger_json(const struct ledger *l, struct buf *out)
{
	static const char *const names[LEDGER_KINDS] = {
		"domains",	"tasks",   "topics",  "types",
		"difficulties", "decides", "services"};
	struct js *top = js_object();

	js_set(top, "schema", js_int(1));
	js_set(top, "exam", js_string(l->exam->id.s));
	js_set(top, "total", js_int(l->total));
	if (l->secure)
		js_set(top, "secure", js_int(l->secure));
	js_set(top, "forms", js_int(l->forms));
	for (int k = 0; k < LEDGER_KINDS; k++)
		js_set(top, names[k], json_table(&l->tables[k]));
	js_set(top, "topicsByDifficulty", json_grid(l));
	js_set(top, "next", json_next(l));
	js_write(top, 1, out);
	js_free(top);
}

/* Markdown */

static const struct ledger_row *row_was(const struct ledger *was, int kind,
					const char *id)
{
	const struct ledger_table *t = &was->tables[kind];

	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->rows[i].id, id) == 0)
			return &t->rows[i];
	return NULL;
}

/* Escapes what Markdown would take for markup; a bar would end the cell. */
static void cell(const char *s, struct buf *out)
{
	for (; *s; s++) {
		if (strchr("|\\`*_<[", *s))
			buf_char(out, '\\');
		buf_char(out, *s);
	}
}

static void change(const struct ledger_row *r, const struct ledger *was,
		   int kind, struct buf *out)
{
	const struct ledger_row *w = row_was(was, kind, r->id);
	int by = (int)r->actual - (w ? (int)w->actual : 0);

	if (by)
		buf_printf(out, " %+d |", by);
	else
		buf_str(out, " |");
}

static void markdown_row(const struct ledger_row *r, int kind, bool targets,
			 const struct ledger *was, struct buf *out)
{
	buf_str(out, "| ");
	cell(r->name ? r->name : r->id, out);
	if (targets && r->target != LEDGER_NO_TARGET)
		buf_printf(out, " | %d | %u | %+d |", r->target, r->actual,
			   (int)r->actual - r->target);
	else if (targets)
		buf_printf(out, " | | %u | |", r->actual);
	else
		buf_printf(out, " | %u |", r->actual);
	if (was)
		change(r, was, kind, out);
	buf_char(out, '\n');
}

/* All rows of small tables, of topics and services those that changed. */
static void markdown_table(const struct ledger *l, int kind,
			   const struct ledger *was, struct buf *out)
{
	const struct ledger_table *t = &l->tables[kind];
	bool targets = has_targets(t), open = false;
	bool some = kind == LEDGER_topic || kind == LEDGER_service ||
		    kind == LEDGER_task;

	for (size_t i = 0; i < t->n; i++) {
		const struct ledger_row *r = &t->rows[i];
		const struct ledger_row *w = was ? row_was(was, kind, r->id)
						 : NULL;
		bool same = was && w && w->actual == r->actual;
		bool short_of = r->target > (int)r->actual;

		if (some && (was ? same : true) && !short_of)
			continue;
		if (!open) {
			buf_printf(out, "\n| %c%s |%s Questions |%s%s\n",
				   t->title[0] - 32, t->title + 1,
				   targets ? " Target |" : "",
				   targets ? " Difference |" : "",
				   was ? " Change |" : "");
			buf_printf(out, "|---|%s---:|%s%s\n",
				   targets ? "---:|" : "",
				   targets ? "---:|" : "", was ? "---:|" : "");
			open = true;
		}
		markdown_row(r, kind, targets, was, out);
	}
}

void ledger_markdown(const struct ledger *l, const struct ledger *was,
		     const char *rev, struct buf *out)
{
	buf_str(out, "### Blueprint of ");
	cell(name_of(l->exam), out);
	headline(l, out);
	buf_char(out, '\n');
	if (was) {
		int more = (int)l->total - (int)was->total;
		int forms = (int)l->forms - (int)was->forms;

		buf_printf(out, "\nSince `%s`: %+d question%s, %+d form%s.\n",
			   rev, more, plural(more), forms, plural(forms));
	}
	for (int k = 0; k < LEDGER_KINDS; k++)
		markdown_table(l, k, was, out);
	if (!l->nnext)
		return;
	buf_printf(out, "\n**Write next**, for %u full form%s of %u:\n\n",
		   l->wanted_forms, plural(l->wanted_forms), l->exam->items);
	for (size_t i = 0; i < l->nnext; i++) {
		const struct ledger_next *n = &l->next[i];

		buf_printf(out, "- %u for ", n->missing);
		cell(n->domain->name.s, out);
		if (n->topic) {
			buf_str(out, ", first on ");
			cell(n->topic->name.s, out);
		}
		buf_printf(out, "%s%s%s%s\n", n->type ? ", " : "",
			   n->type ? n->type : "", n->difficulty ? ", " : "",
			   n->difficulty ? n->difficulty : "");
	}
}
