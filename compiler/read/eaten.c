/* Warns of signs in a text that Markdown takes away though they look like text,
 * as emphasis inside a word, or that it leaves though they look like markup. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "read/markdown.h"

enum {
	ATTRIBUTES_MAX = 200, /* bytes between braces */
	WORD_MAX = 60,	      /* bytes of a word in a message */
};

/* The code point of S that ends at AT (0: none), and where it begins. */
static unsigned before(const char *s, size_t at, size_t *from)
{
	unsigned cp = 0;
	size_t p = at;

	while (p && at - p < 4 && (s[--p] & 0xC0) == 0x80)
		;
	*from = p;
	if (!at || utf8_decode(s + p, at - p, &cp) != at - p)
		return 0;
	return cp;
}

static unsigned behind(const char *s, size_t n, size_t at, size_t *to)
{
	unsigned cp = 0;
	size_t k = at < n ? utf8_decode(s + at, n - at, &cp) : 0;

	*to = at + k;
	return cp;
}

/* Is CP of a script that puts no blanks between words? */
static bool is_unspaced(unsigned cp)
{
	return (cp >= 0x0E00 && cp < 0x1100) || (cp >= 0x2E80 && cp < 0xA4D0) ||
	       (cp >= 0xAC00 && cp < 0xD7B0) || (cp >= 0xF900 && cp < 0xFB00) ||
	       (cp >= 0xFF00 && cp < 0xFFF0) || cp >= 0x20000;
}

static bool is_word(unsigned cp)
{
	return cp && utf8_is_word(cp);
}

/* What stands beside emphasis: a word, or a sign that ties it to one. */
enum beside { FREE, TIED, SLASHED };

/*
 * OUT stands beside the emphasis, FAR behind it, IN is the first or last sign
 * of what is emphasised. TIES are signs that no sentence has there.
 */
static enum beside judge_side(unsigned out, unsigned far, unsigned in,
			      const char *ties)
{
	if (!out || utf8_is_space(out))
		return FREE;
	if (out == '*' || out == '_')
		return TIED;
	if (out == '/' && !is_word(far))
		return TIED;
	if (is_word(out))
		return is_unspaced(out) || is_unspaced(in) ? FREE : TIED;
	if (out <= 0x7E && strchr(ties, (int)out))
		return TIED;
	if (out > 0x7E || strchr("\"'()[]{}<>|", (int)out) || !is_word(far))
		return FREE;
	/* A bold "pre" before "-signed", a bold "and" before "/or". */
	if (strchr("-/", (int)out) && far > '9' && in > '9' && is_word(in))
		return SLASHED;
	return TIED;
}

/* Does the word of N bytes at P hold anything but ASCII signs? */
static bool has_word(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_punctuation(p[i]))
			return true;
	return false;
}

/* Has each bracket its partner in the text? */
static bool is_balanced(const char *p, size_t n)
{
	static const char brackets[] = {'(', ')', '[', ']', '{', '}'};
	int open[3] = {0, 0, 0};

	for (size_t i = 0; i < n; i++) {
		const char *b = memchr(brackets, p[i], sizeof brackets);
		int step = b && (b - brackets) % 2 ? -1 : 1;

		if (b && (open[(b - brackets) / 2] += step) < 0)
			return false;
	}
	return !open[0] && !open[1] && !open[2];
}

/* Is the emphasised text no phrase: its first or its last word nothing but
 * signs, a bracket without its partner, a path? */
static bool is_signs(const char *p, size_t n)
{
	size_t first = 0, last = n;

	while (first < n && !is_blank(p[first]))
		first++;
	while (last && !is_blank(p[last - 1]))
		last--;
	return !has_word(p, first) || !has_word(p + last, n - last) ||
	       !is_balanced(p, n) ||
	       (n > 1 && strchr("./:=", *p) && strchr("./:=", p[n - 1]));
}

/* Is it one name, such as init of __init__? */
static bool is_name(const char *p, size_t n, bool strong)
{
	bool code = strong;

	for (size_t i = 0; i < n; i++) {
		if (!is_letter(p[i]) && !is_digit(p[i]) && p[i] != '_' &&
		    p[i] != '.')
			return false;
		code |= is_digit(p[i]) || p[i] == '_' ||
			(p[i] == '.' && i + 1 < n);
	}
	return n && code;
}

