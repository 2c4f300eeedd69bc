/* All figures of a bank, for the report of its authors. */
#ifndef LOAD_FIGURES_H
#define LOAD_FIGURES_H

#include "base/buf.h"
#include "base/json.h"
#include "model/bank.h"

/* Appends tables: how far guessing gets, where the keys stand, how long texts
 * are, what reviews came to, what a reviewer must ask. */
void figures_text(struct bank *b, struct buf *out);

/* The same as JSON; the caller owns it. */
struct js *figures_json(struct bank *b);

#endif
