/* The bank's figures: guessing, positions, lengths, twins, what is unchecked. */
#ifndef SURVEY_FIGURES_H
#define SURVEY_FIGURES_H

#include "base/buf.h"
#include "base/json.h"
#include "model/bank.h"

/*
 * Appends tables of what the survey of B found, whose items were linted:
 * guessing, places of keys, twins, lengths. Rates have 95 % intervals after
 * Wilson; p-values are those of guess.h.
 */
void survey_text(struct bank *b, struct buf *out);
/* The same as a JSON object; the caller frees it. */
struct js *survey_json(struct bank *b);

/* Appends the flaws that no rule finds, as questions to a reviewer. */
void not_checked_text(struct buf *out);

/* The flaws that no rule finds, as a list of {name, what, ask}; the caller
 * frees it. */
struct js *not_checked_json(void);

#endif
