/* Finds near-duplicates: items that ask nearly the same. */
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "survey/survey.h"
#include "lint/parts.h"
#include "survey/similar.h"

struct twins {
	struct survey *survey;
	const struct rule *rule;
	double jaccard, options, lead;
	size_t words, length;
};

/* Is a key of A one of B? */
static bool keys_shared(const struct lint_record *a,
			const struct lint_record *b)
{
	for (size_t i = 0; i < a->noptions && i < 32; i++)
		for (size_t j = 0; j < b->noptions && j < 32; j++)
			if ((a->keys >> i & 1) && (b->keys >> j & 1) &&
			    option_hash(a, i, false) ==
				    option_hash(b, j, false))
				return true;
	return false;
}

static bool are_twins(const struct twins *t, const struct record *a,
		      const struct record *b, double jaccard)
{
	size_t same = options_common(a->lint, b->lint, false);
	size_t fewer = a->lint->noptions < b->lint->noptions
			       ? a->lint->noptions
			       : b->lint->noptions;
	size_t words = a->lint->stem_words < b->lint->stem_words
			       ? a->lint->stem_words
			       : b->lint->stem_words;
	bool share = fewer && (double)same >= t->options * (double)fewer;

	if (records_related(a, b))
		return false;
	/* The same words about other code are another question. */
	if (a->lint->code && b->lint->code && a->lint->code != b->lint->code)
		return false;
	/* One word makes another question of a short one if its answer is
	 * another one, too; who saw a long one knows its twin. */
	if (a->lint->nkeys && b->lint->nkeys && words < t->length &&
	    !keys_shared(a->lint, b->lint) &&
	    a->lint->seen_question.loose != b->lint->seen_question.loose)
		return false;
	if (share)
		return true; /* the stems are alike already */
	/* Many questions may be asked about one text. */
	return jaccard >= t->jaccard && words >= t->words &&
	       hashes_jaccard(&a->lint->lead, &b->lint->lead) >= t->lead;
}

static bool found_pair(size_t i, size_t j, double jaccard, void *data)
{
	struct twins *t = data;
	struct record *rec = t->survey->p[i], *other = t->survey->p[j];
	char percent[8];

	if (!are_twins(t, rec, other, jaccard))
		return false;
	snprintf(percent, sizeof percent, "%.0f", 100 * jaccard);
	if (other->status == STATUS_draft && rec->status != STATUS_draft) {
		rec = other; /* the finding stands at the draft */
		other = t->survey->p[i];
	}
	survey_found_pair(
		t->rule, rec, other,
		(struct var[]){
			{"percent", percent},
			{"conflict", keys_denied(rec->lint, other->lint, false)
					     ? ", but has another key"
					     : ""},
			{NULL, NULL}});
	return true;
}

void check_near_duplicate(struct survey *b, const struct rule *r)
{
	struct twins t = {.survey = b,
			  .rule = r,
			  .jaccard = rule_number(r, "jaccard"),
			  .options = rule_number(r, "same-options"),
			  .lead = rule_number(r, "lead"),
			  .words = rule_count(r, "min-words"),
			  .length = rule_count(r, "long")};
	const struct hashes **sets = xcalloc(b->n + 1, sizeof *sets);

	for (size_t i = 0; i < b->n; i++)
		sets[i] = &b->p[i]->lint->shingles;
	similar_pairs(sets, b->n, rule_number(r, "related"), found_pair, &t);
	free(sets);
}
