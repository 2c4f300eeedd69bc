/* The order of options in a form, and the versions of one. */
#ifndef FORM_SHUFFLE_H
#define FORM_SHUFFLE_H

#include "base/arena.h"
#include "form/random.h"
#include "model/form.h"

/* Places for keys, drawn like cards: each of N as often as the others, in a
 * random order. */
struct deck {
	size_t place[OPTION_MAX];
	size_t left;
};

/*
 * Gives P, which has an item, its options in a random order, but for those that
 * keep their place (item_order()). Only questions whose options are all free
 * take part in balancing the places of keys; DECKS has one for each number of
 * options, up to OPTION_MAX. A owns the order.
 */
void shuffle_options(struct arena *a, struct chance *c, struct deck *decks,
		     struct placed *p);

/*
 * Gives F, which has none, versions, so that there are COUNT (2 to VERSIONS_MAX)
 * of it: F becomes 'A', and the others have its questions in another order,
 * cases in one piece, with options in another order where they may move. The
 * same F and SEED give the same versions everywhere. A owns them. No two are the
 * same: returns how many there are, fewer than COUNT if there are no more
 * orders.
 */
size_t form_versions(struct arena *a, struct form *f, unsigned count,
		     uint64_t seed);

#endif
