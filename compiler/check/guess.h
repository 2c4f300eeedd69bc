/* How far somebody gets who knows nothing of the subject. */
#ifndef CHECK_GUESS_H
#define CHECK_GUESS_H

#include "check/lint_bank.h"

enum { POSITIONS = 5, STRATEGIES = GUESSES + POSITIONS + 1 };

/* One way of guessing over many items; ties count for their share. */
struct strategy {
	const char *name; /* "longest", "position B" */
	const char *what; /* "the longest option" */
	size_t n;	  /* items that it can be tried on */
	double hits;
	double chance; /* expected hits of a blind guess */
	double spread; /* their variance */
	double p;      /* one-sided, of that many hits or more by chance;
			* Bonferroni's correction for all strategies tried */
};

/* The items of one domain, or of the whole bank. */
struct guesswork {
	const struct domain *domain; /* NULL: the bank */
	size_t n;		     /* single-key items, 3 options or more */
	double chance;		     /* mean of 1/options */
	struct strategy by[STRATEGIES];
	size_t best;	     /* the strategy with most hits a chance's worth */
	double median_ratio; /* key to mean distractor, in characters */
};

/*
 * Counts over the items of DOMAIN (NULL: all). Strategies are those of
 * guess.def, each position, and the middle ones. The null hypothesis is a key
 * drawn at random: of n options of which k look best, a guess among those
 * hits with 1/n on average and a variance of 1/(kn) - 1/n^2; the sum is taken
 * as normal, with a continuity correction of half a hit.
 */
struct guesswork guess_count(const struct bank_lint *b,
			     const struct domain *domain);

/* Keys by position among the items with N options: COUNT[0..N). */
size_t guess_positions(const struct bank_lint *b, size_t n, size_t *count);

/* P of a chi-square as large as that of COUNT[0..N) against equal parts. */
double guess_position_p(const size_t *count, size_t n);

#endif
