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
	double p;      /* one-sided, of that many hits or more by chance;
			* Bonferroni's correction for all strategies tried */
};

/* Whole numbers of items, so that their order and their sums play no role. */
struct guess_counts {
	/* By strategy: of N options K look best; and of these, the key does. */
	unsigned items[STRATEGIES][OPTION_MAX + 1][OPTION_MAX + 1];
	unsigned hits[STRATEGIES][OPTION_MAX + 1][OPTION_MAX + 1];
	/* Of N options the Ith is the key. */
	unsigned places[OPTION_MAX + 1][OPTION_MAX + 1];
};

/* Counts REC of B in C, BY times: once, or -1 to take it out. */
void guess_add(struct guess_counts *c, const struct bank *b,
	       const struct record *rec, int by);

/* The items of one domain, or of the whole bank. */
struct guesswork {
	const struct domain *domain; /* NULL: the bank */
	size_t n;		     /* single-key items, 3 options or more */
	double chance;		     /* mean of 1/options */
	struct strategy by[STRATEGIES];
	size_t best;	     /* the strategy with most hits a chance's worth */
	double median_ratio; /* key to mean distractor, in characters */
	unsigned places[OPTION_MAX + 1][OPTION_MAX + 1]; /* as counted */
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
 * The strategies that can be tried on ITEMS items or more, gain more than LEAST
 * (a share), and do so by chance with a probability below P: CUES, which has
 * room for all, with the one that gains most first. Returns how many they are.
 */
size_t guess_cues(const struct guesswork *g, size_t items, double least,
		  double p, const struct strategy **cues);

/* Keys by position among G's items with N options: COUNT[0..N); all of them. */
size_t guess_positions(const struct guesswork *g, size_t n, size_t *count);

/*
 * *P: the probability of a chi-square as large as that of COUNT[0..N) against
 * equal parts. False: fewer than five keys a place, too few to tell.
 */
bool guess_position_test(const size_t *count, size_t n, double *p);

#endif
