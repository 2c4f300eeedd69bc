/* How long the texts of an item are. */
#ifndef LINT_SIZES_H
#define LINT_SIZES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/item.h"

/* What one item's texts measure, in words between blanks, code included; no
 * text has more than UINT16_MAX. */
struct sizes {
	struct option_sizes {
		uint16_t text, rationale; /* a rationale of 0: none */
	} * options;			  /* of a choice */
	uint32_t stem;
	uint32_t item; /* stem and options, steps or pairs: what is read */
	uint32_t noptions;
	bool referenced; /* it names a reference */
};

/* Measures IT; KEEP owns the lists. */
struct sizes sizes_of(const struct item *it, struct arena *keep);

#endif
