/* Makes rich text of Markdown blocks: plain text, and where in the source each
 * piece of it stands. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "read/markdown.h"

/* A rich text in the making. */
struct maker {
	struct body *b;
	struct buf text, prose;
	VEC(struct rich_run) runs;
	VEC(struct rich_mark) marks;
	size_t picture; /* mark of the picture that is open; only if PICTURES */
	size_t pictures; /* that are open, one in the alt text of another */
	size_t cursor;	 /* source offset behind the last text found */
	size_t limit;	 /* end of the current block in the source */
	size_t work;	 /* bytes that the search may still look at */
	size_t start;	 /* where blocks without a position begin */
};

/* What cmark reads for the entity: its characters, "" if it is none. */
static void decode_entity(const char *p, size_t n, char out[16])
{
	cmark_node *doc = snippet_parse(p, n);
	cmark_node *text = cmark_node_first_child(cmark_node_first_child(doc));
	const char *lit = text ? cmark_node_get_literal(text) : NULL;
	out[0] = 0;
	if (lit && strlen(lit) < 16 && strncmp(lit, p, n) != 0)
		memcpy(out, lit, strlen(lit) + 1);
	cmark_node_free(doc);
}

/* One comparison of a literal with the source, and where it goes. */
struct match {
	const char *lit;
	size_t n, at; /* of the literal: length, next byte */
	size_t src;   /* next byte of the source */
	size_t run;   /* index of the open run, SIZE_MAX: none */
	bool code;    /* raw: no escapes, no entities, wraps are blanks */
	bool record;  /* make runs */
	size_t to;    /* text offset of the literal's first byte */
};

/* The byte at source offset AT is the literal's next one. */
static void take(struct maker *m, struct match *x, size_t at)
{
	if (x->record && x->run == SIZE_MAX) {
		x->run = m->runs.n;
		vec_push(&m->runs, ((struct rich_run){(uint32_t)(x->to + x->at),
						      (uint32_t)at, 0}));
	}
	if (x->record)
		m->runs.p[x->run].len++;
	x->at++;
	x->src = at + 1;
}

/* A wrapped code span: the line end and what begins the next line is one
 * blank. */
static bool take_wrap(struct maker *m, struct match *x)
{
	const char *s = m->b->r->src->text;
	size_t p = x->src;

	if (!x->code || x->lit[x->at] != ' ' || (s[p] != '\n' && s[p] != '\r'))
		return false;
	while (p < m->limit && strchr("\r\n\t >", s[p]) && s[p])
		p++;
	x->at++;
	x->src = p;
	x->run = SIZE_MAX;
	return true;
}

static bool take_entity(struct maker *m, struct match *x)
{
	const char *s = m->b->r->src->text;
	size_t len = entity_length(s + x->src, m->limit - x->src), n;
	char is[16];

	if (!len)
		return false;
	decode_entity(s + x->src, len, is);
	n = strlen(is);
	if (!n || n > x->n - x->at || memcmp(x->lit + x->at, is, n) != 0)
		return false;
	x->at += n;
	x->src += len;
	x->run = SIZE_MAX;
	return true;
}

/* Steps over the next character; false: source and literal differ. */
static bool step(struct maker *m, struct match *x)
{
	const char *s = m->b->r->src->text;
	size_t p = x->src;

	if (m->work)
		m->work--;
	if (!x->code && s[p] == '\\' && p + 1 < m->limit &&
	    is_punctuation(s[p + 1])) {
		if (s[p + 1] != x->lit[x->at])
			return false;
		x->run = SIZE_MAX;
		take(m, x, p + 1);
		return true;
	}
	if (!x->code && s[p] == '&' && take_entity(m, x))
		return true;
	if (s[p] == x->lit[x->at]) {
		take(m, x, p);
		return true;
	}
	return take_wrap(m, x);
}

/* Does the literal stand at source offset AT? The offset behind it, or 0. */
static size_t match_at(struct maker *m, size_t at, const char *lit, size_t n,
		       bool code, bool record, size_t to)
{
	struct match x = {.lit = lit,
			  .n = n,
			  .src = at,
			  .run = SIZE_MAX,
			  .code = code,
			  .record = record,
			  .to = to};

	while (x.at < n && x.src < m->limit)
		if (!step(m, &x))
			return 0;
	return x.at == n ? x.src : 0;
}

/* Where the literal stands, from the cursor on; SIZE_MAX: not found. */
static size_t find(struct maker *m, const char *lit, size_t n, bool code)
{
	for (size_t at = m->cursor; n && at < m->limit && m->work; at++) {
		m->work--;
		if (match_at(m, at, lit, n, code, false, 0))
			return at;
	}
	return SIZE_MAX;
}

