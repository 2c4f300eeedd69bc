/* Counts a bank for all tables of the ledger; works out what to write next. */
#include "blueprint/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

/* Does the question count in the ledger? */
static bool counts(const struct bank *b, const struct record *r)
{
	return record_counts(b, r) ||
	       (r->broken &&
		(r->status == STATUS_released || r->status == STATUS_secure));
}

/* Tables */

static struct ledger_row *rows_new(struct arena *a, struct ledger_table *t,
				   const char *title, size_t n)
{
	t->title = title;
	t->n = n;
	t->rows = arena_array(a, struct ledger_row, n + 1);
	for (size_t i = 0; i < n; i++)
		t->rows[i].target = LEDGER_NO_TARGET;
	return t->rows;
}

static void domain_rows(struct arena *a, struct ledger *l)
{
	const struct exam *e = l->exam;
	struct ledger_row *rows = rows_new(a, &l->tables[LEDGER_domain],
					   "domain", e->ndomains);
	size_t tasks = 0, n = 0;

	for (size_t i = 0; i < e->ndomains; i++) {
		rows[i].id = e->domains[i].id.s;
		rows[i].name = e->domains[i].name.s;
		rows[i].weight = e->domains[i].weight;
		tasks += e->domains[i].ntasks;
	}
	rows = rows_new(a, &l->tables[LEDGER_task], "task", tasks);
	for (size_t i = 0; i < e->ndomains; i++)
		for (size_t k = 0; k < e->domains[i].ntasks; k++, n++) {
			rows[n].id = e->domains[i].tasks[k].id.s;
			rows[n].name = e->domains[i].tasks[k].name.s;
		}
}

static void topic_rows(struct arena *a, struct ledger *l)
{
	const struct exam *e = l->exam;
	struct ledger_row *rows = rows_new(a, &l->tables[LEDGER_topic], "topic",
					   e->ntopics);

	for (size_t i = 0; i < e->ntopics; i++) {
		rows[i].id = e->topics[i].id.s;
		rows[i].name = e->topics[i].name.s;
		if (e->topics[i].minimum)
			rows[i].target = (int)e->topics[i].minimum;
	}
	rows = rows_new(a, &l->tables[LEDGER_decides], "deciding constraint",
			e->ndecides);
	for (size_t i = 0; i < e->ndecides; i++) {
		rows[i].id = e->decides[i].id.s;
		rows[i].name = e->decides[i].name.s;
	}
}

static void named_rows(struct arena *a, struct ledger_table *t,
		       const char *title, const char *const *names, size_t n,
		       const struct share *shares, size_t nshares)
{
	struct ledger_row *rows = rows_new(a, t, title, n);

	for (size_t i = 0; i < n; i++) {
		rows[i].id = names[i];
		for (size_t k = 0; k < nshares; k++)
			if (strcmp(shares[k].id.s, names[i]) == 0)
				rows[i].weight = shares[k].share;
	}
}

static void kind_rows(struct arena *a, struct ledger *l)
{
	const struct exam *e = l->exam;
	const char *types[ITEM_TYPES];

	for (int i = 0; i < ITEM_TYPES; i++)
		types[i] = item_types[i].name;
	named_rows(a, &l->tables[LEDGER_type], "type", types, ITEM_TYPES,
		   e->types, e->ntypes);
	named_rows(a, &l->tables[LEDGER_difficulty], "difficulty",
		   difficulty_names, LEDGER_LEVELS, e->difficulties,
		   e->ndifficulties);
}

/* Targets by shares; none where the exam has no shares. */
static void set_targets(struct arena *a, struct ledger_table *t, unsigned total)
{
	double *weights = arena_array(a, double, t->n + 1), sum = 0;
	unsigned *parts = arena_array(a, unsigned, t->n + 1);

	for (size_t i = 0; i < t->n; i++)
		sum += weights[i] = t->rows[i].weight;
	if (sum <= 0)
		return;
	apportion(weights, t->n, total, parts);
	for (size_t i = 0; i < t->n; i++)
		t->rows[i].target = (int)parts[i];
}

