/* How many items somebody gets right who knows nothing of the subject. */
#ifndef SURVEY_GUESS_H
#define SURVEY_GUESS_H

#include "survey/survey.h"
#include "model/item.h"

enum { POSITIONS = 5, STRATEGIES = GUESSES + POSITIONS + 1 };

/* One way of guessing over many items; ties count for their share. */
struct strategy {
	const char *name; /* "longest", "position B" */
	const char *what; /* "the longest option" */
	size_t n;	  /* items that it can be tried on */
	double hits;
	double chance; /* expected hits of a blind guess */
	/* Of N options K look best: how many items. */
	unsigned items[OPTION_MAX + 1][OPTION_MAX + 1];
	double p; /* one-sided, of that many hits or more by chance;
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
 * Counts over the items of DOMAIN (NULL: all) but for drafts. Strategies are
 * those of guess.def, and, over items with options that keep their place on
 * pages, each position, and the middle ones where all do. The null hypothesis
 * is a key drawn at random: of n options of which k look best, 1/k of a hit
 * with probability k/n; the tail of their sum (sum_tail(), less half a hit) is
 * multiplied by the number of strategies.
 */
struct guesswork guess_count(const struct survey *b,
			     const struct domain *domain);

/*
 * The strategy that gains most of those that can be tried on ITEMS items or
 * more, gain more than LEAST (a share), and do so by chance with a probability
 * below P; NULL: none.
 */
const struct strategy *guess_winner(const struct guesswork *g, size_t items,
				    double least, double p);

/* Keys by position among the items with N options: COUNT[0..N). */
size_t guess_positions(const struct survey *b, size_t n, size_t *count);

/*
 * *P: the probability of a chi-square as large as that of COUNT[0..N) against
 * equal parts. False: fewer than five keys a place, too few to tell.
 */
bool guess_position_test(const size_t *count, size_t n, double *p);

#endif
