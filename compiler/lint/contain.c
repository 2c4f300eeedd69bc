/* Texts that stand in others: options in options, reasons in what is asked; and
 * options that have nothing in common. */
#include <string.h>

#include "lint/parts.h"

/* Does W stand in OTHER as it is, word for word? */
static bool contained(const struct words *w, const struct words *other)
{
	for (size_t i = 0; i + w->n <= other->n; i++) {
		size_t k = 0;

		while (k < w->n && w->p[k].id == other->p[i + k].id)
			k++;
		if (k == w->n)
			return true;
	}
	return false;
}

/* Does a piece of a list end between these two words of a text? */
static bool parts_at(const struct view *v, const struct word *a,
		     const struct word *b)
{
	return (a->is & WORD_JOINING) || (b->is & WORD_JOINING) ||
	       memchr(v->s + a->to, ',', b->from - a->to) != NULL;
}

/*
 * Is W one of the things that the longer OTHER, which V shows, lists: all of it
 * up to a comma, "and" or "with"? "A queue" says no less than "a queue with a
 * filter", but "an email" is not "an email client".
 */
static bool listed_in(const struct words *w, const struct words *other,
		      const struct view *v)
{
	for (size_t i = 0; i + w->n <= other->n; i++) {
		const struct word *o = other->p + i;
		size_t k = 0;

		while (k < w->n && w->p[k].id == o[k].id)
			k++;
		if (k < w->n || (i && !parts_at(v, o - 1, o)))
			continue;
		if (i + k == other->n || parts_at(v, o + k - 1, o + k) ||
		    word_in(o + k, "with"))
			return true;
	}
	return false;
}

static bool denies(const struct words *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (word_in(&w->p[i], "not no never without except only or"))
			return true;
	return false;
}

/* An option that is part of another one: if the longer one is right, the
 * shorter one is right, too. */
void check_contained(struct lint *l, const struct rule *r)
{
	const struct facts *f = lint_facts(l);

	if (are_about_two(l))
		return;
	for (size_t i = 0; i < f->n; i++)
		for (size_t j = 0; j < f->n; j++) {
			const struct fact *a = &f->p[i], *b = &f->p[j];

			if (i == j || a->meta || b->meta || a->numeric ||
			    a->code || a->words->n >= b->words->n ||
			    a->words->n < rule_count(r, "min-words") ||
			    denies(b->words) ||
			    !listed_in(a->words, b->words,
				       part_view(l, b->part, VIEW_PROSE)))
				continue;
			lint_found_part(l, r, a->part,
					(struct var[]){{"other", b->part->id},
						       {NULL, NULL}});
			return;
		}
}

/* A reason whose words stand, one after the other, where the question is asked:
 * whoever reads the question reads the reason. */
void check_shown_reason(struct lint *l, const struct rule *r)
{
	for (size_t i = 0; i < l->nparts; i++) {
		struct part *reason = &l->parts[i];
		const struct words *w;

		if (!(reason->in & (IN_RATIONALE | IN_EXPLANATION)))
			continue;
		w = part_words(l, reason);
		if (w->n < rule_count(r, "min-words"))
			continue;
		for (size_t k = 0; k < l->nparts; k++) {
			struct part *p = &l->parts[k];

			if ((p != l->stem && p != l->scenario &&
			     !(p->in & IN_OPTION)) ||
			    !contained(w, part_words(l, p)))
				continue;
			lint_found(l, r, reason, reason->from, reason->to,
				   (struct var[]){{"other", p->name},
						  {NULL, NULL}});
			break;
		}
	}
}

static bool holds(const struct words *w, uint32_t stem, size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (w->p[i].stem == stem && !(w->p[i].is & WORD_STOP))
			return true;
	return false;
}

/* Content words in both, as a share of those in either. */
static double jaccard(const struct words *a, const struct words *b)
{
	size_t both = 0, any = 0;

	for (size_t i = 0; i < a->n; i++) {
		if ((a->p[i].is & WORD_STOP) || holds(a, a->p[i].stem, i))
			continue;
		any++;
		both += holds(b, a->p[i].stem, b->n);
	}
	for (size_t i = 0; i < b->n; i++)
		if (!(b->p[i].is & WORD_STOP) && !holds(b, b->p[i].stem, i))
			any += !holds(a, b->p[i].stem, a->n);
	return any ? (double)both / (double)any : 1;
}

/* Most stems do not, and a pattern takes longer to say so. */
static bool says_truth(struct lint *l)
{
	const struct words *w = part_words(l, l->lead);

	for (size_t i = 0; i < w->n; i++)
		if (word_in(&w->p[i], "true correct false"))
			return true;
	return false;
}

/* "Which statement is true?" over options that are about different things. */
void check_heterogeneous(struct lint *l, const struct rule *r)
{
	const struct pattern *lead = rule_param(r, "lead")->pattern;
	const struct facts *f = lint_facts(l);
	double sum = 0;
	size_t pairs = 0;

	if (!lead || !says_truth(l) ||
	    part_finds(l, l->lead, VIEW_PROSE, lead) != MATCH_FOUND)
		return;
	for (size_t i = 0; i < f->n; i++)
		for (size_t j = 0; j < i; j++) {
			if (f->p[i].meta || f->p[j].meta ||
			    f->p[i].words->n < 3 || f->p[j].words->n < 3)
				continue;
			sum += jaccard(f->p[i].words, f->p[j].words);
			pairs++;
		}
	if (pairs >= 3 && sum < rule_number(r, "jaccard") * (double)pairs)
		lint_found_part(l, r, l->lead, NULL);
}
