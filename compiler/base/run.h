/* Running another program: no shell, an end after some time, what it said. */
#ifndef BASE_RUN_H
#define BASE_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A program that is to be run; what is left out is 0. */
struct run {
	const char *const *argv; /* ended by NULL; the first is a path, or a
				    name that PATH finds */
	const char *dir;	 /* where it works; NULL: where we do */
	const char *const *env;	 /* "NAME=value", ended by NULL; NULL: none */
	bool bare;	       /* ENV is all that it gets, not added to ours */
	unsigned seconds;      /* that it may take; 0: any number */
	struct buf *out, *err; /* what it prints is appended; both may be the
				    same; NULL: thrown away */
	size_t most;	       /* bytes that OUT and ERR hold in the end; what
				    is more is thrown away; 0: any number */
};

enum {
	RUN_TIMEOUT = -1, /* it took longer and was ended */
	RUN_MISSING = -2, /* there is no such program */
	RUN_FAILED = -3,  /* it could not be started, or a signal ended it */
};

/*
 * Runs the program with an empty standard input and waits for its end; it ends
 * when this process does. Returns its exit status or one of the above. A
 * refusal of the machine (pipes, processes) ends the run with exit 4.
 */
int run_program(const struct run *r);

#endif
