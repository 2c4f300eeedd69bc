/* What this process may still do from some moment on: the files it may touch,
 * and how much of the machine it may use. */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/vec.h"

/* What may be done to a file, or to a folder and all that is beneath it. */
enum {
	MAY_READ = 1,  /* read files and list folders */
	MAY_WRITE = 2, /* write, make, rename, remove and list */
	MAY_RUN = 4,   /* run programs */
	MAY_TIDY = 8,  /* remove folders that are empty */
};

struct grant {
	const char *path;
	unsigned may;
};

typedef VEC(struct grant) grant_list;

/*
 * Confines this process, and all that it starts, for good: it gains no
 * privileges by running a program (no-new-privs), touches nothing but GRANTS
 * where the kernel has Landlock, and gets the limits of confine.c for a bank of
 * at most BYTES bytes. Must be called before there are threads. Files that are
 * open stay usable. Paths that do not exist are left out. A kernel or a
 * container that offers less gives less, in silence; any other refusal ends
 * the run with exit 4.
 */
void confine(const grant_list *grants, size_t bytes);

/* Appends in a few words what confine() does here: "Landlock ABI 3, ...". */
void confine_describe(struct buf *out);

/* The version of Landlock's interface that the kernel offers; 0: none. */
int confine_abi(void);

/* The rights of Landlock, as bits of its interface ABI, for MAY_... bits; ~0:
 * all that ABI can refuse. */
uint64_t confine_rights(int abi, unsigned may);

/* The part of confine() that Landlock does, as a kernel with ABI (not above
 * confine_abi()) does it. */
void confine_files(const grant_list *grants, int abi);

#endif
