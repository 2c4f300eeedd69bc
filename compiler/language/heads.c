/* Guesses the grammar of a phrase from its first words; in doubt it is
 * unknown. */
#include "language/heads.h"

#include <string.h>

#include "base/ascii.h"

const char *const head_names[HEADS] = {
	[HEAD_UNKNOWN] = "something else",
	[HEAD_NOUN] = "a noun phrase",
	[HEAD_GERUND] = "a phrase in -ing",
	[HEAD_INFINITIVE] = "an infinitive with 'to'",
	[HEAD_IMPERATIVE] = "a verb in its plain form",
	[HEAD_PREDICATE] = "a verb without its subject",
	[HEAD_SENTENCE] = "a whole sentence",
	[HEAD_PREPOSITION] = "a phrase with a preposition",
	[HEAD_CONJUNCTION] = "a clause with a conjunction",
};

/* The small letters of W in OUT; their number, 0 if it is too long. */
static size_t small(const struct word *w, const char *s, char out[32])
{
	size_t n = w->to - w->from;

	if (n >= 32)
		return 0;
	for (size_t i = 0; i < n; i++) {
		char c = s[w->from + i];

		out[i] = small_letter(c);
	}
	return n;
}

/* Is W a verb with SUFFIX: "increases", "increasing", "increased"? */
static bool is_verb_with(const struct word *w, const char *s,
			 const char *suffix)
{
	char word[34];
	size_t n = small(w, s, word), k = strlen(suffix);

	if (n < k + 2 || memcmp(word + n - k, suffix, k) != 0)
		return false;
	n -= k;
	if (word_classes(word, n) & WORD_VERB)
		return true;
	if (*suffix == 's') {
		if (word[n - 1] == 'e' &&
		    (word_classes(word, n - 1) & WORD_VERB)) /* "catches" */
			return true;
		if (n > 3 && memcmp(word + n - 2, "ie", 2) == 0) {
			word[n - 2] = 'y';
			return word_classes(word, n - 1) & WORD_VERB;
		}
		return false;
	}
	if (word[n - 1] == word[n - 2] &&
	    (word_classes(word, n - 1) & WORD_VERB)) /* "running" */
		return true;
	word[n] = 'e'; /* "increasing" */
	return word_classes(word, n + 1) & WORD_VERB;
}

static bool ends_in_ing(const struct word *w, const char *s)
{
	char word[32];
	size_t n = small(w, s, word);

	return n > 4 && memcmp(word + n - 3, "ing", 3) == 0 &&
	       !(w->is & WORD_THING_ING);
}

/* Is W a verb in its plain form, as it is or behind "re": "recreate"? */
static bool is_plain_verb(const struct word *w, const char *s)
{
	char word[32];
	size_t n;

	if (w->is & WORD_VERB)
		return true;
	n = small(w, s, word);
	return n > 5 && memcmp(word, "re", 2) == 0 &&
	       (word_classes(word + 2, n - 2) & WORD_VERB);
}

/* May an object follow here: "the", "its", "Saturn", "it"? */
static bool object_at(const struct words *w, size_t i)
{
	return i < w->n && (w->p[i].is & (WORD_DETERMINER | WORD_CAPITAL |
					  WORD_DIGIT | WORD_CODE));
}

/* Is word I of W the last before a bracket: "of labels (DPL)"? */
static bool is_before_bracket(const struct words *w, const char *s, size_t i)
{
	return i + 1 < w->n &&
	       memchr(s + w->p[i].to, '(', w->p[i + 1].from - w->p[i].to);
}

/* "to" and what follows: an infinitive or a place. */
static enum head head_of_to(const struct words *w)
{
	if (w->n < 2)
		return HEAD_UNKNOWN;
	if (w->p[1].is & (WORD_DETERMINER | WORD_CAPITAL | WORD_DIGIT))
		return HEAD_PREPOSITION;
	return (w->p[1].is & WORD_VERB) || word_in(&w->p[1], "be have do")
		       ? HEAD_INFINITIVE
		       : HEAD_UNKNOWN;
}

static enum head head_of_ing(const struct words *w)
{
	if (w->n < 2)
		return HEAD_UNKNOWN;
	if (object_at(w, 1) && !(w->p[1].is & WORD_CAPS))
		return HEAD_GERUND;
	return word_in(&w->p[1], "of in")	 ? HEAD_UNKNOWN
	       : (w->p[1].is & WORD_PREPOSITION) ? HEAD_GERUND
						 : HEAD_UNKNOWN;
}

