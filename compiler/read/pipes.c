/* Refuses tables drawn with pipes, and offers the same as a table block. */
#include <string.h>

#include "base/buf.h"
#include "read/markdown.h"

/* One line of a paragraph, without what its containers put before it. */
struct line {
	const char *p, *end; /* without the line end */
	const char *next;
};

static struct line line_at(const char *p, const char *stop)
{
	const char *nl = memchr(p, '\n', (size_t)(stop - p));
	struct line l = {p, nl ? nl : stop, nl ? nl + 1 : stop};

	while (l.p < l.end && strchr(" \t>", *l.p))
		l.p++;
	while (l.end > l.p && strchr(" \t\r", l.end[-1]))
		l.end--;
	return l;
}

/* Is this line "| --- | :-: |": the rule under a pipe table's header? */
static bool is_rule(struct line l)
{
	bool dash = false, pipe = false;

	for (const char *p = l.p; p < l.end; p++) {
		dash |= *p == '-';
		pipe |= *p == '|';
		if (!strchr("-|: \t", *p))
			return false;
	}
	return dash && pipe;
}

static bool is_escaped(const char *from, const char *p)
{
	return p > from && p[-1] == '\\';
}

/* The bar behind the cell at P, or the line's end. */
static const char *cell_end(const char *p, const char *end)
{
	const char *q = p;

	while (q < end && (*q != '|' || is_escaped(p, q)))
		q++;
	return q;
}

static void csv_cell(struct buf *out, const char *p, const char *end)
{
	bool quote;

	while (p < end && *p == ' ')
		p++;
	while (end > p && end[-1] == ' ')
		end--;
	quote = memchr(p, ',', (size_t)(end - p)) ||
		memchr(p, '"', (size_t)(end - p));
	buf_str(out, quote ? "\"" : "");
	for (; p < end; p++) {
		if (p + 1 < end && p[0] == '\\' && p[1] == '|')
			continue;
		if (*p == '"')
			buf_char(out, '"');
		buf_char(out, *p);
	}
	buf_str(out, quote ? "\"" : "");
}

/* Appends one pipe row as CSV; the bars at its ends stand beside no cell. */
static void csv_row(struct buf *out, struct line l)
{
	const char *p = l.p, *end = l.end;

	p += p < end && *p == '|';
	end -= end > p && end[-1] == '|' && !is_escaped(p, end - 1);
	for (;;) {
		const char *stop = cell_end(p, end);

		csv_cell(out, p, stop);
		if (stop == end)
			break;
		buf_char(out, ',');
		p = stop + 1;
	}
	buf_char(out, '\n');
}

/* What the paragraph's containers put before a line: quotes stay, a bullet
 * becomes blanks. */
static void add_prefix(struct buf *out, const struct body *b, size_t start)
{
	const char *s = b->r->src->text;
	size_t line = start;

	while (line > b->from && s[line - 1] != '\n')
		line--;
	for (; line < start; line++)
		buf_char(out, strchr(">\t", s[line]) ? s[line] : ' ');
}

/* The table block for the lines [L, STOP); they stand behind PREFIX. */
static void rewrite(struct buf *out, struct line l, const char *stop,
		    const char *prefix)
{
	unsigned row = 0;

	buf_str(out, "```table\n");
	for (;; l = line_at(l.next, stop), row++) {
		if (row != 1) {
			buf_str(out, prefix);
			csv_row(out, l);
		}
		if (l.next >= stop)
			break;
	}
	buf_printf(out, "%s```\n", prefix);
}

static void report(struct body *b, struct line l, const char *stop,
		   const char *prefix)
{
	const char *s = b->r->src->text;
	size_t at = (size_t)(l.p - s);
	struct buf csv = BUF_INIT;
	struct diag *d;

	rewrite(&csv, l, stop, prefix);
	d = body_error(b, "markdown/pipe-table", line_rest(b, at),
		       "pipe tables are not supported; write a code fence "
		       "with the info word 'table' and comma-separated rows");
	diag_fix(b->r->diags, d, span_of(at, (size_t)(stop - s)),
		 buf_cstr(&csv), true, "rewrite as a table block");
	buf_release(&csv);
}

void scrub_pipes(struct body *b, cmark_node *para)
{
	const char *s = b->r->src->text;
	size_t start = block_start(b, para);
	const char *stop = s + block_end(b, para);
	struct buf prefix = BUF_INIT;
	struct line l, rule;

	if (cmark_node_get_start_line(para) < 1 || s + start >= stop)
		return;
	add_prefix(&prefix, b, start);
	for (l = line_at(s + start, stop); l.next < stop; l = rule) {
		rule = line_at(l.next, stop);
		if (is_rule(rule) && memchr(l.p, '|', (size_t)(l.end - l.p))) {
			report(b, l, stop, buf_cstr(&prefix));
			break;
		}
	}
	buf_release(&prefix);
}
