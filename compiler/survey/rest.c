/* Counts questions for the rules about the bank, and keeps the sums. */
#include "survey/rest.h"

#include <stdlib.h>

#include "base/vec.h"

void survey_count(struct survey_rest *r, const struct bank *b,
		  const struct record *rec, int by)
{
	if (!survey_wants(rec))
		return;
	guess_add(&r->guess, b, rec, by);
	lifts_add(&r->lifts, rec, by);
}

static void pack_lift(struct pack *k, struct lift *l,
		      const struct ruleset *rules)
{
	const struct rule *r;

	pack_string(k, &l->rule);
	PACK(k, l->word);
	PACK(k, l->all);
	PACK(k, l->keyed);
	if (k->out)
		return;
	r = l->rule ? rules_find(rules, l->rule) : NULL;
	l->rule = r ? r->id : NULL;
	k->bad = k->bad || !r;
}

void pack_survey_rest(struct pack *k, struct survey_rest *r,
		      const struct ruleset *rules)
{
	struct lifts *l = &r->lifts;
	size_t n = pack_length(k, l->n, 1);

	pack_bytes(k, &r->guess, sizeof r->guess);
	PACK(k, l->options);
	PACK(k, l->keys);
	for (size_t i = 0; i < n && !k->bad; i++) {
		if (!k->out)
			vec_push(l, ((struct lift){0}));
		pack_lift(k, &l->p[i], rules);
	}
}

void survey_rest_release(struct survey_rest *r)
{
	vec_release(&r->lifts);
}
