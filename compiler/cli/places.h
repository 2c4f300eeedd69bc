/* The moment from which a command touches only what it is about. */
#ifndef CLI_PLACES_H
#define CLI_PLACES_H

#include "cli/options.h"
#include "load/target.h"

/*
 * Confines the run (base/confine.h) to what its command line means: the banks
 * of the N targets T, the file MORE (NULL: none), what it writes, what
 * --since needs. To be called when these are known, before the content of any
 * file is read; there is no way back.
 */
void confine_command(const struct options *o, const struct target *t, size_t n,
		     const char *more);

#endif
