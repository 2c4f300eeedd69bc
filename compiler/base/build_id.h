/* Which program this is, and with which libraries. */
#ifndef BASE_BUILD_ID_H
#define BASE_BUILD_ID_H

#include "base/hash.h"

/*
 * Adds to H what tells this program, and each library that is loaded, from all
 * others: the notes that the linker gave them (GNU build ids), or for one
 * without the name and the time of its file.
 */
void build_ids(struct hasher *h);

#endif
