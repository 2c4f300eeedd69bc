/* Items that ask the same: near-duplicates, and the same with another key. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/map.h"
#include "check/lint_bank.h"
#include "check/parts.h"
#include "check/similar.h"

/* How many options A and B have in common. */
static size_t common_options(const struct lint_record *a,
			     const struct lint_record *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->noptions; i++)
		for (size_t j = 0; j < b->noptions; j++)
			if (a->options[i] == b->options[j]) {
				n++;
				break;
			}
	return n;
}

static bool keyed(const struct lint_record *k, uint32_t option, bool *there)
{
	for (size_t i = 0; i < k->noptions && i < 32; i++)
		if (k->options[i] == option) {
			*there = true;
			return k->keys >> i & 1;
		}
	*there = false;
	return false;
}

/* Is each key of A a distractor of B? */
static bool denies(const struct lint_record *a, const struct lint_record *b)
{
	size_t denied = 0;

	for (size_t i = 0; i < a->noptions && i < 32; i++) {
		bool there;

		if (!(a->keys >> i & 1))
			continue;
		if (!keyed(b, a->options[i], &there) && there)
			denied++;
	}
	return denied > 0;
}

static bool disagree(const struct lint_record *a, const struct lint_record *b)
{
	return a->nkeys && b->nkeys && denies(a, b) && denies(b, a);
}

static const char *name_of(const struct record *r)
{
	return r->id.s ? r->id.s : "another question";
}

struct twins {
	struct bank_lint *bank;
	const struct rule *rule;
	double jaccard, options;
	size_t words;
};

static bool are_twins(const struct twins *t, const struct record *a,
		      const struct record *b, double jaccard)
{
	size_t same = common_options(a->lint, b->lint);
	size_t fewer = a->lint->noptions < b->lint->noptions
			       ? a->lint->noptions
			       : b->lint->noptions;
	bool share = fewer && (double)same >= t->options * (double)fewer;

	if (records_related(a, b))
		return false;
	if (share)
		return true; /* the stems are alike already */
	return jaccard >= t->jaccard && a->lint->stem_words >= t->words &&
	       b->lint->stem_words >= t->words;
}

static bool found_pair(size_t i, size_t j, double jaccard, void *data)
{
	struct twins *t = data;
	struct record *rec = t->bank->p[i], *other = t->bank->p[j];
	char percent[8];
	struct diag *d;

	if (!are_twins(t, rec, other, jaccard))
		return false;
	snprintf(percent, sizeof percent, "%.0f", 100 * jaccard);
	d = bank_found(
		t->bank, t->rule, rec, rec->stem_span,
		(struct var[]){{"other", name_of(other)},
			       {"percent", percent},
			       {"conflict", disagree(rec->lint, other->lint)
						    ? ", but has another key"
						    : ""},
			       {NULL, NULL}});
	if (d)
		diag_note(&rec->diags, d, other->src, other->stem_span,
			  "'%s' is here", name_of(other));
	return true;
}

void check_near_duplicate(struct bank_lint *b, const struct rule *r)
{
	struct twins t = {.bank = b,
			  .rule = r,
			  .jaccard = rule_number(r, "jaccard"),
			  .options = rule_number(r, "same-options"),
			  .words = rule_count(r, "min-words")};
	const struct hashes **sets = xcalloc(b->n + 1, sizeof *sets);

	for (size_t i = 0; i < b->n; i++)
		sets[i] = &b->p[i]->lint->shingles;
	similar_pairs(sets, b->n, rule_number(r, "related"), found_pair, &t);
	free(sets);
}

/* Questions by what they ask. */
struct asked {
	uint64_t hash;
	struct record *rec;
	size_t index;
};

static int by_question(const void *pa, const void *pb)
{
	const struct asked *a = pa, *b = pb;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

static void report_conflict(struct bank_lint *b, const struct rule *r,
			    struct record *rec, const struct record *other)
{
	struct diag *d = bank_found(
		b, r, rec, rec->stem_span,
		(struct var[]){{"other", name_of(other)}, {NULL, NULL}});

	if (d)
		diag_note(&rec->diags, d, other->src, other->stem_span,
			  "'%s' is here", name_of(other));
}

/* The first of P[0..N) that contradicts P[I]; NULL: none. */
static struct record *contradicts(const struct asked *p, size_t n, size_t i)
{
	const struct record *a = p[i].rec;

	for (size_t j = 0; j < n; j++) {
		struct record *b = p[j].rec;

		if (j != i && disagree(a->lint, b->lint) &&
		    !records_related(a, b))
			return b;
	}
	return NULL;
}

void check_key_conflict(struct bank_lint *b, const struct rule *r)
{
	enum { GROUP_MAX = 64 };
	struct asked *all = xcalloc(b->n + 1, sizeof *all);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		if (b->p[i]->lint->nkeys)
			all[n++] = (struct asked){b->p[i]->lint->question,
						  b->p[i], i};
	}
	qsort(all, n, sizeof *all, by_question);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && all[to].hash == all[from].hash;)
			to++;
		for (size_t i = from; i < to; i++) {
			size_t m = to - from < GROUP_MAX ? to - from
							 : GROUP_MAX;
			struct record *other = contradicts(all + from, m,
							   i - from);

			if (other)
				report_conflict(b, r, all[i].rec, other);
		}
	}
	free(all);
}
