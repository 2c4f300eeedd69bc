/* Assembles parallel forms: prepares the search, runs it, collects. */
#include "form/assemble.h"

#include <limits.h>

#include "form/search.h"

enum { ROUNDS = 6 }; /* of exchanges, if the bound is not met */

static bool usable(const struct unit *u, const struct plan *plan)
{
	for (size_t d = 0; d < plan->ndomains; d++)
		if (u->domains[d] > plan->domain[d])
			return false;
	return u->n <= UNIT_MAX;
}

static void sort_units(struct search *s)
{
	const struct pool *p = s->pool;

	for (size_t d = 0; d < s->plan->ndomains; d++)
		s->singles[d] = arena_array(&s->scratch, size_t, p->n + 1);
	for (size_t u = 0; u < p->n; u++) {
		size_t d = p->units[u].items[0]->domain;

		if (!usable(&p->units[u], s->plan))
			continue;
		if (p->units[u].n > 1)
			s->blocks[s->nblocks++] = u;
		else
			s->singles[d][s->nsingles[d]++] = u;
	}
}

/* The load that a form would have with the averages of the pool. */
static void set_goals(struct search *s)
{
	long words[POOL_DOMAINS] = {0}, n[POOL_DOMAINS] = {0};
	long points[POOL_DOMAINS] = {0};

	for (size_t u = 0; u < s->pool->n; u++)
		for (size_t i = 0; i < s->pool->units[u].n; i++) {
			const struct pool_item *it = s->pool->units[u].items[i];

			words[it->domain] += (long)it->words;
			points[it->domain] += (long)it->points;
			n[it->domain]++;
		}
	for (size_t d = 0; d < s->plan->ndomains; d++) {
		long wanted = (long)s->plan->domain[d];

		if (!n[d])
			continue;
		s->words_goal += wanted * words[d] / n[d];
		/* Rounded once at the end: forms must have equal goals. */
		s->points_goal += wanted * points[d] * 1000 / n[d];
	}
	s->points_goal = (s->points_goal + 500) / 1000;
}

/* Has the pool too few questions of a domain? */
static bool lacks_domain(const struct search *s, struct lack *lack)
{
	unsigned there[POOL_DOMAINS] = {0};

	for (size_t u = 0; u < s->pool->n; u++)
		if (usable(&s->pool->units[u], s->plan))
			for (size_t d = 0; d < s->plan->ndomains; d++)
				there[d] += s->pool->units[u].domains[d];
	for (size_t d = 0; d < s->plan->ndomains; d++) {
		unsigned needed = s->plan->domain[d] * s->plan->forms;

		lack->needed[d] = needed;
		if (there[d] >= needed)
			continue;
		lack->why = SHORT_DOMAIN;
		lack->missing[d] = needed - there[d];
	}
	return lack->why != SHORT_NOTHING;
}

/* Notes N in the bounds LOW and HIGH of what was seen, N being the FIRST. */
static void widen(unsigned *low, unsigned *high, bool first, unsigned n)
{
	*low = first || n < *low ? n : *low;
	*high = first || n > *high ? n : *high;
}

static void collect(struct arena *a, const struct search *s, const int *where,
		    struct assembly *out)
{
	unsigned forms = s->plan->forms;

	out->form = arena_array(a, size_t *, forms);
	out->count = arena_array(a, size_t, forms);
	for (size_t f = 0; f < forms; f++) {
		unsigned words = 0, points = 0;

		out->form[f] = arena_array(a, size_t, s->plan->items + 1);
		for (size_t u = 0; u < s->pool->n; u++) {
			if (where[u] != (int)f)
				continue;
			out->form[f][out->count[f]++] = u;
			words += s->pool->units[u].words;
			points += s->pool->units[u].points;
		}
		widen(&out->lightest, &out->heaviest, f == 0, words);
		widen(&out->easiest, &out->hardest, f == 0, points);
	}
}

bool assemble(struct arena *a, const struct pool *p, const struct plan *plan,
	      uint64_t seed, struct assembly *out, struct lack *lack)
{
	struct search s = {.pool = p, .plan = plan, .chance = {seed}};
	struct found best = {arena_array(&s.scratch, int, p->n + 1), LONG_MAX,
			     LONG_MAX};
	bool ok;

	s.where = arena_array(&s.scratch, int, p->n + 1);
	s.totals = arena_array(&s.scratch, struct totals, plan->forms + 1);
	s.blocks = arena_array(&s.scratch, size_t, p->n + 1);
	s.used = arena_array(&s.scratch, size_t, p->n + 1);
	s.used_at = arena_array(&s.scratch, size_t, p->n + 1);
	*out = (struct assembly){0};
	*lack = (struct lack){0};
	sort_units(&s);
	set_goals(&s);
	ok = !lacks_domain(&s, lack) && begin(&s, lack);
	if (ok) {
		*lack = (struct lack){0};
		out->bound = assemble_bound(p, plan);
		for (int i = 0; i < ROUNDS; i++) {
			improve(&s, (long)out->bound, &best);
			if (best.objective <= (long)out->bound ||
			    !begin(&s, &(struct lack){0}))
				break;
		}
		restore(&s, best.where);
		out->objective = (unsigned)objective(&s);
		collect(a, &s, best.where, out);
	}
	arena_release(&s.scratch);
	return ok;
}
