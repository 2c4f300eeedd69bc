/* The one way to ask git. */
#ifndef REPORT_GIT_H
#define REPORT_GIT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/confine.h"
#include "base/vec.h"

/*
 * The repository that a bank is in, as git is asked about it. Nothing that lies
 * in a bank is believed: git does not look for a repository itself,
 * runs no program that a configuration names, and has no environment but its
 * own.
 */
struct git {
	const char *dir;	/* the bank's folder */
	VEC(const char *) call; /* what all calls of git begin with */
};

/*
 * Finds the repository for the bank in DIR; A owns the strings, the caller
 * releases G. Ends the run with exit 2 if there is none, if it lies in the bank
 * and in another repository, or belongs to somebody else; with exit 3 without
 * git.
 */
void git_open(struct git *g, struct arena *a, const char *dir);

/*
 * Runs git in the bank's folder with ARGS (ended by NULL); what it prints is
 * appended to OUT. Returns its exit status. What is too long for a list of
 * files, or takes too long, ends the run with exit 4.
 */
int git_run(const struct git *g, const char *const *args, struct buf *out);

void git_release(struct git *g);

/*
 * Adds to L what git reads for the bank in DIR: the repository, and what of it
 * lies elsewhere (that of a second working tree, objects that it shares).
 * Starts nothing. A owns the paths. Ends the run as git_open() does.
 */
void git_places(grant_list *l, struct arena *a, const char *dir);

#endif
