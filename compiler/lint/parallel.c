/* Finds options whose grammar differs from that of the others. */
#include <string.h>

#include "language/heads.h"
#include "lint/parts.h"

/* The heads of an item's options. */
struct heads {
	enum head p[32];
	const struct fact *facts[32];
	size_t n;
	size_t count[HEADS];
};

/* A question, or a name with a capital for every word: its grammar tells
 * nothing. */
static bool is_quoted(const struct words *w, const struct view *v)
{
	size_t capitals = 0, small = 0;

	for (size_t i = 0; i < w->n; i++)
		if (w->p[i].is & WORD_CAPITAL)
			capitals++;
		else if (!(w->p[i].is & WORD_STOP))
			small++;
	return memchr(v->s, '?', v->n) || (capitals > 1 && capitals > small);
}

static struct heads heads_of(struct lint *l)
{
	const struct facts *f = lint_facts(l);
	struct heads h = {.n = 0};

	for (size_t i = 0; i < f->n && h.n < 32; i++) {
		const struct view *v = part_view(l, f->p[i].part, VIEW_PROSE);

		if (f->p[i].meta || !f->p[i].words->n)
			continue;
		h.facts[h.n] = &f->p[i];
		h.p[h.n] = f->p[i].numeric || f->p[i].code ||
					   is_quoted(f->p[i].words, v)
				   ? HEAD_UNKNOWN
				   : head_of(f->p[i].words, v->s);
		h.count[h.p[h.n]]++;
		h.n++;
	}
	return h;
}

/* Are the two clearly different grammar? */
static bool differ(enum head a, enum head b)
{
	enum head low = a < b ? a : b, high = a < b ? b : a;

	if (low == high || low == HEAD_UNKNOWN)
		return false;
	if (high == HEAD_PREPOSITION || high == HEAD_CONJUNCTION)
		return low == HEAD_IMPERATIVE || low == HEAD_INFINITIVE ||
		       low == HEAD_PREDICATE;
	return true;
}

/* The option that is unlike all others; NULL: there is none. */
static const struct fact *odd_one(const struct heads *h, enum head *usual)
{
	for (int a = HEAD_NOUN; a < HEADS; a++) {
		if (h->count[a] + 1 != h->n)
			continue;
		*usual = (enum head)a;
		for (size_t i = 0; i < h->n; i++)
			if (differ(h->p[i], *usual))
				return h->facts[i];
	}
	return NULL;
}

void check_parallel(struct lint *l, const struct rule *r)
{
	struct heads h = heads_of(l);
	enum head usual = HEAD_UNKNOWN;
	const struct fact *odd;

	if (h.n < 3)
		return;
	odd = odd_one(&h, &usual);
	if (!odd)
		return;
	for (size_t i = 0; i < h.n; i++)
		if (h.facts[i] == odd)
			lint_found_part(
				l, r, odd->part,
				(struct var[]){{"head", head_names[h.p[i]]},
					       {"usual", head_names[usual]},
					       {NULL, NULL}});
}
