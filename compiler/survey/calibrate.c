/* Counts how often options with a word are keys, and notes it at findings. */
#include "survey/calibrate.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

enum { OPTIONS_MIN = 200 };

/* One word of one rule over the whole bank. */
struct lift {
	const char *rule;
	uint32_t word;
	size_t all, keyed;
};

typedef VEC(struct lift) lift_list;

static struct lift *lift_of(lift_list *l, const struct kept_match *m)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->p[i].word == m->word &&
		    strcmp(l->p[i].rule, m->rule) == 0)
			return &l->p[i];
	vec_push(l, ((struct lift){m->rule, m->word, 0, 0}));
	return &l->p[l->n - 1];
}

static void tell(struct record *rec, struct diag *d, const struct lift *l,
		 double base)
{
	double rate = (double)l->keyed / (double)l->all;

	diag_note(&rec->diags, d, rec->src, d->span,
		  "in this bank %zu of %zu options with this word are keys "
		  "(%.0f %%), of all options %.0f %%%s",
		  l->keyed, l->all, 100 * rate, 100 * base,
		  rate < base ? "" : ": it gives nothing away here");
	if (rate < base || d->sev <= SEV_INFO)
		return;
	rec->diags.errors -= d->sev == SEV_ERROR;
	d->sev = SEV_INFO;
}

void calibrate(struct survey *b)
{
	lift_list lifts = {0};
	size_t options = 0, keys = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct lint_record *k = b->p[i]->lint;

		options += k->nkeys ? k->noptions : 0;
		keys += k->nkeys;
		for (size_t j = 0; j < k->nmatches; j++) {
			struct lift *l = lift_of(&lifts, &k->matches[j]);

			l->all++;
			l->keyed += k->matches[j].key;
		}
	}
	for (size_t i = 0; options >= OPTIONS_MIN && i < b->n; i++)
		for (size_t j = 0; j < b->p[i]->lint->nmatches; j++) {
			struct kept_match *m = &b->p[i]->lint->matches[j];

			if (m->found)
				tell(b->p[i], m->found, lift_of(&lifts, m),
				     (double)keys / (double)options);
		}
	vec_release(&lifts);
}
