/* Makes the steps of an ordering question of a numbered list. */
#include <stdlib.h>
#include <string.h>

#include "read/markdown.h"

/* The step's written number is its place in the list, or one was lost. */
static void check_number(struct body *b, cmark_node *item, size_t place)
{
	size_t at = block_start(b, item);
	const char *s = b->r->src->text + at;
	size_t n = strspn(s, "0123456789");
	unsigned long is = strtoul(s, NULL, 10);

	if (is != place && !b->r->body_broken)
		body_error(b, "markdown/step-number", span_of(at, at + n),
			   "step %zu of the list has the number %lu; number "
			   "the steps 1, 2, 3 …",
			   place, is);
}

/* Lines that go on with the step without being indented. */
static void mark_lazy(struct body *b, cmark_node *item)
{
	int last = cmark_node_get_end_line(item);

	for (int i = cmark_node_get_start_line(item) + 1; i <= last; i++) {
		size_t n;
		const char *p = source_line(b->r->src, (uint32_t)i, &n);

		if (n > 1 && p[0] != '\t' && p[0] != '\r' &&
		    strncmp(p, "  ", 2) != 0)
			lines_mark(b, i, i, LINE_LAZY);
	}
}

size_t cut_steps(struct body *b, struct node *root, cmark_node *list)
{
	size_t at = block_start(b, list), n = 0;
	struct node *steps = node_add(b->r->arena, root, "steps",
				      line_rest(b, at), line_rest(b, at));

	for (cmark_node *i = cmark_node_first_child(list); i;
	     i = cmark_node_next(i)) {
		cmark_node *c = cmark_node_first_child(i);

		lines_take(b, i);
		mark_lazy(b, i);
		check_number(b, i, ++n);
		for (cmark_node *k = c; k; k = cmark_node_next(k))
			if (type_of(k) == CMARK_NODE_BLOCK_QUOTE)
				body_error(b, "markdown/orphan-rationale",
					   line_rest(b, block_start(b, k)),
					   "a step has no rationale; say why "
					   "under '## Explanation'");
		choice_add(b, steps, "step", c, NULL,
			   block_start(b, c ? c : i));
	}
	parts_tell_apart(b, steps, "step");
	return n;
}
