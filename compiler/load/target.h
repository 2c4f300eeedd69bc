/* A bank that is to be read: its folder, which of its files are asked for, and
 * how they are opened. */
#ifndef LOAD_TARGET_H
#define LOAD_TARGET_H

#include <stdbool.h>
#include <stddef.h>

#include "model/bank.h"

/* Files and folders of a bank that were named, by their paths beneath its folder;
 * none: all of it. */
struct named {
	const char **p; /* in the order of their bytes */
	size_t n;
};

struct tree;

struct target {
	const char *dir;	 /* the bank's folder; where messages begin */
	struct named only;	 /* what of it is asked for */
	bool has_exam;		 /* DIR holds exam.yaml */
	const char *display;	 /* prefix of paths in messages: "content/" */
	const char *strip;	 /* prefix of REL that display leaves out */
	const char *cache;	 /* folder of its cache, or NULL */
	const struct tree *tree; /* what was in DIR before anything was read; or
				    NULL */
};

/* Is the file REL one that ONLY names, or beneath a folder that it names? */
bool target_wants(const struct named *only, const char *rel);

/* Adds the paths of MORE to those of TO, which may be the same; A owns the list.
 * "All" stays all. */
void named_add(struct arena *a, struct named *to, const struct named *more);

/* Is there something called REL in the target's folder? */
bool target_has(struct arena *a, const struct target *t, const char *rel);

/* A source of the bank for the file REL of the target. The bank owns it. */
struct source *source_new(struct bank *b, const struct target *t,
			  const char *rel);

/* Reads the file of S, at most LIMIT bytes; what is wrong goes to DS. */
bool source_open(struct source *s, size_t limit, struct diags *ds);

/* Reports the file REL if it is not read because its name ends in a variant of
 * SUFFIX: ".yml" for ".yaml", ".MD" for ".md". */
void source_check_name(struct bank *b, const struct target *t, const char *rel,
		       const char *suffix);

#endif
