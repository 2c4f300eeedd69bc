/* Reports Markdown that looks like options to its author and is something else
 * to CommonMark: odd markers, code and HTML around options, parted lists. */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "read/markdown.h"

/* Signs and words that other tools and habits put where [ ] or [x] belongs. */
static const struct {
	const char *text;
	bool key;
} odd_markers[] = {
	{"[\u2713]", true},  {"[\u2714]", true}, {"[\u2611]", true},
	{"[yes]", true},     {"[Yes]", true},	 {"[true]", true},
	{"[correct]", true}, {"(x)", true},	 {"(X)", true},
	{"\u2611", true},    {"\u2705", true},	 {"\u2714", true},
	{"[no]", false},     {"[No]", false},	 {"[false]", false},
	{"[\u0445]", true},  {"[\u0425]", true}, {"[\u03C7]", true},
	{"[\u03A7]", true},  {"[\u00D7]", true}, {"[\u2715]", true},
	{"[\u2716]", true},  {"[\u2A2F]", true}, {"[\u2573]", true},
	{"[\uFF58]", true},  {"[\uFF38]", true}, {"[\u2179]", true},
	{"[\u2169]", true},  {"[\u04FD]", true}, {"[\u04B3]", true},
	{"[\u2613]", true},  {"[wrong]", false}, {"( )", false},
	{"()", false},	     {"\u2610", false},	 {"[\u2717]", false},
	{"[\u2718]", false},
};

/* Length of the odd marker at S, 0 if there is none. */
static size_t odd_marker(const char *s, bool *key)
{
	for (size_t i = 0; i < sizeof odd_markers / sizeof *odd_markers; i++) {
		size_t n = strlen(odd_markers[i].text);

		*key = odd_markers[i].key;
		if (strncmp(s, odd_markers[i].text, n) == 0 && is_blank(s[n]))
			return n;
	}
	return 0;
}

/* Length of a marker in brackets that is neither [ ] nor [x] but was meant as
 * one, 0 if S begins with something else. */
static size_t bad_marker(const char *s, bool *key)
{
	size_t n = strcspn(s, "]\n"), in = n - 1;

	if (s[0] != '[' || s[n] != ']' || in > 5)
		return 0;
	/* "[text](url)" and "[1] text" are not attempts at an option. */
	if (s[n + 1] == '(' || s[n + 1] == '[')
		return 0;
	*key = memchr(s + 1, 'x', in) || memchr(s + 1, 'X', in);
	return in <= 1 || *key || strspn(s + 1, " \xC2\xA0") >= in ? n + 1 : 0;
}

enum marker marker_of(const struct body *b, cmark_node *para)
{
	const char *s = b->r->src->text, *lit;
	cmark_node *text;
	bool key;

	if (type_of(para) == CMARK_NODE_CODE_BLOCK) {
		s += block_start(b, para);
		if (fence_start(b, para) == block_start(b, para))
			return MARK_NONE;
		return s[1] == ' ' ? MARK_OPEN : MARK_KEY;
	}
	if (type_of(para) != CMARK_NODE_PARAGRAPH ||
	    cmark_node_get_start_line(para) < 1)
		return MARK_NONE;
	s += block_start(b, para);
	text = cmark_node_first_child(para);
	if (plain_marker(s) && is_blank(s[3])) {
		lit = cmark_node_get_literal(text);
		if (type_of(text) != CMARK_NODE_TEXT || !lit ||
		    strncmp(lit, s, 3) != 0)
			return MARK_LINK;
		return s[1] == ' ' ? MARK_OPEN : MARK_KEY;
	}
	if (plain_marker(s) && strchr("([:", s[3]))
		return MARK_LINK;
	return odd_marker(s, &key) || bad_marker(s, &key) ? MARK_WRONG
							  : MARK_NONE;
}

/* The first sign of [P, P + N) that no marker has, 0: none. */
static unsigned odd_sign(const char *p, size_t n)
{
	unsigned cp = 0;

	for (size_t i = 0, k; i < n; i += k ? k : 1) {
		k = utf8_decode(p + i, n - i, &cp);
		if (k > 1)
			return cp;
	}
	return 0;
}

