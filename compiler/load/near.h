/* One file of a big bank, judged without reading all of it: the cache knows which
 * questions have something in common with it, and sums of the others. */
#ifndef LOAD_NEAR_H
#define LOAD_NEAR_H

#include <stdbool.h>

#include "load/find.h"
#include "load/load.h"

struct near;

/*
 * Looks at all names and stamps of the bank T, of which one question is asked for,
 * before anything else is read. S->cache must be open. NULL: it keeps nothing.
 */
struct near *near_open(const struct session *s, const struct target *t);

/* Is that question the only file that may have changed since near_write()? */
bool near_knows(struct near *n);

/* The paths of the bank's cases, *COUNT of them. */
const char *const *near_cases(struct near *n, size_t *count);

/*
 * Adds to B, whose only record is the question as it is now, those with which it
 * has something in common, and B->rest. False: that does not tell all that is to
 * be found; B is of no use then.
 */
bool near_gather(struct near *n, struct bank *b);

/* Notes what find_files() has found in B, the whole bank, after the finding LAST. */
void near_found(struct near *n, const struct bank *b, const struct diag *last,
		const struct found *f);

/* Keeps for the next run what is known of B, the whole bank, which was judged. */
void near_write(struct near *n, const struct bank *b);

void near_close(struct near *n);

#endif
