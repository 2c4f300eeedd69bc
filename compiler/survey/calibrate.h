/* How much a word gives away, measured on the bank's own keys. */
#ifndef SURVEY_CALIBRATE_H
#define SURVEY_CALIBRATE_H

#include "survey/survey.h"

/* One word of one rule over the whole bank. */
struct lift {
	const char *rule;
	uint32_t word;
	size_t all, keyed; /* options that have it, and keys among them */
};

struct lifts {
	struct lift *p;
	size_t n, cap;
	size_t options, keys; /* of the bank's choices */
};

/* Counts REC, which has a lint record, in L: once, or (BY is -1) not any more. */
void lifts_add(struct lifts *l, const struct record *rec, int by);

/*
 * For findings of rules with 'calibrate: lift', in banks of 200 options and
 * more: says how often the word is keyed and how often any option is, and
 * lowers a finding to info whose word is keyed at least as often as the rest.
 */
void calibrate(struct survey *b);

#endif
