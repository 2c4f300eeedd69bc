/* Cuts cmark's tree of a body into the stem, the list of options, steps or
 * pairs, and the explanation. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "model/item.h"
#include "read/body.h"
#include "read/markdown.h"

/* What the shape's list looks like, for messages. */
static const char *const list_forms[] = {
	[SHAPE_CHOICE] = "a list of options '- [ ] …'",
	[SHAPE_ORDER] = "a numbered list '1. …'",
	[SHAPE_MATCH] = "a list of pairs '- prompt -> response'",
};

/* Nothing to be seen: blanks that no trimming takes, such as &nbsp;? */
static bool shows_nothing(const struct rich *r)
{
	unsigned cp = ' ';

	for (size_t i = 0; i < r->len && utf8_is_space(cp);)
		i += utf8_decode(r->text + i, r->len - i, &cp);
	return utf8_is_space(cp);
}

struct node *part_add(struct body *b, struct node *parent, const char *name,
		      cmark_node *first, cmark_node *stop, size_t start)
{
	cmark_node *doc = cmark_node_new_with_mem(CMARK_NODE_DOCUMENT,
						  &exiting_mem);
	int limit = strcmp(name, "scenario") == 0 ? LIMIT_SCENARIO : LIMIT_TEXT;
	struct node *n;
	struct rich *rich;

	blocks_move(doc, first, stop);
	rich = rich_make(b, doc, start);
	n = node_add(b->r->arena, parent, name, rich->span, rich->span);
	n->rich = rich;
	if (shows_nothing(rich))
		rich->text = rich->prose = "";
	if (rich->len > (size_t)limit && !b->r->body_broken)
		body_error(b, "schema/bad-value",
			   span_of(rich->span.start, rich->span.start),
			   "this text is longer than %d KiB", limit / 1024);
	node_set(b->r->arena, n, "text", rich->text, rich->span, rich->span);
	return n;
}

struct node *choice_add(struct body *b, struct node *parent, const char *name,
			cmark_node *first, cmark_node *stop, size_t start)
{
	struct node *n = part_add(b, parent, name, first, stop, start);
	char id[9];

	rich_id(n->rich, id);
	node_set(b->r->arena, n, "id", arena_strdup(b->r->arena, id), n->key,
		 n->key);
	return n;
}

/* One list of the option run. */
static void add_options(struct body *b, struct node *options, cmark_node *list)
{
	bool mixed = false;

	for (cmark_node *item = cmark_node_first_child(list), *next; item;
	     item = next) {
		cmark_node *para = cmark_node_first_child(item);
		enum marker m = marker_of(b, para);

		next = cmark_node_next(item);
		lines_take(b, item);
		if (m == MARK_OPEN || m == MARK_KEY)
			option_add(b, options, item, m);
		else if (m != MARK_NONE)
			marker_report(b, para);
		else if (!mixed) {
			mixed = true;
			body_error(b, "markdown/mixed-list",
				   line_rest(b, block_start(b, item)),
				   "this item of the option list has no [ ] or "
				   "[x]; if the list belongs to the stem, put "
				   "the question line between");
		}
	}
}

/* Does the list hold at least one option (or a failed attempt at one)? */
static bool is_task_list(const struct body *b, cmark_node *n)
{
	if (type_of(n) != CMARK_NODE_LIST)
		return false;
	for (cmark_node *i = cmark_node_first_child(n); i;
	     i = cmark_node_next(i))
		if (marker_of(b, cmark_node_first_child(i)) != MARK_NONE)
			return true;
	return false;
}

/* Is the line above the block blank? */
static bool is_detached(const struct body *b, cmark_node *n)
{
	uint32_t line = (uint32_t)cmark_node_get_start_line(n);
	size_t len;
	const char *p = source_line(b->r->src, line - 1, &len);

	return strspn(p, " \t") >= len;
}

/* First node of the maximal run of (task list, quote)* before STOP, or STOP. */
static cmark_node *option_run(const struct body *b, cmark_node *stop)
{
	cmark_node *prev = stop ? cmark_node_previous(stop)
				: cmark_node_last_child(b->doc);
	cmark_node *first = stop;

	while (prev && (type_of(prev) == CMARK_NODE_BLOCK_QUOTE ||
			is_task_list(b, prev))) {
		first = prev;
		prev = cmark_node_previous(prev);
	}
	while (first != stop && type_of(first) == CMARK_NODE_BLOCK_QUOTE)
		first = cmark_node_next(first);
	return first;
}

