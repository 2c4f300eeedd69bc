/* From a checked bank to its editions. */
#ifndef LOAD_EDITION_H
#define LOAD_EDITION_H

#include "model/edition.h"

struct bank;
struct record;

/* Is the question published: does it count, and has it no error, whatever
 * --fail-on lets pass? */
bool record_is_published(const struct bank *b, const struct record *r);

/*
 * Puts the items that count into reading order: by domain and topic as
 * exam.yaml has them, the questions of a case together, then by id. A owns
 * the lists; items and cases stay the bank's. Of forms that are not whole a
 * line is printed.
 */
struct edition edition_of(const struct bank *b, struct arena *a);

/* The same of B, a bank_public(): without forms that were made with secure
 * questions, of which a line is printed, and without ids of secure relatives. */
struct edition edition_public(const struct bank *b, struct arena *a);

#endif
