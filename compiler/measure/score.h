/* Scores the rules against labelled questions: precision, recall and F1. */
#ifndef MEASURE_SCORE_H
#define MEASURE_SCORE_H

#include "measure/labels.h"

/*
 * Judges the labelled questions in TEXT[0..N), one a line (labels.h), by all
 * rules, also those that are off, and by what the schema demands of a file;
 * counts against the labels how often each rule is right. Appends to OUT a
 * table with 95 % intervals, or JSON: {"items": [{"id", "fired": [rule…]}],
 * "rules": [{"id", "tp", "fp", "fn", "tn"}]}. Returns false with *FAULT filled
 * if a line is wrong; OUT is then unchanged. TODAY is a day number.
 */
bool rules_score(const struct ruleset *rs, int today, const char *text,
		 size_t n, bool json, struct buf *out,
		 struct label_fault *fault);

#endif