/* Bullets differ, so CommonMark made two lists of what is one. */
static void second_bullet(struct body *b, cmark_node *list, cmark_node *prev)
{
	const char *text = b->r->src->text;
	size_t at = block_start(b, list), was = block_start(b, prev);
	struct diag *d = body_error(
		b, "markdown/second-bullet", line_rest(b, at),
		"'%c' starts a second list; use '%c' for all options of a "
		"question",
		text[at], text[was]);
	char bullet[2] = {text[was], 0};

	for (cmark_node *i = cmark_node_first_child(list); i;
	     i = cmark_node_next(i)) {
		size_t off = block_start(b, i);

		size_t n = strspn(text + off, "0123456789") + 1;

		diag_fix(b->r->diags, d, span_of(off, off + n), bullet, true,
			 "use one bullet");
	}
}

/* A quote at the outer level: the rationale of the option right above. */
static void outer_quote(struct body *b, struct node *options, cmark_node *quote)
{
	size_t at = block_start(b, quote);

	if (is_detached(b, quote) && options->last)
		body_error(b, "markdown/orphan-rationale", line_rest(b, at),
			   "a blank line cuts this quote off from its option; "
			   "put it right under the option");
	else if (options->last)
		option_rationale(b, options->last, quote);
}

static void cut_options(struct body *b, struct node *root, cmark_node *first,
			cmark_node *stop)
{
	size_t at = block_start(b, first);
	struct node *options = node_add(b->r->arena, root, "options",
					line_rest(b, at), line_rest(b, at));
	cmark_node *prev = NULL;
	bool split = false;

	for (cmark_node *n = first, *next; n && n != stop; n = next) {
		next = cmark_node_next(n);
		if (type_of(n) == CMARK_NODE_BLOCK_QUOTE)
			outer_quote(b, options, n);
		else {
			if (type_of(prev) == CMARK_NODE_LIST && !split) {
				second_bullet(b, n, prev);
				split = true;
			}
			add_options(b, options, n);
		}
		prev = n;
	}
	parts_tell_apart(b, options, "correct wrong");
	option_letters(b, options);
}

static const char explanation_word[] = "Explanation";

/* "### Explanation", the heading underlined, or a colon behind it. COLON: the
 * heading has one. */
static void check_heading(struct body *b, cmark_node *heading, bool colon)
{
	size_t at = block_start(b, heading);
	size_t n = strspn(b->r->src->text + at, "#");
	struct diag *d;

	if (cmark_node_get_heading_level(heading) == 2 && n && !colon)
		return;
	d = body_error(b, "markdown/lost-line", line_rest(b, at),
		       "the heading is '## Explanation', %s",
		       colon ? "without the colon" : "in a line of its own");
	if (n)
		diag_fix(b->r->diags, d,
			 colon ? line_rest(b, at) : span_of(at, at + n),
			 colon ? "## Explanation" : "##", true,
			 colon ? "write '## Explanation'" : "write '##'");
}

/* Is the text the word "Explanation"? *COLON: a colon stands behind it. */
static bool says_explanation(const char *text, bool *colon)
{
	size_t n = sizeof explanation_word - 1;

	if (strncasecmp(text, explanation_word, n) != 0)
		return false;
	n += strspn(text + n, " ");
	*colon = text[n] == ':';
	return !text[n + *colon];
}

/* The heading "Explanation", or NULL. */
static cmark_node *find_explanation(struct body *b)
{
	for (cmark_node *n = cmark_node_first_child(b->doc); n;
	     n = cmark_node_next(n)) {
		cmark_node *t = cmark_node_first_child(n);
		bool colon;

		if (type_of(n) == CMARK_NODE_HEADING &&
		    type_of(t) == CMARK_NODE_TEXT && !cmark_node_next(t) &&
		    says_explanation(cmark_node_get_literal(t), &colon)) {
			check_heading(b, n, colon);
			return n;
		}
	}
	return NULL;
}

