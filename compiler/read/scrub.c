/* Refuses Markdown that may not be published: raw HTML, unsafe addresses,
 * characters that no page may hold. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "read/markdown.h"

static bool is_bad(unsigned cp)
{
	return !utf8_is_xml_char(cp) || cp == 0xFEFF ||
	       (utf8_is_unsafe(cp) && cp != '\n' && cp != '\t');
}

/* Offset behind the code span that the backticks at AT open, else behind
 * them. */
static size_t code_end(const char *s, size_t at, size_t end)
{
	size_t n = strspn(s + at, "`"), k;

	for (size_t p = at + n; p < end; p += k ? k : 1) {
		k = strspn(s + p, "`");
		if (k == n)
			return p + n;
	}
	return at + n;
}

/* The first numeric entity of the block that makes a bad character. */
static struct span bad_entity(const struct body *b, cmark_node *block)
{
	const char *s = b->r->src->text;
	size_t end = block_end(b, block);

	for (size_t at = block_start(b, block); at + 3 < end; at++) {
		bool hex = (s[at + 2] | 32) == 'x';
		char *stop;
		unsigned long cp;

		if (s[at] == '`') /* code shows entities as they are */
			at = code_end(s, at, end) - 1;
		if (s[at] != '&' || s[at + 1] != '#')
			continue;
		cp = strtoul(s + at + 2 + hex, &stop, hex ? 16 : 10);
		if (*stop == ';' && cp <= 0x10FFFF && is_bad((unsigned)cp))
			return span_of(at, (size_t)(stop + 1 - s));
	}
	return block_find(b, block, "&");
}

/* An entity such as &#xFFFE; makes characters that no document may hold. */
static void check_text(struct body *b, cmark_node *n, const char *s)
{
	size_t len = s ? strlen(s) : 0;

	for (size_t i = 0, k; i < len; i += k) {
		unsigned cp;

		k = utf8_plain(s + i, len - i);
		if (k)
			continue;
		k = utf8_decode(s + i, len - i, &cp);
		if (!k || is_bad(cp)) {
			body_error(b, "file/control-character",
				   bad_entity(b, block_of(n)),
				   "an entity makes a control character");
			cmark_node_set_literal(n, "");
			return;
		}
	}
}

/* Is URL one that may stand in a published page? (robustness: browsers skip
 * control characters and read a backslash as a slash) */
static bool url_is_safe(const char *url)
{
	for (const unsigned char *p = (const unsigned char *)url; *p; p++)
		if (*p <= 0x20 || *p == 0x7F || *p == '\\')
			return false;
	return strncasecmp(url, "https://", 8) == 0 ||
	       strncasecmp(url, "http://", 7) == 0 ||
	       strncasecmp(url, "mailto:", 7) == 0;
}

void scrub_link(struct body *b, cmark_node *n, struct span at)
{
	const char *url = cmark_node_get_url(n);

	check_text(b, n, url);
	check_text(b, n, cmark_node_get_title(n));
	if (url_is_safe(url))
		return;
	body_error(b, "markdown/bad-url", at,
		   "link to '%s'; a link begins with https://, http:// or "
		   "mailto: and holds no blanks or backslashes",
		   url);
	cmark_node_set_url(n, "#");
}

/* Is the byte AT of R's text written as it is, without a backslash? */
static bool is_bare(const struct body *b, const struct rich *r, size_t at)
{
	size_t src = rich_span(r, at, at + 1).start;

	return b->r->src->text[src] == r->text[at] &&
	       (!src || b->r->src->text[src - 1] != '\\');
}

/* The start of what should have been a link, or NULL: a bare "](" is left only
 * where none was made, and an address behind a bracket looks like one. */
static const char *broken_link(const struct body *b, const struct rich *r)
{
	const char *s = r->prose, *hit = s, *open;
	const char *url = strstr(s, "http");

	while ((hit = strstr(hit, "](")) && !is_bare(b, r, (size_t)(hit - s)))
		hit++;
	if (hit || !url ||
	    (strncmp(url + 4, "://", 3) != 0 &&
	     strncmp(url + 4, "s://", 4) != 0))
		return hit;
	open = memrchr(s, '[', (size_t)(url - s));
	return open && !memchr(open, '\n', (size_t)(url - open)) &&
			       is_bare(b, r, (size_t)(open - s))
		       ? open
		       : NULL;
}

