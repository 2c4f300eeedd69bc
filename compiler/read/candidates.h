/* Lists of candidates, as spreadsheets write them. */
#ifndef READ_CANDIDATES_H
#define READ_CANDIDATES_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/candidates.h"

enum {
	CANDIDATES_BYTES = 4 * 1024 * 1024,
	CANDIDATES_MAX = 10000,
};

/*
 * Reads CSV (RFC 4180; commas, semicolons or tabs, as its first line has them; a
 * byte order mark may begin it), the N bytes at TEXT and a NUL. The first line names
 * the columns, of which 'name' and 'number' are read. Returns NULL if anything in it
 * is wrong: FAULTS then has a line for each fault, "FILE:LINE: what". A owns the
 * list.
 */
struct candidates *read_candidates(struct arena *a, const char *file,
				   const char *text, size_t n,
				   struct buf *faults);

#endif
