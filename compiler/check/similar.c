/* Prefix filtering: an index of the rarest members of each set. */
#include "check/similar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/vec.h"

enum { HOLDERS_MAX = 256 };

/* A member, how many sets have it, and which of them are indexed by it. */
struct member {
	uint32_t hash;
	uint32_t count; /* 0: a free slot */
	uint32_t *holders;
	uint32_t nholders, cap;
};

struct join {
	const struct hashes *const *sets;
	double t;
	struct member *slots;
	size_t nslots;	/* a power of two */
	uint32_t *seen; /* by set: the last one it was a candidate for, + 1 */
	VEC(struct member *) rarest;
	VEC(uint32_t) candidates;
};

static struct member *member_at(const struct join *k, uint32_t hash)
{
	size_t i = hash * 2654435761U & (k->nslots - 1);

	while (k->slots[i].count && k->slots[i].hash != hash)
		i = (i + 1) & (k->nslots - 1);
	return &k->slots[i];
}

static void count_members(struct join *k, size_t n)
{
	size_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += k->sets[i]->n;
	for (k->nslots = 16; k->nslots < total * 2;)
		k->nslots *= 2;
	k->slots = xcalloc(k->nslots, sizeof *k->slots);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < k->sets[i]->n; j++) {
			struct member *m = member_at(k, k->sets[i]->p[j]);

			m->hash = k->sets[i]->p[j];
			m->count++;
		}
}

static int rarer(const void *pa, const void *pb)
{
	const struct member *a = *(const struct member *const *)pa;
	const struct member *b = *(const struct member *const *)pb;

	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	return (a->hash > b->hash) - (a->hash < b->hash);
}

/* The members of S that any set as similar as T must have one of. */
static void find_rarest(struct join *k, const struct hashes *s)
{
	size_t keep = s->n - (size_t)ceil(k->t * (double)s->n - 1e-9) + 1;

	k->rarest.n = 0;
	for (size_t i = 0; i < s->n; i++)
		vec_push(&k->rarest, member_at(k, s->p[i]));
	qsort(k->rarest.p, k->rarest.n, sizeof *k->rarest.p, rarer);
	if (keep < k->rarest.n)
		k->rarest.n = keep;
}

static int ascending(const void *pa, const void *pb)
{
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

	return (a > b) - (a < b);
}

/* Earlier sets that share one of the rarest members and are of a size. */
static void find_candidates(struct join *k, size_t i)
{
	double n = (double)k->sets[i]->n;

	k->candidates.n = 0;
	for (size_t m = 0; m < k->rarest.n; m++)
		for (size_t h = 0; h < k->rarest.p[m]->nholders; h++) {
			uint32_t j = k->rarest.p[m]->holders[h];
			double other = (double)k->sets[j]->n;

			if (k->seen[j] == i + 1 ||
			    fmin(n, other) + 1e-9 < k->t * fmax(n, other))
				continue;
			k->seen[j] = (uint32_t)i + 1;
			vec_push(&k->candidates, j);
		}
	if (k->candidates.n)
		qsort(k->candidates.p, k->candidates.n, sizeof *k->candidates.p,
		      ascending);
}

static void add_holder(struct member *m, size_t i)
{
	if (m->nholders == HOLDERS_MAX)
		return;
	if (m->nholders == m->cap) {
		m->cap = m->cap ? m->cap * 2 : 2;
		m->holders = xrealloc(m->holders, m->cap * sizeof *m->holders);
	}
	m->holders[m->nholders++] = (uint32_t)i;
}

static void join_set(struct join *k, size_t i, similar_fn *fn, void *data)
{
	find_rarest(k, k->sets[i]);
	find_candidates(k, i);
	for (size_t c = 0; c < k->candidates.n; c++) {
		size_t j = k->candidates.p[c];
		double jaccard = hashes_jaccard(k->sets[i], k->sets[j]);

		if (jaccard >= k->t && fn(i, j, jaccard, data))
			break;
	}
	for (size_t m = 0; m < k->rarest.n; m++)
		add_holder(k->rarest.p[m], i);
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
	for (size_t i = 0; i < k.nslots; i++)
		free(k.slots[i].holders);
	vec_release(&k.rarest);
	vec_release(&k.candidates);
	free(k.slots);
	free(k.seen);
}
