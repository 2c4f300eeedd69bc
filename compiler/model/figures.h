/* What a bank's authors want to know of it, without the findings themselves. */
#ifndef MODEL_FIGURES_H
#define MODEL_FIGURES_H

#include <stddef.h>

/* A rule, and how often it complains. */
struct complaint {
	const char *rule, *severity;
	unsigned n;
};

/* A question with findings, and why it stands where it does in their list. */
struct doubtful {
	const char *id, *counts, *why;
};

struct figures {
	const char *guessing; /* plain text: guessers, key places, lengths */
	struct complaint *complaints; /* the most frequent first */
	size_t ncomplaints;
	struct doubtful *doubtful; /* the worst first */
	size_t ndoubtful;
};

#endif
