/* Finds keys and distractors that stand out by their length. */
#include "lint/parts.h"

/* The lengths that are compared: those of the distractors and of the key, or
 * of the shortest one of several keys. */
struct lengths {
	const struct fact *key;
	size_t longest, shortest, second; /* of distractors */
	size_t distractors;
};

/* Is the option prose of its own, so that its length means something? */
static bool comparable(const struct fact *o)
{
	return !o->meta && !o->code && !o->numeric && o->length > 0;
}

static void add_distractor(struct lengths *s, size_t length)
{
	if (length > s->longest) {
		s->second = s->longest;
		s->longest = length;
	} else if (length > s->second)
		s->second = length;
	if (!s->distractors || length < s->shortest)
		s->shortest = length;
	s->distractors++;
}

/* False: there is nothing to compare. */
static bool measure(const struct facts *f, struct lengths *s)
{
	*s = (struct lengths){0};
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *o = &f->p[i];

		if (o->key && !comparable(o))
			return false;
		if (o->key && (!s->key || o->length < s->key->length))
			s->key = o;
		else if (!o->key && comparable(o))
			add_distractor(s, o->length);
	}
	return s->key && s->distractors >= 2;
}

static void report(struct lint *l, const struct rule *r, const struct fact *o,
		   size_t other)
{
	const struct part *p = o->part;
	bool longer = o->length > other;
	double ratio = longer ? (double)o->length / (double)other
			      : (double)other / (double)o->length;

	lint_found_part(
		l, r, p,
		(struct var[]){
			{"ratio", arena_printf(&l->scratch, "%.1f", ratio)},
			{"what", longer ? "longer" : "shorter"},
			{"whose", o->key ? "the key" : "this distractor"},
			{NULL, NULL}});
}

static bool times(size_t a, double ratio, size_t b)
{
	return (double)a >= ratio * (double)b;
}

void check_length_cue(struct lint *l, const struct rule *r)
{
	struct lengths s;

	if (measure(lint_facts(l), &s) &&
	    s.key->words->n >= rule_count(r, "min-words") &&
	    times(s.key->length, rule_number(r, "ratio"), s.longest))
		report(l, r, s.key, s.longest);
}

/* A distractor that no other option comes near to. */
static void report_distractor(struct lint *l, const struct rule *r,
			      const struct lengths *s)
{
	const struct facts *f = lint_facts(l);
	size_t second = s->key->length > s->second ? s->key->length : s->second;

	if (!times(s->longest, rule_number(r, "distractor-ratio"), second) ||
	    s->longest < second + 2 * rule_count(r, "gap"))
		return;
	for (size_t i = 0; i < f->n; i++)
		if (!f->p[i].key && comparable(&f->p[i]) &&
		    f->p[i].length == s->longest)
			report(l, r, &f->p[i], second);
}

/*
 * Weaker signs than those of length-cue: a key somewhat longer than all
 * distractors (what length-cue finds is left to it), a key shorter than all
 * of them, a distractor far longer than anything else.
 */
void check_length_outlier(struct lint *l, const struct rule *r)
{
	const struct facts *f = lint_facts(l);
	struct lengths s;

	if (!measure(f, &s))
		return;
	if (times(s.key->length, rule_number(r, "ratio"), s.longest)) {
		if (s.key->words->n >= rule_count(r, "min-words") &&
		    !(times(s.key->length, rule_number(r, "below"),
			    s.longest) &&
		      s.key->words->n >= rule_count(r, "below-words")))
			report(l, r, s.key, s.longest);
	} else if (f->nkeys == 1 &&
		   times(s.shortest, rule_number(r, "short-ratio"),
			 s.key->length) &&
		   s.shortest >= s.key->length + rule_count(r, "gap"))
		report(l, r, s.key, s.shortest);
	else
		report_distractor(l, r, &s);
}
