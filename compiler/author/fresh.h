/* A file that was not there before. */
#ifndef AUTHOR_FRESH_H
#define AUTHOR_FRESH_H

#include "base/buf.h"

/*
 * Makes the file REL beneath the folder DIR, and the folders on the way, of TEXT:
 * whole or not at all, and on disk when it returns. Returns -1 and errno when it
 * fails; EEXIST: something is there.
 */
int fresh_file(int dir, const char *rel, const struct buf *text);

#endif
