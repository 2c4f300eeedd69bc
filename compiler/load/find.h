/* The files of a bank: which there are. */
#ifndef LOAD_FIND_H
#define LOAD_FIND_H

#include "base/vec.h"
#include "load/target.h"
#include "model/bank.h"

/* Paths beneath the bank's folder, in order of folders and names. */
struct found {
	struct arena arena; /* owns the paths */
	VEC(const char *) questions;
	VEC(const char *) cases;
};

/*
 * Fills FOUND with the question files and cases of T; the caller releases it.
 * Links, devices and folders more than
 * 64 deep are refused with a finding; a folder with an exam.yaml of its own is
 * another bank.
 */
void find_files(struct bank *b, const struct target *t, struct found *found);

void found_release(struct found *found);

#endif
