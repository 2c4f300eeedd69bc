/* From checked banks to published output. */
#ifndef LOAD_BUILD_H
#define LOAD_BUILD_H

#include "model/layout.h"

struct bank;

/* What is written, and where. */
struct build_options {
	const char *output; /* folder; NULL: beside the content */
	const char
		*to; /* comma-separated names of emitters; NULL: all but pdf */
	const char *engine; /* what makes PDF; NULL: the first found */
	unsigned jobs;	    /* engines at a time; 0: as there are processors */
	struct layout layout; /* of printed packs */
};

/* Adds the findings that only printed packs have, if those are to be made. */
void build_check(const struct build_options *o, struct bank *b);

/* Writes the formats that the options name, for all banks, and publishes. */
void build_publish(const struct build_options *o, struct bank *banks, size_t n);

#endif
