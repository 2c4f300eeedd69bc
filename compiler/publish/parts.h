/* What the files of this room share: an output folder and the units in it. */
#ifndef PUBLISH_PARTS_H
#define PUBLISH_PARTS_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "publish/out.h"

/* The list of a unit's files, kept inside it: what examc wrote there. */
#define MANIFEST ".examc-manifest"

struct unit {
	const char *name;  /* of the format */
	const char *path;  /* with the output folder's before it */
	const char *scope; /* the exam whose files are written */
	int was;	   /* the published folder's descriptor, or -1 */
	int stage;	   /* the staging folder's, -1: not made yet */
	VEC(struct entry *) files; /* published or staged */
	struct map by_path;
	size_t changed, removed; /* files */
	bool differs;		 /* from what is published */
};

struct out {
	struct arena arena;	/* owns strings, units and entries */
	const char *dir, *work; /* as given; out_work()'s, or NULL */
	int fd, lock;
	bool made; /* DIR is new: it goes again if nothing gets into it */
	mode_t umask;
	pid_t pid; /* who opened it: a forked child must not clean up */
	VEC(struct unit *) units;
	struct unit *begun; /* the last, until it has ended */
};

/* Makes the staging folder of UNIT in the output folder FD, and opens it; -1
 * and errno if that fails. */
int stage_make(int fd, const char *unit);

#endif
