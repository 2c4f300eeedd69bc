/* The pool that forms are assembled from: what counts of each question, in
 * numbers; the questions of a case are one unit. */
#ifndef FORM_POOL_H
#define FORM_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { POOL_DOMAINS = 32, POOL_KINDS = 16, UNIT_MAX = 32 };

/* A question, as assembly sees it. */
struct pool_item {
	const char *id;	     /* of the question; sorts the pool */
	const char *case_id; /* NULL: no case */
	unsigned part;	     /* in its case */
	unsigned domain;     /* 0-based */
	unsigned type;	     /* of the exam's list of shares, 0-based; one
				 more than it has: of none of them */
	unsigned difficulty; /* the same */
	unsigned points;     /* of difficulty: 1 easy, 2 medium, 3 hard */
	unsigned words;	     /* reading load: stem, options, its part of the
				 scenario */
};

/* What stays together: a question, or all questions of a case, in order. */
struct unit {
	const struct pool_item *const *items;
	size_t n;
	unsigned domains[POOL_DOMAINS]; /* how many of each domain */
	unsigned words, points;
	const size_t *apart; /* units that must not be in the same form */
	size_t napart;
};

/* What every form must have. */
struct plan {
	unsigned forms; /* how many */
	unsigned items; /* of each */
	size_t ndomains, ntypes, ndifficulties;
	unsigned domain[POOL_DOMAINS]; /* exact; their sum is ITEMS */
	/* Wanted; 0 behind the last, which is for what has no share. */
	unsigned type[POOL_KINDS];
	unsigned difficulty[POOL_KINDS];
};

struct pool {
	struct unit *units; /* sorted by the id of their first question */
	size_t n;
};

/* Two questions that must not be in one form, by their places in the items. */
struct apart {
	size_t a, b;
};

/*
 * Makes units of ITEMS[0..N), in any order; the same units for every order.
 * ARENA owns the pool and copies nothing: ITEMS and its strings stay the
 * caller's. Pairs within one case are ignored.
 */
struct pool pool_make(struct arena *a, const struct pool_item *items, size_t n,
		      const struct apart *pairs, size_t npairs);

#endif
