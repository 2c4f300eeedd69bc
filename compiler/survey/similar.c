/* Finds similar sets by prefix filtering: indexes their rarest members. */
#include "survey/similar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"

enum {
	BLOCKS = 4, /* of sets, one indexed at a time: it takes less room */
	HOLDERS_MAX = 256,     /* sets of a block looked at for one member */
	COUNT_MAX = SLOT_SURE, /* of a counter */
	SLOT_BITS_MIN = 10,
	SLOT_BITS_MAX = 23,
	SKETCH_WORDS = 3,
};

/* A summary of a set, compared before its members are: half a cache
 * line. */
struct sketch {
	uint32_t size;
	uint32_t seen; /* the last set it was a candidate for, + 1 */
	/* A bit a member, at a place that its hash says: |A ^ B| is no less
	 * than the number of bits by which A and B differ. */
	uint64_t bits[SKETCH_WORDS];
};

/*
 * Members are known by a slot, a part of their hash. Some share one: they are
 * taken for one common member, which costs time, not pairs.
 */
struct join {
	struct arena arena; /* owns the lists below */
	const struct hashes *const *sets;
	size_t n;
	double t;
	unsigned bits;		 /* 1 << BITS slots */
	unsigned char *counts;	 /* by slot: members of all sets, up to 255 */
	struct sketch *sketches; /* by set */
	VEC(uint32_t) rarest;	 /* slots of the rarest members of a set */
	/* Of the block that is indexed: */
	uint32_t *first;	  /* by slot: where in HOLDERS; two more */
	VEC(uint32_t) holders;	  /* sets, slot by slot, ascending */
	bool *enough;		  /* by set: FN said so */
	struct hashes candidates; /* room for a block */
};

unsigned similar_bits(size_t total)
{
	unsigned bits = SLOT_BITS_MIN;

	while (bits < SLOT_BITS_MAX && (size_t)8 << bits < total)
		bits++;
	return bits;
}

uint32_t similar_slot(unsigned bits, uint32_t hash)
{
	return (uint32_t)(hash * 2654435761U) >> (32 - bits);
}

static size_t slot_of(const struct join *k, uint32_t hash)
{
	return similar_slot(k->bits, hash);
}

size_t similar_prefix(size_t n, double t)
{
	return n - (size_t)ceil(t * (double)n - 1e-9) + 1;
}

