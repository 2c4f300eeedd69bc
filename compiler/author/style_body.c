/* The Markdown of a question in the one way to write it, line by line. What
 * kind of line each is, the reader knows. */
#include <string.h>

#include "author/style.h"
#include "base/ascii.h"

enum { MARKER = 4, TABSTOP = 4 };

/* One line of the source. */
struct line {
	const char *p;
	size_t n;	/* bytes without the line break */
	size_t skip;	/* blanks and tabs that it begins with */
	size_t columns; /* that these take */
	unsigned char marks;
};

struct body_style {
	struct source *src;
	const unsigned char *marks;
	struct buf *out;
	bool parts;	 /* an option, a pair or a step was there */
	size_t was, now; /* columns of the text of the last one */
	bool gap;	 /* blank lines wait */
	bool any;	 /* something was written */
	bool heading;	 /* the last line is one */
	bool quote;	 /* the last line is of a reason */
};

static size_t columns(const char *p, size_t n, size_t from)
{
	size_t col = from;

	for (size_t i = 0; i < n; i++)
		col += p[i] == '\t' ? TABSTOP - col % TABSTOP : 1;
	return col - from;
}

static struct line line_at(const struct body_style *y, uint32_t i)
{
	struct line l = {.marks = y->marks ? y->marks[i] : 0};

	l.p = source_line(y->src, i, &l.n);
	while (l.skip < l.n && strchr(" \t", l.p[l.skip]))
		l.skip++;
	l.columns = columns(l.p, l.skip, 0);
	return l;
}

static bool is_code(const struct line *l)
{
	return l->marks & LINE_CODE;
}

static bool is_empty(const struct line *l)
{
	return l->skip == l->n;
}

static bool is_quote(const struct line *l)
{
	return !is_code(l) && l->marks & LINE_QUOTE && !is_empty(l) &&
	       l->p[l->skip] == '>';
}

static bool is_heading(const struct line *l)
{
	const char *p = l->p + l->skip;
	size_t n = strspn(p, "#");

	return !is_code(l) && l->columns < MARKER && n && n <= 6 &&
	       (l->skip + n == l->n || strchr(" \t", p[n]));
}

/* Length of "-" or "1." at P. */
static size_t marker_length(const char *p)
{
	size_t n = 0;

	while (is_digit(p[n]))
		n++;
	return n + 1;
}

/* Could a paragraph go on in the line L, which is behind another? Then blanks at
 * the end of that one break the line. */
static bool goes_on(const struct line *l, bool quote)
{
	const char *p = l->p + l->skip, *end = l->p + l->n;

	if (p < end && *p == '>' && quote)
		for (p++; p < end && strchr(" \t", *p); p++)
			;
	else if (p < end && *p == '>')
		return false;
	return p < end && !(l->marks & (LINE_TAKEN | LINE_CODE)) &&
	       !is_heading(l);
}

/* The bytes of L that are written: blanks at its end mean nothing, unless they
 * break the line, or the line is code. */
static size_t length(const struct body_style *y, const struct line *l,
		     uint32_t i)
{
	size_t n = l->n;
	struct line next;

	if (is_code(l) ||
	    (l->columns >= MARKER + (y->parts ? y->was : 0) && !is_empty(l)))
		return n;
	while (n && strchr(" \t", l->p[n - 1]))
		n--;
	if (l->n - n < 2 || l->p[l->n - 1] != ' ' || l->p[l->n - 2] != ' ' ||
	    i >= y->src->nlines)
		return n;
	next = line_at(y, i + 1);
	return goes_on(&next, is_quote(l)) ? l->n : n;
}

static void indent(struct buf *out, size_t n)
{
	while (n--)
		buf_char(out, ' ');
}

/* The first line of an option, a pair or a step. */
static void put_part(struct body_style *y, const struct line *l, size_t n)
{
	const char *p = l->p + l->skip, *end = l->p + n;
	size_t width = marker_length(p), blanks = 0;

	while (p + width + blanks < end && strchr(" \t", p[width + blanks]))
		blanks++;
	y->was = l->columns + width;
	y->was += columns(p + width, blanks, y->was);
	y->now = width + 1;
	if (is_digit(*p))
		buf_add(y->out, p, width - 1);
	buf_str(y->out, is_digit(*p) ? "." : "-");
	p += width + blanks;
	if (p == end)
		return;
	buf_char(y->out, ' ');
	if (end - p > 4 && *p == '[' && p[2] == ']' && strchr(" xX", p[1])) {
		const char *text = p + 3;

		while (text < end && strchr(" \t", *text))
			text++;
		if (text > p + 3 && text < end) {
			buf_str(y->out, p[1] == ' ' ? "[ ] " : "[x] ");
			p = text;
		}
	}
	buf_add(y->out, p, (size_t)(end - p));
}

/* A line that is none of these; those below a part move with it. */
static void put_line(struct body_style *y, const struct line *l, size_t n)
{
	const char *p = l->p + l->skip;
	bool inside = y->parts && l->columns >= y->was;

	if (inside && y->was != y->now)
		indent(y->out, l->columns - y->was + y->now);
	else if (y->parts && is_quote(l) && !inside)
		indent(y->out, y->now);
	else if (!y->parts || inside || n > l->skip)
		buf_add(y->out, l->p, l->skip);
	if (n <= l->skip)
		return;
	buf_add(y->out, p, 1);
	if (is_quote(l) && l->skip + 1 < n && !strchr(" \t", p[1]))
		buf_char(y->out, ' ');
	buf_add(y->out, p + 1, n - l->skip - 1);
}

/* Is there to be a blank line before L? GAP: there is one. */
static bool wants_gap(const struct body_style *y, const struct line *l)
{
	bool part = l->marks & LINE_TAKEN;

	if (!y->any || is_heading(l) || y->heading || (part && !y->parts))
		return true;
	if (part || (y->parts && is_quote(l) && !y->quote))
		return false;
	return y->gap;
}

void style_body(struct source *src, size_t from, const unsigned char *marks,
		struct buf *out)
{
	struct body_style y = {.src = src, .marks = marks, .out = out};
	uint32_t i = 1;

	while (i <= src->nlines && source_line_start(src, i) < from)
		i++;
	for (; i <= src->nlines; i++) {
		struct line l = line_at(&y, i);
		size_t n = length(&y, &l, i);

		if (is_empty(&l) && !is_code(&l)) {
			y.gap = true;
			continue;
		}
		if (wants_gap(&y, &l))
			buf_char(out, '\n');
		y.gap = false;
		if (is_heading(&l) && l.columns < (y.parts ? y.was : MARKER)) {
			y.parts = false;
			buf_add(out, l.p + l.skip, n - l.skip);
		} else if (l.marks & LINE_TAKEN) {
			put_part(&y, &l, n);
			y.parts = true;
		} else {
			put_line(&y, &l, n);
		}
		buf_char(out, '\n');
		y.any = true;
		y.heading = is_heading(&l);
		y.quote = is_quote(&l);
	}
}
