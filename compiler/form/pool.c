/* Makes the units of a pool, and finds which of them must be apart. */
#include "form/pool.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

/* By what a unit is called: its case, or the question itself. */
static int by_unit(const void *pa, const void *pb)
{
	const struct pool_item *a = *(const struct pool_item *const *)pa;
	const struct pool_item *b = *(const struct pool_item *const *)pb;
	int c = strcmp(a->case_id ? a->case_id : a->id,
		       b->case_id ? b->case_id : b->id);

	if (!c)
		c = (a->case_id != NULL) - (b->case_id != NULL);
	if (!c)
		c = (a->part > b->part) - (a->part < b->part);
	return c ? c : strcmp(a->id, b->id);
}

static bool same_unit(const struct pool_item *a, const struct pool_item *b)
{
	return a->case_id && b->case_id && strcmp(a->case_id, b->case_id) == 0;
}

static void add_up(struct unit *u)
{
	for (size_t i = 0; i < u->n; i++) {
		u->domains[u->items[i]->domain]++;
		u->words += u->items[i]->words;
		u->points += u->items[i]->points;
	}
}

static int by_pair(const void *pa, const void *pb)
{
	const struct apart *a = pa, *b = pb;

	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return (a->b > b->b) - (a->b < b->b);
}

/* Both directions of each pair of units, sorted; doubles stay. */
static struct apart *unit_pairs(const struct apart *pairs, size_t n,
				const size_t *unit_of, size_t *count)
{
	struct apart *out = xcalloc(2 * n + 1, sizeof *out);

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		size_t a = unit_of[pairs[i].a], b = unit_of[pairs[i].b];

		if (a == b)
			continue;
		out[(*count)++] = (struct apart){a, b};
		out[(*count)++] = (struct apart){b, a};
	}
	qsort(out, *count, sizeof *out, by_pair);
	return out;
}

static void keep_apart(struct arena *arena, struct pool *p,
		       const struct apart *pairs, size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		struct unit *u = &p->units[pairs[i].a];
		size_t *list;

		for (end = i; end < n && pairs[end].a == pairs[i].a;)
			end++;
		list = arena_array(arena, size_t, end - i);
		for (size_t k = i; k < end; k++)
			if (!u->napart || list[u->napart - 1] != pairs[k].b)
				list[u->napart++] = pairs[k].b;
		u->apart = list;
	}
}

struct pool pool_make(struct arena *a, const struct pool_item *items, size_t n,
		      const struct apart *pairs, size_t npairs)
{
	const struct pool_item **sorted =
		arena_array(a, const struct pool_item *, n + 1);
	struct pool p = {arena_array(a, struct unit, n + 1), 0};
	size_t *unit_of = xcalloc(n + 1, sizeof *unit_of), count;
	struct apart *list;

	for (size_t i = 0; i < n; i++)
		sorted[i] = &items[i];
	if (n)
		qsort(sorted, n, sizeof *sorted, by_unit);
	for (size_t i = 0, end; i < n; i = end) {
		struct unit *u = &p.units[p.n++];

		for (end = i + 1; end < n && same_unit(sorted[i], sorted[end]);)
			end++;
		u->items = sorted + i;
		u->n = end - i;
		add_up(u);
		for (size_t k = i; k < end; k++)
			unit_of[sorted[k] - items] = p.n - 1;
	}
	list = unit_pairs(pairs, npairs, unit_of, &count);
	keep_apart(a, &p, list, count);
	free(list);
	free(unit_of);
	return p;
}
