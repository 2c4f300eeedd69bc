/* Who sits the exam that is printed. */
#ifndef LOAD_SITTING_H
#define LOAD_SITTING_H

#include "base/arena.h"
#include "model/candidates.h"

/* The candidates of the CSV file PATH; A owns them. A file that cannot be read,
 * or has faults, which are told, ends the run with exit 2. */
const struct candidates *sitting_read(const char *path, struct arena *a);

#endif
