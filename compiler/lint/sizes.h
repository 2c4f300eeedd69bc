/* How long the texts of an item are. */
#ifndef LINT_SIZES_H
#define LINT_SIZES_H

#include <stddef.h>

#include "base/arena.h"
#include "model/item.h"

/* What one item's texts measure, in words between blanks, code included. */
struct sizes {
	size_t stem;
	size_t item; /* stem and options, steps or pairs: what is read */
	size_t *options, *rationales; /* of a choice; a rationale of 0: none */
	size_t noptions;
	size_t nreferences;
};

/* Measures IT; KEEP owns the lists. */
struct sizes sizes_of(const struct item *it, struct arena *keep);

#endif
