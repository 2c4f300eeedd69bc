/* A prefilter: tells without a search that a pattern cannot match a text. */
#ifndef RULESET_PREFILTER_H
#define RULESET_PREFILTER_H

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

/* Fills G with the pairs and triples of the N bytes at TEXT. */
void grams_of(struct grams *g, const char *text, size_t n);

/* Literals; a text that matches has at least one of them. */
struct prefilter;

/*
 * Reads the N bytes of the pattern at P, which PCRE2 has accepted. NULL:
 * nothing can be said, any text may match. The caller frees it with
 * prefilter_free().
 */
struct prefilter *prefilter_make(const char *p, size_t n);
void prefilter_free(struct prefilter *s);

/* False: a text with these grams has no match. NULL for S: true. */
bool prefilter_passes(const struct prefilter *s, const struct grams *g);

#endif
