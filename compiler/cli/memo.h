/* A run that would find and do nothing else than the last one says the same. */
#ifndef CLI_MEMO_H
#define CLI_MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/tree.h"
#include "cli/options.h"
#include "load/target.h"

/* What a run was asked, and what it found the world to be like. */
struct memo {
	bool usable; /* such a run can be remembered at all */
	const struct options *options;
	const struct target *targets;
	size_t ntargets;
	const char *output; /* the folder that is built; NULL: none */
	char key[HASH_HEX]; /* of the command line and the circumstances */
	struct tree_sum banks;
	uint64_t begun;
};

/* What it had to say. */
struct memo_answer {
	const char *text; /* on standard output, SIZE bytes */
	size_t size;
	size_t files, questions, known, counts[SEV_ERROR + 1];
	uint64_t code; /* exit code */
};

/*
 * Looks at the banks T (N of them) and notes in M what a run with the options O
 * depends on; OUTPUT is the folder that it builds, or NULL. Where a bank has no
 * tree, nothing is remembered.
 */
void memo_begin(struct memo *m, const struct options *o, const struct target *t,
		size_t n, const char *output);

/* Was there such a run, and has nothing changed since, in the banks or in what
 * was built? Then A gets what it said. */
bool memo_find(struct memo *m, struct memo_answer *a, struct arena *arena);

/* Remembers A, what this run has said. */
void memo_keep(struct memo *m, const struct memo_answer *a);

#endif