/* Finds the literal, records where it stands, moves on behind it. */
static void locate(struct maker *m, const char *lit, size_t n, bool code,
		   size_t to)
{
	size_t at = find(m, lit, n, code);

	if (at != SIZE_MAX)
		m->cursor = match_at(m, at, lit, n, code, true, to);
}

/* Raw HTML adds no text; it is refused where it stands. */
static void refuse_html(struct maker *m, cmark_node *n)
{
	const char *lit = cmark_node_get_literal(n);
	size_t at = find(m, lit, strlen(lit), true);
	struct span span = span_of(m->cursor, m->cursor);

	if (at != SIZE_MAX) {
		span = span_of(at, at + strlen(lit));
		m->cursor = span.end;
	}
	refuse_inline_html(m->b, n, span);
}

static void add_text(struct maker *m, const char *lit, bool code)
{
	size_t n = strlen(lit), to = m->text.n;

	locate(m, lit, n, code, to);
	buf_add(&m->text, lit, n);
	buf_add(&m->prose, lit, n);
	for (size_t i = 0; code && i < n; i++)
		if (lit[i] != '\n')
			m->prose.p[to + i] = 'q';
}

static void add_break(struct maker *m, char c)
{
	if (c == '\n' && (!m->text.n || m->text.p[m->text.n - 1] == '\n'))
		return;
	buf_char(&m->text, c);
	buf_char(&m->prose, c);
}

/*
 * Link definitions at the head of a paragraph belong to cmark's block, but
 * are no text of it. Returns the offset behind them.
 */
static size_t skip_definitions(struct maker *m, size_t at)
{
	const char *s = m->b->r->src->text;

	for (;;) {
		size_t p = at + strspn(s + at, " \t>"), n;

		n = definition_length(s + p, s + m->limit);
		if (!n)
			return at;
		at = p + n;
	}
}

static void enter_block(struct maker *m, cmark_node *n)
{
	const struct span *table = cmark_node_get_user_data(n);
	bool placed = cmark_node_get_start_line(n) > 0;
	size_t at = placed  ? block_start(m->b, n)
		    : table ? table->start
			    : m->start;

	add_break(m, '\n');
	if (at > m->cursor)
		m->cursor = at;
	if (placed)
		m->limit = block_end(m->b, n);
	else if (table)
		m->limit = table->end;
	if (m->limit < m->cursor)
		m->limit = m->cursor;
	if (placed && cmark_node_get_type(n) == CMARK_NODE_PARAGRAPH)
		m->cursor = skip_definitions(m, m->cursor);
	m->work = 64 * (m->limit - m->cursor) + 4096;
}

/* Notes that a piece of KIND begins or ends here. */
static void add_mark(struct maker *m, enum rich_mark_kind kind, bool end)
{
	vec_push(&m->marks, ((struct rich_mark){m->text.n, kind, end, ""}));
}

/* A bare URL reads as a word, not as prose. */
static bool is_autolink(cmark_node *link)
{
	cmark_node *t = cmark_node_first_child(link);
	const char *url = cmark_node_get_url(link), *lit;

	if (cmark_node_get_type(t) != CMARK_NODE_TEXT || cmark_node_next(t))
		return false;
	lit = cmark_node_get_literal(t);
	return strcmp(lit, url) == 0 ||
	       (strncmp(url, "mailto:", 7) == 0 && strcmp(lit, url + 7) == 0);
}

/*
 * Steps over "](destination)" behind a link's or image's text, so that its
 * words are not taken for text. Returns where the destination stands.
 */
static struct span leave_link(struct maker *m, cmark_node *n)
{
	const char *s = m->b->r->src->text;
	const char *url = cmark_node_get_url(n);
	size_t p = m->cursor, len = strlen(url), end;

	while (p < m->limit && strchr("*_`! [\n", s[p]) && s[p])
		p++;
	if (p + 1 >= m->limit || s[p] != ']' || s[p + 1] != '(') {
		if (is_autolink(n) && m->cursor >= len)
			return span_of(m->cursor - len, m->cursor);
		p = find(m, url, len, true); /* a reference, perhaps */
		return p == SIZE_MAX ? span_of(m->cursor, m->cursor)
				     : span_of(p, p + len);
	}
	p += 2;
	while (p < m->limit && (s[p] == ' ' || s[p] == '\n' || s[p] == '<'))
		p++;
	end = p +
	      (strncmp(s + p, url, len) == 0 ? len : strcspn(s + p, " \n)>"));
	if (end > m->limit)
		end = m->limit;
	m->cursor = end;
	while (m->cursor < m->limit && s[m->cursor] != ')' &&
	       s[m->cursor] != '\n')
		m->cursor++;
	return span_of(p, end);
}

