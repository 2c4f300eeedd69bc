/* Markdown blocks to rich text: plain text, its places, and cmark's HTML. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "read/markdown.h"

struct maker {
	struct body *b;
	struct buf text, prose;
	VEC(struct rich_run) runs;
	size_t cursor; /* source offset behind the last text found */
	size_t limit;  /* end of the current block in the source */
	size_t work;   /* bytes that the search may still look at */
	size_t start;  /* where blocks without a position begin */
};

static bool is_entity_end(const char *p, size_t n, size_t *len)
{
	for (size_t i = 1; i < n && i < 40; i++) {
		if (p[i] == ';') {
			*len = i + 1;
			return true;
		}
		if (p[i] == '\n' || p[i] == ' ' || p[i] == '&')
			return false;
	}
	return false;
}

/*
 * Does the literal stand at source offset AT? An escape's backslash and an
 * entity's spelling are stepped over. Returns the offset behind it, or 0.
 * With RUNS, records the runs (text offset TO for the literal's first byte).
 */
static size_t match_at(struct maker *m, size_t at, const char *lit, size_t n,
		       bool record, size_t to)
{
	const char *s = m->b->r->src->text;
	size_t p = at, i = 0, run = SIZE_MAX;

	while (i < n && p < m->limit) {
		size_t len;

		if (m->work)
			m->work--;
		if (s[p] == lit[i] && !(s[p] == '\\' && p + 1 < m->limit &&
					lit[i] == s[p + 1] && s[p + 1] != '\\' &&
					i + 1 < n && lit[i + 1] != s[p + 1])) {
			if (record && run == SIZE_MAX) {
				run = m->runs.n;
				vec_push(&m->runs,
					 ((struct rich_run){(uint32_t)(to + i),
							    (uint32_t)p, 0}));
			}
			if (record)
				m->runs.p[run].len++;
			p++, i++;
			continue;
		}
		run = SIZE_MAX;
		if (s[p] == '\\' && p + 1 < m->limit && s[p + 1] == lit[i]) {
			p++;
			continue;
		}
		if (s[p] == '&' && is_entity_end(s + p, m->limit - p, &len)) {
			/* One character of the literal (maybe two; rare). */
			p += len;
			do
				i++;
			while (i < n && ((unsigned char)lit[i] & 0xC0) == 0x80);
			continue;
		}
		return 0;
	}
	return i == n ? p : 0;
}

/* Finds the literal forward from the cursor and records where it stands. */
static void locate(struct maker *m, const char *lit, size_t n, size_t to)
{
	for (size_t at = m->cursor; n && at < m->limit && m->work; at++) {
		size_t end;

		m->work--;
		end = match_at(m, at, lit, n, false, 0);
		if (!end)
			continue;
		match_at(m, at, lit, n, true, to);
		m->cursor = end;
		return;
	}
}

static void add_text(struct maker *m, const char *lit, bool code)
{
	size_t n = strlen(lit), to = m->text.n;

	locate(m, lit, n, to);
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

static void enter_block(struct maker *m, cmark_node *n)
{
	size_t at = cmark_node_get_start_line(n) > 0 ? block_start(m->b, n)
						     : m->start;

	add_break(m, '\n');
	if (at > m->cursor)
		m->cursor = at;
	if (cmark_node_get_start_line(n) > 0)
		m->limit = block_end(m->b, n);
	if (m->limit < m->cursor)
		m->limit = m->cursor;
	m->work = 64 * (m->limit - m->cursor) + 4096;
}

/* A bare URL reads as a word, not as prose. */
static bool is_autolink(cmark_node *link)
{
	cmark_node *t = cmark_node_first_child(link);
	const char *url = cmark_node_get_url(link), *lit;

	if (cmark_node_get_type(t) != CMARK_NODE_TEXT || cmark_node_next(t))
		return false;
	lit = cmark_node_get_literal(t);
	return strcmp(lit, url) == 0 || (strncmp(url, "mailto:", 7) == 0 &&
					 strcmp(lit, url + 7) == 0);
}

/* Steps over "](destination)" so that its words are not taken for text. */
static void leave_link(struct maker *m)
{
	const char *s = m->b->r->src->text;
	const char *close;

	if (m->cursor + 1 >= m->limit || s[m->cursor] != ']' ||
	    s[m->cursor + 1] != '(')
		return;
	close = memchr(s + m->cursor, ')', m->limit - m->cursor);
	if (close)
		m->cursor = (size_t)(close - s) + 1;
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
	case CMARK_NODE_IMAGE:
		if (!entering)
			leave_link(m);
		break;
	default:
		break;
	}
}

static char *render(struct arena *a, cmark_node *n)
{
	char *html = cmark_render_html(n, CMARK_OPT_DEFAULT);
	char *copy = arena_strdup(a, html);

	exiting_mem.free(html);
	return copy;
}

static void render_html(struct maker *m, struct rich *r, cmark_node *doc)
{
	struct arena *a = m->b->r->arena;
	cmark_node *para = cmark_node_first_child(doc), *line;

	r->html_block = render(a, doc);
	r->html_inline = "";
	r->html_rest = r->html_block;
	if (!para || cmark_node_get_type(para) != CMARK_NODE_PARAGRAPH)
		return;
	line = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_INLINE, &exiting_mem);
	for (cmark_node *c = cmark_node_first_child(para), *next; c; c = next) {
		next = cmark_node_next(c);
		cmark_node_unlink(c);
		cmark_node_append_child(line, c);
	}
	r->html_inline = render(a, line);
	cmark_node_free(line);
	cmark_node_free(para);
	r->html_rest = cmark_node_first_child(doc) ? render(a, doc) : "";
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
	if (b->r->render)
		render_html(&m, r, parts);
	cmark_node_free(parts);
	buf_release(&m.text);
	buf_release(&m.prose);
	vec_release(&m.runs);
	return r;
}
