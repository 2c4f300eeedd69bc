/* Taking an output folder: what may be written to, and by whom. */
#ifndef PUBLISH_CLAIM_H
#define PUBLISH_CLAIM_H

#include <stdbool.h>

/*
 * Opens DIR, makes it (and the folders above it) if it is missing. Ends the
 * run with exit 2 if it must not be written to: see out_open(). *MADE says
 * whether it is new. Returns its descriptor.
 */
int claim_folder(const char *dir, const char *sources, bool *made);

/*
 * Takes the lock of the folder FD, called PATH in messages; ends the run with
 * exit 5 if another build has it. The kernel drops the lock with its
 * descriptor, also when the build is killed. Returns that descriptor.
 */
int claim_lock(int fd, const char *path);

/* Removes the lock file and closes LOCK. */
void claim_release(int fd, int lock);

#endif
