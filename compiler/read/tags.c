/* Makes <sub>, <sup>, <kbd> and <br> of the raw HTML in a text, where they
 * stand in pairs; finds the partner of any other tag. */
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "read/markdown.h"

static const struct {
	const char *open, *close;
} tags[] = {
	{"<sub>", "</sub>"},
	{"<sup>", "</sup>"},
	{"<kbd>", "</kbd>"},
};

enum { TAGS = sizeof tags / sizeof *tags };

static const char *html_of(cmark_node *n)
{
	return type_of(n) == CMARK_NODE_HTML_INLINE ? cmark_node_get_literal(n)
						    : "";
}

/* The row of the tag that N opens, or TAGS. */
static size_t opened_by(cmark_node *n)
{
	size_t i = 0;

	while (i < TAGS && strcmp(html_of(n), tags[i].open) != 0)
		i++;
	return i;
}

static cmark_node *new_tag(const char *enter, const char *leave)
{
	cmark_node *n = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_INLINE,
						&exiting_mem);

	cmark_node_set_on_enter(n, enter);
	cmark_node_set_on_exit(n, leave);
	return n;
}

static void put_in_place(cmark_node *was, cmark_node *now)
{
	if (!cmark_node_replace(was, now))
		bug("cannot put a tag in place");
	cmark_node_free(was);
}

/* What stands between OPEN and CLOSE moves into an element. */
static void make_element(cmark_node *open, cmark_node *close)
{
	size_t i = opened_by(open);
	cmark_node *n = new_tag(tags[i].open, tags[i].close);

	blocks_move(n, cmark_node_next(open), close);
	put_in_place(open, n);
	cmark_node_free(close);
}

/* The node behind N, once the tag that N may be was made. */
static cmark_node *make_tag(cmark_node *n)
{
	const char *lit = html_of(n);
	cmark_node *open = n, *next = cmark_node_next(n), *br;

	if (strncmp(lit, "<br", 3) == 0 &&
	    strcmp(lit + 3 + strspn(lit + 3, " "), ">") != 0 &&
	    strcmp(lit + 3 + strspn(lit + 3, " "), "/>") != 0)
		return next;
	if (strncmp(lit, "<br", 3) == 0) {
		br = new_tag("<br />", "");
		put_in_place(n, br);
		return next;
	}
	if (strncmp(lit, "</", 2) != 0)
		return next;
	/* A closing tag ends the last element that was opened before it. */
	while ((open = cmark_node_previous(open)) && !*html_of(open))
		;
	if (open && opened_by(open) < TAGS &&
	    strcmp(tags[opened_by(open)].close, lit) == 0)
		make_element(open, n);
	return next;
}

void make_tags(cmark_node *block)
{
	cmark_node *n = cmark_node_first_child(block);

	while (n)
		n = make_tag(n);
}

bool is_tag(cmark_node *n)
{
	return type_of(n) == CMARK_NODE_CUSTOM_INLINE &&
	       strncmp(cmark_node_get_on_enter(n), "<t", 2) != 0;
}

/* The name of the tag at P: after "<" or "</", N letters. */
static const char *tag_name(const char *p, size_t *n)
{
	p += 1 + (p[1] == '/');
	*n = strcspn(p, " \t\r\n/>");
	return p;
}

bool is_known_tag(const char *lit)
{
	size_t n;
	const char *name = tag_name(lit, &n);

	return (n == 2 && strncasecmp(name, "br", n) == 0) ||
	       (n == 3 && (strncasecmp(name, "sub", n) == 0 ||
			   strncasecmp(name, "sup", n) == 0 ||
			   strncasecmp(name, "kbd", n) == 0));
}

const char *tag_fault(struct arena *a, const char *lit)
{
	for (size_t i = 0; i < TAGS; i++) {
		const char *open = tags[i].open, *close = tags[i].close;

		if (strcmp(lit, open) == 0 || strcmp(lit, close) == 0)
			return arena_printf(a,
					    lit[1] != '/'
						    ? "%s has no end: %s is "
						      "missing in the same "
						      "text, or another tag "
						      "stands across"
						    : "%s ends nothing: %s is "
						      "missing before it in "
						      "the same text, or "
						      "another tag stands "
						      "across",
					    lit, lit[1] != '/' ? close : open);
		if (strncasecmp(lit, open, strlen(open) - 1) == 0)
			return arena_printf(a,
					    "%s is no tag of the language; "
					    "write %s, in small letters and "
					    "with nothing else in it",
					    lit, open);
	}
	return arena_printf(a, "%s is no tag of the language; write %s", lit,
			    strncasecmp(lit, "</br", 4) == 0 ||
					    strncasecmp(lit, "<br", 3) == 0
				    ? "<br>, which has no end"
				    : "it in small letters");
}

/* What Markdown has for a tag that is not part of the language. */
static const struct markdown_for markdowns[] = {
	{"b", "write **…**", "**"},
	{"strong", "write **…**", "**"},
	{"i", "write *…*", "*"},
	{"em", "write *…*", "*"},
	{"code", "write `…`", "`"},
	{"tt", "write `…`", "`"},
	{"a", "write [text](https://…)", NULL},
	{"img", "write ![what it shows](name.png)", NULL},
	{"p", "write an empty line between paragraphs", NULL},
	{"div", "delete it", NULL},
	{"span", "delete it", NULL},
	{"font", "delete it", NULL},
	{"center", "delete it", NULL},
	{"u", "delete it", NULL},
	{"small", "delete it", NULL},
	{"big", "delete it", NULL},
};

const struct markdown_for *markdown_for_tag(const char *lit)
{
	size_t n, rows = sizeof markdowns / sizeof *markdowns;
	const char *name = tag_name(lit, &n);

	for (size_t i = 0; i < rows; i++)
		if (strlen(markdowns[i].tag) == n &&
		    strncasecmp(markdowns[i].tag, name, n) == 0)
			return &markdowns[i];
	return NULL;
}

/* 1: N opens an element of that name, -1: it closes one, 0: neither. */
static int level(cmark_node *n, const char *name, size_t len)
{
	const char *lit = html_of(n);
	size_t k = 0;

	if (lit[0] != '<' || strncasecmp(tag_name(lit, &k), name, k) != 0 ||
	    k != len)
		return 0;
	if (lit[1] == '/')
		return -1;
	return strcmp(lit + strlen(lit) - 2, "/>") == 0 ? 0 : 1;
}

cmark_node *closing_tag(cmark_node *open)
{
	size_t len;
	const char *name = tag_name(cmark_node_get_literal(open), &len);
	int depth = level(open, name, len);

	if (depth != 1)
		return NULL;
	while (depth && (open = cmark_node_next(open)))
		depth += level(open, name, len);
	return open;
}

bool has_partner(const char *lit, const char *from, const char *to)
{
	size_t n, k;
	const char *name = tag_name(lit, &n);
	bool closes = lit[1] == '/';

	for (const char *p = from; p < to; p++) {
		if (*p != '<' || (p[1] == '/') == closes)
			continue;
		if (strncasecmp(tag_name(p, &k), name, n) == 0 && k == n)
			return true;
	}
	return false;
}
