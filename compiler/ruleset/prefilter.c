/* Finds, in a pattern's text, literals of which every match has one. */
#include "ruleset/prefilter.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/err.h"
#include "base/utf8.h"

enum { LITERALS_MAX = 64, RUN_MAX = 32, DEPTH_MAX = 20 };

/* Every match has at least one of these literals; N 0: nothing is known. */
struct needs {
	size_t n;
	struct literal {
		unsigned char len;
		char s[RUN_MAX];
	} p[LITERALS_MAX];
};

struct prefilter {
	size_t n;
	struct literal_grams {
		uint16_t n;
		uint16_t p[RUN_MAX];
	} literals[];
};

/* A pattern while it is read. */
struct reading {
	const char *s, *end;
	bool extended; /* (?x): blanks mean nothing */
	bool lost;     /* it has something that is not understood here */
	unsigned depth;
};

static uint32_t small(char c)
{
	return (unsigned char)small_letter(c);
}

/* The place of N small letters, two or three, in the filter. */
static uint16_t gram(uint32_t a, uint32_t b, uint32_t c, size_t n)
{
	uint32_t h = (((uint32_t)n * 131 + a) * 131 + b) * 131 + c;

	return (uint16_t)((h * 2654435761U) >> 20);
}

static void gram_add(struct grams *g, uint16_t bit)
{
	g->bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

void grams_of(struct grams *g, const char *text, size_t n)
{
	uint32_t a, b, c;

	memset(g, 0, sizeof *g);
	g->all = !utf8_is_ascii(text, n);
	if (n < 2 || g->all)
		return;
	a = small(text[0]);
	b = small(text[1]);
	gram_add(g, gram(a, b, 0, 2));
	for (size_t i = 2; i < n; i++, a = b, b = c) {
		c = small(text[i]);
		gram_add(g, gram(b, c, 0, 2));
		gram_add(g, gram(a, b, c, 3));
	}
}

/* How many texts A rules out: the length of its shortest literal. */
static size_t strength(const struct needs *a)
{
	size_t least = a->n ? RUN_MAX : 0;

	for (size_t i = 0; i < a->n; i++)
		if (a->p[i].len < least)
			least = a->p[i].len;
	return least;
}

/* A match needs A and B: keeps the one that rules out more; of two that are as
 * strong the later one, since many patterns begin with common words. */
static void both(struct needs *a, const struct needs *b)
{
	if (strength(b) > strength(a) ||
	    (strength(b) == strength(a) && b->n <= a->n))
		*a = *b;
}

/* A match needs A or B: A gets the literals of both. */
static void either(struct needs *a, const struct needs *b)
{
	if (!a->n || !b->n || a->n + b->n > LITERALS_MAX) {
		a->n = 0;
		return;
	}
	memcpy(a->p + a->n, b->p, b->n * sizeof *b->p);
	a->n += b->n;
}

/* Ends the run of literal letters; OUT gets it as what a match needs. */
static void end_run(struct needs *out, struct literal *run)
{
	static _Thread_local struct needs one;

	if (run->len >= 2) {
		one.n = 1;
		one.p[0] = *run;
		both(out, &one);
	}
	run->len = 0;
}

static void read_branches(struct reading *r, struct needs *out);

/* At "[": goes behind the class. */
static void skip_class(struct reading *r)
{
	r->s++;
	if (r->s < r->end && *r->s == '^')
		r->s++;
	if (r->s < r->end && *r->s == ']')
		r->s++;
	while (r->s < r->end && *r->s != ']') {
		if (*r->s == '\\' || (*r->s == '[' && r->s + 1 < r->end &&
				      strchr(":.=", r->s[1]))) {
			char close = *r->s == '[' ? r->s[1] : 0;

			r->s += 2;
			while (close && r->s + 1 < r->end &&
			       !(*r->s == close && r->s[1] == ']'))
				r->s++;
			r->s += close ? 2 : 0;
			continue;
		}
		r->s++;
	}
	r->s++;
}

/* Sets the flags of "(?ix-s" and goes behind them; ':' or ')' follows. */
static void read_flags(struct reading *r)
{
	bool on = true;

	for (; r->s < r->end && *r->s != ':' && *r->s != ')'; r->s++) {
		if (*r->s == '-')
			on = false;
		else if (*r->s == 'x')
			r->extended = on;
		else if (!strchr("imsUJn^", *r->s) || *r->s == '^')
			r->lost = true;
	}
}

/* What stands between "(" and the group's own text. */
enum group { GROUP_PLAIN, GROUP_ASSERTION, GROUP_FLAGS, GROUP_COMMENT };

static enum group open_group(struct reading *r)
{
	static const struct {
		const char *s;
		enum group is;
	} openers[] = {
		{"?:", GROUP_PLAIN},	  {"?>", GROUP_PLAIN},
		{"?=", GROUP_ASSERTION},  {"?!", GROUP_ASSERTION},
		{"?<=", GROUP_ASSERTION}, {"?<!", GROUP_ASSERTION},
		{"?#", GROUP_COMMENT},
	};

	if (*r->s == '*')
		r->lost = true;
	if (*r->s != '?')
		return GROUP_PLAIN;
	for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
		size_t n = strlen(openers[i].s);

		if ((size_t)(r->end - r->s) < n ||
		    strncmp(r->s, openers[i].s, n) != 0)
			continue;
		r->s += n;
		return openers[i].is;
	}
	r->s++;
	if (r->s < r->end && (*r->s == '<' || *r->s == 'P' || *r->s == '\'')) {
		while (r->s < r->end && *r->s != '>' && *r->s != '=')
			r->s++;
		r->s++;
		return GROUP_PLAIN;
	}
	read_flags(r);
	if (r->s < r->end && *r->s == ')')
		return GROUP_FLAGS;
	r->s++;
	return GROUP_PLAIN;
}

