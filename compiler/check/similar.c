/* Prefix filtering: an index of the rarest members of each set. */
#include "check/similar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/vec.h"

enum {
	HOLDERS_MAX = 256,	/* sets looked at for one member */
	COUNT_MAX = 255,	/* of a counter */
	COUNTERS_MAX = 1 << 24, /* bytes for counters */
	SKETCH_WORDS = 8,
};

/* A bit a member, at a place that its hash says: |A ^ B| is no less than the
 * number of bits by which the sketches of A and B differ. */
struct sketch {
	uint64_t bits[SKETCH_WORDS];
};

/* SET has the member HASH among its rarest. */
struct posting {
	uint32_t hash, set;
	uint32_t next; /* the one before it in its chain, + 1; 0: none */
};

struct join {
	const struct hashes *const *sets;
	double t;
	/* How many sets have a member. Some members share a counter: it says
	 * too much then, which costs time, not pairs. */
	unsigned char *counts;
	uint32_t *heads; /* of chains of postings, + 1; 0: none */
	unsigned bits;	 /* both have 1 << BITS entries */
	struct sketch *sketches;
	uint32_t *seen; /* by set: the last one it was a candidate for, + 1 */
	VEC(struct posting) postings;
	VEC(uint32_t) rarest;
	VEC(uint32_t) candidates;
};

static size_t slot_of(const struct join *k, uint32_t hash)
{
	return (uint32_t)(hash * 2654435761U) >> (32 - k->bits);
}

static unsigned count_of(const struct join *k, uint32_t hash)
{
	return k->counts[slot_of(k, hash)];
}

static void add_member(struct join *k, size_t set, uint32_t hash)
{
	unsigned char *count = &k->counts[slot_of(k, hash)];
	uint32_t bit = (uint32_t)(hash * 2246822519U) >> 23;

	if (*count < COUNT_MAX)
		++*count;
	k->sketches[set].bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

static void count_members(struct join *k, size_t n)
{
	size_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += k->sets[i]->n;
	for (k->bits = 10;
	     (size_t)1 << k->bits < total * 2 && 1 << k->bits < COUNTERS_MAX;)
		k->bits++;
	k->counts = xcalloc((size_t)1 << k->bits, 1);
	k->heads = xcalloc((size_t)1 << k->bits, sizeof *k->heads);
	k->sketches = xcalloc(n + 1, sizeof *k->sketches);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < k->sets[i]->n; j++)
			add_member(k, i, k->sets[i]->p[j]);
}

/*
 * The members of S that any set as similar as T must have one of: the first
 * ones by count, then by hash. Those of no other set are left out.
 */
static void find_rarest(struct join *k, const struct hashes *s)
{
	size_t keep = s->n - (size_t)ceil(k->t * (double)s->n - 1e-9) + 1;
	size_t having[COUNT_MAX + 1] = {0};
	unsigned limit = 0;

	for (size_t i = 0; i < s->n; i++)
		having[count_of(k, s->p[i])]++;
	for (; limit < COUNT_MAX && having[limit] < keep; limit++)
		keep -= having[limit];
	k->rarest.n = 0;
	for (size_t i = 0; i < s->n; i++) {
		unsigned count = count_of(k, s->p[i]);

		if (count > limit || (count == limit && !keep))
			continue;
		keep -= count == limit;
		if (count > 1)
			vec_push(&k->rarest, s->p[i]);
	}
}

static int ascending(const void *pa, const void *pb)
{
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

	return (a > b) - (a < b);
}

static unsigned ones(uint64_t x)
{
	x -= x >> 1 & 0x5555555555555555U;
	x = (x & 0x3333333333333333U) + (x >> 2 & 0x3333333333333333U);
	x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fU;
	return (unsigned)(x * 0x0101010101010101U >> 56);
}

/* False: sizes or sketches tell that sets I and J are too different. */
static bool may_be_similar(const struct join *k, size_t i, size_t j)
{
	double n = (double)k->sets[i]->n, m = (double)k->sets[j]->n;
	double apart = (n + m) * (1 - k->t) / (1 + k->t) + 1e-9;
	unsigned bits = 0;

	if (fmin(n, m) + 1e-9 < k->t * fmax(n, m))
		return false;
	for (size_t w = 0; w < SKETCH_WORDS && bits <= apart; w++)
		bits += ones(k->sketches[i].bits[w] ^ k->sketches[j].bits[w]);
	return bits <= apart;
}

static void take_holders(struct join *k, size_t i, uint32_t hash)
{
	size_t taken = 0;

	for (uint32_t at = k->heads[slot_of(k, hash)]; at;
	     at = k->postings.p[at - 1].next) {
		const struct posting *p = &k->postings.p[at - 1];

		if (p->hash != hash)
			continue;
		if (k->seen[p->set] != i + 1 && may_be_similar(k, i, p->set))
			vec_push(&k->candidates, p->set);
		k->seen[p->set] = (uint32_t)i + 1;
		if (++taken == HOLDERS_MAX)
			break;
	}
}

static void add_holder(struct join *k, size_t i, uint32_t hash)
{
	uint32_t *head = &k->heads[slot_of(k, hash)];

	vec_push(&k->postings, ((struct posting){hash, (uint32_t)i, *head}));
	*head = (uint32_t)k->postings.n;
}

static void join_set(struct join *k, size_t i, similar_fn *fn, void *data)
{
	find_rarest(k, k->sets[i]);
	k->candidates.n = 0;
	for (size_t m = 0; m < k->rarest.n; m++)
		take_holders(k, i, k->rarest.p[m]);
	if (k->candidates.n)
		qsort(k->candidates.p, k->candidates.n, sizeof *k->candidates.p,
		      ascending);
	for (size_t c = 0; c < k->candidates.n; c++) {
		size_t j = k->candidates.p[c];
		double jaccard = hashes_jaccard(k->sets[i], k->sets[j]);

		if (jaccard >= k->t && fn(i, j, jaccard, data))
			break;
	}
	for (size_t m = 0; m < k->rarest.n; m++)
		add_holder(k, i, k->rarest.p[m]);
}

void similar_pairs(const struct hashes *const *sets, size_t n, double t,
		   similar_fn *fn, void *data)
{
	struct join k = {.sets = sets, .t = t};

	count_members(&k, n);
	k.seen = xcalloc(n + 1, sizeof *k.seen);
	for (size_t i = 0; i < n; i++)
		if (sets[i]->n)
			join_set(&k, i, fn, data);
	vec_release(&k.postings);
	vec_release(&k.rarest);
	vec_release(&k.candidates);
	free(k.counts);
	free(k.heads);
	free(k.sketches);
	free(k.seen);
}
