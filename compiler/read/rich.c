/* Makes rich text of Markdown blocks: plain text, and where in the source each
 * piece of it stands. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "read/maker.h"

/* Raw HTML adds no text; it is refused where it stands, an element as one. */
static void refuse_html(struct maker *m, cmark_node *n)
{
	cmark_node *end = m->refused < FINDINGS_MAX ? closing_tag(n) : NULL;
	cmark_node *next;
	struct span at = pass_tag(m, cmark_node_get_literal(n));
	struct span block = span_of(m->block, m->limit);
	size_t was = m->cursor;

	if (m->refused++ >= FINDINGS_MAX)
		return;
	for (next = n; end && next != end;) {
		next = cmark_node_next(next);
		if (type_of(next) == CMARK_NODE_HTML_INLINE)
			at.end = pass_tag(m, cmark_node_get_literal(next)).end;
	}
	m->cursor = was;
	refuse_inline_html(m->b, n, at, end, block);
	for (next = n; end && next != end;) { /* said with the first */
		next = cmark_node_next(next);
		if (type_of(next) == CMARK_NODE_HTML_INLINE)
			cmark_node_set_user_data(next, m);
	}
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
	/* The rows of a table are blocks without a place of their own. */
	if (placed || table || type_of(n) == CMARK_NODE_PARAGRAPH) {
		m->block = at;
		m->table = table;
	}
	if (placed)
		m->limit = block_end(m->b, n);
	else if (table)
		m->limit = table->end;
	if (m->limit < m->cursor)
		m->limit = m->cursor;
	/* None stand behind an option's marker. */
	if (m->cursor == at && placed && type_of(n) == CMARK_NODE_PARAGRAPH)
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
		p = find_literal(m, url, len, true); /* a reference, perhaps */
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

/* A line break; a backslash that makes one is not shown. */
static void add_hard_break(struct maker *m)
{
	const char *s = m->b->r->src->text + m->cursor;

	s += strspn(s, " *_`])");
	if (*s == '\\' && (s[1] == '\n' || s[1] == '\r'))
		note_escape(m, (size_t)(s - m->b->r->src->text));
	add_break(m, '\n');
}

/* Emphasis, with its place in the text. */
static void add_emphasis(struct maker *m, bool strong, bool entering)
{
	struct emphasis e = {m->text.n, SIZE_MAX, strong, m->table};

	add_mark(m, strong ? RICH_STRONG : RICH_EMPHASIS, !entering);
	if (entering) {
		vec_push(&m->eaten.emphases, e);
		return;
	}
	for (size_t i = m->eaten.emphases.n; i-- > 0;)
		if (m->eaten.emphases.p[i].to == SIZE_MAX) {
			m->eaten.emphases.p[i].to = m->text.n;
			return;
		}
}

/* Enters or leaves <sub>, <sup>, <kbd> or <br>. */
static void add_tag(struct maker *m, cmark_node *n, bool entering)
{
	const char *lit = entering ? cmark_node_get_on_enter(n)
				   : cmark_node_get_on_exit(n);

	if (strcmp(cmark_node_get_on_enter(n), "<br />") == 0) {
		if (!entering)
			return;
		pass_tag(m, "<br");
		add_break(m, '\n');
		return;
	}
	pass_tag(m, lit);
	if (entering)
		cmark_node_set_user_data(n, (void *)(uintptr_t)m->text.n);
	else if (strcmp(lit, "</kbd>") != 0)
		script_text(m, strcmp(lit, "</sup>") == 0,
			    (size_t)(uintptr_t)cmark_node_get_user_data(n));
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
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
		add_emphasis(m, cmark_node_get_type(n) == CMARK_NODE_STRONG,
			     entering);
		break;
	case CMARK_NODE_HTML_INLINE:
		if (!cmark_node_get_user_data(n))
			refuse_html(m, n);
		break;
	case CMARK_NODE_SOFTBREAK:
		add_break(m, ' ');
		break;
	case CMARK_NODE_LINEBREAK:
		add_hard_break(m);
		break;
	case CMARK_NODE_CUSTOM_INLINE: /* a tag, or a table cell */
		if (is_tag(n))
			add_tag(m, n, entering);
		else if (!entering)
			add_break(m, ' ');
		break;
	case CMARK_NODE_LINK:
		if (!entering)
			scrub_link(m->b, n, leave_link(m, n));
		break;
	case CMARK_NODE_IMAGE:
		add_image(m, n, entering);
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
	eaten_report(b, r, &m.eaten);
	vec_release(&m.eaten.emphases);
	vec_release(&m.eaten.escapes);
	if (b->r->render)
		rich_render(b, r, parts);
	cmark_node_free(parts);
	buf_release(&m.text);
	buf_release(&m.prose);
	vec_release(&m.runs);
	vec_release(&m.marks);
	return r;
}
