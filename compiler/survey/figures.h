/* The bank's figures: guessing, positions, lengths, twins, what is unchecked. */
#ifndef SURVEY_FIGURES_H
#define SURVEY_FIGURES_H

#include "base/buf.h"
#include "base/json.h"
#include "model/bank.h"

/*
 * Appends what `examc lint --report` prints of the bank, whose items were
 * linted. Rates have 95 % intervals after Wilson; p-values are those of
 * guess.h.
 */
void figures_text(struct bank *b, struct buf *out);
/* The same as a JSON object; the caller frees it. */
struct js *figures_json(struct bank *b);

/* The flaws that no rule finds, as a list of {name, what, ask}. */
struct js *not_checked_json(void);

#endif
