/* Files of a bank written in the one way, without a change of what they say. */
#ifndef AUTHOR_FMT_H
#define AUTHOR_FMT_H

#include "base/buf.h"
#include "load/target.h"

struct fmt {
	bool dry_run; /* write nothing */
	size_t changed, same, refused;
	struct buf names; /* a line each: files that changed, or would */
	struct buf said;  /* a line each: files that were left, and why */
};

/*
 * Writes the files that T asks for in the one way (style.h): questions, cases,
 * and the YAML of a bank. A file that cannot be read, or would be read as
 * something else then, stays as it is. The caller releases the texts of F.
 */
void fmt_bank(struct fmt *f, const struct target *t);

#endif
