/* Hashes of what a stem asks: stems with equal hashes ask the same. */
#ifndef LINT_QUESTION_H
#define LINT_QUESTION_H

#include <stdint.h>

#include "model/rich.h"

struct question {
	uint64_t exact; /* small words and "(Choose two.)" left out */
	uint64_t loose; /* by what name the asker goes, too, and number:
			 * equal if EXACT is; only options can tell */
};

/*
 * All other words count, in their order, signs and figures too: "speed doubles
 * momentum" is not "momentum doubles speed". Case, blanks and points are
 * normalised (rich_normal()).
 */
struct question question_of(const struct rich *stem);

/* The same of the words as a reader sees them (rich_seen()): case and all signs
 * count, emphasis does not. */
struct question question_seen(const struct rich *stem);

#endif
