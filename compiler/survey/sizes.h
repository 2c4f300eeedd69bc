/* How long the texts of a bank are, and whether each has its reasons. */
#ifndef SURVEY_SIZES_H
#define SURVEY_SIZES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "model/item.h"

struct survey;

/* The texts that are measured: rows of the report. */
enum size_of { SIZE_stem, SIZE_option, SIZE_rationale, SIZE_item, SIZES };

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
