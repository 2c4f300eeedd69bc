/* Cuts texts into words; finds their stems, and classes in words.def. */
#include "language/words.h"

#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/utf8.h"

enum {
	LEXICON_SLOTS = 4096, /* a power of two, more than twice the words */
	WORD_MAX = 48,	      /* longer words are their own stems */
	STEM_MIN = 4,
};

static struct {
	uint32_t id; /* 0: free */
	uint32_t is;
} lexicon[LEXICON_SLOTS];

/* What a byte of a word is. */
enum { KIND_CAPITAL = 1, KIND_SMALL = 2, KIND_DIGIT = 4, KIND_Q = 8 };
static unsigned char kinds[256];    /* 0: no letter or digit of ASCII */
static unsigned char small_of[256]; /* small_letter() */

static const char *const class_words[] = {
#define CLASS(name, bit, words) [bit] = (words),
#include "language/words.def"
#undef CLASS
};

/* Longer ones before those that they end in. */
static const struct suffix {
	size_t n;
	char s[8];
} suffixes[] = {
#define S(text)                                                                \
	{                                                                      \
		sizeof(text) - 1, text                                         \
	}
	S("ization"), S("isation"), S("ically"), S("ations"), S("atory"),
	S("ation"),   S("ators"),   S("ator"),	 S("ingly"),  S("ement"),
	S("ments"),   S("ment"),    S("ities"),	 S("ity"),    S("ness"),
	S("able"),    S("ible"),    S("ances"),	 S("ance"),   S("ences"),
	S("ence"),    S("ency"),    S("ancy"),	 S("ical"),   S("ally"),
	S("ively"),   S("ously"),   S("edly"),	 S("ized"),   S("ised"),
	S("izing"),   S("ising"),   S("ize"),	 S("ise"),    S("ions"),
	S("ion"),     S("ings"),    S("ing"),	 S("ist"),    S("ics"),
	S("ic"),      S("al"),	    S("ive"),	 S("ous"),    S("ant"),
	S("ent"),     S("ers"),	    S("er"),	 S("ors"),    S("or"),
	S("ed"),      S("ly"),
#undef S
};
enum { SUFFIXES = sizeof suffixes / sizeof *suffixes, SUFFIX_MIN = 2 };

/* The suffixes that end in a letter, each as its place plus one: the first, and
 * behind each the next one; 0 ends the list. */
static unsigned char suffix_first[256], suffix_next[SUFFIXES];

static void suffixes_make(void)
{
	for (size_t i = SUFFIXES; i-- > 0;) {
		unsigned char last =
			(unsigned char)suffixes[i].s[suffixes[i].n - 1];

		suffix_next[i] = suffix_first[last];
		suffix_first[last] = (unsigned char)(i + 1);
	}
}

/* The N bytes at S in OUT, capitals of ASCII as small letters. */
static void small_letters(char *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out[i] = small_letter(s[i]);
}

/* FNV-1a; never 0, which means "free" and "none". */
enum { HASH_BEGIN = 0x811c9dc5 };

static uint32_t hash_letter(uint32_t h, unsigned char c)
{
	return (h ^ c) * 16777619U;
}

static uint32_t hash_word(const char *s, size_t n)
{
	uint32_t h = HASH_BEGIN;

	for (size_t i = 0; i < n; i++)
		h = hash_letter(h, (unsigned char)s[i]);
	return h ? h : 1;
}

uint32_t word_id(const char *word)
{
	return hash_word(word, strlen(word));
}

bool word_in(const struct word *w, const char *list)
{
	const char *s = list;

	for (;; list++) {
		if (*list && *list != ' ')
			continue;
		if ((size_t)(list - s) == w->to - w->from &&
		    hash_word(s, (size_t)(list - s)) == w->id)
			return true;
		if (!*list)
			return false;
		s = list + 1;
	}
}

static void lexicon_add(const char *s, size_t n, uint32_t class)
{
	uint32_t id = hash_word(s, n);
	size_t i = id % LEXICON_SLOTS;

	while (lexicon[i].id && lexicon[i].id != id)
		i = (i + 1) % LEXICON_SLOTS;
	lexicon[i].id = id;
	lexicon[i].is |= class;
}

static void kinds_make(void)
{
	for (int c = 'a'; c <= 'z'; c++)
		kinds[c] = KIND_SMALL;
	for (int c = 'A'; c <= 'Z'; c++)
		kinds[c] = KIND_CAPITAL;
	for (int c = '0'; c <= '9'; c++)
		kinds[c] = KIND_DIGIT;
	kinds['q'] |= KIND_Q;
	for (int c = 0; c < 256; c++)
		small_of[c] = (unsigned char)small_letter((char)c);
}

static void lexicon_make(void)
{
	kinds_make();
	suffixes_make();
	for (size_t c = 0; c < sizeof class_words / sizeof *class_words; c++)
		for (const char *s = class_words[c]; *s;) {
			size_t n = strcspn(s, " ");

			lexicon_add(s, n, (uint32_t)1 << c);
			s += n + (s[n] == ' ');
		}
}

static uint32_t lexicon_find(uint32_t id)
{
	for (size_t i = id % LEXICON_SLOTS; lexicon[i].id;
	     i = (i + 1) % LEXICON_SLOTS)
		if (lexicon[i].id == id)
			return lexicon[i].is;
	return 0;
}

static void lexicon_need(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, lexicon_make);
}

uint32_t word_classes(const char *s, size_t n)
{
	lexicon_need();
	return lexicon_find(hash_word(s, n));
}

uint32_t word_classes_any_case(const char *s, size_t n)
{
	char letters[WORD_MAX];

	if (n > WORD_MAX)
		return 0;
	small_letters(letters, s, n);
	return word_classes(letters, n);
}

