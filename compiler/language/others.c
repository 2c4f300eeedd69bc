/* Finds options that speak of the others, by the words of their language. */
#include "language/others.h"

#include <string.h>
#include <strings.h>

static const struct phrase {
	const char *language;
	enum others kind;
	const char *first, *others;
	size_t most; /* words */
} phrases[] = {
#define OTHERS(language, kind, first, others, most)                            \
	{language, OTHERS_##kind, first, others, most},
#define LINKS(...)
#include "language/others.def"
#undef OTHERS
#undef LINKS
};

static const struct link {
	const char *language, *words, *only;
} links[] = {
#define OTHERS(...)
#define LINKS(language, words, only) {language, words, only},
#include "language/others.def"
#undef OTHERS
#undef LINKS
};

enum {
	PHRASES = sizeof phrases / sizeof *phrases,
	LINKS = sizeof links / sizeof *links,
	LABELS = 8,	 /* that options have: A to H */
	LABEL_MAX = 4,	 /* letters of a label: "viii" */
	LABELS_MAX = 26, /* that statements have: A to Z */
	REACH = 6,	 /* words behind the first one */
	SHORT = 5,	 /* words of a phrase that says nothing else */
};

/* The words by which options in LANGUAGE are read: its own or English. */
static const struct link *link_of(const char *language)
{
	size_t n = language ? strcspn(language, "-") : 0;

	for (size_t i = 0; n && i < LINKS; i++)
		if (strlen(links[i].language) == n &&
		    strncasecmp(links[i].language, language, n) == 0)
			return &links[i];
	return &links[0];
}

static const char *const numerals[] = {"i",   "ii",   "iii", "iv", "v",	 "vi",
				       "vii", "viii", "ix",  "x",  "xi", "xii"};

/* "v" and "x" alone are letters. */
static bool is_roman(const struct words *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->p[i].to - w->p[i].from <= LABEL_MAX &&
		    word_in(&w->p[i], "i ii iii iv vi vii viii ix xi xii"))
			return true;
	return false;
}

/* The number that W has as a label: "B", "ii", "2" are 2; 0: it is none. */
static unsigned label_number(const struct word *w, bool roman, bool *digits)
{
	char letter[] = "a", digit[] = "1";

	if (w->to - w->from > LABEL_MAX)
		return 0;
	for (unsigned i = 0; roman && i < sizeof numerals / sizeof *numerals;
	     i++)
		if (word_is(w, numerals[i]))
			return i + 1;
	for (; w->to - w->from == 1 && *letter <= 'z'; ++*letter, ++*digit) {
		*digits = *digit <= '9' && word_is(w, digit);
		if (*digits || (!roman && word_is(w, letter)))
			return (unsigned)(*letter - 'a') + 1;
	}
	for (unsigned i = 10; (w->is & WORD_NUMBER) && i <= LABELS_MAX; i++) {
		char number[] = {(char)('0' + i / 10), (char)('0' + i % 10), 0};

		*digits = word_is(w, number);
		if (*digits)
			return i;
	}
	return 0;
}

static bool labels_in(const struct words *w, const struct link *known,
		      struct labels *out)
{
	*out = (struct labels){.rising = true, .roman = is_roman(w)};
	for (size_t i = 0; i < w->n; i++) {
		bool digits = false;
		/* "A y C": a word of the language is no label. */
		bool word = word_in(&w->p[i], known->words);
		unsigned number =
			word ? 0 : label_number(&w->p[i], out->roman, &digits);

		if (number) {
			out->set |= 1U << (number - 1);
			out->rising &= number > out->last;
			out->first = out->n++ ? out->first : number;
			out->last = number;
			out->digits += digits;
		} else if (word_in(&w->p[i], known->only))
			out->only = true;
		else if (!word)
			return false;
	}
	return out->n > 0 && (!out->digits || out->digits == out->n);
}

bool words_labels(const struct words *w, const char *language,
		  struct labels *out)
{
	return labels_in(w, link_of(language), out);
}

static bool is_phrase(const struct words *w, const struct phrase *p)
{
	if (w->n > p->most || !word_in(&w->p[0], p->first))
		return false;
	for (size_t i = 1; i < w->n && i <= REACH; i++)
		if (word_in(&w->p[i], p->others))
			return true;
	return w->n == 1 && !*p->others;
}

/* Is all that W says that it means what P does: "alle diese", "ninguna de las
 * anteriores"? "Alle Bürger mit diesen Papieren" says more. */
static bool is_whole_phrase(const struct words *w, const struct phrase *p)
{
	return w->n > 1 && w->n <= SHORT && is_phrase(w, p) &&
	       (word_in(&w->p[1], p->others) ||
		word_in(&w->p[w->n - 1], p->others));
}

enum others words_speak_of_others(const struct words *w, const char *language)
{
	const struct link *known = link_of(language);
	struct labels labels;

	if (!w->n)
		return OTHERS_NO;
	/* "1/2", "1, 2" are numbers. */
	if (w->n > 1 && labels_in(w, known, &labels) && labels.digits < w->n &&
	    labels.set < 1U << LABELS)
		return OTHERS_SOME;
	for (size_t i = 0; i < PHRASES; i++)
		if (strcmp(phrases[i].language, known->language) == 0 &&
		    is_phrase(w, &phrases[i]))
			return phrases[i].kind;
	return OTHERS_NO;
}

bool words_are_phrase(const struct words *w, const char *language,
		      enum others kind)
{
	const struct link *known = link_of(language);

	for (size_t i = 0; i < PHRASES; i++)
		if (phrases[i].kind == kind &&
		    strcmp(phrases[i].language, known->language) == 0 &&
		    is_whole_phrase(w, &phrases[i]))
			return true;
	return false;
}

bool is_english(const char *language)
{
	return !language || (strncasecmp(language, "en", 2) == 0 &&
			     (!language[2] || language[2] == '-'));
}
