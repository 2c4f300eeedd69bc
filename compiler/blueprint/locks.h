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
 * The forms that B's locks keep, with the questions of today; A owns them. A
 * form with a question that is gone or has other options is left out: that is
 * an error that was reported. The items must be there. Returns how many.
 */
size_t locks_forms(const struct bank *b, struct arena *a, struct form **forms);

/*
 * The same of one form, whatever changed: options that are gone are left out,
 * new ones come last. False, and *GONE (may be NULL) names it: a question is
 * gone, or has errors.
 */
bool locks_renewed(const struct bank *b, struct arena *a, const struct lock *l,
		   struct form *f, const char **gone);

/* The lock called ID, or NULL. */
const struct lock *locks_find(const struct bank *b, const char *id);

#endif