/* At "(": reads the group; what it needs goes to OUT. True: it is nothing but
 * flags or an assertion, so that the letters around it stand together. */
static bool read_group(struct reading *r, struct needs *out)
{
	bool extended = r->extended;
	enum group g;

	out->n = 0;
	r->s++;
	if (++r->depth > DEPTH_MAX || r->s >= r->end) {
		r->lost = true;
		return false;
	}
	g = open_group(r);
	if (g == GROUP_COMMENT)
		while (r->s < r->end && *r->s != ')')
			r->s++;
	else if (g != GROUP_FLAGS)
		read_branches(r, out);
	if (g != GROUP_FLAGS)
		r->extended = extended;
	if (g == GROUP_ASSERTION)
		out->n = 0;
	if (r->s >= r->end || *r->s != ')')
		r->lost = true;
	r->s++;
	r->depth--;
	return g != GROUP_PLAIN;
}

/* At "\": the literal character that it stands for, or 0. *EMPTY: it matches
 * no character. */
static char read_escape(struct reading *r, bool *empty)
{
	char c = r->s + 1 < r->end ? r->s[1] : 0;

	r->s += 2;
	*empty = c && strchr("bBAzZGK", c);
	if (c && strchr("pP", c)) {
		if (r->s < r->end && *r->s == '{')
			while (r->s < r->end && *r->s != '}')
				r->s++;
		r->s++;
		return 0;
	}
	if (isalnum((unsigned char)c)) {
		if (!*empty && !strchr("dDsSwWhHvVNRnrtfe", c))
			r->lost = true; /* \1, \x{…}, \Q … */
		return 0;
	}
	return c;
}

/* The smallest count of the quantifier at R->s, behind which it goes; -1:
 * there is none. */
static int read_quantifier(struct reading *r)
{
	int least;

	if (r->s >= r->end || !strchr("?*+{", *r->s))
		return -1;
	if (*r->s == '{' &&
	    !(r->s + 1 < r->end && isdigit((unsigned char)r->s[1])))
		return -1;
	least = *r->s == '+' ? 1 : 0;
	if (*r->s == '{') {
		least = r->s[1] != '0';
		while (r->s < r->end && *r->s != '}')
			r->s++;
	}
	r->s++;
	if (r->s < r->end && (*r->s == '?' || *r->s == '+'))
		r->s++;
	return least;
}

