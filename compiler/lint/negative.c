/* Finds stems that ask for what is not so. */
#include <string.h>

#include "lint/parts.h"

/* The sentence that asks, while it is read. */
struct sentence {
	const struct words *w;
	const char *s;
	size_t from, to; /* of what is found: bytes of S */
};

static const struct word *word_at(const struct sentence *x, size_t i)
{
	static const struct word none;

	return i < x->w->n ? &x->w->p[i] : &none;
}

/* Is one of SIGNS in the gap before word I? */
static bool gap_has(const struct sentence *x, size_t i, const char *signs)
{
	size_t at = i ? x->w->p[i - 1].to : 0;

	for (; at < x->w->p[i].from; at++)
		if (strchr(signs, x->s[at]))
			return true;
	return false;
}

static bool found(struct sentence *x, size_t i)
{
	const struct word *w = word_at(x, i);
	size_t n = w->to - w->from;

	x->from = w->from;
	x->to = w->to;
	/* Of "isn't" and "cannot" it is the end. */
	if (n > 3 && memcmp(x->s + w->to - 3, "n't", 3) == 0)
		x->from = w->to - 3;
	else if (word_is(w, "cannot"))
		x->from = w->to - 3;
	return true;
}

static bool is_final(const struct sentence *x, size_t i)
{
	return i + 1 == x->w->n;
}

/* Is word I a word of a language: "NOT NULL", "the NOT gate"? */
static bool is_keyword(const struct sentence *x, size_t i)
{
	return (word_at(x, i)->is & WORD_CAPS) &&
	       word_in(word_at(x, i + 1),
		       "null in like exists between operator operators gate "
		       "gates keyword clause");
}

/* NOT, NEVER and EXCEPT in capitals. */
static bool is_loud(const struct sentence *x, size_t i)
{
	return (word_at(x, i)->is & WORD_CAPS) &&
	       word_in(word_at(x, i), "not never except") && !is_keyword(x, i);
}

/* Does the sentence speak of all the options before word I? */
static bool names_options(const struct sentence *x, size_t i)
{
	while (i-- > 0)
		if (word_in(word_at(x, i),
			    "all each every any following these which"))
			return true;
	return false;
}

/* Is word I the "but" of "all but one", "all of the following but one are …",
 * "all of these are … but:"? "When all nodes but one are up" is a condition. */
static bool leaves_one(const struct sentence *x, size_t i)
{
	bool all = word_in(word_at(x, 0), "all each every any");

	if (!word_is(word_at(x, i), "but"))
		return false;
	if (is_final(x, i))
		return i && names_options(x, i);
	if (!word_in(word_at(x, i + 1), "one two"))
		return false;
	if (is_final(x, i + 1) || (i && word_is(word_at(x, i - 1), "all")))
		return true;
	for (size_t k = 1; all && k < i; k++)
		if (word_in(word_at(x, k), "following these"))
			return true;
	return false;
}

/* "except" where it ends the sentence or goes on with "for", "one"; "but one";
 * "which one is the exception". */
static bool is_exception(const struct sentence *x, size_t i)
{
	const struct word *next = word_at(x, i + 1);

	if (word_is(word_at(x, i), "exception"))
		return is_final(x, i) && i > 1 &&
		       word_in(word_at(x, 0), "which what") &&
		       word_is(word_at(x, i - 1), "the") &&
		       word_in(word_at(x, i - 2), "is are");

	if (word_is(word_at(x, i), "except"))
		return names_options(x, i) &&
		       (is_final(x, i) || word_in(next, "for one which that") ||
			(word_is(next, "the") &&
			 word_is(word_at(x, i + 2), "following")));
	return leaves_one(x, i);
}

/* "is false", "an incorrect statement", "least likely". */
static bool is_wrong(const struct sentence *x, size_t i)
{
	const struct word *next = word_at(x, i + 1);

	if (word_is(word_at(x, i), "least"))
		return word_in(next, "likely appropriate suitable effective "
				     "important accurate");
	if (word_is(word_at(x, i), "wrong"))
		return i &&
		       (word_is(word_at(x, i - 1), "the")
				? i > 1 &&
					  word_in(word_at(x, 0),
						  "which what") &&
					  word_in(word_at(x, i - 2), "is are")
				: is_final(x, i) &&
					  word_in(word_at(x, i - 1), "is are"));
	if (!word_in(word_at(x, i), "false incorrect untrue inaccurate"))
		return false;
	return (i && word_in(word_at(x, i - 1), "is are be was were")) ||
	       word_in(next, "option options choice choices answer answers "
			     "alternative alternatives statement statements "
			     "response responses");
}

/* Is the verb at I one that "not" follows? */
static bool is_auxiliary(const struct word *w)
{
	return word_in(w, "is are was were does do did has have had would will "
			  "should could can may might must");
}

static bool is_contracted(const struct sentence *x, size_t i)
{
	const struct word *w = word_at(x, i);

	return (w->is & WORD_DENIAL) &&
	       (word_is(w, "cannot") || x->s[w->to - 2] == '\'');
}

/* A word behind which another clause begins. */
static bool ends_clause(const struct sentence *x, size_t i)
{
	return word_in(word_at(x, i),
		       "when if that because while whose since where after so "
		       "although though to by who which whom unless until") ||
	       gap_has(x, i, ".;:?");
}