/* "; the blank in it is U+00A0": what an author cannot see of the N bytes. */
static const char *said_of_sign(struct body *b, const char *p, size_t n,
				const char *where)
{
	unsigned cp = odd_sign(p, n);
	bool blank = utf8_is_space(cp) || utf8_width(cp) == 0;

	if (!cp || (!blank && !utf8_is_word(cp) && cp != 0xD7))
		return ""; /* the author sees that it is another sign */
	return arena_printf(b->r->arena, "; the %s %s it is U+%04X%s",
			    blank ? "blank" : "sign", where, cp,
			    cp == 0xA0			? " (no-break space)"
			    : cp >= 0x400 && cp < 0x530 ? " (Cyrillic)"
			    : cp >= 0x370 && cp < 0x400 ? " (Greek)"
							: "");
}

/* Length of an odd blank behind a marker; 0: there is none. */
static size_t blank_behind(const char *p)
{
	unsigned cp;
	size_t k = utf8_decode(p, strnlen(p, 4), &cp);

	return k > 1 && (utf8_is_space(cp) || utf8_width(cp) == 0) ? k : 0;
}

void marker_report(struct body *b, cmark_node *para)
{
	const char *s = b->r->src->text + block_start(b, para);
	size_t at = block_start(b, para), n = strcspn(s, "]") + 1;
	struct span span = span_of(at, at + n);
	bool key = false, blank, sure;
	size_t odd;
	struct diag *d;

	if (marker_of(b, para) == MARK_LINK) {
		if (b->r->body_broken)
			return; /* by the definition that made it a link */
		body_error(b, "markdown/marker-link", span,
			   "here '%.*s' is read as a link, not as an option's "
			   "marker; put a blank behind the ]",
			   (int)n, s);
		return;
	}
	sure = (n = odd_marker(s, &key)) != 0;
	if (!sure)
		n = bad_marker(s, &key);
	sure |= n == 2 || key || strspn(s + 1, " \xC2\xA0") >= n - 2;
	blank = s[n] == ' ' || s[n] == '\t';
	odd = blank_behind(s + n);
	span = span_of(at, at + n + odd);
	d = body_error(b, "markdown/bad-marker", span,
		       "'%.*s%s' is not an option's marker; write '[ ] ' for a "
		       "distractor, '[x] ' for the key%s",
		       (int)n, s, blank ? "" : "…",
		       said_of_sign(b, s, n + odd, odd ? "behind" : "in"));
	if (sure)
		diag_fix(b->r->diags, d, span,
			 blank ? (key ? "[x]" : "[ ]")
			       : (key ? "[x] " : "[ ] "),
			 n != 3 || blank, key ? "write [x]" : "write [ ]");
}

/* Does a line of TEXT look like an option? */
static bool has_option_line(const char *text)
{
	for (const char *p = text; p && *p; p = strchr(p, '\n')) {
		p += *p == '\n';
		p += strspn(p, " \t>");
		if ((*p == '-' || *p == '*' || *p == '+') && p[1] == ' ' &&
		    p[2] == '[' && (p[3] == ' ' || (p[3] | 32) == 'x') &&
		    p[4] == ']')
			return true;
	}
	return false;
}

/* What stands behind the list and the quotes under it, before STOP; NULL:
 * nothing. */
static cmark_node *behind(cmark_node *list, cmark_node *stop)
{
	cmark_node *n = cmark_node_next(list);

	while (n && (type_of(n) == CMARK_NODE_LIST ||
		     type_of(n) == CMARK_NODE_BLOCK_QUOTE))
		n = cmark_node_next(n);
	return n == stop ? NULL : n;
}

