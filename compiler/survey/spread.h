/* How long the texts of a bank are, and whether each has its reasons. */
#ifndef SURVEY_SPREAD_H
#define SURVEY_SPREAD_H

#include <stddef.h>

#include "base/buf.h"
#include "base/json.h"
#include "survey/survey.h"

/* The texts that are measured: rows of the report. */
enum size_of { SIZE_stem, SIZE_option, SIZE_rationale, SIZE_item, SIZES };

/* How the texts of one kind are spread over the bank, in words. */
struct spread {
	size_t n; /* how many texts there are; 0: the rest means nothing */
	size_t least, most;
	size_t low, high; /* a tenth is shorter, or longer */
	double median;
};

/* The spread of WHAT over the items of B that count. */
struct spread sizes_spread(const struct survey *b, enum size_of what);

/* Appends a table of all spreads, and how many options have a rationale and
 * how many questions a reference. Nothing without items. */
void sizes_text(const struct survey *b, struct buf *out);

/* The same as JSON; the caller owns it. */
struct js *sizes_json(const struct survey *b);

#endif
