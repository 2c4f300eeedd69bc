/* Scores the rules against labelled questions: precision, recall and F1. */
#ifndef MEASURE_SCORE_H
#define MEASURE_SCORE_H

#include "measure/labels.h"

/* What is scored, and how. */
struct score_options {
	const struct ruleset *rules;
	int today;	  /* a day number */
	const char *only; /* ids of rules, off or not; NULL: all that are on */
	bool json;
};

/*
 * Judges the labelled questions in TEXT[0..N), one a line (labels.h), by all
 * rules that are on and by what the schema demands of a file;
 * counts against the labels how often each rule is right. Appends to OUT a
 * table with 95 % intervals, or JSON: {"items": [{"id", "fired": [rule…]}],
 * "rules": [{"id", "severity", "tp", "fp", "fn", "tn", "fired", and the intervals
 * of "precision", "recall", "f1", "fires"}], "readers": {…}}. Returns false with
 * *FAULT filled if a line is wrong; OUT is then unchanged.
 */
bool rules_score(const struct score_options *o, const char *text, size_t n,
		 struct buf *out, struct label_fault *fault);

#endif