/* A code or HTML block that holds lines that look like options. */
static bool swallows(struct body *b, cmark_node *n)
{
	bool code = type_of(n) == CMARK_NODE_CODE_BLOCK;

	if ((!code && type_of(n) != CMARK_NODE_HTML_BLOCK) ||
	    !has_option_line(cmark_node_get_literal(n)))
		return false;
	body_error(b, "markdown/swallowed-options",
		   line_rest(b, block_start(b, n)),
		   code ? "this code block holds lines that look like "
			  "options; close the fence, or indent them less"
			: "this HTML block swallows the options below it; "
			  "delete it");
	return true;
}

void nearmiss_split(struct body *b, cmark_node *list, enum item_shape shape)
{
	cmark_node *after = NULL;

	/* Other lists of a stem may look like pairs or steps. */
	if (shape == SHAPE_MATCH ||
	    (shape == SHAPE_ORDER && cmark_node_get_list_start(list) == 1))
		return;
	for (cmark_node *n = cmark_node_first_child(b->doc); n && n != list;
	     n = cmark_node_next(n))
		if (list_fits(b, n, shape))
			after = behind(n, list);
	if (after)
		body_error(b, "markdown/text-after-options",
			   line_rest(b, block_start(b, after)),
			   "this parts the %s in two lists; put it before all "
			   "of them, or indent it under the one it belongs to",
			   shape == SHAPE_CHOICE ? "options" : "steps");
}

void nearmiss_no_list(struct body *b, cmark_node *stop, enum item_shape shape)
{
	cmark_node *after = NULL;

	if (b->r->body_broken)
		return; /* one mistake, one message */
	for (cmark_node *n = cmark_node_first_child(b->doc); n && n != stop;
	     n = cmark_node_next(n)) {
		if (shape == SHAPE_CHOICE && swallows(b, n))
			return;
		if (list_fits(b, n, shape))
			after = behind(n, stop);
	}
	if (!after && shape == SHAPE_CHOICE && foreign_options(b))
		return;
	if (after)
		body_error(b, "markdown/text-after-options",
			   line_rest(b, block_start(b, after)),
			   "text behind the %s; put it before them, or under "
			   "a heading '## Explanation'",
			   shape == SHAPE_CHOICE  ? "options"
			   : shape == SHAPE_ORDER ? "steps"
						  : "pairs");
}

/* Is the fence that opens at block N closed? *END gets its last line, 0 for
 * indented code. */
static bool fence_closed(const struct body *b, cmark_node *n, int *end)
{
	const char *lit = cmark_node_get_literal(n);
	int line = cmark_node_get_start_line(n) + 1;
	char fence = b->r->src->text[fence_start(b, n)];
	const char *p;
	size_t len;

	*end = 0;
	if (fence != '`' && fence != '~')
		return true; /* indented code */
	for (; *lit; lit++)
		line += *lit == '\n';
	*end = line;
	p = source_line(b->r->src, (uint32_t)line, &len);
	while (len && (*p == ' ' || *p == '>' || *p == '\t'))
		p++, len--;
	return len >= 3 && p[0] == fence && p[1] == fence && p[2] == fence;
}

/* Does the code hold a line that opens a fence as long as its own? Then the
 * fence above was never closed, or never opened. */
static bool holds_fence(const struct body *b, cmark_node *n)
{
	const char *fence = b->r->src->text + fence_start(b, n);
	char mark[2] = {*fence, 0};
	size_t long_as = strspn(fence, mark);

	for (const char *p = cmark_node_get_literal(n); p;
	     p = strchr(p, '\n')) {
		p += *p == '\n';
		p += strspn(p, " \t>-");
		if (strspn(p, mark) >= long_as)
			return true;
	}
	return false;
}

/* Does the code begin on the line of a marker above N, which is then its end
 * and no beginning? */
static bool ends_marker_code(const struct body *b, cmark_node *n)
{
	cmark_node *para = cmark_node_previous(n);
	const char *s = b->r->src->text;

	if (type_of(para) != CMARK_NODE_PARAGRAPH ||
	    marker_of(b, para) == MARK_NONE)
		return false;
	s += block_start(b, para) + 3;
	s += strspn(s, " \t");
	return strncmp(s, "```", 3) == 0 || strncmp(s, "~~~", 3) == 0;
}

