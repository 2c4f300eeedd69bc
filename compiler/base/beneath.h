/* Files and folders beneath an open folder; no symlink is ever followed. */
#ifndef BASE_BENEATH_H
#define BASE_BENEATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct stat;

/*
 * DIR is the descriptor of a folder, or AT_FDCWD. REL is a path down from it,
 * NAME one component of a path. Calls that a signal interrupts are repeated.
 * All return -1 and errno when they fail; they do not end the run and allocate
 * nothing, because some callers are inside exit().
 */

/*
 * Opens the folder that REL is in and points *NAME at REL's last component;
 * with MAKE, folders that are missing on the way are made (mode 0777 less the
 * umask). EXDEV: REL does not lead down; ELOOP: a symlink is on the way. The
 * descriptor is the caller's; it is for calls like openat() alone (O_PATH).
 */
int beneath_parent(int dir, const char *rel, bool make, const char **name);

/* openat(): opens REL, or makes it and its folders where FLAGS say O_CREAT. */
int beneath_open(int dir, const char *rel, int flags, mode_t mode);

/*
 * Makes the new file REL (and its folders) of the N bytes at P. Anything that
 * is there already is EEXIST. SYNC: the bytes are on disk when it returns. A
 * file that could not be completed is removed.
 */
int beneath_put(int dir, const char *rel, mode_t mode, const void *p, size_t n,
		bool sync);

/*
 * Writes the file NAME of DIR, in the place of one that is there, whole or not at
 * all, but not surely to the disk: for what can be made again. Nobody else may
 * read it, or write in DIR.
 */
int beneath_replace(int dir, const char *name, const void *p, size_t n);

/*
 * Makes the file NAME of FROM the file NAME of TO, too: by a hard link, or where there can be none by a copy as old as its original,
 * because tools that synchronise folders go by the time.
 */
int beneath_link(int from, int to, const char *name);

/* Renames FROM to TO, both in DIR, unless something is there. */
int beneath_rename(int dir, const char *from, const char *to);

/*
 * Puts the folder NEXT of DIR in the place of NAME, which is called NEXT then;
 * or ASIDE, where the file system cannot exchange. Called once more, with NEXT
 * and ASIDE exchanged in the second case, it takes that back.
 */
int beneath_swap(int dir, const char *next, const char *name,
		 const char *aside);

/*
 * Takes the lock that the file NAME of DIR (made if missing) stands for, and
 * returns its descriptor; the kernel drops the lock with that, also when the
 * process is killed. EWOULDBLOCK: another process has it. Who releases it may
 * remove the file first.
 */
int beneath_lock(int dir, const char *name);

/* What is at REL? If that is a symlink, ST is about the link. */
int beneath_stat(int dir, const char *rel, struct stat *st);

/*
 * Calls FN for each entry of DIR (open for reading) but "." and "..", in the
 * folder's own order, until it returns something else than 0; returns that.
 */
int beneath_each(int dir, int (*fn)(int dir, const char *name, void *arg),
		 void *arg);

/* The same with what the folder says of an entry. */
struct beneath_name {
	const char *name;
	uint64_t inode;
	bool folder; /* false, too: it does not say */
};
int beneath_each_name(int dir,
		      int (*fn)(int dir, const struct beneath_name *n,
				void *arg),
		      void *arg);

/* The number of all that is no folder in DIR and below; -1 when it fails. */
long beneath_count(int dir);

/* Removes NAME of DIR and all that is in it. Nothing there is well, too. */
int beneath_remove(int dir, const char *name);

/* close() that keeps errno; FD may be -1. */
void beneath_close(int fd);

#endif
