/* Running a program: no shell, an end after some time, what it said. */
#ifndef BASE_RUN_H
#define BASE_RUN_H

#include "base/buf.h"

enum { RUN_TIMEOUT = -1, RUN_FAILED = -2 };

/*
 * Runs ARGV[0] (a path) with ARGV (ended by NULL), standard input empty, and
 * ENV ("NAME=value"; NULL: none) added to the environment. Its two outputs are
 * appended to SAID, at most 64 KiB of them. Returns its exit status,
 * RUN_TIMEOUT if it was ended after SECONDS, RUN_FAILED if it could not be
 * started or a signal ended it. It ends when this process does.
 */
int run_program(const char *const *argv, const char *env, unsigned seconds,
		struct buf *said);

#endif