/* Where one emphasis stands in the source. */
struct signs {
	size_t open, close; /* the first sign of each side */
	size_t n;	    /* signs on each side: 1 or 2 */
	char sign;	    /* '*' or '_' */
};

static bool find_signs(const struct body *b, const struct rich *r,
		       const struct emphasis *e, struct signs *g)
{
	const char *s = b->r->src->text;
	size_t open = rich_span(r, e->from, e->from + 1).start;
	size_t close = rich_span(r, e->to - 1, e->to).end;

	while (open > b->from && strchr("`[!<\\&", s[open - 1]))
		open--;
	if (open < 2 || !strchr("*_", s[open - 1]))
		return false;
	g->sign = s[open - 1];
	g->n = e->strong ? 2 : 1;
	while (open > b->from && s[open - 1] == g->sign)
		open--;
	g->open = open;
	while (close < b->r->src->size && !is_blank(s[close]) &&
	       s[close] != g->sign)
		close++;
	g->close = close;
	return s[close] == g->sign;
}

struct span token_around(const char *s, size_t size, size_t from, size_t to)
{
	size_t start = from, end = to;

	while (start && !is_blank(s[start - 1]) && s[start - 1] != '|')
		start--;
	while (end < size && !is_blank(s[end]) && s[end] != '|')
		end++;
	while (start < from && strchr("(\"'", s[start]))
		start++;
	while (end > to && strchr(".,;:!?)\"'", s[end - 1]))
		end--;
	return span_of(start, end);
}

/* Can the span of the source become code as it is? */
static bool fits_code(const char *s, struct span at)
{
	size_t n = at.end - at.start;

	return n && !memchr(s + at.start, '`', n) &&
	       !memchr(s + at.start, '\n', n) && !memchr(s + at.start, ' ', n);
}

const char *word_said(struct body *b, struct span at)
{
	const char *s = b->r->src->text + at.start;
	size_t n = at.end - at.start;

	return n > WORD_MAX || memchr(s, '\n', n)
		       ? "it"
		       : arena_printf(b->r->arena, "'%.*s'", (int)n, s);
}

void fix_code(struct body *b, struct diag *d, struct span at)
{
	const char *s = b->r->src->text;

	if (fits_code(s, at))
		diag_fix(b->r->diags, d, at,
			 arena_printf(b->r->arena, "`%.*s`",
				      (int)(at.end - at.start), s + at.start),
			 false, "put it in backticks");
}

/* "\" before each sign of the emphasis. */
static void fix_escape(struct body *b, struct diag *d, const struct signs *g)
{
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < g->n; i++) {
			size_t at = (side ? g->close : g->open) + i;

			diag_fix(b->r->diags, d, span_of(at, at), "\\", false,
				 "show the signs");
		}
}

static bool is_lost(const struct rich *r, const struct emphasis *e, char sign)
{
	const char *s = r->prose;
	size_t from, to, far, n = e->to - e->from;
	unsigned left = before(s, e->from, &from);
	unsigned right = behind(s, r->len, e->to, &to);
	unsigned first = behind(s, r->len, e->from, &far);
	unsigned last = before(s, e->to, &far);
	enum beside a = judge_side(left, before(s, from, &far), first,
				   ".,;:!?=+#~^%&@\\$");
	enum beside z = judge_side(right, behind(s, r->len, to, &far), last,
				   "=+#~^&@\\$");

	if (a == TIED || z == TIED || (a == SLASHED && z == SLASHED))
		return true;
	return is_signs(s + e->from, n) || memchr(s + e->from, sign, n) ||
	       (sign == '_' && is_name(s + e->from, n, e->strong));
}

