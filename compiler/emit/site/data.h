/* Between the files that write the player's data. */
#ifndef EMIT_SITE_DATA_H
#define EMIT_SITE_DATA_H

#include "emit/site/site.h"

enum { DATA_HASH = 16 }; /* hex digits in a script's name */

/*
 * The scripts of <exam>/data/, as they are called there. Each has the hash of
 * its own bytes in its name, so that what belongs together is loaded together.
 */
struct shard {
	const char *questions; /* without answers */
	const char *keys; /* what is right of the same questions, and why */
};
struct site_data {
	struct shard *p; /* free() is the caller's */
	size_t n, cap;
};

/* All that the player may show, each once: the items of the bank in their
 * order, behind them those that forms alone still have. */
struct shown {
	const struct item **items;
	size_t n;
	size_t *shard; /* the number of the shard of each */
};

/* Writes <exam>/data/STEM-<hash of TEXT>.js, which is found by KEY. Returns its path
 * in the unit, in A. */
const char *data_write(const struct edition *ed, const char *stem,
		       const char *key, const struct buf *text, struct out *out,
		       struct arena *a);

/* The edition of the N items at ITEMS alone. */
struct edition edition_one(const struct edition *ed,
			   const struct item *const *items, size_t n);

/*
 * Writes the shards of SHOWN into <exam>/data/ and sets its numbers. Their names
 * are added to DATA and live in A. What a shard holds depends on its items and
 * on what they name alone, not on its number.
 */
void shards_write(const struct edition *ed, struct shown *shown,
		  struct site_data *data, struct out *out, struct arena *a);

#endif
