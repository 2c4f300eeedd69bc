/* Parses a body with cmark, and tells where in the source a block of cmark's
 * tree stands. */
#include "read/markdown.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

static void *mem_calloc(size_t n, size_t size)
{
	return xcalloc(n, size);
}

cmark_mem exiting_mem = {mem_calloc, xrealloc, free};

/* How many container markers (>, -, 1.) does the line at P begin with? */
static unsigned markers(const char *p)
{
	unsigned n = 0;

	for (;; p++) {
		if (*p == '>')
			n++;
		else if ((*p == '-' || *p == '*' || *p == '+') &&
			 (p[1] == ' ' || p[1] == '\t'))
			n++;
		else if (*p >= '0' && *p <= '9') {
			while (*p >= '0' && *p <= '9')
				p++;
			if ((*p != '.' && *p != ')') ||
			    (p[1] != ' ' && p[1] != '\t'))
				return n;
			n++;
		} else if (*p != ' ' && *p != '\t')
			return n;
	}
}

static bool too_many_markers(struct body *b)
{
	const char *text = b->r->src->text, *p = text + b->from;

	for (; p; p = strchr(p, '\n')) {
		p += *p == '\n';
		if (markers(p) > LIMIT_MARKERS) {
			size_t at = (size_t)(p - text);

			body_error(b, "markdown/too-deep", line_rest(b, at),
				   "this line opens more than %d quotes and "
				   "lists",
				   LIMIT_MARKERS);
			return true;
		}
	}
	return false;
}

static bool too_deep(struct body *b)
{
	cmark_iter *it = cmark_iter_new(b->doc);
	cmark_event_type ev;
	int depth = 0, worst = 0;
	cmark_node *at = NULL;

	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(it);

		if (!cmark_node_first_child(n))
			continue; /* leaves have one event, or two at once */
		depth += ev == CMARK_EVENT_ENTER ? 1 : -1;
		if (depth > worst) {
			worst = depth;
			at = n;
		}
	}
	cmark_iter_free(it);
	if (worst <= LIMIT_MARKDOWN_DEPTH)
		return false;
	body_error(b, "markdown/too-deep",
		   line_rest(b, block_start(b, block_of(at))),
		   "Markdown nested more than %d levels deep",
		   LIMIT_MARKDOWN_DEPTH);
	return true;
}

/* Parses TEXT, the source or a variant of it with the same lines. */
static void parse(struct body *b, const char *text)
{
	cmark_parser *p = cmark_parser_new_with_mem(CMARK_OPT_VALIDATE_UTF8,
						    &exiting_mem);

	/* Blank lines for the front matter make cmark's lines the file's. */
	for (size_t i = 0; i < b->from; i++)
		if (text[i] == '\n')
			cmark_parser_feed(p, "\n", 1);
	cmark_parser_feed(p, text + b->from, b->r->src->size - b->from);
	b->doc = cmark_parser_finish(p);
	cmark_parser_free(p);
}

size_t plain_marker(const char *s)
{
	return s[0] == '[' && (s[1] == ' ' || (s[1] | 32) == 'x') && s[2] == ']'
		       ? 3
		       : 0;
}

/* Length of the marker and the blanks at S if a code fence follows, else 0. */
static size_t marker_before_fence(const char *s)
{
	size_t n = plain_marker(s), blanks = strspn(s + n, " \t"), fence;
	char mark[2] = "";

	if (!n || !blanks)
		return 0;
	n += blanks;
	mark[0] = s[n];
	fence = strchr("`~", s[n]) ? strspn(s + n, mark) : 0;
	if (fence < 3 || (*mark == '`' &&
			  s[n + fence + strcspn(s + n + fence, "`\n")] == '`'))
		return 0;
	return n;
}

/* Finds the options whose code begins on the line of their marker, where
 * CommonMark sees text. */
static void find_fenced(struct body *b)
{
	cmark_iter *it = cmark_iter_new(b->doc);
	cmark_event_type ev;

	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(it);
		size_t at, len;

		if (ev != CMARK_EVENT_ENTER ||
		    type_of(n) != CMARK_NODE_PARAGRAPH ||
		    type_of(cmark_node_parent(n)) != CMARK_NODE_ITEM ||
		    cmark_node_previous(n))
			continue;
		at = block_start(b, n);
		len = marker_before_fence(b->r->src->text + at);
		if (len)
			vec_push(&b->fenced, span_of(at, at + len));
	}
	cmark_iter_free(it);
}

