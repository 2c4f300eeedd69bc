/* A first assembly with all places filled: cases first, then single
 * questions. */
#include "form/search.h"

enum {
	STARTS = 40, /* attempts with all cases that fit */
	MORE = 200,  /* attempts with some of them, until it gives up */
};

static bool fits(const struct search *s, size_t u, size_t f)
{
	for (size_t d = 0; d < s->plan->ndomains; d++)
		if (s->totals[f].domain[d] +
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
			room -= s->totals[f].domain[d];
		if (room > most && fits(s, u, f) &&
		    may_enter(s, u, (int)f, SIZE_MAX)) {
			best = (int)f;
			most = room;
		}
	}
	return best;
}

/* Places every case that fits, or if SOME, each in a form that chance names or
 * in none: one that fits can keep others from making a form. */
static void place_blocks(struct search *s, bool some)
{
	chance_shuffle(&s->chance, s->blocks, s->nblocks);
	for (size_t i = 0; i < s->nblocks; i++) {
		size_t u = s->blocks[i], f;

		if (!some) {
			move(s, u, roomiest(s, u));
			continue;
		}
		f = chance_below(&s->chance, s->plan->forms + 1);
		if (f < s->plan->forms && fits(s, u, f) &&
		    may_enter(s, u, (int)f, SIZE_MAX))
			move(s, u, (int)f);
	}
}

/* How many of its type and difficulty form F still wants of U: 0 to 2. */
static int use_of(const struct search *s, size_t u, size_t f)
{
	const struct pool_item *it = s->pool->units[u].items[0];
	const struct totals *h = &s->totals[f];

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

/* C may not enter form F: moves W there from another form, and C to W's place,
 * if both may. */
static bool enter_for_other(struct search *s, size_t c, size_t w, size_t f)
{
	int g = s->where[w];

	if (g == NOWHERE || g == (int)f || !may_enter(s, w, (int)f, SIZE_MAX) ||
	    !may_enter(s, c, g, w))
		return false;
	move(s, w, (int)f);
	move(s, c, g);
	return true;
}

/* X keeps C out of form F: exchanges X for Y, so that C may enter. */
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
			if (enter_for_other(s, c, s->singles[d][k], f))
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

				if (s->totals[f].domain[d] >=
				    (long)s->plan->domain[d])
					continue;
				u = best_single(s, d, f);
				if (u != SIZE_MAX)
					move(s, u, (int)f);
				any = any || u != SIZE_MAX;
			}
		}
		for (size_t f = 0; f < s->plan->forms; f++)
			while (s->totals[f].domain[d] <
				       (long)s->plan->domain[d] &&
			       force_single(s, d, f))
				;
	}
	for (size_t d = 0; d < s->plan->ndomains; d++)
		for (size_t f = 0; f < s->plan->forms; f++)
			holes[d] += (size_t)((long)s->plan->domain[d] -
					     s->totals[f].domain[d]);
	for (size_t d = 0; d < s->plan->ndomains; d++)
		sum += holes[d];
	return sum;
}

/* Says in LACK why places stay empty: for questions that must be apart, if some
 * are left over, else for cases. */
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
	int starts = STARTS + (s->nblocks ? MORE : 0);

	for (int i = 0; i < starts; i++) {
		size_t n;

		clear(s);
		place_blocks(s, i >= STARTS);
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
