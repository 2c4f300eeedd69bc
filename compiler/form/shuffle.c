/* Puts the options of a question into the order in which a form has them. */
#include "form/shuffle.h"

/* The ids that a learner would see, in the order of the file. */
static size_t option_ids(struct arena *a, const struct item *it,
			 const char ***out)
{
	size_t n = 0;

	*out = arena_array(a, const char *,
			   it->noptions + it->nsteps + it->npairs + 1);
	for (size_t i = 0; i < it->noptions; i++)
		(*out)[n++] = it->options[i].id;
	for (size_t i = 0; i < it->nsteps; i++)
		(*out)[n++] = it->steps[i].id;
	for (size_t i = 0; i < it->npairs; i++)
		(*out)[n++] = it->pairs[i].response_id;
	return n;
}

static size_t deal(struct deck *d, struct chance *c, size_t n)
{
	if (!d->left) {
		for (size_t i = 0; i < n; i++)
			d->place[i] = i;
		chance_shuffle(c, d->place, n);
		d->left = n;
	}
	return d->place[--d->left];
}

static bool is_identity(const size_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (order[i] != i)
			return false;
	return true;
}

/* Brings the key of a question with one key to the next place of the deck. */
static void place_key(const struct item *it, struct chance *c,
		      struct deck *decks, size_t n, size_t *order)
{
	size_t want = deal(&decks[n], c, n), at = 0;

	while (!it->options[order[at]].key)
		at++;
	order[at] = order[want];
	for (size_t i = 0; i < n; i++)
		if (it->options[i].key)
			order[want] = i;
}

void shuffle_options(struct arena *a, struct chance *c, struct deck *decks,
		     struct placed *p)
{
	const struct item *it = p->item;
	const char **authored;
	size_t order[256] = {0}, n = option_ids(a, it, &authored), free = n;

	if (n > 256)
		n = free = 256;
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	if (it->noptions)
		free = item_order(it, order);
	do
		chance_shuffle(c, order, free);
	while (it->nsteps > 1 && is_identity(order, n));
	if (it->nkeys == 1 && n <= OPTION_MAX && free == n)
		place_key(it, c, decks, n, order);
	p->options = arena_array(a, const char *, n + 1);
	p->noptions = n;
	for (size_t i = 0; i < n; i++)
		p->options[i] = authored[order[i]];
}
