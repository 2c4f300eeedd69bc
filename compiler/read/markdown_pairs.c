/* Makes the pairs of a matching question of a list of "prompt -> response". */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "read/markdown.h"

const char *pair_arrow(const char *p, size_t n)
{
	const char *end = p + n, *q = p;

	while ((q = memmem(q, (size_t)(end - q), "->", 2))) {
		if ((q == p || is_blank(q[-1])) &&
		    (q + 2 == end || is_blank(q[2])))
			return q;
		q += 2;
	}
	return NULL;
}

/* The arrow that parts the text node in two; NULL: none. */
static const char *arrow_of(cmark_node *text)
{
	const char *lit = cmark_node_get_literal(text);
	size_t n = strlen(lit);
	const char *q = pair_arrow(lit, n);

	/* What begins or ends behind code is no start or end of the line. */
	if (q == lit && cmark_node_previous(text))
		q = pair_arrow(lit + 1, n - 1);
	return q;
}

/* Splits the paragraph at its first " -> " outside code: the response moves
 * to a new paragraph behind it. Returns that, or NULL. */
static cmark_node *split_pair(cmark_node *para)
{
	cmark_node *text = cmark_node_first_child(para), *rest, *tail;
	const char *arrow = NULL, *right;
	char *lit;
	size_t cut;

	for (; text; text = cmark_node_next(text)) {
		if (type_of(text) != CMARK_NODE_TEXT)
			continue;
		arrow = arrow_of(text);
		if (arrow)
			break;
	}
	if (!arrow)
		return NULL;
	rest = cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, &exiting_mem);
	tail = cmark_node_new_with_mem(CMARK_NODE_TEXT, &exiting_mem);
	cmark_node_insert_after(para, rest);
	blocks_move(rest, cmark_node_next(text), NULL);
	lit = xstrdup(cmark_node_get_literal(text));
	cut = (size_t)(arrow - cmark_node_get_literal(text));
	right = lit + cut + 2;
	cmark_node_set_literal(tail, right + (*right == ' '));
	cmark_node_prepend_child(rest, tail);
	lit[cut ? cut - 1 : 0] = 0;
	cmark_node_set_literal(text, lit);
	free(lit);
	return rest;
}

/* Source offset behind the "->" of the pair that starts at AT. */
static size_t behind_arrow(const struct body *b, size_t at, cmark_node *item)
{
	const char *s = b->r->src->text;
	size_t end = block_end(b, item);
	const char *hit = end > at ? memmem(s + at, end - at, "->", 2) : NULL;

	return hit ? (size_t)(hit - s) + 2 : at;
}

/* What stands for "->" elsewhere; the longer before its end. */
static const char *const other_arrows[] = {
	"-->",	  "\u2014>", "\u2013>", "\u2192", "\u27F6", "\u21D2",
	"\u27F9", "\u2794",  "\u279C",	"==>",	  "=>",	    "~>",
};

/* The only arrow of another kind with blanks (or the line's ends) around it in
 * [P, P + N), *LEN bytes; NULL: none, or several. */
static const char *other_arrow(const char *p, size_t n, size_t *len)
{
	size_t rows = sizeof other_arrows / sizeof *other_arrows;
	const char *found = NULL;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rows; k++) {
			size_t m = strlen(other_arrows[k]);

			if ((i && !is_blank(p[i - 1])) || i + m > n ||
			    (i + m < n && !is_blank(p[i + m])) ||
			    strncmp(p + i, other_arrows[k], m) != 0)
				continue;
			if (found)
				return NULL;
			found = p + i;
			*len = m;
		}
	return found;
}

/* The item at AT of the list is no pair: says why, as far as that is plain. */
static void bad_pair(struct body *b, size_t at)
{
	struct span line = line_rest(b, at), sign;
	const char *s = b->r->src->text;
	size_t n = 0;
	const char *arrow = other_arrow(s + at, line.end - at, &n);
	struct diag *d;

	if (!arrow) {
		body_error(b, "markdown/bad-pair", line,
			   "expected one line 'prompt -> response' "
			   "(or '-> response' for an extra one)");
		return;
	}
	sign = span_of((size_t)(arrow - s), (size_t)(arrow - s) + n);
	d = body_error(b, "markdown/bad-pair", sign,
		       "'%.*s' makes no pair; write '->' between prompt and "
		       "response",
		       (int)n, arrow);
	diag_fix(b->r->diags, d, sign, "->", true, "write '->'");
}

/* Does the text hold anything but signs? */
static bool has_word(const char *p)
{
	while (*p && (is_punctuation(*p) || *p == ' '))
		p++;
	return *p;
}

void cut_pairs(struct body *b, struct node *root, cmark_node *list)
{
	size_t where = block_start(b, list);
	struct node *pairs = node_add(b->r->arena, root, "pairs",
				      line_rest(b, where), line_rest(b, where));

	for (cmark_node *i = cmark_node_first_child(list); i;
	     i = cmark_node_next(i)) {
		cmark_node *para = cmark_node_first_child(i), *rest = NULL;
		size_t at = block_start(b, para ? para : i);
		struct node *pair, *prompt;

		lines_take(b, i);

		if (type_of(para) == CMARK_NODE_PARAGRAPH &&
		    !cmark_node_next(para))
			rest = split_pair(para);
		if (!rest) {
			bad_pair(b, at);
			continue;
		}
		if (strncmp(b->r->src->text + at, "->", 2) == 0) {
			choice_add(b, pairs, "extra", rest, NULL, at + 2);
			continue;
		}
		pair = node_add(b->r->arena, pairs, "pair", line_rest(b, at),
				line_rest(b, at));
		prompt = choice_add(b, pair, "prompt", para, rest, at);
		if (!has_word(prompt->rich->prose) && *prompt->rich->prose)
			body_error(
				b, "markdown/bad-pair", line_rest(b, at),
				"a prompt of signs only; write '-> response' "
				"for an extra one");
		choice_add(b, pair, "response", rest, NULL,
			   behind_arrow(b, prompt->at.end, i));
	}
	parts_tell_apart(b, pairs, "prompt");
	parts_tell_apart(b, pairs, "response extra");
}