bool list_fits(const struct body *b, cmark_node *list, enum item_shape shape)
{
	bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;

	if (type_of(list) != CMARK_NODE_LIST)
		return false;
	switch (shape) {
	case SHAPE_CHOICE:
		return !ordered && is_task_list(b, list);
	case SHAPE_ORDER:
		return ordered && !is_task_list(b, list);
	case SHAPE_MATCH:
		return !ordered && !is_task_list(b, list);
	}
	return false;
}

/* A quote that the stem gets, right under a list: what it belongs to was lost. */
static void check_quote(struct body *b, cmark_node *quote,
			enum item_shape shape)
{
	size_t at = block_start(b, quote);

	if (type_of(cmark_node_previous(quote)) == CMARK_NODE_LIST &&
	    !is_detached(b, quote))
		body_error(b, "markdown/orphan-rationale", line_rest(b, at),
			   "the list above this quote is not one of %s, so "
			   "the quote belongs to nothing",
			   list_forms[shape]);
}

/* The first node of the list that the shape wants, or STOP (reported). */
static cmark_node *find_list(struct body *b, const char *type,
			     enum item_shape shape, cmark_node *stop)
{
	cmark_node *last = stop ? cmark_node_previous(stop)
				: cmark_node_last_child(b->doc);
	cmark_node *first = shape == SHAPE_CHOICE ? option_run(b, stop) : last;

	if (list_fits(b, first, shape)) {
		if (type_of(cmark_node_previous(first)) ==
		    CMARK_NODE_BLOCK_QUOTE)
			check_quote(b, cmark_node_previous(first), shape);
		if (!b->r->body_broken)
			nearmiss_split(b, first, shape);
		return first;
	}
	if (type_of(last) == CMARK_NODE_LIST)
		body_error(b, "item/wrong-body",
			   line_rest(b, block_start(b, last)),
			   "type '%s' wants %s, this is another kind of list",
			   type, list_forms[shape]);
	else
		nearmiss_no_list(b, stop, shape);
	return stop;
}

/* Returns the number of steps. */
static size_t cut_list(struct body *b, struct node *root, enum item_shape shape,
		       cmark_node *first, cmark_node *stop)
{
	switch (shape) {
	case SHAPE_CHOICE:
		cut_options(b, root, first, stop);
		break;
	case SHAPE_ORDER:
		return cut_steps(b, root, first);
	case SHAPE_MATCH:
		cut_pairs(b, root, first);
		break;
	}
	return 0;
}

static void cut_stem(struct body *b, struct node *root, const char *name,
		     cmark_node *stop)
{
	cmark_node *first = cmark_node_first_child(b->doc);

	if (first != stop)
		part_add(b, root, name, first, stop, block_start(b, first));
}

void read_body(struct reader *r, struct node *root, size_t from,
	       enum item_shape shape)
{
	struct body b = {.r = r, .from = from};
	cmark_node *explanation, *list;
	size_t end = r->src->size, steps = 0;
	uint32_t second;

	if (!body_parse(&b)) {
		body_release(&b);
		return;
	}
	nearmiss_everywhere(&b);
	second = second_question(&b);
	if (second) { /* what follows is not this question's */
		body_error(&b, "markdown/second-question",
			   line_rest(&b, source_line_start(r->src, second)),
			   "one question a file; a second begins here");
		body_release(&b);
		return;
	}
	eaten_definitions(&b);
	explanation = find_explanation(&b);
	if (explanation)
		end = block_start(&b, explanation);
	list = find_list(&b, root->name, shape, explanation);
	cut_stem(&b, root, "stem", list);
	if (list != explanation)
		steps = cut_list(&b, root, shape, list, explanation);
	if (explanation) {
		cmark_node *first = cmark_node_next(explanation);

		part_add(&b, root, "explanation", first, NULL,
			 block_start(&b, first ? first : explanation));
	}
	if (!r->body_broken) /* one mistake, one message */
		strays_report(&b, shape, end, steps);
	r->lines = b.lines;
	body_release(&b);
}

void read_scenario(struct reader *r, struct node *root, size_t from)
{
	struct body b = {.r = r, .from = from};

	if (body_parse(&b)) {
		nearmiss_everywhere(&b);
		eaten_definitions(&b);
		cut_stem(&b, root, "scenario", NULL);
		r->lines = b.lines;
	}
	body_release(&b);
}
