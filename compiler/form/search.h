/* The state of the search: which form each unit is in, and the totals of each
 * form; shared by the files that assemble. */
#ifndef FORM_SEARCH_H
#define FORM_SEARCH_H

#include "form/assemble.h"
#include "form/random.h"

enum { NOWHERE = -1 };

/* How much of everything a form has at the moment. */
struct totals {
	long domain[POOL_DOMAINS], type[POOL_KINDS], difficulty[POOL_KINDS];
	long words, points;
};

struct search {
	const struct pool *pool;
	const struct plan *plan;
	struct chance chance;
	struct arena scratch;	       /* owns the lists below */
	int *where;		       /* of each unit: its form, or NOWHERE */
	struct totals *totals;	       /* of each form */
	size_t *singles[POOL_DOMAINS]; /* units of one question */
	size_t nsingles[POOL_DOMAINS];
	size_t *blocks; /* units of several */
	size_t nblocks;
	size_t *used; /* singles in forms, in no order */
	size_t nused;
	size_t *used_at; /* of each unit: its place in USED */
	long words_goal, points_goal;
};

/* The best that was seen. */
struct found {
	int *where; /* of each unit */
	long objective, load;
};

/* The objective over all forms, and the distance of loads from the goals. */
long objective(const struct search *s);
long load(const struct search *s);
/* The same of one form, 0 for NOWHERE. */
long objective_at(const struct search *s, int f);
long load_at(const struct search *s, int f);

/* Moves U to form TO, or NOWHERE. */
void move(struct search *s, size_t u, int to);
/* May U be in form F, if GONE (or SIZE_MAX) leaves it? */
bool may_enter(const struct search *s, size_t u, int f, size_t gone);
/* Takes all units out of all forms. */
void clear(struct search *s);
/* Puts all units where WHERE says. */
void restore(struct search *s, const int *where);

/* Fills all forms anew (begin.c); false: not all places can be filled, and
 * *LACK tells what the best attempt lacked. */
bool begin(struct search *s, struct lack *lack);

/* Exchanges until BOUND is met or the steps are used up; then levels the loads
 * (exchange.c). *BEST is the best so far, and takes what is better. Method:
 * simulated annealing (S. Kirkpatrick, C. Gelatt, M. Vecchi, Science 220,
 * 1983), reheated, with chances that are powers of two. */
void improve(struct search *s, long bound, struct found *best);

#endif