/* Does word I stand in quotes: a "do not resuscitate" order? */
static bool is_quoted(const struct sentence *x, size_t i)
{
	size_t quotes = 0;

	for (size_t at = 0; at < word_at(x, i)->from; at++)
		quotes += x->s[at] == '"';
	return quotes % 2;
}

/* Does "not" at I deny: neither "not only", "not to" nor "or not"? */
static bool denies(const struct sentence *x, size_t i)
{
	return !is_quoted(x, i) && word_in(word_at(x, i), "not never") &&
	       !is_keyword(x, i) && !word_in(word_at(x, i + 1), "only to") &&
	       !(i && word_in(word_at(x, i - 1), "or if"));
}

enum { SUBJECT_WORDS = 5 }; /* words between a verb and its "not" */

/*
 * Is the clause behind word I, which asks, a negative one: "which does not",
 * "what may you not do"? "A database not run by us" is none: behind a form of
 * "be" the word must follow at once. Why something is not so is a question about
 * a fact; why it should not be asks for what to leave.
 */
static bool clause_denies(struct sentence *x, size_t i)
{
	bool fact = word_in(word_at(x, i), "why when how where");
	size_t verb = 0;

	for (i++; i < x->w->n && !ends_clause(x, i); i++) {
		const struct word *w = word_at(x, i);

		if (!fact && (is_contracted(x, i) ||
			      (word_is(w, "never") && denies(x, i))))
			return found(x, i);
		if (denies(x, i) && verb && i <= verb + SUBJECT_WORDS &&
		    !gap_has(x, i, ",") &&
		    (fact ? word_is(word_at(x, verb), "should") &&
				     word_is(w, "not")
			  : i == verb + 1 || !word_in(word_at(x, verb),
						      "is are was were")))
			return found(x, i);
		if (is_auxiliary(w) && (!verb || i != verb + 1))
			verb = i;
	}
	return false;
}

/*
 * Is word I one that asks? First in its sentence, behind a sign or a preposition;
 * but not ", which you do not remember", "in which the user is not".
 */
static bool is_asking(const struct sentence *x, size_t i)
{
	if (!word_in(word_at(x, i),
		     "which what who whom whose why when where how"))
		return false;
	if (i == 0 || (i == 1 && (word_at(x, 0)->is & WORD_PREPOSITION)))
		return true;
	if (word_at(x, i + 1)->is & (WORD_PRONOUN | WORD_FINITE))
		return false;
	return gap_has(x, i, ",:-(.;!?") || word_is(word_at(x, i), "what") ||
	       ((word_at(x, i - 1)->is & WORD_PREPOSITION) &&
		!(word_at(x, i + 1)->is & WORD_DETERMINER));
}

/* "Select the statement that is not true": behind an order "that" asks. */
static bool is_ordered(const struct sentence *x, size_t i)
{
	return i && (word_at(x, 0)->is & WORD_ASKING) &&
	       word_in(word_at(x, i), "that which who");
}

static bool is_negative(struct sentence *x)
{
	size_t denials = 0;

	for (size_t i = 0; i < x->w->n; i++) {
		if (!(word_at(x, i)->is & WORD_DENIAL))
			continue;
		denials++;
		/* "Never do this at a petrol station:" */
		if (is_loud(x, i) || is_exception(x, i) || is_wrong(x, i) ||
		    (!i && word_is(word_at(x, i), "never") && x->w->n > 1))
			return found(x, i);
	}
	if (!denials)
		return false;
	for (size_t i = 0; i < x->w->n; i++)
		if ((is_asking(x, i) || is_ordered(x, i)) &&
		    clause_denies(x, i))
			return true;
	return false;
}

/* "True or false: …" and "… or not" ask for no denial. */
static bool asks_for_truth(const struct sentence *x)
{
	for (size_t i = 0; i + 2 < x->w->n; i++)
		if (word_is(word_at(x, i + 1), "or") &&
		    ((word_is(word_at(x, i), "true") &&
		      word_is(word_at(x, i + 2), "false")) ||
		     (word_is(word_at(x, i), "whether") &&
		      word_is(word_at(x, i + 2), "not"))))
			return true;
	return false;
}

/* Is what denies written so that nobody overlooks it: "NOT", "EXCEPT"? */
static bool is_capital(const struct sentence *x)
{
	for (size_t i = x->from; i < x->to; i++)
		if (x->s[i] >= 'a' && x->s[i] <= 'z')
			return false;
	return true;
}

bool stem_denies(struct lint *l)
{
	struct sentence x = {part_words(l, l->lead),
			     part_view(l, l->lead, VIEW_PROSE)->s, 0, 0};

	return x.w->n && is_negative(&x) && !asks_for_truth(&x);
}

/* In capitals it is a hint: readers see it, and answer a question turned round. */
void check_negative(struct lint *l, const struct rule *r)
{
	const struct view *v = part_view(l, l->lead, VIEW_PROSE);
	struct sentence x = {part_words(l, l->lead), v->s, 0, 0};
	bool seen;
	struct diag *d;

	if (!x.w->n || !is_negative(&x) || asks_for_truth(&x))
		return;
	seen = is_capital(&x);
	d = lint_found(
		l, r, l->lead, view_offset(l->lead, v, x.from),
		view_offset(l->lead, v, x.to),
		(struct var[]){{"advice", seen ? ""
					       : ", or at least write it "
						 "in bold capitals"},
			       {NULL, NULL}});
	if (d && seen)
		diag_lower(l->out, d, SEV_INFO);
}
