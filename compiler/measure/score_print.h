/* What was counted of each rule and question, for the files that score. */
#ifndef MEASURE_SCORE_PRINT_H
#define MEASURE_SCORE_PRINT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "measure/labels.h"

/* A rule, and how it did. */
struct tally {
	const char *id;
	size_t index;
	const struct rule *rule; /* NULL: built in, or nothing that is known */
	bool item;		 /* it looks at one item */
	size_t tp, fp, fn, tn;	 /* items with a label for it */
	size_t fired;		 /* of all items */
};

/* A question that was judged. */
struct scored {
	const char *id;
	unsigned char *fired; /* by tally index */
	struct scored_label {
		struct tally *tally;
		bool flawed; /* else it is labelled as clean */
	} * labels;
	size_t nlabels;
};

struct score {
	struct arena arena;
	struct map ids;
	VEC(struct tally *) tallies; /* those with rules first */
	size_t nrules;
	VEC(struct scored *) items;
	struct readers readers;
};

void score_text(const struct score *s, struct buf *out);
void score_json(const struct score *s, struct buf *out);

#endif
