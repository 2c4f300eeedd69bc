/* Bytes that wait on a disk: what is made early, needed late, and too much to be
 * kept in memory. */
#ifndef BASE_STORE_H
#define BASE_STORE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct store {
	int fd;
	_Atomic uint64_t end; /* bytes that are in it, or about to be */
};

/* Where something lies in a store; SIZE 0: nowhere. */
struct stored {
	uint64_t at;
	size_t size;
};

/*
 * Opens an empty store in the folder DIR, as a file without a name, which is
 * gone with the process; in memory where the file system has no such files.
 * Ends the run (exit 4) if there is neither.
 */
void store_open(struct store *s, const char *dir);

/* Adds the N bytes at P, and notes in X where. False, and errno: the disk takes no
 * more. Safe to call from several threads. */
bool store_put(struct store *s, const void *p, size_t n, struct stored *x);

enum { STORED_MAX = 256 * 1024 * 1024 }; /* bytes in one place */

/* The bytes at X, which A owns; NULL if there are not so many, as may be in a
 * store that another run has left. Safe to call from several threads. */
const char *store_read(const struct store *s, struct stored x, struct arena *a);

/* The same of what this run has put there. */
const char *store_get(const struct store *s, struct stored x, struct arena *a);

void store_close(struct store *s);

#endif
