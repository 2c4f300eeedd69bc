/* The files of a bank: which there are, and their bytes. */
#ifndef LOAD_FIND_H
#define LOAD_FIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"
#include "load/load.h"
#include "model/bank.h"

/* Paths beneath the bank's folder, in order of folders and names. */
struct found {
	VEC(const char *) questions;
	VEC(const char *) cases;
};

/*
 * Fills FOUND with the question files and cases of T, whose strings B owns
 * (the lists are released by the caller). Links, devices and folders more than
 * 64 deep are refused with a finding; a folder with an exam.yaml of its own is
 * another bank.
 */
void find_files(struct bank *b, const struct target *t, struct found *found);

/* A source of the bank for the file REL of the target. The bank owns it. */
struct source *source_new(struct bank *b, const struct target *t,
			  const char *rel);
/* Reads the file of S, at most LIMIT bytes; what is wrong goes to DS. */
bool source_open(struct source *s, size_t limit, struct diags *ds);
/* Reports the file REL if it is not read because its name ends in a variant of
 * SUFFIX: ".yml" for ".yaml", ".MD" for ".md". */
void source_check_name(struct bank *b, const struct target *t, const char *rel,
		       const char *suffix);
/* Is there something called REL in the target's folder? */
bool target_has(struct arena *a, const struct target *t, const char *rel);

#endif
