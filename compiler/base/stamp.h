/* What a file system says of a file, by which a change is told without reading
 * it. */
#ifndef BASE_STAMP_H
#define BASE_STAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/pack.h"

/* All zero: there is nothing of that name. */
struct stamp {
	uint64_t size, inode, device, mode;
	uint64_t modified, changed; /* nanoseconds since 1970 */
};

/* That of the file or folder REL beneath the folder of the descriptor DIR;
 * links are not followed. */
struct stamp stamp_of(int dir, const char *rel);

/* The same, without following a link on the way down, either. */
struct stamp stamp_beneath(int dir, const char *rel);

/* That of what the descriptor FD is open on. */
struct stamp stamp_open(int fd);

/* Nanoseconds since 1970. */
uint64_t stamp_now(void);

/*
 * Waits until a change to the file system of FD, a file of our own that is open
 * to write to, is no longer dated as early as WHEN: what had that stamp then
 * and has it still was not changed since. False: its clock did not move on for
 * some hundredths of a second.
 */
bool stamp_passed(int fd, uint64_t when);

/*
 * Is what had the stamp WAS when it was looked at, at the moment SEEN, certainly
 * the same now that it has the stamp IS? Not if they differ, and not if it was
 * changed shortly before: a clock that is coarse would show a later change with
 * the same time (as git's index is careful with entries as young as itself). Nor if
 * there was nothing: that a link is on the way may be why.
 */
bool stamp_holds(const struct stamp *was, const struct stamp *is,
		 uint64_t seen);

/* Was a change at the moment CHANGED long enough before SEEN that a later one
 * would show another time? */
bool stamp_is_old(uint64_t changed, uint64_t seen);

void pack_stamp(struct pack *k, struct stamp *s);

#endif
