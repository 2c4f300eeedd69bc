/* Reports lines that look like an option, a step or a pair and became none.
 * CommonMark reads such a line as text of what stands above it, whatever the
 * slip was, and its author would not see it go. */
#include <string.h>

#include "base/buf.h"
#include "read/markdown.h"

enum { NEAR = 6 }; /* bytes before a marker that a slip may have left */

void lines_mark(struct body *b, int first, int last, enum line_mark mark)
{
	struct source *s = b->r->src;

	if (!b->lines) {
		source_line_start(s, 1); /* makes the table of lines */
		b->lines = arena_alloc(b->r->arena, s->nlines + 1);
	}
	for (int i = first; i > 0 && i <= last && (size_t)i <= s->nlines; i++)
		b->lines[i] |= (unsigned char)mark;
}

void lines_take(struct body *b, cmark_node *n)
{
	int line = cmark_node_get_start_line(n);

	lines_mark(b, line, line, LINE_TAKEN);
}

/* A line while it is looked at; code spans are blanked, LINE ends with NUL. */
struct view {
	struct body *b;
	const char *line;
	const char *text; /* LINE without blanks and quote marks before it */
	size_t at;	  /* offset of LINE in the source */
	unsigned char marks;
	bool explained; /* the line stands behind ## Explanation */
	unsigned steps; /* steps of the question */
};

/* Blanks what stands between equal runs of backticks. */
static void hide_code(char *p)
{
	while ((p = strpbrk(p, "`\\"))) {
		size_t n = strspn(p, "`"), k;
		char *q = p + n;

		if (!n) { /* \` opens nothing */
			p += p[1] ? 2 : 1;
			continue;
		}
		for (; (q = strchr(q, '`')); q += k) {
			k = strspn(q, "`");
			if (k == n)
				break;
		}
		if (q)
			memset(p, 'q', (size_t)(q - p) + n);
		p = q ? q + n : p + n;
	}
}

static struct span place(const struct view *v, const char *from, size_t n)
{
	size_t at = v->at + (size_t)(from - v->line);

	return span_of(at, at + n);
}

/* The marker in the line that no option begins with, or NULL. Near the start
 * anything around it is a slip; behind, it must stand by itself. */
static const char *stray_marker(const struct view *v)
{
	bool own = v->marks & LINE_TAKEN;

	for (const char *q = v->text; (q = strchr(q, '[')); q++) {
		bool near = q - v->text <= NEAR;

		if ((q[1] != ' ' && (q[1] | 32) != 'x') || q[2] != ']')
			continue;
		if (own)
			own = false;
		else if (is_blank(q[3]) ? near || !is_alnum(q[-1])
					: near && !strchr("([:", q[3]))
			return q;
	}
	return NULL;
}

/* "- [ text", "-  ] text": a marker that lost a bracket. */
static bool half_marker(const struct view *v)
{
	const char *p = v->text + strspn(v->text, "-*+ \t");
	bool open = *p == '[' && (p[1] == ' ' || (p[1] | 32) == 'x') &&
		    !strchr(p, ']');

	return !(v->marks & LINE_TAKEN) &&
	       (open || (*p == ']' && is_blank(p[1])));
}

static bool stray_option(const struct view *v)
{
	const char *q = stray_marker(v), *p = v->text;
	size_t n = q ? (size_t)(q - p) : 0;
	struct diag *d;

	if (!q && !half_marker(v))
		return false;
	if (!q) {
		body_error(v->b, "markdown/bad-marker", line_rest(v->b, v->at),
			   "an option begins with '- [ ] ' or '- [x] '");
		return true;
	}
	if (n > 1 && strchr("-*+", *p) && strspn(p + 1, " \t") == n - 1)
		body_error(v->b, "markdown/lost-line", line_rest(v->b, v->at),
			   "this option is read as text of what stands above "
			   "it; begin it in the column of the others, with "
			   "only options and their quotes between them");
	else if (n > NEAR || !is_blank(q[3]))
		body_error(v->b, "markdown/lost-line", place(v, q, 3),
			   "'%.3s' begins no option here; put an option on a "
			   "line of its own, or the brackets in backticks",
			   q);
	else {
		d = body_error(v->b, "markdown/bad-marker", place(v, p, n + 3),
			       "an option begins with '- [ ] ' or '- [x] '");
		if (!memchr(v->line, '>', (size_t)(p - v->line)))
			diag_fix(v->b->r->diags, d,
				 place(v, v->line, (size_t)(q - v->line)), "- ",
				 true, "write '- ' before the marker");
	}
	return true;
}

/* "> why" that is no quote, because of its indentation or a character. */
static bool stray_quote(const struct view *v)
{
	const char *p = v->line + strspn(v->line, " \t"), *q = p;

	if (v->marks & (LINE_QUOTE | LINE_TAKEN))
		return false;
	while (*q && *q != '>' && q - p < NEAR && (q == p || !is_alnum(*q)))
		q++;
	if (*q != '>' || !is_blank(q[1]))
		return false;
	body_error(v->b, "markdown/lost-line", line_rest(v->b, v->at),
		   "this line is no quote, but text of what stands above it; "
		   "put the '>' below the '[' of the option");
	return true;
}

