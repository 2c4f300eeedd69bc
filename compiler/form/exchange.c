/* Improves an assembly by exchanging questions (simulated annealing). */
#include "form/search.h"

#include <string.h>

enum {
	STEPS = 240,   /* exchanges tried, for each place in a form */
	CYCLE = 60,    /* exchanges from hot to cold, for each place */
	COLDEST = 7,   /* halvings of the chance that a worse one is taken, for
			 each point by which it is worse */
	LEVELLING = 90 /* exchanges tried to level loads, for each place */
};

/* Is an exchange kept? At COLD == 0 if it makes neither the objective nor the
 * load worse; else if it does not make the objective worse, or by chance. */
static bool accept(struct search *s, long gain, long load_gain, unsigned cold)
{
	if (gain > 0)
		return true;
	if (cold == 0)
		return gain == 0 && load_gain >= 0;
	return gain == 0 ||
	       (-gain * cold < 63 &&
		(chance_draw(&s->chance) &
		 ((UINT64_C(1) << (unsigned)(-gain * cold)) - 1)) == 0);
}

/* Exchanges the places of U and V, of one domain, if that is accepted; *GAIN is
 * by how much the objective fell. */
static bool exchange(struct search *s, size_t u, size_t v, unsigned cold,
		     long *gain)
{
	int f = s->where[u], g = s->where[v];
	long before, load_before;

	if (f == g || !may_enter(s, u, g, v) || !may_enter(s, v, f, u))
		return false;
	before = objective_at(s, f) + objective_at(s, g);
	load_before = load_at(s, f) + load_at(s, g);
	move(s, u, g);
	move(s, v, f);
	*gain = before - objective_at(s, f) - objective_at(s, g);
	if (accept(s, *gain, load_before - load_at(s, f) - load_at(s, g), cold))
		return true;
	move(s, v, g);
	move(s, u, f);
	return false;
}

/* A block in or out of a form, for single questions of the same domains. */
static bool exchange_block(struct search *s, unsigned cold, long *gain)
{
	size_t b = s->blocks[chance_below(&s->chance, s->nblocks)];
	const struct unit *unit = &s->pool->units[b];
	int at = s->where[b];
	size_t f = at == NOWHERE ? chance_below(&s->chance, s->plan->forms)
				 : (size_t)at;
	size_t others[UNIT_MAX], n = 0;
	long before = objective_at(s, (int)f), load_before = load_at(s, (int)f);
	bool ok = unit->n <= UNIT_MAX;

	if (at != NOWHERE)
		move(s, b, NOWHERE);
	for (size_t d = 0; ok && d < s->plan->ndomains; d++)
		for (unsigned k = 0; ok && k < unit->domains[d]; k++) {
			int from = at == NOWHERE ? (int)f : NOWHERE;
			size_t u = SIZE_MAX;

			for (int t = 0; t < 30 && s->nsingles[d]; t++) {
				u = s->singles[d][chance_below(&s->chance,
							       s->nsingles[d])];
				if (s->where[u] == from &&
				    (from != NOWHERE ||
				     may_enter(s, u, (int)f, SIZE_MAX)))
					break;
				u = SIZE_MAX;
			}
			ok = u != SIZE_MAX;
			if (ok) {
				others[n++] = u;
				move(s, u, from == NOWHERE ? (int)f : NOWHERE);
			}
		}
	if (ok && at == NOWHERE) {
		ok = may_enter(s, b, (int)f, SIZE_MAX);
		if (ok)
			move(s, b, (int)f);
	}
	*gain = before - objective_at(s, (int)f);
	if (ok && accept(s, *gain, load_before - load_at(s, (int)f), cold))
		return true;
	if (at == NOWHERE && s->where[b] != NOWHERE)
		move(s, b, NOWHERE);
	while (n > 0)
		move(s, others[--n], at == NOWHERE ? (int)f : NOWHERE);
	if (at != NOWHERE)
		move(s, b, at);
	return false;
}

/* Tries an exchange; lowers *NOW by what it gained. */
static void step(struct search *s, unsigned cold, long *now)
{
	size_t u, v, d;
	long gain = 0;
	bool done;

	if (s->nblocks && chance_below(&s->chance, 16) == 0) {
		done = exchange_block(s, cold, &gain);
	} else if (s->nused) {
		u = s->used[chance_below(&s->chance, s->nused)];
		d = s->pool->units[u].items[0]->domain;
		v = s->singles[d][chance_below(&s->chance, s->nsingles[d])];
		done = u != v && exchange(s, u, v, cold, &gain);
	} else {
		done = false;
	}
	if (done)
		*now -= gain;
}

static void keep(const struct search *s, long now, struct found *best)
{
	best->objective = now;
	best->load = load(s);
	memcpy(best->where, s->where, s->pool->n * sizeof *best->where);
}

/* Levels the loads of what is there, and keeps it if that is better. */
static void level(struct search *s, long places, struct found *best)
{
	long near = s->words_goal * (long)s->plan->forms / 1000;
	long now = objective(s);

	for (long i = 0; i < LEVELLING * places; i++) {
		if (i % 256 == 0 && load(s) <= near)
			break;
		step(s, 0, &now);
	}
	if (now < best->objective ||
	    (now == best->objective && load(s) < best->load))
		keep(s, now, best);
}

void improve(struct search *s, long bound, struct found *best)
{
	long places = (long)s->plan->forms * (long)s->plan->items;
	long now = objective(s), cycle;

	if (places < 200)
		places = 200;
	cycle = CYCLE * places;
	if (now < best->objective)
		keep(s, now, best);
	for (long i = 0; i < STEPS * places && best->objective > bound; i++) {
		step(s, 1 + (unsigned)(i % cycle * COLDEST / cycle), &now);
		if (now < best->objective)
			keep(s, now, best);
	}
	restore(s, best->where);
	level(s, places, best);
}