/* Frees the tree. */
static void body_drop(struct body *b)
{
	if (b->doc)
		cmark_node_free(b->doc);
	b->doc = NULL;
}

/* Parses again, with those markers moved behind the fence's line as blanks:
 * then the fence begins the item, and all lines keep their length. */
static void parse_fenced(struct body *b)
{
	char *text = xmalloc(b->r->src->size + 1);

	memcpy(text, b->r->src->text, b->r->src->size + 1);
	for (size_t i = 0; i < b->fenced.n; i++) {
		struct span at = b->fenced.p[i];
		size_t n = at.end - at.start;
		size_t rest = strcspn(text + at.end, "\r\n");

		memmove(text + at.start, text + at.end, rest);
		memset(text + at.start + rest, ' ', n);
	}
	body_drop(b);
	parse(b, text);
	free(text);
}

bool body_parse(struct body *b)
{
	if (too_many_markers(b))
		return false;
	parse(b, b->r->src->text);
	find_fenced(b);
	if (b->fenced.n)
		parse_fenced(b);
	return !too_deep(b);
}

size_t fence_start(const struct body *b, cmark_node *code)
{
	size_t at = block_start(b, code);

	for (size_t i = 0; i < b->fenced.n; i++)
		if (b->fenced.p[i].start == at)
			return b->fenced.p[i].end;
	return at;
}

cmark_node *snippet_parse(const char *text, size_t n)
{
	cmark_parser *p = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT,
						    &exiting_mem);
	cmark_node *doc;

	cmark_parser_feed(p, text, n);
	doc = cmark_parser_finish(p);
	cmark_parser_free(p);
	return doc;
}

void blocks_move(cmark_node *parent, cmark_node *first, cmark_node *stop)
{
	while (first && first != stop) {
		cmark_node *next = cmark_node_next(first);

		cmark_node_unlink(first);
		if (!cmark_node_append_child(parent, first))
			bug("cannot move a node of Markdown");
		first = next;
	}
}

void body_release(struct body *b)
{
	body_drop(b);
	vec_release(&b->fenced);
}

size_t block_start(const struct body *b, cmark_node *n)
{
	int line = cmark_node_get_start_line(n);
	int col = cmark_node_get_start_column(n);
	size_t at;

	if (line < 1 || col < 1)
		return b->from;
	at = source_line_start(b->r->src, (uint32_t)line) + (size_t)col - 1;
	return at < b->r->src->size ? at : b->r->src->size;
}

size_t block_end(const struct body *b, cmark_node *n)
{
	int first = cmark_node_get_start_line(n);
	int last = cmark_node_get_end_line(n);

	if (last < first)
		last = first;
	return source_line_start(b->r->src, (uint32_t)last + 1);
}

cmark_node *block_of(cmark_node *n)
{
	cmark_node_type t = cmark_node_get_type(n);

	while (t >= CMARK_NODE_FIRST_INLINE || t == CMARK_NODE_NONE) {
		cmark_node *up = cmark_node_parent(n);

		if (!up)
			return n;
		n = up;
		t = cmark_node_get_type(n);
	}
	return n;
}

struct span block_find(const struct body *b, cmark_node *block,
		       const char *text)
{
	size_t start = block_start(b, block), end = block_end(b, block);
	const char *s = b->r->src->text;
	size_t n = strlen(text);
	const char *hit = n && end > start
				  ? memmem(s + start, end - start, text, n)
				  : NULL;

	if (!hit)
		return line_rest(b, start);
	return span_of((size_t)(hit - s), (size_t)(hit - s) + n);
}

struct span line_rest(const struct body *b, size_t off)
{
	const struct source *s = b->r->src;
	size_t end = (size_t)(strchrnul(s->text + off, '\n') - s->text);

	while (end > off &&
	       (s->text[end - 1] == '\r' || s->text[end - 1] == ' '))
		end--;
	return span_of(off, end);
}