static bool stray_choice(const struct view *v)
{
	return stray_option(v) || stray_quote(v);
}

/* An arrow with a blank on one side at least: a pair with a slip in it. */
static const char *loose_arrow(const char *text)
{
	const char *q = text;

	while ((q = strstr(q, "->"))) {
		if ((q > text && is_blank(q[-1])) || !q[2] || is_blank(q[2]))
			return q;
		q += 2;
	}
	return NULL;
}

static bool stray_pair(const struct view *v)
{
	const char *q;

	if (!(v->marks & LINE_TAKEN))
		q = loose_arrow(v->text);
	else if ((q = pair_arrow(v->text, strlen(v->text))))
		q = pair_arrow(q + 2, strlen(q + 2));
	if (!q || v->explained)
		return false;
	body_error(v->b, "markdown/lost-line", place(v, q, 2),
		   "this arrow makes no pair; write a pair as '- prompt -> "
		   "response' on a line of its own, in one list, or the arrow "
		   "in backticks");
	return true;
}

/* "7. " or "7) " at P? */
static bool is_number(const char *p, unsigned want)
{
	unsigned n = 0;
	const char *q = p;

	while (*q >= '0' && *q <= '9' && q - p < 4)
		n = n * 10 + (unsigned)(*q++ - '0');
	return q > p && (*q == '.' || *q == ')') && is_blank(q[1]) &&
	       (!want || n == want);
}

/* A number where a step may begin; the number of one more step, anywhere. */
static const char *stray_number(const struct view *v)
{
	const char *p = v->text;

	for (int i = 0; i < 6 && *p && !is_alnum(*p); i++)
		p++;
	if (!(v->marks & LINE_TAKEN) &&
	    (is_number(p, 0) ||
	     (*v->text && strchr(".)", *v->text) && is_blank(v->text[1]))))
		return p;
	for (p = v->text; v->steps && *p; p++)
		if (p > v->text && !(p[-1] >= '0' && p[-1] <= '9') &&
		    is_number(p, v->steps + 1))
			return p;
	return NULL;
}

static bool stray_step(const struct view *v)
{
	const char *q = v->explained ? NULL : stray_number(v);

	if (!q && !(v->marks & LINE_LAZY))
		return false;
	body_error(v->b, "markdown/lost-line",
		   q ? place(v, q, strspn(q, "0123456789") + 1)
		     : line_rest(v->b, v->at),
		   q ? "this number begins no step; the steps are one list "
		       "'1. …', and nothing else is numbered"
		     : "this line is read as text of the step above it; "
		       "indent it, or begin it with a number as '1. '");
	return true;
}

/* A line that says only "Explanation", or ends so, and is not the heading. */
static bool stray_heading(const struct view *v)
{
	static const char word[] = "explanation";
	size_t letters = 0, n = strlen(v->text);

	for (const char *p = v->text; *p; p++)
		letters += is_alnum(*p);
	if ((n > 20 || !strcasestr(v->text, word) ||
	     (letters != sizeof word - 1 && !strchr(v->text, '#'))) &&
	    !strstr(v->text, "## Explanation"))
		return false;
	body_error(v->b, "markdown/lost-line", line_rest(v->b, v->at),
		   "the heading is '## Explanation', in a line of its own");
	return true;
}

static bool (*const looks[])(const struct view *) = {
	[SHAPE_CHOICE] = stray_choice,
	[SHAPE_ORDER] = stray_step,
	[SHAPE_MATCH] = stray_pair,
};

/* Options are looked for in every shape: a type is easily mistaken. */
static bool is_stray(const struct view *v, enum item_shape shape, bool heading)
{
	return looks[shape](v) || (shape != SHAPE_CHOICE && stray_option(v)) ||
	       (!heading && stray_heading(v));
}

void strays_report(struct body *b, enum item_shape shape, size_t explanation,
		   size_t steps)
{
	struct source *s = b->r->src;
	struct view v = {.b = b, .steps = (unsigned)steps};
	struct buf copy = BUF_INIT;
	size_t n;

	lines_mark(b, 0, 0, 0);
	for (uint32_t i = 1; i <= s->nlines; i++) {
		const char *line = source_line(s, i, &n);

		v.at = (size_t)(line - s->text);
		v.marks = b->lines[i];
		if (v.at < b->from || v.marks & LINE_CODE)
			continue;
		buf_reset(&copy);
		buf_add(&copy, line, n);
		hide_code(copy.p);
		v.line = copy.p;
		v.text = copy.p + strspn(copy.p, " \t>");
		v.explained = v.at >= explanation;
		if (is_stray(&v, shape, explanation < s->size))
			break; /* what follows is often lost with it */
	}
	buf_release(&copy);
}