/* A backtick that opens no code, and is not written \`; or NULL. */
static const char *lone_backtick(const struct body *b, const struct rich *r)
{
	const char *hit = r->prose;

	while ((hit = strchr(hit, '`'))) {
		if (is_bare(b, r, (size_t)(hit - r->prose)))
			return hit;
		hit++;
	}
	return NULL;
}

void scrub_leftovers(struct body *b, const struct rich *r)
{
	const char *hit = broken_link(b, r);
	size_t at = hit ? (size_t)(hit - r->prose) : 0;

	if (b->r->body_broken)
		return;
	if (hit)
		body_error(b, "markdown/broken-link", rich_span(r, at, at + 1),
			   "this is text and no link or image; write "
			   "[text](https://…) or ![what it shows](name.png), "
			   "with no blanks in the address, or put it in "
			   "backticks");
	hit = lone_backtick(b, r);
	at = hit ? (size_t)(hit - r->prose) : 0;
	if (hit)
		body_error(b, "markdown/lone-backtick",
			   rich_span(r, at, at + 1),
			   "this backtick has no partner in its text; code "
			   "stands between two, and \\` is one to be seen");
}

/* The sign before the source offset AT, and the one at END, do not stick to a
 * run of backticks there. */
static bool may_be_code(const char *s, struct span at)
{
	return !memchr(s + at.start, '`', at.end - at.start) &&
	       !memchr(s + at.start, '\n', at.end - at.start) &&
	       !strchr("`<", s[at.end]) &&
	       (!at.start || !strchr("`>", s[at.start - 1]));
}

/* Markdown's signs in place of both tags of the element AT, where what stands
 * between them is plain text: not without being asked, as nobody knows whether
 * the tags are the question's subject. */
static void fix_element(struct body *b, struct diag *d, struct span at,
			const char *signs)
{
	const char *s = b->r->src->text;
	const char *from = memchr(s + at.start, '>', at.end - at.start);
	const char *to = memrchr(s + at.start, '<', at.end - at.start);

	if (!from || !to || ++from >= to || *from == ' ' || to[-1] == ' ' ||
	    memchr(from, '<', (size_t)(to - from)) ||
	    memchr(from, *signs, (size_t)(to - from)))
		return;
	diag_fix(b->r->diags, d, at,
		 arena_printf(b->r->arena, "%s%.*s%s", signs, (int)(to - from),
			      from, signs),
		 false, "write it in Markdown");
}

/* Says that the tag LIT at AT is refused, and what to do. */
static struct diag *refuse_tag(struct body *b, const char *lit, struct span at,
			       const struct markdown_for *md)
{
	if (is_known_tag(lit))
		return body_error(b, "markdown/raw-html", at, "%s",
				  tag_fault(b->r->arena, lit));
	if (md)
		return body_error(b, "markdown/raw-html", at,
				  "raw HTML %s; %s, or put it in "
				  "backticks to show it",
				  lit, md->instead);
	return body_error(b, "markdown/raw-html", at,
			  "raw HTML %s; to show it, put it in backticks", lit);
}

void refuse_inline_html(struct body *b, cmark_node *n, struct span at,
			bool pair, struct span block)
{
	const char *lit = cmark_node_get_literal(n), *s = b->r->src->text;
	const struct markdown_for *md = markdown_for_tag(lit);
	struct diag *d;

	if (strncmp(lit, "<!--", 4) == 0) {
		body_error(b, "markdown/raw-html", at,
			   "HTML comments are not published; delete it");
		return;
	}
	d = refuse_tag(b, lit, at, md);
	/* A tag whose partner stands elsewhere is mended by its author. */
	if (is_known_tag(lit) || !may_be_code(s, at) || at.end == at.start ||
	    (!pair && has_partner(lit, s + block.start, s + block.end)))
		return;
	if (md && pair && md->signs)
		fix_element(b, d, at, md->signs);
	/* Markup that was meant as such is not shown to learners instead. */
	if (md && (pair || strchr(lit, ' ')))
		return;
	diag_fix(b->r->diags, d, at,
		 arena_printf(b->r->arena, "`%.*s`", (int)(at.end - at.start),
			      s + at.start),
		 true, "put it in backticks");
}

