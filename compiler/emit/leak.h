/* Searches output that must not show answers for them, before it is
 * published. */
#ifndef EMIT_LEAK_H
#define EMIT_LEAK_H

#include "base/buf.h"
#include "model/edition.h"

/*
 * Ends the run with exit 1 if WHAT ("Question booklet") gives an answer away:
 * BYTES, made of ED, differ from BLIND, made of edition_blind(ED) (then they
 * depend on what is right), or they hold the text of a reason or an
 * explanation of four words or more.
 */
void leak_check(const struct edition *ed, const char *what,
		const struct buf *bytes, const struct buf *blind);

#endif