static void skip_blanks(struct reading *r)
{
	while (r->extended && r->s < r->end) {
		if (*r->s == '#')
			while (r->s < r->end && *r->s != '\n')
				r->s++;
		else if (!isspace((unsigned char)*r->s))
			return;
		if (r->s < r->end)
			r->s++;
	}
}

/* A literal letter was read, and perhaps a quantifier behind it. */
static void take_letter(struct reading *r, struct needs *out,
			struct literal *run, char c)
{
	int least;

	skip_blanks(r);
	least = read_quantifier(r);
	if (least == 0) {
		end_run(out, run);
		return;
	}
	if (run->len == RUN_MAX)
		end_run(out, run);
	run->s[run->len++] = c;
	if (least > 0)
		end_run(out, run);
}

/* Something that is no literal letter, and perhaps a quantifier behind it. */
static void take_other(struct reading *r, struct needs *out,
		       struct literal *run, const struct needs *its)
{
	end_run(out, run);
	skip_blanks(r);
	if (read_quantifier(r) != 0 && its)
		both(out, its);
}

static void read_piece(struct reading *r, struct needs *out,
		       struct literal *run)
{
	bool empty = false;
	char c = *r->s;

	if (c == '(') {
		struct needs *its = xcalloc(1, sizeof *its);

		if (read_group(r, its))
			read_quantifier(r);
		else
			take_other(r, out, run, its);
		free(its);
	} else if (c == '[') {
		skip_class(r);
		take_other(r, out, run, NULL);
	} else if (c == '\\') {
		c = read_escape(r, &empty);
		if (c)
			take_letter(r, out, run, c);
		else if (!empty)
			take_other(r, out, run, NULL);
		else
			read_quantifier(r);
	} else if (c == '^' || c == '$') {
		r->s++;
		read_quantifier(r);
	} else if (c == '.' || (unsigned char)c >= 0x80) {
		r->s++;
		while (r->s < r->end && ((unsigned char)*r->s & 0xC0) == 0x80)
			r->s++;
		take_other(r, out, run, NULL);
	} else {
		r->s++;
		take_letter(r, out, run, c);
	}
}

/* One branch, up to "|", ")" or the end. */
static void read_branch(struct reading *r, struct needs *out)
{
	struct literal run = {0};

	out->n = 0;
	for (skip_blanks(r); r->s < r->end && *r->s != '|' && *r->s != ')';
	     skip_blanks(r))
		read_piece(r, out, &run);
	end_run(out, &run);
}

static void read_branches(struct reading *r, struct needs *out)
{
	struct needs *next = xcalloc(1, sizeof *next);

	read_branch(r, out);
	while (r->s < r->end && *r->s == '|') {
		r->s++;
		read_branch(r, next);
		either(out, next);
	}
	free(next);
}

/* The grams of a literal: triples, or the one pair. */
static void hash_literal(struct literal_grams *h, const struct literal *l)
{
	size_t k = l->len >= 3 ? 3 : 2;

	for (size_t i = 0; i + k <= l->len; i++)
		h->p[h->n++] = gram(small(l->s[i]), small(l->s[i + 1]),
				    k == 3 ? small(l->s[i + 2]) : 0, k);
}

struct prefilter *prefilter_make(const char *p, size_t n)
{
	struct reading r = {.s = p, .end = p + n};
	struct needs *all = xcalloc(1, sizeof *all);
	struct prefilter *s = NULL;

	read_branches(&r, all);
	if (!r.lost && r.s == r.end && all->n) {
		s = xcalloc(1, sizeof *s + all->n * sizeof *s->literals);
		for (; s->n < all->n; s->n++)
			hash_literal(&s->literals[s->n], &all->p[s->n]);
	}
	free(all);
	return s;
}

void prefilter_free(struct prefilter *s)
{
	free(s);
}

static bool has_all(const struct literal_grams *h, const struct grams *g)
{
	for (size_t i = 0; i < h->n; i++)
		if (!(g->bits[h->p[i] / 64] >> (h->p[i] % 64) & 1))
			return false;
	return true;
}

bool prefilter_passes(const struct prefilter *s, const struct grams *g)
{
	if (!s || g->all)
		return true;
	for (size_t i = 0; i < s->n; i++)
		if (has_all(&s->literals[i], g))
			return true;
	return false;
}
