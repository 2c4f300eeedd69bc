/* Options that speak of the others: all or none of them, sets of them. */
#include <string.h>

#include "base/ascii.h"
#include "lint/parts.h"

enum { MEMBERS_MAX = 8, LINK_MAX = 7 }; /* letters of "correct" */

/* An option that is nothing but labels: "II and III only", "A, C". */
struct label_list {
	const struct fact *fact;
	struct labels labels;
	bool digits; /* digits alone, without a word */
};

/* "1 g", "6 h": a number and one letter. */
static bool is_amount(const struct words *w)
{
	return w->n == 2 && (w->p[0].is & WORD_NUMBER) &&
	       !(w->p[1].is & WORD_NUMBER);
}

/* False: O is something else. One label alone is none, but "II only" is. */
static bool label_list_of(struct lint *l, const struct fact *o,
			  struct label_list *k)
{
	const struct view *v = part_view(l, o->part, VIEW_PROSE);

	*k = (struct label_list){.fact = o};
	if (!o->words->n || o->words->n > 2 * MEMBERS_MAX || o->code)
		return false;
	for (size_t i = 0; i < o->words->n; i++)
		if (o->words->p[i].to - o->words->p[i].from > LINK_MAX)
			return false;
	if (!words_labels(o->words, l->linter->language, &k->labels) ||
	    memchr(v->s, '-', v->n) || memchr(v->s, '>', v->n) ||
	    memchr(v->s, '/', v->n))
		return false;
	if (is_amount(o->words))
		return false;
	k->digits = k->labels.digits == o->words->n;
	return k->labels.n > 1 || k->labels.only;
}

/* Is the option a list of numbers as code and mathematics write it: "[1, 2]",
 * "(1, 2)"? */
static bool is_tuple(struct lint *l, const struct fact *o)
{
	const struct view *v = part_view(l, o->part, VIEW_PROSE);
	bool open = false;

	for (size_t i = 0; i < v->n; i++) {
		open = v->s[i] == '(' || (open && v->s[i] != ')');
		if (strchr("[]{}", v->s[i]) || (open && v->s[i] == ','))
			return true;
	}
	return false;
}

static bool has_code(struct lint *l)
{
	const struct words *w = part_words(l, l->stem);

	for (size_t i = 0; i < w->n; i++)
		if (w->p[i].is & WORD_CODE)
			return true;
	return false;
}

/* Does the stem have the statements that labels could name: "2.", "(2)", "A)",
 * "P:", or lines of a list? */
static bool has_statements(struct lint *l)
{
	const struct view *v = part_view(l, l->stem, VIEW_PROSE);
	const struct words *w = part_words(l, l->stem);
	size_t n = 0, lines = 0;

	for (size_t i = 0; i < w->n; i++)
		if (word_in(&w->p[i], "statement statements"))
			return true;

	for (size_t i = 0; i < v->n; i++) {
		lines += v->s[i] == '\n';
		n += i && strchr(").:", v->s[i]) && is_alnum(v->s[i - 1]) &&
		     (i < 2 || !is_alnum(v->s[i - 2])) &&
		     (i + 1 == v->n || !is_alnum(v->s[i + 1]));
	}
	return n > 1 || lines > 1;
}

/* Does the stem ask for a row of things: an order, a path, what is printed? */
static bool asks_for_row(struct lint *l)
{
	const struct words *w = part_words(l, l->lead);

	for (size_t i = 0; i < w->n; i++)
		if (word_in(&w->p[i],
			    "order ordered orders sequence sequences path "
			    "paths "
			    "route routes print prints printed output outputs "
			    "logged displayed console terminal stdout "
			    "traversal visits visited "
			    "steps rows row"))
			return true;
	return false;
}

/* Are the lists sets, and not one set in several orders, ways from one place to
 * another, or what a program prints? */
static bool are_sets(struct lint *l, const struct label_list *p, size_t n)
{
	bool differ = false, ways = true, digits = false, tuples = false;
	bool said = has_statements(l);
	size_t highest = 0;

	for (size_t i = 0; i < n; i++) {
		const struct labels *k = &p[i].labels;

		if (!k->rising)
			return false;
		differ |= k->set != p[0].labels.set;
		ways &= k->n > 1 && k->first == p[0].labels.first &&
			k->last == p[0].labels.last;
		tuples |= is_tuple(l, p[i].fact);
		digits |= p[i].digits;
		said |= k->roman || (k->only && k->last <= lint_facts(l)->n);
		highest = k->last > highest ? k->last : highest;
	}
	if (digits && !has_statements(l) &&
	    (tuples || has_code(l) || n < lint_facts(l)->n))
		return false;
	/* Without statements, "A and T" are what is asked for, unless they are
	 * the letters of other options. */
	if (!said && (n == lint_facts(l)->n || highest > lint_facts(l)->n))
		return false;
	return differ && !ways;
}

