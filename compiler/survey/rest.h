/* What the rules about the bank count of questions that are not there. */
#ifndef SURVEY_REST_H
#define SURVEY_REST_H

#include "base/pack.h"
#include "survey/calibrate.h"
#include "survey/guess.h"

struct survey_rest {
	struct guess_counts guess;
	struct lifts lifts;
};

/* Counts REC of B in R if survey_bank() would look at it: once, or (BY is -1) not
 * any more. */
void survey_count(struct survey_rest *r, const struct bank *b,
		  const struct record *rec, int by);

/* R as bytes and back; RULES has the rules that it names. survey_rest_release()
 * frees what is read. */
void pack_survey_rest(struct pack *k, struct survey_rest *r,
		      const struct ruleset *rules);
void survey_rest_release(struct survey_rest *r);

#endif
