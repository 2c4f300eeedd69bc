/* How much a word gives away, measured on the bank's own keys. */
#ifndef SURVEY_CALIBRATE_H
#define SURVEY_CALIBRATE_H

#include "survey/survey.h"

/*
 * For findings of rules with 'calibrate: lift', in banks of 200 options and
 * more: says how often the word is keyed and how often any option is, and
 * lowers a finding to info whose word is keyed at least as often as the rest.
 */
void calibrate(struct survey *b);

#endif
