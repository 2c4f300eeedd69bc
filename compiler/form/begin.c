/* Forms with all places filled: cases first, then single questions. */
#include "form/search.h"

enum { STARTS = 40 }; /* beginnings that may fail */

static bool fits(const struct search *s, size_t u, size_t f)
{
	for (size_t d = 0; d < s->plan->ndomains; d++)
		if (s->sheets[f].domain[d] +
			    (long)s->pool->units[u].domains[d] >
		    (long)s->plan->domain[d])
			return false;
	return true;
}

/* The form with most room that U fits into; NOWHERE: none. */
static int roomiest(const struct search *s, size_t u)
{
	int best = NOWHERE;
	long most = -1;

	for (size_t f = 0; f < s->plan->forms; f++) {
		long room = (long)s->plan->items;

		for (size_t d = 0; d < s->plan->ndomains; d++)
			room -= s->sheets[f].domain[d];
		if (room > most && fits(s, u, f) &&
		    may_enter(s, u, (int)f, SIZE_MAX)) {
			best = (int)f;
			most = room;
		}
	}
	return best;
}

static void place_blocks(struct search *s)
{
	chance_shuffle(&s->chance, s->blocks, s->nblocks);
	for (size_t i = 0; i < s->nblocks; i++)
		move(s, s->blocks[i], roomiest(s, s->blocks[i]));
}

/* What U would add to form F that F still wants. */
static int use_of(const struct search *s, size_t u, size_t f)
{
	const struct pool_item *it = s->pool->units[u].items[0];
	const struct sheet *h = &s->sheets[f];

	return (it->type < s->plan->ntypes &&
		h->type[it->type] < (long)s->plan->type[it->type]) +
	       (it->difficulty < s->plan->ndifficulties &&
		h->difficulty[it->difficulty] <
			(long)s->plan->difficulty[it->difficulty]);
}

static size_t best_single(const struct search *s, size_t d, size_t f)
{
	size_t best = SIZE_MAX;
	int most = -1;

	for (size_t i = 0; i < s->nsingles[d] && most < 2; i++) {
		size_t u = s->singles[d][i];

		if (s->where[u] == NOWHERE && use_of(s, u, f) > most &&
		    may_enter(s, u, (int)f, SIZE_MAX)) {
			most = use_of(s, u, f);
			best = u;
		}
	}
	return best;
}

/* C has no place in form F: changes it for W of another form, if both then
 * are where they may be. */
static bool enter_by_way(struct search *s, size_t c, size_t w, size_t f)
{
	int g = s->where[w];

	if (g == NOWHERE || g == (int)f || !may_enter(s, w, (int)f, SIZE_MAX) ||
	    !may_enter(s, c, g, w))
		return false;
	move(s, w, (int)f);
	move(s, c, g);
	return true;
}

/* X keeps C out of form F: changes X for Y, which does not. */
static bool enter_instead(struct search *s, size_t c, size_t x, size_t y,
			  size_t f)
{
	int g = s->where[y];

	if (g == (int)f || !may_enter(s, y, (int)f, x) ||
	    !may_enter(s, x, g, y))
		return false;
	move(s, x, g);
	move(s, y, (int)f);
	if (may_enter(s, c, (int)f, SIZE_MAX)) {
		move(s, c, (int)f);
		return true;
	}
	move(s, y, g);
	move(s, x, (int)f);
	return false;
}

/* Makes room for an unused question of domain D in form F. */
static bool force_single(struct search *s, size_t d, size_t f)
{
	const struct unit *units = s->pool->units;

	for (size_t i = 0; i < s->nsingles[d]; i++) {
		size_t c = s->singles[d][i];

		if (s->where[c] != NOWHERE)
			continue;
		for (size_t k = 0; k < s->nsingles[d]; k++)
			if (enter_by_way(s, c, s->singles[d][k], f))
				return true;
		for (size_t k = 0; k < units[c].napart; k++) {
			size_t x = units[c].apart[k], e;

			if (s->where[x] != (int)f || units[x].n > 1)
				continue;
			e = units[x].items[0]->domain;
			for (size_t m = 0; m < s->nsingles[e]; m++)
				if (s->singles[e][m] != x &&
				    s->singles[e][m] != c &&
				    enter_instead(s, c, x, s->singles[e][m], f))
					return true;
		}
	}
	return false;
}

/* Fills all forms; the places that stay empty, by domain in HOLES. */
static size_t fill(struct search *s, size_t *holes)
{
	size_t sum = 0;

	for (size_t d = 0; d < s->plan->ndomains; d++) {
		bool any = true;

		holes[d] = 0;
		chance_shuffle(&s->chance, s->singles[d], s->nsingles[d]);
		while (any) {
			any = false;
			for (size_t f = 0; f < s->plan->forms; f++) {
				size_t u;

				if (s->sheets[f].domain[d] >=
				    (long)s->plan->domain[d])
					continue;
				u = best_single(s, d, f);
				if (u != SIZE_MAX)
					move(s, u, (int)f);
				any = any || u != SIZE_MAX;
			}
		}
		for (size_t f = 0; f < s->plan->forms; f++)
			while (s->sheets[f].domain[d] <
				       (long)s->plan->domain[d] &&
			       force_single(s, d, f))
				;
	}
	for (size_t d = 0; d < s->plan->ndomains; d++)
		for (size_t f = 0; f < s->plan->forms; f++)
			holes[d] += (size_t)((long)s->plan->domain[d] -
					     s->sheets[f].domain[d]);
	for (size_t d = 0; d < s->plan->ndomains; d++)
		sum += holes[d];
	return sum;
}

/* Why places stay empty: are there questions left that may not enter? */
static void blame(const struct search *s, const size_t *holes,
		  struct lack *lack)
{
	lack->why = SHORT_CASES;
	for (size_t d = 0; d < s->plan->ndomains; d++) {
		lack->missing[d] = (unsigned)holes[d];
		for (size_t i = 0; holes[d] && i < s->nsingles[d]; i++)
			if (s->where[s->singles[d][i]] == NOWHERE)
				lack->why = SHORT_APART;
	}
}

bool begin(struct search *s, struct lack *lack)
{
	size_t holes[POOL_DOMAINS], least = SIZE_MAX;

	for (int i = 0; i < STARTS; i++) {
		size_t n;

		clear(s);
		place_blocks(s);
		n = fill(s, holes);
		if (!n)
			return true;
		if (n < least) {
			least = n;
			blame(s, holes, lack);
		}
	}
	return false;
}
