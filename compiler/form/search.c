/* Moves units in and out of forms, and keeps the totals of each form. */
#include "form/search.h"

#include <string.h>

enum { POINTS_AS_WORDS = 40 }; /* what a point of difficulty weighs as load */

static long distance(long a, long b)
{
	return a > b ? a - b : b - a;
}

long objective_at(const struct search *s, int f)
{
	const struct totals *h = f == NOWHERE ? NULL : &s->totals[f];
	long sum = 0;

	if (!h)
		return 0;
	for (size_t k = 0; k <= s->plan->ntypes; k++)
		sum += distance(h->type[k], (long)s->plan->type[k]);
	for (size_t k = 0; k <= s->plan->ndifficulties; k++)
		sum += distance(h->difficulty[k], (long)s->plan->difficulty[k]);
	return sum;
}

long load_at(const struct search *s, int f)
{
	if (f == NOWHERE)
		return 0;
	return distance(s->totals[f].words, s->words_goal) +
	       POINTS_AS_WORDS * distance(s->totals[f].points, s->points_goal);
}

/* Writes U into form F, or with SIGN -1 out of it. */
static void enter(struct search *s, size_t u, size_t f, long sign)
{
	const struct unit *unit = &s->pool->units[u];
	struct totals *h = &s->totals[f];

	for (size_t i = 0; i < unit->n; i++) {
		const struct pool_item *it = unit->items[i];

		h->domain[it->domain] += sign;
		h->type[it->type] += sign;
		h->difficulty[it->difficulty] += sign;
	}
	h->words += sign * (long)unit->words;
	h->points += sign * (long)unit->points;
}

void move(struct search *s, size_t u, int to)
{
	int from = s->where[u];

	if (from == to)
		return;
	if (from != NOWHERE)
		enter(s, u, (size_t)from, -1);
	if (to != NOWHERE)
		enter(s, u, (size_t)to, 1);
	s->where[u] = to;
	if (s->pool->units[u].n > 1)
		return;
	if (from == NOWHERE) {
		s->used_at[u] = s->nused;
		s->used[s->nused++] = u;
	} else if (to == NOWHERE) {
		size_t last = s->used[--s->nused];

		s->used[s->used_at[u]] = last;
		s->used_at[last] = s->used_at[u];
	}
}

bool may_enter(const struct search *s, size_t u, int f, size_t gone)
{
	const struct unit *unit = &s->pool->units[u];

	if (f == NOWHERE)
		return true;
	for (size_t i = 0; i < unit->napart; i++)
		if (s->where[unit->apart[i]] == f && unit->apart[i] != gone)
			return false;
	return true;
}

void clear(struct search *s)
{
	for (size_t u = 0; u < s->pool->n; u++)
		s->where[u] = NOWHERE;
	memset(s->totals, 0, s->plan->forms * sizeof *s->totals);
	s->nused = 0;
}

void restore(struct search *s, const int *where)
{
	clear(s);
	for (size_t u = 0; u < s->pool->n; u++)
		move(s, u, where[u]);
}

long objective(const struct search *s)
{
	long sum = 0;

	for (unsigned f = 0; f < s->plan->forms; f++)
		sum += objective_at(s, (int)f);
	return sum;
}

long load(const struct search *s)
{
	long sum = 0;

	for (unsigned f = 0; f < s->plan->forms; f++)
		sum += load_at(s, (int)f);
	return sum;
}
