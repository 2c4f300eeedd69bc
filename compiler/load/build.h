/* From checked banks to published output. */
#ifndef LOAD_BUILD_H
#define LOAD_BUILD_H

#include "model/bank.h"
#include "model/edition.h"
#include "cli/options.h"

/*
 * Puts the items that count into reading order: by domain and topic as
 * exam.yaml has them, the questions of a case together, then by id. The arena
 * owns the lists; items and cases stay the bank's.
 */
struct edition edition_of(const struct bank *b, struct arena *a);

/* Adds the findings that only printed packs have, if those are to be made. */
void build_check(const struct options *o, struct bank *b);

/* Writes the formats that the options name, for all banks, and publishes. */
void build_publish(const struct options *o, struct bank *banks, size_t n);

#endif