/* Where a fence like that of N stands behind text in the paragraph above N:
 * "[x] Print it: ```py". It opens nothing there, and what was to close it opens
 * N. 0: nowhere. */
static size_t fence_behind_text(const struct body *b, cmark_node *n)
{
	cmark_node *para = cmark_node_previous(n);
	const char *s = b->r->src->text, *fence = s + fence_start(b, n);
	char mark[4] = {*fence, *fence, *fence, 0};
	size_t at, stop;
	const char *p, *end;

	if (type_of(para) != CMARK_NODE_PARAGRAPH ||
	    cmark_node_get_start_line(para) < 1)
		return 0;
	at = block_start(b, para);
	stop = block_end(b, para);
	p = memmem(s + at, stop - at, mark, 3);
	if (!p)
		return 0;
	at = (size_t)(p - s);
	end = p + strspn(p, mark);
	/* Code that ends in the same text is a span. */
	return memmem(end, stop - (size_t)(end - s), mark, 3) ? 0 : at;
}

static void check_fence(struct body *b, cmark_node *n)
{
	size_t at = block_start(b, n), opens;
	int last;

	if (ends_marker_code(b, n))
		return;
	opens = fence_closed(b, n, &last) && !(last && holds_fence(b, n))
			? 0
			: fence_behind_text(b, n);
	if (opens) {
		body_error(b, "markdown/unclosed-fence", line_rest(b, opens),
			   "a fence behind text opens no code; put it on a "
			   "line of its own");
		return;
	}
	if (fence_closed(b, n, &last)) {
		if (last && holds_fence(b, n))
			body_error(
				b, "markdown/unclosed-fence", line_rest(b, at),
				"this code holds another fence, so one above "
				"it is not closed; a fence around fences is "
				"longer than they are");
		if (last)
			lines_mark(b, cmark_node_get_start_line(n), last,
				   LINE_CODE);
		return;
	}
	body_error(b, "markdown/unclosed-fence", line_rest(b, at),
		   "this code fence is never closed%s",
		   has_option_line(cmark_node_get_literal(n))
			   ? "; the options below it are read as code"
		   : fence_start(b, n) != at
			   ? "; its code and the fence below that are indented "
			     "as far as the marker"
			   : "");
}

/* "[x]: url": a definition that turns every [x] into a link. */
static void check_definitions(struct body *b)
{
	struct source *s = b->r->src;
	size_t n;

	lines_mark(b, 0, 0, 0);
	for (uint32_t i = 1; i <= s->nlines; i++) {
		const char *p = source_line(s, i, &n), *q;

		if (p < s->text + b->from || b->lines[i] & LINE_CODE)
			continue;
		q = p + strspn(p, " \t>-*+");
		if (q[0] == '[' && (q[1] == 'x' || q[1] == 'X') &&
		    q[2] == ']' && q[3] == ':') {
			size_t at = (size_t)(q - s->text);

			body_error(b, "markdown/marker-link", line_rest(b, at),
				   "'%.3s:' defines a link, so every '%.3s' in "
				   "this file would become one; delete the "
				   "colon or the line",
				   q, q);
			return;
		}
	}
}

/* How many blocks the node stands in: three for a rationale. */
static int depth(cmark_node *n)
{
	int d = 0;

	while ((n = cmark_node_parent(n)))
		d++;
	return d;
}

void nearmiss_everywhere(struct body *b)
{
	cmark_iter *it = cmark_iter_new(b->doc);

	while (cmark_iter_next(it) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(it);

		if (type_of(n) == CMARK_NODE_CODE_BLOCK)
			check_fence(b, n);
		if (type_of(n) == CMARK_NODE_BLOCK_QUOTE && depth(n) <= 3)
			lines_mark(b, cmark_node_get_start_line(n),
				   cmark_node_get_end_line(n), LINE_QUOTE);
	}
	cmark_iter_free(it);
	check_definitions(b);
}
