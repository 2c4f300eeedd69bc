/* Which files of a bank changed since a git revision. */
#ifndef REPORT_SINCE_H
#define REPORT_SINCE_H

#include "base/arena.h"
#include "base/map.h"

/*
 * Fills CHANGED with the paths (beneath DIR, in the arena) that differ from
 * the revision REV, new files included. Without git the run ends with exit 3,
 * with an unknown revision or outside a repository with exit 2.
 */
void since_read(struct map *changed, struct arena *a, const char *dir,
		const char *rev);

/*
 * Copies DIR as it was at REV into a new temporary folder, whose path A owns;
 * since_remove() deletes it. Ends the run as since_read() does.
 */
char *since_checkout(struct arena *a, const char *dir, const char *rev);
void since_remove(const char *copy);

#endif
