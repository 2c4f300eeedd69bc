/* Quantities in words: "5 GB", "1.2 x 10^-3 M", "March 1776", "500 BC". */
#ifndef LANGUAGE_QUANTITY_H
#define LANGUAGE_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A number in a text and what stands around it. */
struct quantity {
	double value; /* in the unit's base: bytes, seconds, metres … */
	double upper; /* of "5 to 10"; the second number of "1:10", which is no
		       * range; else the same as VALUE */
	bool range;
	bool bound;  /* a threshold: "less than 5", ">= 5", "5 or more" */
	bool open;   /* ... that leaves the number itself out: "less than 5" */
	bool paired; /* two numbers with ":" between them: a ratio, a time */
	uint64_t unit; /* hash of what it is a number of; 0: nothing is said */
	/* Hash of the text with the number and its scale left out, and with what
	 * makes a range of it: quantities
	 * with one shape can be put in order. */
	uint64_t shape;
};

/*
 * Reads the N bytes at S as a quantity. False: there is no number, there are
 * several, or the digits belong to a name (EC2, 10.0.0.0/16).
 */
bool quantity_read(const char *s, size_t n, struct quantity *q);

/* Below 0, 0, above 0: A is less than B, the same, more. Their shapes are one.
 */
int quantity_compare(const struct quantity *a, const struct quantity *b);

/* Do the N bytes at S hold a number, of the same things, that lies in A and in
 * B? */
bool quantity_within(const char *s, size_t n, const struct quantity *a,
		     const struct quantity *b);

#endif
