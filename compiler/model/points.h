/* What questions earn on paper. */
#ifndef MODEL_POINTS_H
#define MODEL_POINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/edition.h"

struct points {
	unsigned n; /* of a right answer, at least 1 */
	bool parts; /* an answer that is right in part earns a part of them */
};

/* Those of IT: its own, else those of its type, else 1. A single choice has no
 * parts. */
struct points points_of(const struct exam *e, const struct item *it);

/* Is anything said of points, in exam.yaml or in a question of ED? If not, its
 * papers do not speak of them. */
bool points_told(const struct edition *ed);

/* The sum of the questions of ED. */
size_t points_sum(const struct edition *ed);

#endif
