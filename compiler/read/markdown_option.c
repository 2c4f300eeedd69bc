/* Makes an option of an item of the task list, and its rationale of the quote
 * under it. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "read/markdown.h"

/* Takes "[x] " off the paragraph's first text. */
static void cut_marker(cmark_node *para)
{
	cmark_node *text = cmark_node_first_child(para);
	const char *lit = cmark_node_get_literal(text);
	size_t skip = 3;
	char *rest;

	while (lit[skip] == ' ' || lit[skip] == '\t')
		skip++;
	rest = xstrdup(lit + skip);
	cmark_node_set_literal(text, rest);
	free(rest);
	/* "[x]" alone on its line leaves a break that nobody wrote. */
	if (!cmark_node_get_literal(text)[0] &&
	    type_of(cmark_node_next(text)) == CMARK_NODE_SOFTBREAK)
		cmark_node_free(cmark_node_next(text));
}

/* Did the paragraph hold nothing but the marker? */
static bool is_empty(cmark_node *para)
{
	cmark_node *text = cmark_node_first_child(para);

	return !cmark_node_get_literal(text)[0] && !cmark_node_next(text);
}

/* Is the block code that is shown as code, and not as a table? */
static bool is_code(cmark_node *n)
{
	return type_of(n) == CMARK_NODE_CODE_BLOCK &&
	       strcmp(cmark_node_get_fence_info(n), "table") != 0;
}

/* Takes the marker off the option that begins with FIRST; returns the block that
 * begins it then. */
static cmark_node *option_text(struct body *b, cmark_node *first)
{
	size_t start = block_start(b, first);
	bool marked = type_of(first) == CMARK_NODE_PARAGRAPH;
	cmark_node *next = marked ? cmark_node_next(first) : first;

	if (marked) /* else code stands behind the marker */
		cut_marker(first);
	if (marked && (!is_empty(first) || !next))
		return first;
	if (!is_code(next))
		body_error(b, "item/empty-option", span_of(start, start + 3),
			   "this option has no text before its other blocks");
	else if (marked)
		cmark_node_free(first);
	return is_code(next) ? next : first;
}

static void second_quote(struct body *b, struct span at)
{
	body_error(b, "markdown/orphan-rationale", at,
		   "a second quote under one option; join the two with a line "
		   "'>' between them");
}

/* The quote under an option becomes its rationale. */
void option_rationale(struct body *b, struct node *option, cmark_node *quote)
{
	size_t at = block_start(b, quote);

	if (node_child(option, "rationale"))
		second_quote(b, line_rest(b, at));
	else
		part_add(b, option, "rationale", cmark_node_first_child(quote),
			 NULL, at);
}

/* What follows the rationale would become text of the option. */
static void text_behind(struct body *b, cmark_node *n)
{
	struct span at = line_rest(b, block_start(b, n));

	if (type_of(n) == CMARK_NODE_BLOCK_QUOTE)
		second_quote(b, at);
	else if (list_fits(b, n, SHAPE_CHOICE))
		body_error(b, "markdown/lost-line", at,
			   "this option is indented, so it is read as text of "
			   "the one above; begin it in the column of the "
			   "others");
	else
		body_error(b, "markdown/text-after-options", at,
			   "text behind the rationale; put it before the "
			   "quote, or into it with '> '");
}

/* Takes the first quote behind the option's paragraph out of the tree; NULL:
 * there is none. What stands behind it is reported. */
static cmark_node *take_quote(struct body *b, cmark_node *para)
{
	cmark_node *quote = NULL;

	for (cmark_node *c = cmark_node_next(para), *next; c; c = next) {
		bool quotes = type_of(c) == CMARK_NODE_BLOCK_QUOTE;

		next = cmark_node_next(c);
		if (quote && !b->r->body_broken)
			text_behind(b, c);
		if (quotes)
			cmark_node_unlink(c);
		if (quotes && quote)
			cmark_node_free(c);
		else if (quotes)
			quote = c;
	}
	return quote;
}

void option_add(struct body *b, struct node *options, cmark_node *item,
		enum marker mark)
{
	cmark_node *para = cmark_node_first_child(item);
	cmark_node *quote = take_quote(b, para);
	size_t start = block_start(b, para);
	struct node *opt;
	char label[2] = "A";

	opt = choice_add(b, options, mark == MARK_KEY ? "correct" : "wrong",
			 option_text(b, para), NULL, start + 3);
	opt->key = span_of(start, start + 3);
	label[0] = (char)('A' + b->options++);
	if (b->options > OPTION_MAX + 1)
		b->options = OPTION_MAX + 1; /* the schema refuses the first */
	node_set(b->r->arena, opt, "label", arena_strdup(b->r->arena, label),
		 opt->key, opt->key);
	if (quote) {
		option_rationale(b, opt, quote);
		cmark_node_free(quote);
	}
}
