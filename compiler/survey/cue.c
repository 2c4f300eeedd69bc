/* Cross-item cues: items that have the rare words of another one's key. */
#include <math.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/vec.h"
#include "survey/survey.h"
#include "lint/parts.h"

/* That an item says a word. */
struct posting {
	uint32_t word, item;
};

static int by_word(const void *pa, const void *pb)
{
	const struct posting *a = pa, *b = pb;

	if (a->word != b->word)
		return a->word < b->word ? -1 : 1;
	return (a->item > b->item) - (a->item < b->item);
}

struct index {
	struct posting *p;
	size_t n;
};

static struct index index_words(const struct survey *b)
{
	struct index x = {NULL, 0};
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		n += b->p[i]->lint->words->said.n;
	x.p = xcalloc(n + 1, sizeof *x.p);
	for (size_t i = 0; i < b->n; i++) {
		const struct hashes *said = &b->p[i]->lint->words->said;

		for (size_t j = 0; j < said->n; j++)
			x.p[x.n++] = (struct posting){said->p[j], (uint32_t)i};
	}
	qsort(x.p, x.n, sizeof *x.p, by_word);
	return x;
}

/* The first posting of WORD; *N of them. */
static const struct posting *postings(const struct index *x, uint32_t word,
				      size_t *n)
{
	size_t low = 0, high = x->n, end;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (x->p[mid].word < word)
			low = mid + 1;
		else
			high = mid;
	}
	for (end = low; end < x->n && x->p[end].word == word;)
		end++;
	*n = end - low;
	return x->p + low;
}

/* Other items, and how many rare words of one item's key they say. */
struct hits {
	uint32_t *count; /* by item */
	VEC(uint32_t) items;
};

static void take_hits(struct hits *h, const struct posting *p, size_t n,
		      size_t self)
{
	for (size_t j = 0; j < n; j++) {
		if (p[j].item == self)
			continue;
		if (!h->count[p[j].item]++)
			vec_push(&h->items, p[j].item);
	}
}

/* The item that says most of them, unless it is related to REC. */
static struct record *strongest_cue(const struct survey *b, struct hits *h,
				    const struct record *rec, size_t *most)
{
	size_t best = b->n;

	*most = 0;
	for (size_t k = 0; k < h->items.n; k++) {
		size_t j = h->items.p[k], n = h->count[j];

		h->count[j] = 0;
		if (n < *most || (n == *most && j > best) ||
		    records_related(rec, b->p[j]))
			continue;
		*most = n;
		best = j;
	}
	h->items.n = 0;
	return best < b->n ? b->p[best] : NULL;
}

static void judge_cue(struct survey *b, const struct rule *r,
		      const struct index *x, size_t i, struct hits *h)
{
	struct record *rec = b->p[i], *other;
	const struct hashes *key = &rec->lint->words->key;
	double limit = fmax(rule_number(r, "rare") * (double)b->n, 3);
	size_t rare = 0, most;

	for (size_t k = 0; k < key->n; k++) {
		size_t n;
		const struct posting *p = postings(x, key->p[k], &n);

		if ((double)n > limit)
			continue;
		rare++;
		take_hits(h, p, n, i);
	}
	other = strongest_cue(b, h, rec, &most);
	if (!other || most < rule_count(r, "min") ||
	    (double)most < rule_number(r, "share") * (double)rare)
		return;
	survey_found_pair(r, rec, other, NULL);
}

void check_cross_item_cue(struct survey *b, const struct rule *r)
{
	struct index x = index_words(b);
	struct hits h = {.count = xcalloc(b->n + 1, sizeof *h.count)};

	for (size_t i = 0; i < b->n; i++)
		judge_cue(b, r, &x, i, &h);
	vec_release(&h.items);
	free(h.count);
	free(x.p);
}
