/* Charts of domains and topics, and a table of topics with coloured cells. */
#include "emit/chart.h"

#include <stdio.h>

#include "emit/words.h"

enum { LINE = 46, WIDTH = 640, LEFT = 8, ROOM = 480 };

static const char style[] =
	".name,.figure{font:14px sans-serif;fill:#222}"
	".bar{fill:#2563a8}.goal{stroke:#b3261e;stroke-width:2}"
	".back{fill:#e4e8ee}";

static void text_at(struct markup *m, const char *cls, int x, int y,
		    const char *text)
{
	markup_open_class(m, "text", cls);
	markup_attrf(m, "x", "%d", x);
	markup_attrf(m, "y", "%d", y);
	markup_text(m, text);
	markup_close(m, "text");
}

static void box(struct markup *m, const char *cls, int y, double width)
{
	markup_open_class(m, "rect", cls);
	markup_attrf(m, "x", "%d", LEFT);
	markup_attrf(m, "y", "%d", y);
	markup_attrf(m, "width", "%.1f", width);
	markup_attr(m, "height", "14");
	markup_attr(m, "rx", "3");
	markup_close(m, "rect");
}

static void domain(struct markup *m, const struct ledger_row *r, int y,
		   double unit)
{
	struct buf text = BUF_INIT;

	buf_printf(&text, "%s (%g%%)", r->name ? r->name : r->id, r->weight);
	text_at(m, "name", LEFT, y + 14, buf_cstr(&text));
	box(m, "back", y + 22, ROOM);
	if (r->actual)
		box(m, "bar", y + 22, r->actual * unit);
	markup_open_class(m, "line", "goal");
	markup_attrf(m, "x1", "%.1f", LEFT + r->target * unit);
	markup_attrf(m, "x2", "%.1f", LEFT + r->target * unit);
	markup_attrf(m, "y1", "%d", y + 19);
	markup_attrf(m, "y2", "%d", y + 39);
	markup_close(m, "line");
	buf_reset(&text);
	word_fill(&text, "countOf", word_number(r->actual).s,
		  word_number((size_t)r->target).s, NULL);
	text_at(m, "figure", LEFT + ROOM + 12, y + 34, buf_cstr(&text));
	buf_release(&text);
}

void chart_domains(struct markup *m, const struct ledger *l, bool alone)
{
	const struct ledger_table *t = &l->tables[LEDGER_domain];
	unsigned most = 1;

	for (size_t i = 0; i < t->n; i++) {
		if (t->rows[i].actual > most)
			most = t->rows[i].actual;
		if (t->rows[i].target > (int)most)
			most = (unsigned)t->rows[i].target;
	}
	markup_open_class(m, "svg", "chart");
	if (alone)
		markup_attr(m, "xmlns", "http://www.w3.org/2000/svg");
	markup_attrf(m, "viewBox", "0 0 %d %zu", WIDTH, t->n * LINE + 8);
	if (alone) {
		markup_attrf(m, "width", "%d", WIDTH);
		markup_attrf(m, "height", "%zu", t->n * LINE + 8);
	}
	markup_attr(m, "role", "img");
	markup_attr(m, "aria-label", word("chartLabel"));
	if (alone)
		markup_line(m, "style", NULL, style);
	for (size_t i = 0; i < t->n; i++)
		domain(m, &t->rows[i], (int)(i * LINE), (double)ROOM / most);
	markup_close(m, "svg");
}

/* Topics by difficulty */

static void number(struct markup *m, unsigned n, unsigned most)
{
	unsigned heat = n ? 1 + 3 * (n - 1) / (most > 1 ? most - 1 : 1) : 0;

	markup_open(m, "td");
	if (most)
		markup_attrf(m, "class", "num heat-%u", heat);
	else
		markup_attr(m, "class", "num");
	markup_textf(m, "%u", n);
	markup_close(m, "td");
}

/* A topic and its numbers of each difficulty. MOST > 0: they are coloured. */
static void topic_cells(struct markup *m, const char *name,
			const unsigned *grid, unsigned all, unsigned most)
{
	markup_th(m, "row", name);
	for (int k = 0; k < LEDGER_LEVELS; k++)
		number(m, grid[k], most);
	markup_linef(m, "td", "num", "%u", all);
}

void chart_topics(struct markup *m, const struct ledger *l)
{
	static const char *const heads[] = {"topic", "easy",	  "medium",
					    "hard",  "allLevels", NULL};
	const struct ledger_table *t = &l->tables[LEDGER_topic];
	unsigned most = 1;

	for (size_t i = 0; i < t->n * LEDGER_LEVELS; i++)
		if (l->grid[i] > most)
			most = l->grid[i];
	word_table(m, "heat", heads);
	for (size_t i = 0; i < t->n; i++) {
		markup_open(m, "tr");
		topic_cells(
			m, t->rows[i].name ? t->rows[i].name : t->rows[i].id,
			&l->grid[i * LEDGER_LEVELS], t->rows[i].actual, most);
		markup_close(m, "tr");
	}
	word_table_close(m);
}

/* A chapter's topics */

/* A cell with a bar of N of MOST; the number stands beside it. */
static void bar_cell(struct markup *m, unsigned n, unsigned most)
{
	markup_open_class(m, "td", "bars");
	markup_open_class(m, "svg", "bar");
	markup_attr(m, "viewBox", "0 0 100 8");
	markup_attr(m, "aria-hidden", "true");
	markup_open(m, "rect");
	markup_attrf(m, "width", "%.1f", 100.0 * n / most);
	markup_attr(m, "height", "8");
	markup_attr(m, "fill", "#555");
	markup_close(m, "rect");
	markup_close(m, "svg");
	markup_close(m, "td");
}

void chart_chapter(struct markup *m, const struct edition *ed, size_t from,
		   size_t to)
{
	static const char *const heads[] = {
		"topic", "easy", "medium", "hard", "allLevels", "share", NULL};
	const struct exam *e = ed->exam;
	struct arena a = {0};
	unsigned *tally = arena_array(&a, unsigned, e->ntopics + 1), most = 1;
	unsigned *grid = arena_array(&a, unsigned,
				     (e->ntopics + 1) * LEDGER_LEVELS);

	for (size_t i = from; i < to; i++) {
		size_t t = (size_t)(ed->items[i]->topic_ref - e->topics);

		most = ++tally[t] > most ? tally[t] : most;
		grid[t * LEDGER_LEVELS + ed->items[i]->difficulty]++;
	}
	word_table(m, "short levels", heads);
	for (size_t t = 0; t < e->ntopics; t++) {
		if (!tally[t])
			continue;
		markup_open(m, "tr");
		topic_cells(m, e->topics[t].name.s, &grid[t * LEDGER_LEVELS],
			    tally[t], 0);
		bar_cell(m, tally[t], most);
		markup_close(m, "tr");
	}
	word_table_close(m);
	arena_release(&a);
}