int class_index(uint32_t class, const char *s, size_t n)
{
	const char *list = class_words[__builtin_ctz(class)];
	int place = 0;

	for (size_t k; *list; list += k + (list[k] == ' '), place++) {
		k = strcspn(list, " ");
		if (k == n && strncasecmp(list, s, n) == 0)
			return place;
	}
	return -1;
}

static bool ends(const char *s, size_t n, const char *suffix)
{
	size_t k = strlen(suffix);

	return n > k && memcmp(s + n - k, suffix, k) == 0;
}

/* The singular of S, in place. */
static size_t without_plural(char *s, size_t n)
{
	if (ends(s, n, "'s"))
		return n - 2;
	if (n < 4 || s[n - 1] != 's' || s[n - 2] == 's' || s[n - 2] == 'u' ||
	    s[n - 2] == 'i')
		return n;
	if (n > 4 && ends(s, n, "ies")) {
		s[n - 3] = 'y';
		return n - 2;
	}
	if (ends(s, n, "sses") || ends(s, n, "xes") || ends(s, n, "ches") ||
	    ends(s, n, "shes"))
		return n - 2;
	return n - 1;
}

static size_t without_suffix(const char *s, size_t n)
{
	if (n < SUFFIX_MIN + STEM_MIN)
		return n;
	for (size_t i = suffix_first[(unsigned char)s[n - 1]]; i;
	     i = suffix_next[i - 1]) {
		const struct suffix *x = &suffixes[i - 1];

		if (x->s[x->n - 2] == s[n - 2] && n >= x->n + STEM_MIN &&
		    memcmp(s + n - x->n, x->s, x->n) == 0)
			return n - x->n;
	}
	if (n > 9 && ends(s, n, "ism"))
		return n - 3;
	return n;
}

/* Takes inflections and derivations off the N small letters at S, in place;
 * returns the length that is left: "services" -> "servic". */
static size_t stem(char *s, size_t n)
{
	size_t before;

	n = without_plural(s, n);
	before = n;
	n = without_suffix(s, n);
	/* "running", "run"; but "calling", "call" */
	if (n < before && n > 2 && s[n - 1] == s[n - 2] && s[n - 1] != 'l' &&
	    s[n - 1] != 's' && s[n - 1] != 'z')
		return n - 1;
	if (n > STEM_MIN && (s[n - 1] == 'e' || (s[n - 1] == 'y' && n > 5)))
		n--;
	return n;
}

/* Length of the character of a word at S; 0: none. INSIDE: not its first. */
static size_t word_char(const char *s, size_t n, bool inside)
{
	unsigned char c = (unsigned char)*s;
	unsigned cp;
	size_t len;

	if (kinds[c])
		return 1;
	if (c < 0x80)
		return inside && c == '\'';
	len = utf8_decode(s, n, &cp);
	return len && utf8_is_word(cp) ? len : 0;
}

/* What the letters of a word are, counted one by one. */
struct shape {
	unsigned any, all, capitals;
};

static uint32_t shape_classes(const struct shape *x, char first, size_t n)
{
	uint32_t is = 0;

	if (kinds[(unsigned char)first] & KIND_CAPITAL)
		is |= WORD_CAPITAL;
	if (x->capitals > 1 && !(x->any & KIND_SMALL))
		is |= WORD_CAPS;
	if (x->any & KIND_DIGIT)
		is |= WORD_DIGIT;
	if (x->all & KIND_DIGIT)
		is |= WORD_NUMBER;
	if ((x->all & KIND_Q) && n > 1)
		is |= WORD_CODE;
	return is;
}

/* The bytes [FROM, TO) of S, one after the other once: their kinds, the hash of
 * each beginning, small letters. */
static struct word make_word(const char *s, size_t from, size_t to)
{
	char small[WORD_MAX];
	uint32_t hashes[WORD_MAX + 1];
	struct shape shape = {0, ~0U, 0};
	size_t n = to - from, left;
	struct word w = {.from = (uint32_t)from, .to = (uint32_t)to};

	hashes[0] = HASH_BEGIN;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[from + i];

		shape.any |= kinds[c];
		shape.all &= kinds[c];
		shape.capitals += kinds[c] & KIND_CAPITAL;
		if (i < WORD_MAX) {
			small[i] = (char)small_of[c];
			hashes[i + 1] = hash_letter(hashes[i], small_of[c]);
		}
	}
	w.is = shape_classes(&shape, s[from], n);
	if (n > WORD_MAX) {
		w.id = w.stem = hash_word(s + from, n);
		return w;
	}
	w.id = hashes[n] ? hashes[n] : 1;
	w.is |= lexicon_find(w.id);
	left = stem(small, n);
	if (small[left - 1] ==
	    (char)small_of[(unsigned char)s[from + left - 1]])
		w.stem = hashes[left] ? hashes[left] : 1;
	else /* "y" for "ies" */
		w.stem = hash_word(small, left);
	return w;
}

struct words words_cut(struct arena *a, const char *s, size_t n)
{
	size_t most = (n / 2 + 1) * sizeof(struct word);
	struct words out = {arena_room(a, most, _Alignof(struct word)), 0};

	lexicon_need();
	for (size_t i = 0; i < n;) {
		size_t from = i, to, len = word_char(s + i, n - i, false);

		if (!len) {
			i++;
			continue;
		}
		do {
			i += len;
			while (i < n && kinds[(unsigned char)s[i]])
				i++;
		} while (i < n && (len = word_char(s + i, n - i, true)));
		for (to = i; s[to - 1] == '\'';)
			to--;
		out.p[out.n++] = make_word(s, from, to);
	}
	return out;
}
