/* A new bank: the files that it begins with. */
#ifndef AUTHOR_STARTER_H
#define AUTHOR_STARTER_H

#include "base/vec.h"
#include "load/load.h"

/* What the author of a new bank is asked; what is NULL or 0 was not said yet. */
struct starter {
	const char *title, *code, *language;
	const char *domains; /* "Openings=60, Endgames=40": names and weights */
	unsigned items;	     /* of a form */
	bool services, rules; /* with such files */
};

/*
 * What is wrong with what was said, in the words of check: a sentence in the
 * arena. NULL: nothing.
 */
const char *starter_fault(const struct session *s, struct arena *a,
			  const struct starter *k);

struct starter_file {
	const char *path; /* beneath the folder that the bank gets into */
	struct buf text;
	bool shared; /* of the repository: one that is there stays as it is */
	bool kept;   /* starter_write() found one there */
};
typedef VEC(struct starter_file) starter_files;

/* The files of the bank K, which has all that it is asked and no fault: content/
 * with the bank, and those for git and CI hosts. Paths are in the arena; the
 * caller releases the list. */
starter_files starter_make(struct arena *a, const struct starter *k);
void starter_release(starter_files *l);

/*
 * Writes the files beneath the folder DIR, which is there, all or none; shared ones
 * that are there already are marked as kept. If another one is there, or the bank's
 * folder is, the run ends with exit 2, and with 4 if they cannot be written; then
 * nothing new is left.
 */
void starter_write(const char *dir, starter_files *l);

#endif
