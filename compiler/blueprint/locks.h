/* Released forms compared with the questions of today. */
#ifndef BLUEPRINT_LOCKS_H
#define BLUEPRINT_LOCKS_H

#include "model/bank.h"

/* Adds L to B->locks; several forms may name one question. */
void locks_add(struct bank *b, struct lock *l);

/*
 * Compares IT with what the released forms keep of it: typo, option edit, key
 * change, stem edit, re-filing. Findings go to DS, at the question, with a
 * note at the form. Safe to call from several threads.
 */
void locks_check_item(const struct bank *b, const struct item *it,
		      struct diags *ds);

/* Checks the forms themselves, when all records are there: names, hashes,
 * questions that are gone or drafts. Findings go to B->diags. */
void locks_check_bank(struct bank *b);

/*
 * Makes *F, the form that L keeps, with the questions of today; A owns it. The
 * items must be there. False if a question is gone, has errors or other
 * options: an error that was reported.
 */
bool locks_form(const struct bank *b, struct arena *a, const struct lock *l,
		struct form *f);

/*
 * The same, whatever changed: options that are gone are left out,
 * new ones come last. False, and *GONE names it: a question is gone,
 * or has errors that leave nothing of it.
 */
bool locks_renewed(const struct bank *b, struct arena *a, const struct lock *l,
		   struct form *f, const char **gone);

/* The lock called ID, or NULL. */
const struct lock *locks_find(const struct bank *b, const char *id);

#endif
