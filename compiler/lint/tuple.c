/* Options that combine the same pieces: K-types and convergence. */
#include <string.h>

#include "base/buf.h"
#include "lint/parts.h"

enum { PIECES_MAX = 8 };

/* An option as a list of pieces: "mitosis and meiosis" has two. */
struct tuple {
	const struct fact *fact;
	uint32_t pieces[PIECES_MAX];
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

/* Does what stands between two words separate pieces? */
static bool separates(const char *gap, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr(",;/&+|\n", gap[i]) ||
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

		if ((w->is & WORD_JOINING) ||
		    (i && separates(v->s + before->to, w->from - before->to)))
			end_piece(&t, &hash, &words);
		if (w->is & (WORD_JOINING | WORD_EMPTY))
			continue;
		hash = (hash ^ w->stem) * 16777619U;
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

static void count_pieces(struct tuples *k)
{
	for (size_t i = 0; i < k->n; i++) {
		struct tuple *t = &k->p[i];

		k->several += t->n > 1;
		k->slots += t->n;
		for (size_t j = 0; j < t->n; j++) {
			size_t others = holders(k, k->n, t->pieces[j]) - 1;

			if (!holders(k, i, t->pieces[j]))
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

/* The same pieces in another order? */
static bool permuted(const struct tuple *a, const struct tuple *b)
{
	if (a->n != b->n || a->n < 2 ||
	    memcmp(a->pieces, b->pieces, a->n * sizeof *a->pieces) == 0)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (count_piece(a, a->pieces[i]) !=
		    count_piece(b, a->pieces[i]))
			return false;
	return true;
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

/* The option that shows that the item is a K-type, or NULL. */
static const struct tuple *combination(const struct tuples *k)
{
	for (size_t i = 0; i < k->n; i++)
		if (made_of_options(k, &k->p[i]))
			return &k->p[i];
	if (k->several < k->n || k->n < 3 ||
	    (double)k->alphabet > .67 * (double)k->slots)
		return NULL;
	for (size_t i = 0; i < k->n; i++)
		for (size_t j = 0; j < i; j++)
			if (k->p[i].n > 2 && permuted(&k->p[i], &k->p[j]))
				return &k->p[i];
	return NULL;
}

void check_k_tuple(struct lint *l, const struct rule *r)
{
	const struct part *first = NULL;
	/* Options that are nothing but labels. */
	size_t count = options_matching(l, rule_param(r, "labels")->pattern,
					&first);
	const struct tuple *t = NULL;

	if (count < rule_count(r, "min")) {
		t = combination(tuples_of(l));
		if (!t)
			return;
		first = t->fact->part;
	}
	lint_found_part(l, r, first, NULL);
}

/* The highest label that a statement of the stem has: "III." is 3. */
static unsigned stem_labels(struct lint *l)
{
	const struct words *w = part_words(l, l->stem);
	unsigned next = 0;

	for (size_t i = 0; i < w->n && next < LABELS_MAX; i++)
		next += word_is(&w->p[i], roman_numerals[next]);
	return next;
}

/* "A, B and C" as the fourth option; "I, II and III" of three statements. */
static bool names_all(struct lint *l, const struct fact *o)
{
	bool only;
	unsigned labels = words_labels(o->words, NULL, &only), n = 0;
	bool roman = false;

	while (labels >> n & 1)
		n++;
	if (only || n < 3 || labels != (1U << n) - 1)
		return false;
	for (size_t i = 0; i < o->words->n; i++)
		roman = roman || word_in(&o->words->p[i], "i ii iii iv");
	return roman ? n >= stem_labels(l) : n == o->part->index;
}

/* The pattern, or an option that names all that there is to name. */
void check_names_all(struct lint *l, const struct rule *r)
{
	const struct facts *f = lint_facts(l);

	lint_matches(l, r, r->pattern);
	for (size_t i = 0; i < f->n; i++)
		if (names_all(l, &f->p[i]))
			lint_found_part(l, r, f->p[i].part, NULL);
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
