/* Who sits an exam: a list for personal answer sheets. */
#ifndef MODEL_CANDIDATES_H
#define MODEL_CANDIDATES_H

#include <stddef.h>

enum {
	CANDIDATE_DIGITS = 10, /* of a number, at most */
	CANDIDATE_NAME = 80,   /* characters of a name, at most */
};

struct candidate {
	const char *name;   /* one line of UTF-8 without control characters */
	const char *number; /* 1 to CANDIDATE_DIGITS digits */
};

struct candidates {
	struct candidate *p;
	size_t n;
};

#endif
