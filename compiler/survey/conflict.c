/* Finds items that ask the same question and have different keys. */
#include <stdlib.h>

#include "base/err.h"
#include "base/vec.h"
#include "survey/survey.h"
#include "lint/parts.h"

/* An option of a question, by what the question asks. */
struct asked {
	uint64_t question;
	uint32_t option, item;
	bool key;
};

enum { RUN_MAX = 64 }; /* questions compared about one option */

static int by_question(const void *pa, const void *pb)
{
	const struct asked *a = pa, *b = pb;

	if (a->question != b->question)
		return a->question < b->question ? -1 : 1;
	if (a->option != b->option)
		return a->option < b->option ? -1 : 1;
	return (a->item > b->item) - (a->item < b->item);
}

static const struct question *question(const struct lint_record *k, bool seen)
{
	return seen ? &k->seen_question : &k->question;
}

/*
 * How many items ask the same, up to 2, by a part of the hash of what they ask.
 * Some that ask different things share a counter, which costs room alone: one
 * that nobody shares is about a question that nobody else asks.
 */
struct askers {
	unsigned char *counts;
	size_t cap; /* a power of two */
};

static unsigned char *askers_of(const struct askers *a,
				const struct lint_record *k, bool seen)
{
	return &a->counts[question(k, seen)->loose & (a->cap - 1)];
}

static struct askers count_askers(const struct survey *b, bool seen)
{
	struct askers a = {.cap = 64};

	while (a.cap < 4 * b->n)
		a.cap *= 2;
	a.counts = xcalloc(a.cap, 1);
	for (size_t i = 0; i < b->n; i++) {
		unsigned char *n = askers_of(&a, b->p[i]->lint, seen);

		*n = *n ? 2 : 1;
	}
	return a;
}

typedef VEC(struct asked) asked_list;

/* Options of choices that may ask what another item does, those of the same
 * question and text in a row; SEEN: as readers see them. */
static asked_list list_options(const struct survey *b, bool seen)
{
	struct askers askers = count_askers(b, seen);
	asked_list all = {0};

	for (size_t i = 0; i < b->n; i++) {
		const struct lint_record *k = b->p[i]->lint;

		if (!k->nkeys || *askers_of(&askers, k, seen) < 2)
			continue;
		for (size_t j = 0; j < k->noptions && j < 32; j++) {
			struct asked x = {question(k, seen)->loose,
					  option_hash(k, j, seen), (uint32_t)i,
					  k->keys >> j & 1};

			vec_push(&all, x);
		}
	}
	free(askers.counts);
	if (all.n)
		qsort(all.p, all.n, sizeof *all.p, by_question);
	return all;
}

/*
 * Do A and B give the same question different keys? With the same options,
 * any difference counts, and the question may be worded nearly the same; with
 * other ones, each must call a key of the other wrong.
 */
static bool contradict(const struct lint_record *a, const struct lint_record *b,
		       bool seen)
{
	if (a->noptions == b->noptions &&
	    options_common(a, b, seen) == a->noptions)
		return keys_denied(a, b, seen) || keys_denied(b, a, seen);
	return question(a, seen)->exact == question(b, seen)->exact &&
	       keys_denied(a, b, seen) && keys_denied(b, a, seen);
}

/* Do A and B, which have the same loose question in one way of looking,
 * contradict each other in that way, and in no stricter one? */
static bool is_conflict(const struct lint_record *a,
			const struct lint_record *b, bool seen)
{
	if (seen)
		return contradict(a, b, true);
	return contradict(a, b, false) &&
	       !(a->seen_question.loose == b->seen_question.loose &&
		 contradict(a, b, true));
}

/*
 * Notes that item B contradicts item A. Between a draft and a question that
 * is none, the finding stands at the draft alone.
 */
static void note_conflict(const struct survey *survey, uint32_t *first,
			  uint32_t a, uint32_t b)
{
	if (survey->p[b]->status == STATUS_draft &&
	    survey->p[a]->status != STATUS_draft)
		return;
	if (b < first[a])
		first[a] = b;
}

/* Compares P[0..N): the items that have one option of one question. */
static void compare_run(const struct survey *b, const struct asked *p, size_t n,
			bool seen, uint32_t *first)
{
	if (n > RUN_MAX)
		n = RUN_MAX;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			const struct record *x = b->p[p[i].item];
			const struct record *y = b->p[p[j].item];

			if (x == y || p[i].key == p[j].key ||
			    records_related(x, y) ||
			    !is_conflict(x->lint, y->lint, seen))
				continue;
			note_conflict(b, first, p[i].item, p[j].item);
			note_conflict(b, first, p[j].item, p[i].item);
		}
}

void check_key_conflict(struct survey *b, const struct rule *r)
{
	bool seen = rule_count(r, "seen");
	asked_list all = list_options(b, seen);
	/* By item: the first one that contradicts it; b->n: none. */
	uint32_t *first = xcalloc(b->n + 1, sizeof *first);

	for (size_t i = 0; i < b->n; i++)
		first[i] = (uint32_t)b->n;
	for (size_t from = 0, to; from < all.n; from = to) {
		const struct asked *p = all.p + from;

		for (to = from + 1; to < all.n &&
				    all.p[to].question == p->question &&
				    all.p[to].option == p->option;)
			to++;
		compare_run(b, p, to - from, seen, first);
	}
	for (size_t i = 0; i < b->n; i++)
		if (first[i] < b->n)
			survey_found_pair(r, b->p[i], b->p[first[i]], NULL);
	free(first);
	vec_release(&all);
}
