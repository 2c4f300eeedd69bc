/* PDF, made by a process that reads no content. */
#ifndef LOAD_PRINTING_H
#define LOAD_PRINTING_H

#include "load/build.h"
#include "load/target.h"

/*
 * Has JUDGE read, judge and publish the banks of the N targets T in a process
 * of its own, which may confine itself, and prints what that published as PDF
 * from here: a browser needs what such a process gives up (it has a sandbox of
 * its own). All that comes from there is the exit status and, by
 * printing_order() on the descriptor ORDERS, what to print; all that it gets is
 * when that is done (printing_wait()). Returns the exit status of the run; what
 * cannot be printed ends it (exit 3, 4), when that process has ended.
 */
int print_apart(const struct build_options *o, const struct target *t, size_t n,
		int judge(void *arg, int orders), void *arg);

/* Asks for the packs of EXAM, of the next target; EPOCH: the moment that the
 * files bear. */
void printing_order(int orders, const char *exam, long long epoch);

/* Waits until all that was asked for is published; there may be no more orders.
 * Returns whether it is: something may not have been printed. */
bool printing_wait(int orders);

#endif