/* TOLD is the end of the last word that was reported, *LEFT how many may be. */
static void report_emphasis(struct body *b, const struct rich *r,
			    const struct emphasis *e, size_t *told,
			    unsigned *left)
{
	const char *s = b->r->src->text;
	struct signs g = {0, 0, 0, '*'};
	struct span at = rich_span(r, e->from, e->to);
	struct diag *d;
	bool found;

	if (e->to <= e->from || at.start < *told)
		return;
	found = find_signs(b, r, e, &g);
	if (!is_lost(r, e, g.sign))
		return;
	if (found)
		at = token_around(s, b->r->src->size, g.open, g.close + g.n);
	if (at.start < *told)
		return;
	*told = at.end;
	--*left;
	d = diag_add(b->r->diags, "markdown/lost-emphasis", b->r->src, at,
		     "Markdown makes this %s and takes the '%.*s' away; put "
		     "%s in backticks, or a backslash before each '%c'",
		     e->strong ? "bold" : "italic", e->strong ? 2 : 1,
		     g.sign == '*' ? "**" : "__", word_said(b, at), g.sign);
	if (!found || e->cell)
		return;
	if (fits_code(s, at))
		fix_code(b, d, at);
	else
		fix_escape(b, d, &g);
}

/* What stays as it is, and was meant otherwise */

/* Is the sign at AT of the text written without a backslash? */
static bool is_bare(const struct body *b, const struct rich *r, size_t at)
{
	size_t src = rich_span(r, at, at + 1).start;
	const char *s = b->r->src->text;

	return s[src] == r->text[at] && (!src || s[src - 1] != '\\');
}

/* "**" that makes no bold text: with a word on one side, or beside a sign. */
static void report_bold(struct body *b, const struct rich *r)
{
	const char *s = r->prose, *hit = s;
	size_t from, to;
	struct diag *d;
	struct span at;

	for (; (hit = strstr(hit, "**")); hit += strspn(hit, "*")) {
		size_t i = (size_t)(hit - s);
		unsigned left = before(s, i, &from);
		unsigned right = behind(s, r->len, i + 2, &to);
		bool open = !left || utf8_is_space(left);
		bool close = !right || utf8_is_space(right);

		if (strspn(hit, "*") != 2 || (open && close) ||
		    (is_word(left) && is_word(right)) || !is_bare(b, r, i) ||
		    !is_bare(b, r, i + 1))
			continue;
		at = rich_span(r, i, i + 2);
		d = diag_add(b->r->diags, "markdown/lone-bold", b->r->src, at,
			     "this '**' makes no bold text and is shown; put "
			     "brackets and quotes outside of the two '**', or "
			     "write \\*\\* for two stars");
		diag_fix(b->r->diags, d, at, "\\*\\*", true, "show the stars");
		return;
	}
}

/* Length of "{: …}", "{.name …}", "{#name …}", "{width=…}" at S, else 0. */
static size_t attributes_at(const char *s)
{
	static const char *const keys[] = {
		"width=", "height=", "lang=",  "style=", "target=",
		"class=", "id=",     "title=", "start="};
	const char *p = s + 1 + (s[1] == ':');
	size_t n = 0;
	bool yes;

	while (n < ATTRIBUTES_MAX && s[n] && !strchr("}\n", s[n]))
		n++;
	if (s[n] != '}')
		return 0;
	p += strspn(p, " ");
	yes = s[1] == ':' || ((*p == '.' || *p == '#') && is_letter(p[1]));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		yes |= strncmp(p, keys[i], strlen(keys[i])) == 0;
	return yes ? n + 1 : 0;
}

static void report_attributes(struct body *b, const struct rich *r)
{
	for (const char *p = r->prose; (p = strchr(p, '{')); p++) {
		size_t n = attributes_at(p), i = (size_t)(p - r->prose);
		struct diag *d;

		if (!n || !is_bare(b, r, i))
			continue;
		d = diag_add(b->r->diags, "markdown/attributes", b->r->src,
			     rich_span(r, i, i + n),
			     "'%.*s' is shown as text: attributes are not "
			     "read; delete it, or put it in backticks",
			     (int)n, p);
		diag_fix(b->r->diags, d, rich_span(r, i, i + n), "", false,
			 "delete it");
		return;
	}
}

void eaten_report(struct body *b, const struct rich *r, const struct eaten *e)
{
	unsigned left = FINDINGS_MAX;
	span_list brackets;
	size_t told = 0;

	if (b->r->body_broken)
		return;
	brackets = maths_brackets(b, e);
	for (size_t i = 0; i < e->emphases.n && left; i++)
		report_emphasis(b, r, &e->emphases.p[i], &told, &left);
	escapes_report(b, e, &brackets);
	report_bold(b, r);
	report_attributes(b, r);
	maths_report(b, r, &brackets);
	vec_release(&brackets);
}