static void refuse_html_block(struct body *b, cmark_node *n)
{
	struct span at = line_rest(b, block_start(b, n));
	const char *lit = cmark_node_get_literal(n);
	const char *tag = strchr(lit, '<');
	const struct markdown_for *md = tag ? markdown_for_tag(tag) : NULL;
	bool options = strstr(lit, "- [ ]") || strstr(lit, "- [x]");

	if (options && b->r->body_broken)
		return; /* said when the options were looked for */
	if (options)
		body_error(b, "markdown/swallowed-options", at,
			   "this HTML block swallows the options below it; "
			   "delete it, or put it in backticks");
	else if (md)
		body_error(b, "markdown/raw-html", at,
			   "raw HTML is not published; %s, or put it "
			   "in backticks or a code fence to show it",
			   md->instead);
	else
		body_error(b, "markdown/raw-html", at,
			   "raw HTML is not published; to show it, put it in "
			   "backticks or a code fence");
}

static bool is_word(const char *info, const char *word)
{
	size_t n = strlen(word);

	return info && strncmp(info, word, n) == 0 &&
	       (!info[n] || info[n] == ' ');
}

/* What stands on a fence's line is no code, and is not shown. */
static void check_info(struct body *b, cmark_node *n)
{
	const char *info = cmark_node_get_fence_info(n);
	size_t at = fence_start(b, n);
	bool fenced = strchr("`~", b->r->src->text[at]) != NULL;

	if (b->r->body_broken)
		return;
	if (!fenced)
		diag_add(b->r->diags, "markdown/indented-code", b->r->src,
			 line_rest(b, at),
			 "four blanks make this code; indent it less, or put "
			 "it in a code fence");
	else if (strcasecmp(info, "table") == 0 && strcmp(info, "table") != 0)
		diag_fix(b->r->diags,
			 body_error(b, "markdown/bad-fence",
				    block_find(b, n, info),
				    "the info word of a table is 'table'"),
			 block_find(b, n, info), "table", true,
			 "write 'table'");
	else if (info[strcspn(info, " {}[]()\"';,<>=")] ||
		 !*cmark_node_get_literal(n))
		body_error(b, "markdown/bad-fence", line_rest(b, at),
			   "a code fence begins with one word at most, and "
			   "the code begins in the next line");
}

static void scrub_node(struct body *b, cmark_node *n)
{
	switch ((int)cmark_node_get_type(n)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		check_text(b, n, cmark_node_get_literal(n));
		break;
	case CMARK_NODE_HTML_BLOCK:
		refuse_html_block(b, n);
		break;
	case CMARK_NODE_PARAGRAPH:
		scrub_pipes(b, n);
		eaten_block(b, n);
		break;
	case CMARK_NODE_LIST:
	case CMARK_NODE_BLOCK_QUOTE:
	case CMARK_NODE_THEMATIC_BREAK:
		eaten_block(b, n);
		break;
	case CMARK_NODE_CODE_BLOCK:
		check_info(b, n);
		check_text(b, n, cmark_node_get_literal(n));
		check_text(b, n, cmark_node_get_fence_info(n));
		break;
	case CMARK_NODE_HEADING:
		diag_add(b->r->diags, "markdown/heading", b->r->src,
			 line_rest(b, block_start(b, n)),
			 "a heading inside a question; use bold text (only "
			 "'## Explanation' is a heading)");
		break;
	default:
		break;
	}
}

/* Makes the tags in all texts below the node. */
static void make_all_tags(cmark_node *n)
{
	for (cmark_node *c = cmark_node_first_child(n); c;
	     c = cmark_node_next(c))
		if (cmark_node_first_child(c))
			make_all_tags(c);
	if (type_of(n) == CMARK_NODE_PARAGRAPH ||
	    type_of(n) == CMARK_NODE_HEADING ||
	    type_of(n) >= CMARK_NODE_FIRST_INLINE)
		make_tags(n);
}

void scrub(struct body *b, cmark_node *top)
{
	cmark_event_type ev;
	cmark_iter *it;

	make_all_tags(top);
	it = cmark_iter_new(top);
	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(it);

		if (ev == CMARK_EVENT_ENTER)
			scrub_node(b, n);
		if (cmark_node_get_type(n) == CMARK_NODE_CODE_BLOCK &&
		    is_word(cmark_node_get_fence_info(n), "table")) {
			scrub_table(b, n);
			cmark_iter_reset(it, n, CMARK_EVENT_EXIT);
			cmark_node_free(n); /* the iterator has left it */
		}
	}
	cmark_iter_free(it);
}
