/* The ledger: how many questions a bank has of everything that its blueprint
 * names. */
#ifndef BLUEPRINT_LEDGER_H
#define BLUEPRINT_LEDGER_H

#include "model/bank.h"
#include "model/ledger.h"

/*
 * The ledger of B, which has an exam; A owns it. Targets of domains, types and
 * difficulties are largest remainders (Hamilton) of the bank's size, those of
 * topics their minimum. Questions that cannot be read count where their
 * front matter files them: mending one must not move targets. FORMS is left
 * for the caller.
 */
struct ledger ledger_count(const struct bank *b, struct arena *a);

/* The places in B's exam of the domain and the topic where the ledger counts R;
 * -1: it does not. */
void ledger_places(const struct bank *b, const struct record *r, int *domain,
		   int *topic);

#endif
