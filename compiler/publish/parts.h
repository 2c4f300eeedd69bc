/* What the files of this room share: an output folder and the units in it. */
#ifndef PUBLISH_PARTS_H
#define PUBLISH_PARTS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "publish/out.h"

/* The list of a unit's files, kept inside it: what examc wrote there. */
#define MANIFEST ".examc-manifest"

struct kept;

enum { HASH_LEN = 32, MODE_FILE = 0644, MODE_FOLDER = 0755, LATER_MAX = 8 };

struct entry {
	const char *path; /* in the unit */
	size_t size;
	char hash[HASH_LEN + 1];
	/* As a manifest says; being looked at or written by some thread; found
	 * as it is, to be taken over; new or changed. */
	enum { SAID, BUSY, KEPT, STAGED } state;
	uint64_t inode; /* of what is published, if that is what it was */
	bool there;	/* the staging folder has that one already */
};

struct unit {
	const char *name;  /* of the format */
	const char *path;  /* with the output folder's before it */
	const char *scope; /* the exam whose files are written */
	const char *root;  /* out_own_root()'s folder, or NULL */
	int was;	   /* the published folder's descriptor, or -1 */
	int stage;	   /* the staging folder's, -1: not made yet */
	VEC(struct entry *) files; /* published or staged */
	struct map by_path;
	struct kept *kept;	 /* NULL: nothing is remembered */
	size_t changed, removed; /* files */
	bool differs;		 /* from what is published */
	bool marked;		 /* by this build */
};

struct out {
	struct arena arena;	/* owns strings, units and entries */
	const char *dir, *work; /* as given; out_work()'s, or NULL */
	int fd, lock;
	int memory;		    /* out_remember()'s folder, or -1 */
	uint64_t opened, published; /* kept_moment()s */
	mode_t umask;
	pid_t pid; /* who opened it: a forked child must not clean up */
	pthread_mutex_t lists;	 /* guards what is in units, while some write */
	pthread_rwlock_t stages; /* read: a file is written there; write: the
				  * run ends, and no more will be */
	VEC(struct unit *) units;
	struct unit *begun; /* the last, until it has ended */
	struct later {
		const char *format;
		bool marked;
	} later[LATER_MAX]; /* what out_later() named */
	size_t nlater;
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

/*
 * Begins the file REL, of N bytes whose hash is HASH, in the unit that is begun:
 * returns its entry, BUSY, or NULL if the same was written before. *SAME tells
 * whether the manifest has it just so. Safe to call from several threads.
 */
struct entry *entry_begin(struct out *o, const char *rel, const char *hash,
			  size_t n, bool *same);
/* Ends it as KEPT or STAGED. */
void entry_end(struct out *o, struct entry *e, bool kept);

/* Opens the new file REL of the staging folder to write to and to read. Ends the
 * run if that fails. */
int stage_open(struct out *o, const char *rel);
/* Removes it again, or what is there. Returns -1 and errno when that fails. */
int stage_remove(const struct unit *u, const char *rel);

/* Ends the run with exit 4: REL of U cannot be read or written. */
_Noreturn void die_at(const struct unit *u, const char *verb, const char *rel);

/*
 * Are the bytes that are published as E the E->size bytes at WANT or, without
 * WANT, those of the descriptor WITH or, without both (WITH -1), any with the
 * right hash? Only of a file as we write them.
 */
bool is_published(const struct unit *u, const struct entry *e, const void *want,
		  int with);

/* The E->size bytes that are published as E, if their hash is right; else NULL.
 * The caller frees the result. */
char *read_published(const struct unit *u, const struct entry *e);

/* Is E, which this build did not write, another exam's? */
bool entry_is_foreign(const struct unit *u, const struct entry *e);

/* Makes the staging folder of U, or takes the one that was replaced before, and
 * opens it; -1 and errno if that fails. */
int stage_make(struct out *o, struct unit *u);

/*
 * The folder of a file that one looks at, or makes, stays open for the next file,
 * which often is in it, too.
 */
struct seat {
	int root;	 /* what paths are beneath */
	bool make;	 /* folders that are missing */
	int fd;		 /* of the folder, -1: none yet */
	const char *rel; /* the last file, whose path lives as long */
};

/* Opens the folder of the file REL and points *NAME at the rest, as
 * beneath_parent(); the descriptor is S's. seat_leave() closes it. */
int seat_take(struct seat *s, const char *rel, const char **name);
void seat_leave(struct seat *s);

/*
 * Renames the folder that the last publication of U replaced to STAGE, the name of
 * U's staging folder, takes out of it what is not published, too, and opens it; the
 * others are noted as being there. -1: there is none, or it is of no use.
 */
int spare_take(struct out *o, struct unit *u, const char *stage);
/* E is no more a file of U: its name goes from the staging folder, and with it
 * folders that have no other. */
void spare_drop(struct unit *u, struct entry *e);
/* Keeps what U has replaced, which is called OLD; if it cannot, OLD stays. */
void spare_put(const struct out *o, const struct unit *u, const char *old);

/* What files and folders for U are called in the cache, behind a word: a few for all
 * output folders. */
struct kept_name {
	char s[32];
};
struct kept_name kept_name(const struct out *o, const struct unit *u);

/* The time that the file system of O gives to a change now. */
uint64_t kept_moment(const struct out *o);
/* Begins to remember the unit U, which is begun. */
void kept_begin(struct out *o, struct unit *u);
/* U is what is published, and nothing of the old is left: the next build shall know
 * what this one has written. */
void kept_save(const struct out *o, const struct unit *u);
void kept_free(struct kept *k);

#endif
