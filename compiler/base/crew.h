/* Many hands: the same work on each of many things, by several threads. */
#ifndef BASE_CREW_H
#define BASE_CREW_H

#include <stddef.h>

#include "base/buf.h"

/* How many threads N things are worth, of at most MOST; 0: as many as there are
 * processors. At least 1. */
unsigned crew_size(unsigned most, size_t n);

/*
 * Calls MAKE for each I below N, in any order and any thread, with an empty OUT
 * of its own; and TAKE (which may be NULL) with what MAKE wrote to that, in the
 * order of I and in the calling thread. Only a few results wait for their turn.
 * HANDS threads do it, the calling one among them; fewer where there can be no
 * more. ARG is passed on.
 */
struct crew_work {
	void (*make)(size_t i, struct buf *out, const void *arg);
	void (*take)(size_t i, const struct buf *text, const void *arg);
	const void *arg;
};
void crew_do(unsigned hands, size_t n, const struct crew_work *w);

#endif
