/* The versions of a released form, checked. */
#ifndef BLUEPRINT_LOCK_VERSIONS_H
#define BLUEPRINT_LOCK_VERSIONS_H

#include <stdbool.h>

#include "model/bank.h"

/* Reports where WRITTEN is not the hash of V, a version of L (NULL: of L's
 * first). */
void lock_check_hash(struct bank *b, const struct lock *l,
		     const struct lock_version *v, const struct field *written);

/* Has V all questions of L, each once and with its options? */
bool lock_fits(const struct lock *l, const struct lock_version *v);

/* Checks version I of L: its letter, its hash, its questions and options. */
void lock_check_version(struct bank *b, const struct lock *l, size_t i);

#endif