static void add_member(struct join *k, size_t set, uint32_t hash)
{
	unsigned char *count = &k->counts[slot_of(k, hash)];
	uint32_t bit = (hash * 2246822519U >> 16) % (64 * SKETCH_WORDS);

	if (*count < COUNT_MAX)
		++*count;
	k->sketches[set].bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

static void count_members(struct join *k)
{
	size_t total = 0;

	for (size_t i = 0; i < k->n; i++)
		total += k->sets[i]->n;
	k->bits = similar_bits(total);
	k->counts = arena_alloc(&k->arena, (size_t)1 << k->bits);
	k->sketches = arena_array(&k->arena, struct sketch, k->n + 1);
	for (size_t i = 0; i < k->n; i++) {
		k->sketches[i].size = (uint32_t)k->sets[i]->n;
		for (size_t j = 0; j < k->sets[i]->n; j++)
			add_member(k, i, k->sets[i]->p[j]);
	}
}

/*
 * The members of S that any set as similar as T must have one of: the first
 * ones by count, then by hash. Those that no other set has are left out. They
 * are found anew when they are asked for: to keep them takes more room than all
 * the rest.
 */
static void find_rarest(struct join *k, const struct hashes *s)
{
	size_t keep = similar_prefix(s->n, k->t);
	size_t having[COUNT_MAX + 1] = {0};
	unsigned limit = 0;

	k->rarest.n = 0;
	if (!s->n)
		return;
	for (size_t i = 0; i < s->n; i++)
		having[k->counts[slot_of(k, s->p[i])]]++;
	for (; limit < COUNT_MAX && having[limit] < keep; limit++)
		keep -= having[limit];
	for (size_t i = 0; i < s->n; i++) {
		size_t slot = slot_of(k, s->p[i]);
		unsigned count = k->counts[slot];

		if (count > limit || (count == limit && !keep))
			continue;
		keep -= count == limit;
		if (count > 1)
			vec_push(&k->rarest, (uint32_t)slot);
	}
}

/* The inverted index of the sets [FROM, TO): by slot, those that have it among
 * their rarest. */
static void index_rarest(struct join *k, size_t from, size_t to)
{
	size_t slots = (size_t)1 << k->bits;

	memset(k->first, 0, (slots + 2) * sizeof *k->first);
	for (size_t i = from; i < to; i++) {
		find_rarest(k, k->sets[i]);
		for (size_t m = 0; m < k->rarest.n; m++)
			k->first[k->rarest.p[m] + 2]++;
	}
	for (size_t s = 2; s < slots + 2; s++)
		k->first[s] += k->first[s - 1];
	if (k->holders.cap < k->first[slots + 1]) {
		k->holders.cap = k->first[slots + 1];
		free(k->holders.p);
		k->holders.p = xcalloc(k->holders.cap, sizeof *k->holders.p);
	}
	for (size_t i = from; i < to; i++) {
		find_rarest(k, k->sets[i]);
		for (size_t m = 0; m < k->rarest.n; m++)
			k->holders.p[k->first[k->rarest.p[m] + 1]++] =
				(uint32_t)i;
	}
}

static unsigned ones(uint64_t x)
{
	x -= x >> 1 & 0x5555555555555555U;
	x = (x & 0x3333333333333333U) + (x >> 2 & 0x3333333333333333U);
	x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fU;
	return (unsigned)(x * 0x0101010101010101U >> 56);
}

/* False: sizes or sketches tell that A and B are too different. */
static bool may_be_similar(const struct sketch *a, const struct sketch *b,
			   double t)
{
	double n = a->size, m = b->size;
	double apart = (n + m) * (1 - t) / (1 + t) + 1e-9;
	unsigned bits = 0;

	if (fmin(n, m) + 1e-9 < t * fmax(n, m))
		return false;
	for (size_t w = 0; w < SKETCH_WORDS && bits <= apart; w++)
		bits += ones(a->bits[w] ^ b->bits[w]);
	return bits <= apart;
}

/* Sets before I that hold the members of SLOT. */
static void take_holders(struct join *k, size_t i, size_t slot)
{
	size_t end = k->first[slot + 1];

	if (end > k->first[slot] + (size_t)HOLDERS_MAX)
		end = k->first[slot] + (size_t)HOLDERS_MAX;
	for (size_t h = k->first[slot]; h < end && k->holders.p[h] < i; h++) {
		struct sketch *other = &k->sketches[k->holders.p[h]];

		if (other->seen != i + 1 &&
		    may_be_similar(&k->sketches[i], other, k->t))
			k->candidates.p[k->candidates.n++] = k->holders.p[h];
		other->seen = (uint32_t)i + 1;
	}
}

static void join_set(struct join *k, size_t i, similar_fn *fn, void *data)
{
	k->candidates.n = 0;
	find_rarest(k, k->sets[i]);
	for (size_t m = 0; m < k->rarest.n; m++)
		take_holders(k, i, k->rarest.p[m]);
	hashes_sort(&k->candidates);
	for (size_t c = 0; c < k->candidates.n; c++) {
		size_t j = k->candidates.p[c];
		double jaccard = hashes_jaccard(k->sets[i], k->sets[j]);

		k->enough[i] = jaccard >= k->t && fn(i, j, jaccard, data);
		if (k->enough[i])
			break;
	}
}

void similar_pairs(const struct hashes *const *sets, size_t n, double t,
		   similar_fn *fn, void *data)
{
	struct join k = {.sets = sets, .n = n, .t = t};

	size_t block = n / BLOCKS + 1;

	count_members(&k);
	k.candidates.p = arena_array(&k.arena, uint32_t, block);
	k.enough = arena_array(&k.arena, bool, n);
	k.first = arena_array(&k.arena, uint32_t, ((size_t)1 << k.bits) + 2);
	for (size_t from = 0; from < n; from += block) {
		index_rarest(&k, from, from + block < n ? from + block : n);
		for (size_t i = from + 1; i < n; i++)
			if (!k.enough[i])
				join_set(&k, i, fn, data);
	}
	vec_release(&k.rarest);
	vec_release(&k.holders);
	arena_release(&k.arena);
}
