/* Options that do not go on from the stem's last word, as after "a" or "an". */
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "language/heads.h"
#include "lint/parts.h"

enum sound { SOUND_UNKNOWN, SOUND_VOWEL, SOUND_CONSONANT };

static bool starts_with(const char *s, size_t n, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) <= n &&
		    strncasecmp(s, *list, strlen(*list)) == 0)
			return true;
	return false;
}

static bool is_vowel(char c)
{
	return c && strchr("aeiouAEIOU", c) != NULL;
}

/* May a word begin with these two letters, spoken as one word? */
static bool may_begin(char first, char second)
{
	static const char *const pairs[] = {"fl", "fr", "rh", "sc", "sh",
					    "sk", "sl", "sm", "sn", "sp",
					    "sq", "st", "sw"};
	char pair[2] = {small_letter(first), small_letter(second)};

	if (is_vowel(second) || pair[1] == 'y')
		return true;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (memcmp(pairs[i], pair, 2) == 0)
			return true;
	return false;
}

/*
 * Letters that are spoken one by one ("an S3 bucket", "an NVMe drive", "a UDP
 * port") or as a word ("a NAS", "a RAID array"): unknown where both are possible
 * and sound different.
 */
static enum sound sound_of_letters(const char *s, size_t n)
{
	bool vowels = false;

	for (size_t i = 1; i < n; i++)
		vowels |= is_vowel(s[i]) || small_letter(s[i]) == 'y';
	if (!strchr("FHLMNRSX", *s))
		return is_vowel(*s) && *s != 'U' ? SOUND_VOWEL
						 : SOUND_CONSONANT;
	if (n > 1 && is_digit(s[1]))
		return SOUND_VOWEL;
	if ((n > 2 && vowels && may_begin(s[0], s[1])) ||
	    (n > 2 && strncasecmp(s, "sql", 3) == 0))
		return SOUND_UNKNOWN;
	return SOUND_VOWEL;
}

/* "8", "11", "18th", "80": said with a vowel; "1100" either way. */
static enum sound sound_of_number(const char *s, size_t n)
{
	size_t digits = 0;

	while (digits < n && is_digit(s[digits]))
		digits++;
	if (*s == '8')
		return SOUND_VOWEL;
	if (digits > 1 && *s == '1' && (s[1] == '1' || s[1] == '8'))
		return digits == 2   ? SOUND_VOWEL
		       : digits == 3 ? SOUND_CONSONANT
				     : SOUND_UNKNOWN;
	return SOUND_CONSONANT;
}

/* Has the word a capital behind its first letter? */
static bool has_inner_capital(const char *s, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (s[i] >= 'A' && s[i] <= 'Z')
			return true;
	return false;
}

static enum sound sound_of(const struct word *w, const char *s)
{
	static const char *const mute_h[] = {"hour",   "honest", "honor",
					     "honour", "heir",	 NULL};
	static const char *const like_you[] = {
		"uni", "use", "usu", "uti",  "ute",    "ura", "uro",
		"ure", "uri", "ubi", "uka",  "ukr",    "uga", "uvul",
		"eu",  "ewe", "one", "once", "unanim", NULL};
	static const char *const un[] = {"unin", NULL};
	/* Said in two ways, or too much alike to tell. */
	static const char *const either[] = {"unid", "unim", "histor", "herb",
					     "oner", "onei", "hotel",  NULL};
	size_t n = w->to - w->from;

	s += w->from;
	if ((w->is & WORD_CODE) || (unsigned char)*s >= 0x80 ||
	    starts_with(s, n, either))
		return SOUND_UNKNOWN;
	if (is_digit(*s))
		return sound_of_number(s, n);
	if ((w->is & (WORD_CAPS | WORD_DIGIT)) || n == 1)
		return w->is & WORD_CAPITAL ? sound_of_letters(s, n)
					    : SOUND_UNKNOWN;
	/* "NVMe" is spelt, "MySQL" and "NaCl" may be. */
	if (has_inner_capital(s, n) && strchr("FHLMNRSX", *s))
		return s[1] >= 'A' && s[1] <= 'Z' ? sound_of_letters(s, n)
						  : SOUND_UNKNOWN;
	if (starts_with(s, n, mute_h))
		return SOUND_VOWEL;
	if (starts_with(s, n, like_you) && !starts_with(s, n, un))
		return SOUND_CONSONANT;
	return is_vowel(*s) ? SOUND_VOWEL : SOUND_CONSONANT;
}

/* Only blanks, a gap or a colon in [FROM, TO)? */
static bool is_gap(const char *s, size_t from, size_t to)
{
	for (; from < to; from++)
		if (!strchr(" _.:-\n", s[from]))
			return false;
	return true;
}

