/* What lies in a folder and below it: names, and what the file system says of
 * them, by one walk. */
#ifndef BASE_TREE_H
#define BASE_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/stamp.h"
#include "base/vec.h"

/* A file or a folder. */
struct tree_entry {
	uint64_t path; /* hash of its path beneath the folder: tree_path() */
	struct stamp stamp;
};

struct tree {
	VEC(struct tree_entry) entries; /* in no order */
	uint32_t *places; /* hash table: of entries, their places plus 1 */
	size_t cap;	  /* of it */
	uint64_t seen;	  /* the moment at which the walk began */
};

/*
 * Reads what is beneath the folder DIR, but not the folder itself, with JOBS
 * threads (0: as many as there are processors); with HIDDEN also what begins with
 * a dot, of which else only the name ".git" is noted. Links are not followed.
 * Returns false, and T is empty, if something could not be looked at, or lies more
 * than 64 folders deep. tree_release() frees it.
 */
bool tree_read(struct tree *t, const char *dir, bool hidden, unsigned jobs);
void tree_release(struct tree *t);

/* The hash of the path REL. No two entries of a tree have the same. */
uint64_t tree_path(const char *rel);

/* What was said of REL; NULL: it was not there. */
const struct stamp *tree_find(const struct tree *t, const char *rel);

/* All of it in few bytes. */
struct tree_sum {
	uint64_t sum[2]; /* of names and stamps, in no order */
	uint64_t newest; /* nanoseconds since 1970: the last change */
};

/* Adds T to SUM. */
void tree_add(struct tree_sum *sum, const struct tree *t);

#endif
