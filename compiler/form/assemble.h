/*
 * Assembles parallel forms from a pool: each domain as often as planned, types
 * and difficulties as near as possible, no question twice, and none together
 * that must be apart.
 */
#ifndef FORM_ASSEMBLE_H
#define FORM_ASSEMBLE_H

#include <stdint.h>

#include "form/pool.h"

/* Why forms cannot be had. */
enum shortage {
	SHORT_NOTHING,
	SHORT_DOMAIN, /* some domains have too few questions */
	SHORT_APART,  /* enough, but too many must be in different forms */
	SHORT_CASES,  /* enough, but cases do not fit as wholes */
};

/* By domain: how many questions all forms need, and how many more of them
 * it would take (that may be with all others, and belong to no case). */
struct lack {
	enum shortage why;
	unsigned needed[POOL_DOMAINS], missing[POOL_DOMAINS];
};

struct assembly {
	/* Units of form F: form[F][0..count[F]), in the pool's order. */
	size_t **form;
	size_t *count;
	/*
	 * The objective: over all forms, the sum of the differences between
	 * the number of questions of each type and the wanted one, and the
	 * same for difficulties. BOUND is a number below which no assembly
	 * can get; equal ones are a proof that this one is optimal.
	 */
	unsigned objective, bound;
	/* Second, without harm to the objective: reading loads near the
	 * pool's mean. In words. */
	unsigned lightest, heaviest;
	/* Sums of difficulty points. */
	unsigned easiest, hardest;
};

/*
 * Assembles; ARENA owns the result. The same for the same pool, plan and seed
 * on every machine: whole numbers only. False: *LACK says what is missing.
 *
 * Method: cases are placed first, then single questions fill each form's
 * domains; exchanges between forms and with the rest of the pool lower the
 * objective by simulated annealing, until the bound is met or the steps are
 * used up. The bound leaves out cases and pairs, and either that a question
 * has a type and a difficulty at once, or domains: both are problems of flow,
 * whose optimum is found by augmenting paths (L. Ford, D. Fulkerson 1956; W.
 * Jewell 1958). The higher of the two counts.
 */
bool assemble(struct arena *a, const struct pool *p, const struct plan *plan,
	      uint64_t seed, struct assembly *out, struct lack *lack);

/* Only the bound; for tests. */
unsigned assemble_bound(const struct pool *p, const struct plan *plan);

#endif