/* Counting */

static void count_in(struct ledger_table *t, const char *id)
{
	for (size_t i = 0; id && i < t->n; i++)
		if (strcmp(t->rows[i].id, id) == 0)
			t->rows[i].actual++;
}

static int by_count(const void *pa, const void *pb)
{
	const struct ledger_row *a = pa, *b = pb;

	if (a->actual != b->actual)
		return a->actual > b->actual ? -1 : 1;
	return strcmp(a->id, b->id);
}

/* The row of the service ID, made when it is first named. */
static struct ledger_row *service_row(struct ledger_table *t, struct map *rows,
				      const struct bank *b, const char *id)
{
	struct ledger_row *row = map_get(rows, id);
	const struct service *s;

	if (row)
		return row;
	row = &t->rows[t->n++];
	s = services_find(b->services, id);
	row->id = id;
	row->name = s ? s->name.s : NULL;
	map_put(rows, id, row);
	return row;
}

/* Services that are named, the most frequent first. */
static void service_rows(struct arena *a, struct ledger *l,
			 const struct bank *b)
{
	struct ledger_table *t = &l->tables[LEDGER_service];
	struct map rows = {0};
	size_t n = 0;

	for (size_t i = 0; i < b->records.n; i++)
		n += b->records.p[i]->services.n;
	rows_new(a, t, "service", n);
	t->n = 0;
	for (size_t i = 0; i < b->records.n; i++) {
		const struct record *r = b->records.p[i];

		for (size_t k = 0; counts(b, r) && k < r->services.n; k++)
			service_row(t, &rows, b, r->services.p[k].s)->actual++;
	}
	map_release(&rows);
	if (t->n)
		qsort(t->rows, t->n, sizeof *t->rows, by_count);
}

static void count_record(struct ledger *l, const struct record *r)
{
	if (r->domain) {
		l->tables[LEDGER_domain]
			.rows[r->domain - l->exam->domains]
			.actual++;
		l->total++;
		l->secure += r->status == STATUS_secure;
	}
	count_in(&l->tables[LEDGER_task], r->task ? r->task->id.s : NULL);
	count_in(&l->tables[LEDGER_decides],
		 r->decides ? r->decides->id.s : NULL);
	l->tables[LEDGER_type].rows[r->type].actual++;
	l->tables[LEDGER_difficulty].rows[r->difficulty].actual++;
	if (r->topic) {
		size_t i = (size_t)(r->topic - l->exam->topics);

		l->tables[LEDGER_topic].rows[i].actual++;
		l->grid[i * LEDGER_LEVELS + r->difficulty]++;
	}
}

/* Where the row of a ledger counts R; -1: nowhere. */
void ledger_places(const struct bank *b, const struct record *r, int *domain,
		   int *topic)
{
	bool in = b->exam && counts(b, r);

	*domain = in && r->domain ? (int)(r->domain - b->exam->domains) : -1;
	*topic = in && r->topic ? (int)(r->topic - b->exam->topics) : -1;
}

/* Questions that are not there count for coverage, which asks no more. */
static void count_rest(struct ledger *l, const struct rest *rest)
{
	for (size_t i = 0; i < l->exam->ndomains; i++) {
		l->tables[LEDGER_domain].rows[i].actual += rest->domains[i];
		l->total += rest->domains[i];
	}
	for (size_t i = 0; i < l->exam->ntopics; i++)
		l->tables[LEDGER_topic].rows[i].actual += rest->topics[i];
}

/* What to write next */

/*
 * What the next full form lacks of each domain: the smallest number of forms
 * that the bank does not fill, apportioned, less what is there.
 */
