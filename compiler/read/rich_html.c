/* Renders the scrubbed blocks of a text as HTML: whole, and cut where a label
 * ends. */
#include <string.h>

#include "base/err.h"
#include "read/markdown.h"

static char *render(struct arena *a, cmark_node *n)
{
	char *html = cmark_render_html(n, CMARK_OPT_DEFAULT);
	char *copy = arena_strdup(a, html);

	exiting_mem.free(html);
	return copy;
}

/* A paragraph without <p>. */
static char *render_line(struct arena *a, cmark_node *para)
{
	cmark_node *line = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_INLINE,
						   &exiting_mem);
	char *html;

	blocks_move(line, cmark_node_first_child(para), NULL);
	html = render(a, line);
	cmark_node_free(line);
	return html;
}

/* A code block without <pre>, which no label may hold. */
static char *render_snippet(struct arena *a, cmark_node *code)
{
	static const char pre[] = "<pre>", end[] = "</pre>\n";
	const char *html = render(a, code);
	size_t n = strlen(html);

	if (n < sizeof pre + sizeof end ||
	    strncmp(html, pre, sizeof pre - 1) != 0 ||
	    strcmp(html + n - (sizeof end - 1), end) != 0)
		bug("cmark renders code as '%.40s'", html);
	return arena_printf(a, "<span class=\"snippet\">%.*s</span>",
			    (int)(n - (sizeof pre - 1) - (sizeof end - 1)),
			    html + sizeof pre - 1);
}

void rich_render(struct body *b, struct rich *r, cmark_node *doc)
{
	struct arena *a = b->r->arena;
	cmark_node *first = cmark_node_first_child(doc);

	r->html_block = render(a, doc);
	r->html_inline = "";
	r->html_rest = r->html_block;
	if (type_of(first) == CMARK_NODE_PARAGRAPH)
		r->html_inline = render_line(a, first);
	else if (type_of(first) == CMARK_NODE_CODE_BLOCK)
		r->html_inline = render_snippet(a, first);
	else
		return;
	cmark_node_free(first);
	r->html_rest = cmark_node_first_child(doc) ? render(a, doc) : "";
}
