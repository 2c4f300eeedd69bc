/* Counts how often options with a word are keys, and notes it at findings. */
#include "survey/calibrate.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "survey/rest.h"

enum { OPTIONS_MIN = 200 };

static struct lift *lift_of(struct lifts *l, const struct kept_match *m)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->p[i].word == m->word &&
		    strcmp(l->p[i].rule, m->rule) == 0)
			return &l->p[i];
	vec_push(l, ((struct lift){m->rule, m->word, 0, 0}));
	return &l->p[l->n - 1];
}

void lifts_add(struct lifts *l, const struct record *rec, int by)
{
	const struct lint_record *k = rec->lint;
	size_t one = (size_t)by;

	l->options += k->nkeys ? one * k->noptions : 0;
	l->keys += one * k->nkeys;
	for (size_t j = 0; j < k->nmatches; j++) {
		struct lift *x = lift_of(l, &k->matches[j]);

		x->all += one;
		x->keyed += k->matches[j].key ? one : 0;
	}
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
	if (rate >= base)
		diag_lower(&rec->diags, d, SEV_INFO);
}

void calibrate(struct survey *b)
{
	const struct rest *rest = b->bank->rest;
	const struct lifts *there = rest ? &rest->survey->lifts : NULL;
	struct lifts l = {0};

	for (size_t i = 0; there && i < there->n; i++)
		vec_push(&l, there->p[i]);
	l.options = there ? there->options : 0;
	l.keys = there ? there->keys : 0;
	for (size_t i = 0; i < b->n; i++)
		lifts_add(&l, b->p[i], 1);
	for (size_t i = 0; l.options >= OPTIONS_MIN && i < b->n; i++)
		for (size_t j = 0; j < b->p[i]->lint->nmatches; j++) {
			struct kept_match *m = &b->p[i]->lint->matches[j];

			if (m->found)
				tell(b->p[i], m->found, lift_of(&l, m),
				     (double)l.keys / (double)l.options);
		}
	vec_release(&l);
}
