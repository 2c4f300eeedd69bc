/* The files that an owner adds to the site: site-extra/ in the bank's folder. */
#ifndef LOAD_EXTRAS_H
#define LOAD_EXTRAS_H

#include "load/target.h"
#include "model/bank.h"

/* Adds a finding for each file of T's site-extra/ that cannot be published.
 * TRUSTED: those that browsers run may be. */
void extras_check(struct bank *b, const struct target *t, bool trusted);

/* The names of those that can, in order, ended by NULL; A owns them. DIR is the
 * bank's folder. */
const char *const *extras_list(const char *dir, bool trusted, struct arena *a);

#endif
