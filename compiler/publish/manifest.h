/* The list of a unit's files, kept inside it: what examc wrote there. */
#ifndef PUBLISH_MANIFEST_H
#define PUBLISH_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"

#define MANIFEST_NAME ".examc-manifest"

struct entry {
	const char *path; /* in the unit */
	size_t size;
	char hash[33];
	bool keep; /* as published: link it, do not write it */
};

struct manifest {
	VEC(struct entry *) list;
	struct map by_path;
	struct arena arena; /* owns entries and paths */
};

/* Is PATH relative, without "." and "..", one line, not the manifest? */
bool manifest_is_path(const char *path);

/* Adds PATH (copied). NULL: it is there already. */
struct entry *manifest_add(struct manifest *m, const char *path);
struct entry *manifest_find(const struct manifest *m, const char *path);

/*
 * Adds the lines of TEXT, "<hash> <size> <path>" each. Returns false if any
 * is not of that form; M holds those before it.
 */
bool manifest_parse(struct manifest *m, const char *text, size_t n);

/* Appends the lines to OUT and sorts M's list by path, byte order. */
void manifest_print(struct manifest *m, struct buf *out);

/* Frees everything; M is then empty. */
void manifest_release(struct manifest *m);

#endif
