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
	bool marked;		 /* by this build */
};

struct out {
	struct arena arena;	/* owns strings, units and entries */
	const char *dir, *work; /* as given; out_work()'s, or NULL */
	int fd, lock;
	mode_t umask;
	pid_t pid; /* who opened it: a forked child must not clean up */
	VEC(struct unit *) units;
	struct unit *begun; /* the last, until it has ended */
	const char *later;  /* what out_later() named, or NULL */
	bool later_marked;
	bool torn; /* some units are new and others are not, yet */
};

/* Is NAME that of a mark? */
bool mark_is(const char *name);

/* Says on stderr what marks another build has left. */
void marks_tell(struct out *o);

/* Marks the units that differ, if there are several. */
void marks_put(struct out *o);

/* Takes back what that did. Allocates nothing. */
void marks_withdraw(struct out *o);

/* Removes the marks of all units; they are published. */
void marks_drop(struct out *o);

/* Makes the staging folder of UNIT in the output folder FD, and opens it; -1
 * and errno if that fails. */
int stage_make(int fd, const char *unit);

#endif
