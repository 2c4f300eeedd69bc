/* What the linter keeps of an item, member by member. */
#include "lint/pack.h"

#include <string.h>

#include "model/pack.h"

/* Ids of rules are the rule's own string: they are compared by where they lie. */
static void pack_rule(struct pack *k, const char **id,
		      const struct ruleset *rules)
{
	const struct rule *r;

	pack_string(k, id);
	if (k->out)
		return;
	r = *id ? rules_find(rules, *id) : NULL;
	if (r)
		*id = r->id;
	else
		k->bad = true;
}

static void pack_hashes(struct pack *k, struct hashes *h)
{
	size_t n = h->n;

	pack_array(k, &h->p, &n, sizeof *h->p, sizeof *h->p);
	h->n = (__typeof__(h->n))n;
	pack_bytes(k, h->p, n * sizeof *h->p);
}

static void pack_question(struct pack *k, struct question *q)
{
	pack_bytes(k, &q->exact, sizeof q->exact);
	pack_bytes(k, &q->loose, sizeof q->loose);
}

static void pack_sizes(struct pack *k, struct sizes *s)
{
	size_t n = s->noptions;

	PACK_ARRAY(k, s->options, n);
	s->noptions = (__typeof__(s->noptions))n;
	for (size_t i = 0; i < n; i++) {
		PACK(k, s->options[i].text);
		PACK(k, s->options[i].rationale);
	}
	PACK(k, s->stem);
	PACK(k, s->item);
	PACK(k, s->referenced);
}

/* The place of D among DS, from 1; 0: it is none of them. */
static size_t place_of(const struct diags *ds, const struct diag *d)
{
	size_t n = 1;

	for (const struct diag *x = ds->first; x; x = x->next, n++)
		if (x == d)
			return n;
	return 0;
}

static struct diag *diag_at(const struct diags *ds, size_t place)
{
	struct diag *d = place ? ds->first : NULL;

	while (d && --place)
		d = d->next;
	return d;
}

static void pack_matches(struct pack *k, struct lint_record *r,
			 const struct ruleset *rules, const struct diags *ds)
{
	size_t n = r->nmatches;

	PACK_ARRAY(k, r->matches, n);
	r->nmatches = (__typeof__(r->nmatches))n;
	for (size_t i = 0; i < n; i++) {
		struct kept_match *m = &r->matches[i];
		size_t place = k->out ? place_of(ds, m->found) : 0;

		pack_rule(k, &m->rule, rules);
		PACK(k, m->word);
		PACK(k, m->key);
		PACK(k, place);
		if (!k->out)
			m->found = diag_at(ds, place);
	}
}

static void pack_allows(struct pack *k, struct lint_record *r,
			const struct ruleset *rules)
{
	size_t n = r->nallows;

	PACK_ARRAY(k, r->allows, n);
	r->nallows = (__typeof__(r->nallows))n;
	for (size_t i = 0; i < n; i++) {
		struct kept_allow *a = &r->allows[i];

		pack_rule(k, &a->rule, rules);
		pack_span(k, &a->at);
		PACK(k, a->expired);
		PACK(k, a->used);
	}
}

static void pack_options(struct pack *k, struct lint_record *r)
{
	size_t n = r->noptions;

	PACK_ARRAY(k, r->options, n);
	r->noptions = (__typeof__(r->noptions))n;
	for (size_t i = 0; i < n; i++) {
		pack_bytes(k, &r->options[i].id, sizeof r->options[i].id);
		pack_bytes(k, &r->options[i].seen, sizeof r->options[i].seen);
	}
	PACK(k, r->keys);
	PACK(k, r->nkeys);
	PACK(k, r->nfree);
	PACK(k, r->key_place);
	PACK(k, r->single);
}

void pack_kept(struct pack *k, struct lint_record **kept,
	       const struct ruleset *rules, const struct diags *ds)
{
	struct lint_record *r = *kept;
	bool there = r != NULL;

	PACK(k, there);
	if (!there)
		return;
	if (!k->out)
		*kept = r = arena_new(k->arena, struct lint_record);
	pack_hashes(k, &r->shingles);
	pack_hashes(k, &r->lead);
	pack_question(k, &r->question);
	pack_question(k, &r->seen_question);
	pack_options(k, r);
	pack_sizes(k, &r->sizes);
	pack_bytes(k, &r->length_ratio, sizeof r->length_ratio);
	PACK(k, r->stem_words);
	PACK(k, r->code);
	pack_matches(k, r, rules, ds);
	pack_allows(k, r, rules);
	for (size_t i = 0; i < GUESSES; i++) {
		PACK(k, r->guesses[i].tops);
		PACK(k, r->guesses[i].hit);
	}
}
