/* Which files of a bank changed since a git revision. */
#ifndef SINCE_H
#define SINCE_H

#include "base/arena.h"
#include "base/map.h"

/*
 * Fills CHANGED with the paths (beneath DIR, in the arena) that differ from
 * the revision REV, new files included. Without git the run ends with exit 3,
 * with an unknown revision or outside a repository with exit 2.
 */
void since_read(struct map *changed, struct arena *a, const char *dir,
		const char *rev);

#endif