/* "Fine-tune the model": the first of two words with a hyphen. */
static bool is_hyphened(const struct words *w, const char *s)
{
	return w->n > 1 && w->p[1].from == w->p[0].to + 1 &&
	       s[w->p[0].to] == '-';
}

static enum head head_of_verb(const struct words *w)
{
	if (w->n < 2)
		return HEAD_UNKNOWN;
	if (w->p[1].is & WORD_FINITE)
		return HEAD_SENTENCE; /* "Water is …" */
	if (object_at(w, 1) && !word_in(&w->p[1], "that"))
		return HEAD_IMPERATIVE;
	return HEAD_UNKNOWN;
}

/*
 * Could word I, behind a noun, be what the noun does: "each account gets
 * discounts", "the guns frightened them", "shares result in loss"? "The data
 * stored in a table" and "the write cache" are still nouns.
 */
static bool may_be_verb(const struct words *w, const char *s, size_t i)
{
	const struct word *next = i + 1 < w->n ? &w->p[i + 1] : NULL;

	if (is_verb_with(&w->p[i], s, "s"))
		return true;
	if (is_verb_with(&w->p[i], s, "ed"))
		return !next || !(next->is & WORD_PREPOSITION);
	return (w->p[i].is & WORD_VERB) && next &&
	       (next->is & (WORD_DETERMINER | WORD_PREPOSITION));
}

/* A phrase that begins with a noun: does a finite verb follow? */
static enum head head_of_noun(const struct words *w, const char *s)
{
	/* No noun stands before an article: a verb that no list has. */
	if (w->n > 2 && !(w->p[0].is & WORD_DETERMINER) &&
	    word_in(&w->p[1], "a an the each every"))
		return HEAD_UNKNOWN;
	for (size_t i = 1; i < w->n; i++) {
		if (w->p[i].is & WORD_CONJUNCTION)
			break; /* "the cell that is …" */
		if (w->p[i].is & WORD_FINITE)
			return HEAD_SENTENCE;
		if (is_verb_with(&w->p[i], s, "s") && object_at(w, i + 1) &&
		    !is_before_bracket(w, s, i))
			return HEAD_SENTENCE;
		if (may_be_verb(w, s, i))
			return HEAD_UNKNOWN;
	}
	return HEAD_NOUN;
}

enum head head_of(const struct words *w, const char *s)
{
	const struct word *first = w->p;

	if (!w->n || (first->is & (WORD_DIGIT | WORD_CODE)) ||
	    word_in(first, "yes no not"))
		return HEAD_UNKNOWN;
	if (word_is(first, "to"))
		return head_of_to(w);
	if (first->is & WORD_PRONOUN)
		return w->n > 2 ? HEAD_SENTENCE : HEAD_UNKNOWN;
	if (word_in(first, "because when if although since while unless "
			   "whether that"))
		return word_is(first, "that") ? HEAD_UNKNOWN : HEAD_CONJUNCTION;
	if ((first->is & WORD_PREPOSITION) && !word_in(first, "like near up"))
		return w->n > 1 ? HEAD_PREPOSITION : HEAD_UNKNOWN;
	if (first->is & WORD_FINITE) /* "left" is a side, too */
		return w->n > 1 && word_in(first, "is are was were has have "
						  "can could may must will "
						  "would should does do did")
			       ? HEAD_PREDICATE
			       : HEAD_UNKNOWN;
	if (first->is & WORD_DETERMINER)
		return head_of_noun(w, s);
	if (ends_in_ing(first, s))
		return head_of_ing(w);
	if (is_plain_verb(first, s))
		return head_of_verb(w);
	if (is_hyphened(w, s) && is_plain_verb(&w->p[1], s))
		return HEAD_UNKNOWN;
	if (is_verb_with(first, s, "s") && object_at(w, 1) &&
	    !(w->p[1].is & WORD_CAPITAL))
		return HEAD_PREDICATE;
	if (is_verb_with(first, s, "ed") || is_verb_with(first, s, "s"))
		return HEAD_UNKNOWN;
	return head_of_noun(w, s);
}
