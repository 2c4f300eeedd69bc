/* Repairs of findings, in the author's files. */
#ifndef AUTHOR_FIX_H
#define AUTHOR_FIX_H

#include "base/buf.h"
#include "load/load.h"

/* A run of repairs, and what came of it. */
struct fixer {
	struct session *session;
	const struct exam *exam; /* of the bank at hand */
	const struct bounds *bounds;
	bool dry_run; /* show what would change, write nothing */
	size_t applied, refused, unsafe;
	struct buf said; /* differences, and why they were not applied */
};

/*
 * Applies the safe fixes of the target's files that it asks for, and
 * writes them; those that need a person's eye, or would change what a file says,
 * are only told in F->said, which the caller releases.
 */
void fix_bank(struct fixer *f, const struct target *t);

#endif