/* The "a" or "an" that the options follow; NULL: there is none. */
static const struct word *last_article(struct lint *l)
{
	const struct words *w = part_words(l, l->stem);
	const struct view *v = part_view(l, l->stem, VIEW_PROSE);
	const struct word *gap = NULL;

	if (!w->n)
		return NULL;
	for (size_t i = 0; i + 1 < w->n; i++) {
		size_t from = w->p[i].to, n = w->p[i + 1].from - from;

		if (word_in(&w->p[i], "a an") && n > 2 &&
		    !(w->p[i].from > 0 &&
		      strchr("(/", v->s[w->p[i].from - 1])) &&
		    is_gap(v->s, from, from + n) && memchr(v->s + from, '_', n))
			gap = &w->p[i];
	}
	if (gap)
		return gap;
	gap = &w->p[w->n - 1];
	if (word_in(gap, "a an") && !(gap->is & WORD_CAPITAL) &&
	    is_gap(v->s, gap->to, v->n) &&
	    !(gap->from > 0 && strchr("(/", v->s[gap->from - 1])))
		return gap;
	return NULL;
}

static void report(struct lint *l, const struct rule *r,
		   const struct word *last, struct buf *wrong)
{
	const struct view *v = part_view(l, l->stem, VIEW_PROSE);
	size_t from = view_offset(l->stem, v, last->from);

	lint_found(l, r, l->stem, from, view_offset(l->stem, v, last->to),
		   (struct var[]){{"wrong", buf_cstr(wrong)}, {NULL, NULL}});
}

/* Do the options begin with the sound that the article needs? */
static void check_sound(struct lint *l, const struct rule *r,
			const struct word *article)
{
	const struct facts *f = lint_facts(l);
	bool an = article->to - article->from == 2;
	enum sound wanted = an ? SOUND_VOWEL : SOUND_CONSONANT;
	struct buf wrong = BUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct view *v = part_view(l, f->p[i].part, VIEW_PROSE);
		const struct word *w = f->p[i].words->p;
		enum sound is;

		if (!f->p[i].words->n || f->p[i].meta || word_in(w, "a an the"))
			continue;
		is = sound_of(w, v->s);
		if (is != SOUND_UNKNOWN && is != wanted)
			buf_printf(&wrong, "%s%s", n++ ? ", " : "",
				   f->p[i].part->id);
	}
	if (n)
		report(l, r, article, &wrong);
	buf_release(&wrong);
}

/* May the option follow the last word of the stem? Only what nobody would write is
 * said not to. */
static bool may_follow(const struct word *last, enum head head,
		       const struct words *option)
{
	bool verb = word_in(option->p, "is are was were has does will can");

	if (word_is(last, "to"))
		return !word_is(option->p, "to") && !verb;
	if (word_in(last, "is are was were"))
		return !word_in(option->p, "is are was were");
	if (word_in(last, "of for by with from into"))
		return head != HEAD_INFINITIVE && !verb;
	if (word_in(last, "can will must should could would may"))
		return head != HEAD_INFINITIVE && head != HEAD_GERUND && !verb;
	return true;
}

/* A stem that its options complete: do they all go on from its last word? */
static void check_completion(struct lint *l, const struct rule *r)
{
	const struct facts *f = lint_facts(l);
	const struct words *stem = part_words(l, l->stem);
	const struct view *v = part_view(l, l->stem, VIEW_PROSE);
	const struct word *last = stem->n ? &stem->p[stem->n - 1] : NULL;
	struct buf wrong = BUF_INIT;
	size_t n = 0, asked = 0;

	if (!last || !is_gap(v->s, last->to, v->n) ||
	    memchr(v->s + last->to, '.', v->n - last->to))
		return;
	for (size_t i = 0; i < f->n; i++) {
		const struct view *o = part_view(l, f->p[i].part, VIEW_PROSE);
		const struct words *w = f->p[i].words;

		if (f->p[i].meta || !w->n)
			continue;
		asked++;
		if (!may_follow(last, head_of(w, o->s), w))
			buf_printf(&wrong, "%s%s", n++ ? ", " : "",
				   f->p[i].part->id);
	}
	if (n && n < asked)
		report(l, r, last, &wrong);
	buf_release(&wrong);
}

/* Options that do not go on from the stem's last word, among those that do. */
void check_article(struct lint *l, const struct rule *r)
{
	const struct word *article = last_article(l);

	if (article)
		check_sound(l, r, article);
	else
		check_completion(l, r);
}