static void add_image(struct maker *m, cmark_node *n, bool entering)
{
	if (entering && m->pictures++)
		return;
	if (entering) {
		m->picture = m->marks.n;
		add_mark(m, RICH_PICTURE, false);
		return;
	}
	scrub_image(m->b, n, leave_link(m, n));
	if (--m->pictures)
		return;
	m->marks.p[m->picture].name = arena_strdup(m->b->r->arena,
						   cmark_node_get_url(n));
	add_mark(m, RICH_PICTURE, true);
}

static void add_node(struct maker *m, cmark_node *n, bool entering)
{
	cmark_node *up = cmark_node_parent(n);

	switch ((int)cmark_node_get_type(n)) {
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
	case CMARK_NODE_CUSTOM_BLOCK:
		if (entering)
			enter_block(m, n);
		break;
	case CMARK_NODE_CODE_BLOCK:
		enter_block(m, n);
		add_text(m, cmark_node_get_literal(n), true);
		break;
	case CMARK_NODE_TEXT:
		add_text(m, cmark_node_get_literal(n),
			 cmark_node_get_type(up) == CMARK_NODE_LINK &&
				 is_autolink(up));
		break;
	case CMARK_NODE_CODE:
		add_text(m, cmark_node_get_literal(n), true);
		break;
	case CMARK_NODE_HTML_INLINE:
		refuse_html(m, n);
		break;
	case CMARK_NODE_SOFTBREAK:
		add_break(m, ' ');
		break;
	case CMARK_NODE_LINEBREAK:
		add_break(m, '\n');
		break;
	case CMARK_NODE_CUSTOM_INLINE: /* a table cell */
		if (!entering)
			add_break(m, ' ');
		break;
	case CMARK_NODE_LINK:
		if (!entering)
			scrub_link(m->b, n, leave_link(m, n));
		break;
	case CMARK_NODE_IMAGE:
		add_image(m, n, entering);
		break;
	case CMARK_NODE_EMPH:
		add_mark(m, RICH_EMPHASIS, !entering);
		break;
	case CMARK_NODE_STRONG:
		add_mark(m, RICH_STRONG, !entering);
		break;
	default:
		break;
	}
}

static struct rich *finish(struct maker *m, size_t start)
{
	struct arena *a = m->b->r->arena;
	struct rich *r = arena_new(a, struct rich);
	size_t n = m->text.n, end = start;

	while (n && (m->text.p[n - 1] == '\n' || m->text.p[n - 1] == ' '))
		n--;
	r->text = arena_copy(a, buf_cstr(&m->text), n);
	r->prose = arena_copy(a, buf_cstr(&m->prose), n);
	r->len = n;
	r->nruns = m->runs.n;
	r->runs = arena_array(a, struct rich_run, m->runs.n ? m->runs.n : 1);
	for (size_t i = 0; i < m->runs.n; i++)
		r->runs[i] = m->runs.p[i];
	r->nmarks = m->marks.n;
	r->marks = arena_array(a, struct rich_mark, m->marks.n + 1);
	for (size_t i = 0; i < m->marks.n; i++)
		r->marks[i] = m->marks.p[i];
	if (m->runs.n) {
		const struct rich_run *last = &m->runs.p[m->runs.n - 1];

		start = m->runs.p[0].src;
		end = last->src + last->len;
	}
	r->span = span_of(start, end);
	if (start == end)
		r->span = line_rest(m->b, start);
	r->images = m->b->images;
	r->html_block = r->html_inline = r->html_rest = "";
	return r;
}

struct rich *rich_make(struct body *b, cmark_node *parts, size_t start)
{
	struct maker m = {.b = b, .cursor = start, .start = start};
	cmark_event_type ev;
	cmark_iter *it;
	struct rich *r;

	m.limit = line_rest(b, start).end;
	b->images = NULL;
	scrub(b, parts);
	it = cmark_iter_new(parts);
	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE)
		add_node(&m, cmark_iter_get_node(it), ev == CMARK_EVENT_ENTER);
	cmark_iter_free(it);
	r = finish(&m, start);
	scrub_leftovers(b, r);
	if (b->r->render)
		rich_render(b, r, parts);
	cmark_node_free(parts);
	buf_release(&m.text);
	buf_release(&m.prose);
	vec_release(&m.runs);
	vec_release(&m.marks);
	return r;
}
