/* A lower bound: how near assemblies can come to types and difficulties. */
#include <string.h>

#include "form/assemble.h"

/* How many questions of each domain and kind are taken; kinds are the types, or
 * the difficulties. */
struct transport {
	size_t ndomains, nkinds;
	long there[POOL_DOMAINS][POOL_KINDS]; /* questions that the pool has */
	long taken[POOL_DOMAINS][POOL_KINDS];
	long wanted[POOL_KINDS]; /* over all forms */
	long sum[POOL_KINDS];	 /* of taken */
};

static unsigned kind_of(const struct pool_item *it, bool types)
{
	return types ? it->type : it->difficulty;
}

/* Takes the first questions that come, as many of each domain as needed. */
static void take_any(struct transport *t, const struct plan *plan)
{
	for (size_t d = 0; d < t->ndomains; d++) {
		long left = (long)plan->domain[d] * (long)plan->forms;

		for (size_t k = 0; k < t->nkinds; k++) {
			long n = t->there[d][k] < left ? t->there[d][k] : left;

			t->taken[d][k] = n;
			t->sum[k] += n;
			left -= n;
		}
	}
}

/* In which domain a question of kind A can be changed for one of kind B, or
 * ndomains. */
static size_t exchange(const struct transport *t, size_t a, size_t b)
{
	for (size_t d = 0; d < t->ndomains; d++)
		if (t->taken[d][a] > 0 && t->taken[d][b] < t->there[d][b])
			return d;
	return t->ndomains;
}

/* Moves one question from the kind FROM, of which there are too many, along a
 * path of exchanges to a kind of which there are too few. */
static bool augment(struct transport *t, size_t from)
{
	size_t queue[POOL_KINDS], before[POOL_KINDS], head = 0, tail = 0;
	bool seen[POOL_KINDS] = {false};

	queue[tail++] = from;
	seen[from] = true;
	before[from] = from;
	while (head < tail) {
		size_t a = queue[head++];

		if (t->sum[a] < t->wanted[a]) {
			t->sum[from]--;
			t->sum[a]++;
			for (; a != from; a = before[a]) {
				size_t d = exchange(t, before[a], a);

				t->taken[d][before[a]]--;
				t->taken[d][a]++;
			}
			return true;
		}
		for (size_t b = 0; b < t->nkinds; b++)
			if (!seen[b] && exchange(t, a, b) < t->ndomains) {
				seen[b] = true;
				before[b] = a;
				queue[tail++] = b;
			}
	}
	return false;
}

static unsigned least_difference(const struct pool *p, const struct plan *plan,
				 bool types)
{
	const unsigned *wanted = types ? plan->type : plan->difficulty;
	struct transport t = {
		.ndomains = plan->ndomains,
		.nkinds = (types ? plan->ntypes : plan->ndifficulties) + 1};
	long sum = 0;

	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->units[i].n; k++) {
			const struct pool_item *it = p->units[i].items[k];

			t.there[it->domain][kind_of(it, types)]++;
		}
	for (size_t k = 0; k < t.nkinds; k++)
		t.wanted[k] = (long)wanted[k] * (long)plan->forms;
	take_any(&t, plan);
	for (size_t k = 0; k < t.nkinds; k++)
		while (t.sum[k] > t.wanted[k] && augment(&t, k))
			;
	for (size_t k = 0; k < t.nkinds; k++)
		sum += t.sum[k] > t.wanted[k] ? t.sum[k] - t.wanted[k]
					      : t.wanted[k] - t.sum[k];
	return (unsigned)sum;
}

/*
 * Types and difficulties together, without domains. Of N questions, as many as
 * all forms need, the differences sum to twice those that are beyond the wanted
 * number of their type, and the same for difficulties. The fewest that are
 * beyond are found by a flow of N units from types to difficulties, where an
 * edge has as much room as the pool has questions of both; each unit goes the
 * cheapest way that is left (W. Jewell 1958).
 */
struct flow {
	size_t n[2];		     /* types, difficulties */
	long through[2][POOL_KINDS]; /* units of each */
	long wanted[2][POOL_KINDS];
	long room[POOL_KINDS][POOL_KINDS]; /* type, difficulty: left */
	long used[POOL_KINDS][POOL_KINDS];
};

/* May a unit begin or end here, if BEYOND or not? */
static bool open_at(const struct flow *w, int side, size_t k, bool beyond)
{
	return beyond || w->through[side][k] < w->wanted[side][k];
}

static size_t node(int side, size_t kind)
{
	return (size_t)side * POOL_KINDS + kind;
}

static void send_along(struct flow *w, const size_t *before, size_t end)
{
	w->through[1][end % POOL_KINDS]++;
	while (before[end] != end) {
		size_t from = before[end];
		bool forward = from < POOL_KINDS;
		size_t t = (forward ? from : end) % POOL_KINDS;
		size_t k = (forward ? end : from) % POOL_KINDS;

		w->room[t][k] += forward ? -1 : 1;
		w->used[t][k] += forward ? 1 : -1;
		end = from;
	}
	w->through[0][end]++;
}

/* Sends a unit from a type to a difficulty, BEYOND the wanted or not. */
static bool send_unit(struct flow *w, bool beyond_type, bool beyond_level)
{
	size_t queue[2 * POOL_KINDS], before[2 * POOL_KINDS];
	size_t head = 0, tail = 0;

	for (size_t i = 0; i < (size_t)2 * POOL_KINDS; i++)
		before[i] = SIZE_MAX;
	for (size_t t = 0; t < w->n[0]; t++)
		if (open_at(w, 0, t, beyond_type)) {
			before[node(0, t)] = node(0, t);
			queue[tail++] = node(0, t);
		}
	while (head < tail) {
		size_t at = queue[head++], kind = at % POOL_KINDS;
		int side = at >= POOL_KINDS;

		if (side && open_at(w, 1, kind, beyond_level)) {
			send_along(w, before, at);
			return true;
		}
		for (size_t k = 0; k < w->n[!side]; k++) {
			size_t to = node(!side, k);

			if (before[to] == SIZE_MAX &&
			    (side ? w->used[k][kind] : w->room[kind][k]) > 0) {
				before[to] = at;
				queue[tail++] = to;
			}
		}
	}
	return false;
}

static unsigned least_together(const struct pool *p, const struct plan *plan)
{
	struct flow w = {.n = {plan->ntypes + 1, plan->ndifficulties + 1}};
	long n = (long)plan->forms * (long)plan->items, beyond = 0, unmet = 0;

	for (size_t k = 0; k < POOL_KINDS; k++) {
		w.wanted[0][k] = (long)plan->type[k] * (long)plan->forms;
		w.wanted[1][k] = (long)plan->difficulty[k] * (long)plan->forms;
		unmet += w.wanted[0][k] + w.wanted[1][k];
	}
	unmet -= 2 * n; /* 0 if what is wanted is as much as there will be */
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->units[i].n; k++)
			w.room[p->units[i].items[k]->type]
			      [p->units[i].items[k]->difficulty]++;
	for (; n > 0; n--) {
		if (send_unit(&w, false, false))
			continue;
		if (send_unit(&w, false, true) || send_unit(&w, true, false))
			beyond++;
		else if (send_unit(&w, true, true))
			beyond += 2;
	}
	return 2 * beyond + unmet > 0 ? (unsigned)(2 * beyond + unmet) : 0;
}

unsigned assemble_bound(const struct pool *p, const struct plan *plan)
{
	unsigned alone = least_difference(p, plan, true) +
			 least_difference(p, plan, false);
	unsigned together = least_together(p, plan);

	return alone > together ? alone : together;
}