static unsigned next_form(const struct ledger *l, unsigned *missing)
{
	const struct exam *e = l->exam;
	unsigned forms = 1, most = l->total / e->items + 1, short_by;

	/* One form more than the bank has is always short of something, but
	 * for a blueprint whose weights are all zero. */
	for (;; forms++) {
		short_by = 0;
		exam_targets(e, forms * e->items, missing);
		for (size_t i = 0; i < e->ndomains; i++) {
			unsigned have = l->tables[LEDGER_domain].rows[i].actual;

			missing[i] = missing[i] > have ? missing[i] - have : 0;
			short_by += missing[i];
		}
		if (short_by || forms >= most)
			return forms;
	}
}

/* The topic of the domain that has the fewest questions for its minimum. */
static const struct topic *poorest_topic(const struct ledger *l,
					 const struct domain *d)
{
	const struct exam *e = l->exam;
	const struct ledger_row *rows = l->tables[LEDGER_topic].rows;
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < e->ntopics; i++) {
		const struct topic *t = &e->topics[i];
		const struct task *first =
			t->tasks.n ? exam_task(e, t->tasks.p[0].s) : NULL;

		if (first && first->domain == d &&
		    (best == SIZE_MAX || rows[i].actual < rows[best].actual))
			best = i;
	}
	return best == SIZE_MAX ? NULL : &e->topics[best];
}

/* The row that is furthest below its share of TOTAL questions. */
static const char *scarcest(struct arena *a, const struct ledger_table *t,
			    unsigned total)
{
	struct ledger_table wanted = *t;
	const char *found = NULL;
	int most = 0;

	wanted.rows = arena_array(a, struct ledger_row, t->n + 1);
	memcpy(wanted.rows, t->rows, t->n * sizeof *t->rows);
	set_targets(a, &wanted, total);
	for (size_t i = 0; i < t->n; i++) {
		int gap = wanted.rows[i].target - (int)t->rows[i].actual;

		if (wanted.rows[i].weight > 0 && gap > most) {
			most = gap;
			found = t->rows[i].id;
		}
	}
	return found;
}

/* The domain with the most missing questions comes first. */
static void list_next(struct arena *a, struct ledger *l)
{
	const struct exam *e = l->exam;
	unsigned *missing = arena_array(a, unsigned, e->ndomains + 1), total;

	l->next = arena_array(a, struct ledger_next, e->ndomains + 1);
	l->wanted_forms = next_form(l, missing);
	total = l->wanted_forms * e->items;
	for (;;) {
		size_t most = 0;

		for (size_t i = 1; i < e->ndomains; i++)
			if (missing[i] > missing[most])
				most = i;
		if (!e->ndomains || !missing[most])
			return;
		l->next[l->nnext++] = (struct ledger_next){
			.domain = &e->domains[most],
			.missing = missing[most],
			.topic = poorest_topic(l, &e->domains[most]),
			.type = scarcest(a, &l->tables[LEDGER_type], total),
			.difficulty = scarcest(a, &l->tables[LEDGER_difficulty],
					       total)};
		missing[most] = 0;
	}
}

struct ledger ledger_count(const struct bank *b, struct arena *a)
{
	struct ledger l = {.exam = b->exam};
	unsigned *targets = arena_array(a, unsigned, b->exam->ndomains + 1);

	domain_rows(a, &l);
	topic_rows(a, &l);
	kind_rows(a, &l);
	service_rows(a, &l, b);
	l.grid = arena_array(a, unsigned, b->exam->ntopics *LEDGER_LEVELS + 1);
	for (size_t i = 0; i < b->records.n; i++)
		if (counts(b, b->records.p[i]))
			count_record(&l, b->records.p[i]);
	if (b->rest)
		count_rest(&l, b->rest);
	exam_targets(b->exam, l.total, targets);
	for (size_t i = 0; i < b->exam->ndomains; i++)
		l.tables[LEDGER_domain].rows[i].target = (int)targets[i];
	set_targets(a, &l.tables[LEDGER_type], l.total);
	set_targets(a, &l.tables[LEDGER_difficulty], l.total);
	list_next(a, &l);
	return l;
}
