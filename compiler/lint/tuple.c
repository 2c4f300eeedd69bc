/* Options that combine the same pieces. */
#include <string.h>

#include "base/buf.h"
#include "lint/parts.h"

enum { PIECES_MAX = 8 };

/* An option as a list of pieces: "mitosis and meiosis" has two. */
struct tuple {
	const struct fact *fact;
	uint32_t pieces[PIECES_MAX];
	uint32_t last[PIECES_MAX]; /* the last word of each: "falls" */
	size_t n;
	size_t words;  /* of its longest piece */
	double shared; /* how often its pieces occur in other options */
	size_t nshared;
};

struct tuples {
	struct tuple *p;
	size_t n;
	size_t slots, alphabet; /* pieces in all, and different ones */
	size_t several;		/* options of two pieces and more */
};

/* Is the word of a formula: "3k", "x", "1"? */
static bool is_of_formula(const struct word *w)
{
	return w->to - w->from == 1 || (w->is & WORD_DIGIT);
}

/* Does what stands between the words A and B of S separate pieces? Not in "3k+1"
 * and "1/e". */
static bool separates(const char *s, const struct word *a, const struct word *b)
{
	const char *gap = s + a->to;
	size_t n = b->from - a->to;
	const char *signs = is_of_formula(a) || is_of_formula(b) ? ",;&|\n"
								 : ",;/&+|\n";

	for (size_t i = 0; i < n; i++)
		if (strchr(signs, gap[i]) ||
		    (gap[i] == '-' && i + 1 < n && gap[i + 1] == '>'))
			return true;
	return n == 5 && memcmp(gap, " \xE2\x86\x92 ", 5) == 0;
}

static void end_piece(struct tuple *t, uint32_t *hash, size_t *words)
{
	if (*words && t->n < PIECES_MAX) {
		t->pieces[t->n++] = *hash;
		if (*words > t->words)
			t->words = *words;
	}
	*hash = 0;
	*words = 0;
}

static struct tuple tuple_of(struct lint *l, const struct fact *o)
{
	const struct view *v = part_view(l, o->part, VIEW_PROSE);
	struct tuple t = {.fact = o};
	uint32_t hash = 0;
	size_t words = 0;

	for (size_t i = 0; i < o->words->n; i++) {
		const struct word *w = &o->words->p[i];
		const struct word *before = i ? w - 1 : w;

		if ((w->is & WORD_JOINING) || (i && separates(v->s, before, w)))
			end_piece(&t, &hash, &words);
		if (w->is & (WORD_JOINING | WORD_EMPTY))
			continue;
		hash = (hash ^ w->stem) * 16777619U;
		if (t.n < PIECES_MAX)
			t.last[t.n] = w->stem;
		words++;
	}
	end_piece(&t, &hash, &words);
	return t;
}

static size_t count_piece(const struct tuple *t, uint32_t piece)
{
	size_t count = 0;

	for (size_t i = 0; i < t->n; i++)
		count += t->pieces[i] == piece;
	return count;
}

/* Options that have the piece, among the first N. */
static size_t holders(const struct tuples *k, size_t n, uint32_t piece)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += count_piece(&k->p[i], piece) > 0;
	return count;
}

/* Is piece J of T not there before it? */
static bool is_first(const struct tuple *t, size_t j)
{
	for (size_t i = 0; i < j; i++)
		if (t->pieces[i] == t->pieces[j])
			return false;
	return true;
}

static void count_pieces(struct tuples *k)
{
	for (size_t i = 0; i < k->n; i++) {
		struct tuple *t = &k->p[i];

		k->several += t->n > 1;
		k->slots += t->n;
		for (size_t j = 0; j < t->n; j++) {
			size_t others = holders(k, k->n, t->pieces[j]) - 1;

			if (!holders(k, i, t->pieces[j]) && is_first(t, j))
				k->alphabet++;
			if (!others || others + 1 == k->n)
				continue;
			t->shared += (double)others;
			t->nshared++;
		}
	}
}

/* The options of the item as tuples; made on first use. */
static const struct tuples *tuples_of(struct lint *l)
{
	const struct facts *f = lint_facts(l);
	struct tuples *k = l->tuples;

	if (k)
		return k;
	l->tuples = k = arena_new(&l->scratch, struct tuples);
	k->p = arena_array(&l->scratch, struct tuple, f->n + 1);
	for (size_t i = 0; i < f->n; i++)
		if (!f->p[i].meta && f->p[i].words->n && !f->p[i].code)
			k->p[k->n++] = tuple_of(l, &f->p[i]);
	count_pieces(k);
	return k;
}

/* Is every piece of T an option of its own? "Both X and Y" beside X and Y. */
static bool made_of_options(const struct tuples *k, const struct tuple *t)
{
	for (size_t j = 0; j < t->n; j++) {
		bool alone = false;

		for (size_t i = 0; i < k->n && !alone; i++)
			alone = k->p[i].n == 1 &&
				k->p[i].pieces[0] == t->pieces[j];
		if (!alone)
			return false;
	}
	return t->n > 1;
}

/*
 * Are all options as many pieces, each one of two: "rises, falls", "falls,
 * falls"? Or two things of which the same two are said: "price rises, rent
 * falls"? Who knows one half has half of the options left.
 */
static bool one_alphabet(const struct tuples *k)
{
	uint32_t a, b = 0;
	bool first = false, second = false;

	if (k->n < 3 || k->p[0].n < 2)
		return false;
	for (size_t i = 1; i < k->n; i++)
		if (k->p[i].n != k->p[0].n)
			return false;
	if (k->alphabet == 2 || k->p[0].n > 2)
		return k->alphabet == 2;
	a = k->p[0].last[0];
	for (size_t i = 0; i < k->n; i++)
		for (size_t j = 0; j < 2; j++) {
			uint32_t word = k->p[i].last[j];

			if (k->p[i].words > 2)
				return false;
			if (word != a && b && word != b)
				return false;
			b = word != a ? word : b;
		}
	for (size_t i = 0; i < k->n; i++) {
		first |= k->p[i].last[0] != a;
		second |= k->p[i].last[1] != k->p[0].last[1];
	}
	return b && first && second;
}

const struct fact *combined_option(struct lint *l)
{
	const struct tuples *k = tuples_of(l);

	for (size_t i = 0; i < k->n; i++)
		if (made_of_options(k, &k->p[i]))
			return k->p[i].fact;
	return one_alphabet(k) ? k->p[0].fact : NULL;
}

void check_convergence(struct lint *l, const struct rule *r)
{
	const struct tuples *k = tuples_of(l);
	const struct tuple *key = NULL;
	size_t above = 0, ties = 0;

	if (k->n < 3 || lint_facts(l)->nkeys != 1 || k->several < 3 ||
	    (double)k->alphabet > rule_number(r, "alphabet") * (double)k->slots)
		return;
	for (size_t i = 0; i < k->n; i++)
		if (k->p[i].fact->key)
			key = &k->p[i];
	if (!key || key->nshared < rule_count(r, "min"))
		return;
	for (size_t i = 0; i < k->n; i++) {
		above += k->p[i].shared > key->shared;
		ties += &k->p[i] != key && k->p[i].shared >= key->shared;
	}
	if (above || (ties && rule_count(r, "strict")))
		return;
	lint_found_part(l, r, key->fact->part, NULL);
}
