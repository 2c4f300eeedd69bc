/* Where the time goes: CPU time of named steps, summed over threads, and waits
 * for other programs. */
#ifndef BASE_TIMING_H
#define BASE_TIMING_H

#include <stdbool.h>
#include <stdio.h>

/* Turns measuring on. Before any thread; off, marks cost one comparison. */
void timing_start(void);

/* Forgets what the calling thread did since its last mark. */
void timing_begin(void);

/*
 * Adds the CPU time that the calling thread spent since its last mark to the
 * step NAME (a string literal; at most 16 different ones).
 */
void timing_mark(const char *name);

/* Adds the time since the moment SINCE (timing_clock()) to the step NAME: how
 * long it was waited for another program. */
void timing_wait(const char *name, long long since);

/* Nanoseconds of a clock that nobody sets. */
long long timing_clock(void);

/* Prints a line a step: name, milliseconds. Nothing when turned off. */
void timing_print(FILE *out);

#endif
