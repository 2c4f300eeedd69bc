/* Tells without a search that a pattern cannot match a text. */
#ifndef RULESET_SIEVE_H
#define RULESET_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The pairs and triples of letters that a text has, as a Bloom filter; after
 * the trigram index of R. Cox, "Regular Expression Matching with a Trigram
 * Index" (2012).
 */
enum { GRAM_BITS = 4096 };
struct grams {
	uint64_t bits[GRAM_BITS / 64];
	bool all; /* the text is not plain ASCII: anything may be in it */
};

void grams_of(struct grams *g, const char *text, size_t n);

/* What a text must have: at least one of some literals. */
struct sieve;

/*
 * Reads the N bytes of the pattern at P, which PCRE2 has accepted. NULL:
 * nothing can be said, any text may match. The caller frees with sieve_free().
 */
struct sieve *sieve_make(const char *p, size_t n);
void sieve_free(struct sieve *s);

/* False: a text with these grams has no match. NULL for S: true. */
bool sieve_passes(const struct sieve *s, const struct grams *g);

#endif