/* The lists among the options in P; their number. */
static size_t label_lists(struct lint *l, struct label_list **p)
{
	const struct facts *f = lint_facts(l);
	size_t n = 0;

	*p = arena_array(&l->scratch, struct label_list, f->n + 1);
	for (size_t i = 0; i < f->n; i++)
		n += label_list_of(l, &f->p[i], &(*p)[n]);
	return n;
}

/* K-types: options that are sets of labels, or of each other's pieces. */
void check_k_tuple(struct lint *l, const struct rule *r)
{
	struct label_list *p;
	size_t n = label_lists(l, &p);
	const struct fact *o = NULL;

	if (n >= rule_count(r, "min"))
		o = are_sets(l, p, n) ? p[0].fact : NULL;
	else if (!are_about_two(l))
		o = combined_option(l);
	/* "[0, 1)" beside "(0, 1]" */
	if (o && n < rule_count(r, "min") && is_tuple(l, o))
		o = NULL;
	if (o && !asks_for_row(l))
		lint_found_part(l, r, o->part, NULL);
}

bool are_about_two(struct lint *l)
{
	const struct facts *f = lint_facts(l);
	size_t both = 0, neither = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct words *w = f->p[i].words;

		both += w->n && word_in(w->p, "both beide beides ambas ambos "
					      "entrambe entrambi");
		neither += w->n && word_in(w->p, "neither keine keiner keines "
						 "keins weder ninguna ninguno "
						 "nessuna nessuno nenhuma "
						 "nenhum");
	}
	return f->n == 4 && neither == 1 &&
	       (both == 1 || (!both && combined_option(l)));
}

/* Reports the options that are such a phrase in a language without patterns. */
static void find_phrases(struct lint *l, const struct rule *r, enum others kind)
{
	const struct facts *f = lint_facts(l);

	for (size_t i = 0; i < f->n; i++)
		if (words_are_phrase(f->p[i].words, l->linter->language, kind))
			lint_found_part(l, r, f->p[i].part, NULL);
}

/* The pattern, or "A, B and C" as the fourth option beside three others. */
void check_names_all(struct lint *l, const struct rule *r)
{
	struct label_list *p;
	const struct labels *k;

	if (are_about_two(l))
		return;
	lint_matches(l, r, r->pattern);
	find_phrases(l, r, OTHERS_ALL);
	if (label_lists(l, &p) != 1)
		return;
	k = &p->labels;
	if (k->rising && k->n > 2 && !p->digits &&
	    k->n == p->fact->part->index && k->set == (1U << k->n) - 1 &&
	    !word_in(p->fact->words->p, "i") && !asks_for_row(l))
		lint_found_part(l, r, p->fact->part, NULL);
}

/* The pattern, but not in four answers about two things. */
void check_names_none(struct lint *l, const struct rule *r)
{
	if (are_about_two(l))
		return;
	lint_matches(l, r, r->pattern);
	find_phrases(l, r, OTHERS_NONE);
}

/*
 * Is the option nothing but letters of options, joined: "both A and C", "(A) &
 * (B) only", "A, B and C are right"? "C, C++" and "vitamins A and D" are not.
 */
static bool is_letters(struct lint *l, struct part *p, size_t *highest)
{
	const struct words *w = part_words(l, p);
	const struct view *v = part_view(l, p, VIEW_PROSE);
	size_t letters = 0, joints = 0;

	for (size_t i = 0; i < w->n; i++) {
		const struct word *word = &w->p[i];
		char c = v->s[word->from];

		if (i) {
			const char *gap = v->s + word[-1].to;
			size_t n = word->from - word[-1].to;

			joints += memchr(gap, '&', n) != NULL;
			/* "A-B" and "A–B" are pairs of something else. */
			if (memchr(gap, '-', n) || memchr(gap, '\xE2', n))
				return false;
		}
		if (word->to - word->from == 1 && c >= 'A' && c <= 'Z' &&
		    !(word->to < v->n && strchr("+#", v->s[word->to]))) {
			size_t place = (size_t)(c - 'A') + 1;

			letters++;
			*highest = place > *highest ? place : *highest;
		} else if (word_in(word, "and or nor"))
			joints++;
		else if (letters > 1 && word_in(word, "is are only"))
			break;
		else if (!word_in(word, "both either neither only"))
			return false;
	}
	return letters > 1 && joints > 0;
}

/* The pattern, and options that are nothing but letters; neither does harm where
 * all options keep their places. */
void check_names_place(struct lint *l, const struct rule *r)
{
	const struct facts *f = lint_facts(l);
	size_t n = 0, highest = 0;

	if (l->item->keep_order)
		return;
	for (size_t i = 0; i < f->n; i++)
		n += is_letters(l, f->p[i].part, &highest);
	/* Options that are all of them letters name something else, and so do
	 * letters that no option has. */
	if (n == f->n || highest > f->n)
		return;
	lint_matches(l, r, r->pattern);
	for (size_t i = 0; i < l->nparts; i++)
		if ((l->parts[i].in & r->in & (IN_KEY | IN_DISTRACTOR)) &&
		    is_letters(l, &l->parts[i], &highest))
			lint_found_part(l, r, &l->parts[i], NULL);
}
