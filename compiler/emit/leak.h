/* What may not be told: papers without answers are made twice, with other
 * answers, and compared; secure questions are looked for in public editions. */
#ifndef EMIT_LEAK_H
#define EMIT_LEAK_H

#include "base/buf.h"
#include "model/edition.h"

/* Appends a document about ED to OUT; DATA is the caller's own. */
typedef void leak_writer(const struct edition *ed, const void *data,
			 struct buf *out);

/*
 * Has WRITE fill OUT, which is empty, with WHAT ("Question booklet") that must
 * not give an answer away: it is a bug() if the bytes differ from those of
 * edition_blind(ED), whose keys, right orders and reasons are others. Reasons
 * that authors wrote into the question itself are found by the rule
 * item/shown-reason.
 */
void leak_write(const struct edition *ed, const char *what, leak_writer *write,
		const void *data, struct buf *out);

/* It is a bug() if ED, an edition for everybody, has a secure question or a form
 * that was made with one. */
void leak_secure(const struct edition *ed);

#endif
