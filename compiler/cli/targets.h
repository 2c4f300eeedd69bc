/* The banks that the command line means. */
#ifndef CLI_TARGETS_H
#define CLI_TARGETS_H

#include "cli/options.h"
#include "load/target.h"

/*
 * Finds the banks that PATH means: the one it lies in, else those beneath it,
 * else (no exam.yaml anywhere) PATH itself. A PATH that does not exist ends
 * the run with exit 2. The arena owns the targets.
 */
struct target *load_targets(struct arena *a, const char *path, size_t *n);

/* The same for all paths of the command line, content/ if there are none;
 * several in one bank are one target. */
struct target *all_targets(struct arena *a, const struct options *o, size_t *n)
	__attribute__((returns_nonnull));

/*
 * The banks at hand where no path is given: the one that the current folder
 * lies in, else those beneath content/. May be none; the arena owns them.
 */
struct target *targets_at_hand(struct arena *a, size_t *n);

#endif
