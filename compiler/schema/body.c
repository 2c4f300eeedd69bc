/* Diagnostics for the body of a question that the XSD refuses: the stem,
 * options and rationales, steps, pairs, the explanation. */
#include "base/err.h"
#include "model/item.h"
#include "schema/verdict.h"

bool body_has(const struct verdict *v, const struct node *n)
{
	for (; v->has_body && n; n = n->parent)
		if (n->rich || node_is(n, "options") || node_is(n, "steps") ||
		    node_is(n, "pairs"))
			return true;
	return false;
}

/* Parts that may not be empty. */
static const struct {
	const char *node, *rule, *text;
} parts[] = {
	{"stem", "item/empty-stem", "the question has no stem"},
	{"scenario", "item/empty-stem", "the case has no scenario"},
	{"correct", "item/empty-option", "this option has no text"},
	{"wrong", "item/empty-option", "this option has no text"},
	{"step", "item/empty-option", "this step has no text"},
	{"prompt", "item/empty-option", "this pair has no prompt"},
	{"response", "item/empty-option", "this pair has no response"},
	{"extra", "item/empty-option", "this response has no text"},
	{"rationale", "item/no-rationale", "this rationale is empty"},
	{"explanation", "item/no-explanation", "the explanation is empty"},
};

void body_value(struct verdict *v, const struct node *n, const struct attr *a)
{
	if (strcmp(a->name, "label") == 0 && a->value[0] == 'A' + OPTION_MAX)
		diag_add(v->ds, "item/many-options", v->src, n->key,
			 "a question has at most %d options", OPTION_MAX);
	if (strcmp(a->name, "text") != 0)
		return; /* an id follows from its text */
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (node_is(n, parts[i].node) && !*a->value) {
			diag_add(v->ds, parts[i].rule, v->src,
				 n->rich ? n->rich->span : n->key, "%s",
				 parts[i].text);
			return;
		}
	diag_add(v->ds, "schema/bad-value", v->src,
		 span_of(n->at.start, n->at.start),
		 "this text is longer than %d KiB",
		 node_is(n, "scenario") ? 64 : 8);
}

static size_t count(const struct node *n, const char *name)
{
	size_t k = 0;

	for (const struct node *c = n->first; c; c = c->next)
		k += node_is(c, name);
	return k;
}

/* The child called NAME with K before it, of more than K. */
static const struct node *nth(const struct node *n, const char *name, size_t k)
{
	for (const struct node *c = n->first; c; c = c->next)
		if (node_is(c, name) && k-- == 0)
			return c;
	bug("no %s has %zu before it", name, k);
}

/* Keys and distractors: the schema says no, the counts say why. */
static void bad_options(struct verdict *v, const struct node *options)
{
	size_t keys = count(options, "correct");
	bool single = node_is(v->root, "single");

	if (keys == 0)
		diag_add(v->ds, "item/no-key", v->src, options->key,
			 "no option is marked [x]");
	else if (single && keys > 1) {
		struct diag *d = diag_add(
			v->ds, "item/many-keys", v->src,
			nth(options, "correct", 1)->key,
			"a second key; a single-choice question has one, use "
			"'type: multiple' for more");

		diag_note(v->ds, d, v->src, nth(options, "correct", 0)->key,
			  "the first key is here");
	} else if (!single && keys == 1)
		diag_add(v->ds, "item/few-keys", v->src,
			 nth(options, "correct", 0)->key,
			 "the only key; a multiple-choice question has two or "
			 "more, use 'type: single' for one");
	else
		diag_add(v->ds, "item/few-distractors", v->src, options->key,
			 "no distractor; every option is marked [x]");
}

/* The other lists, and how many parts they have. */
static const struct {
	const char *list, *part, *rule, *bounds;
} lists[] = {
	{"steps", "step", "item/step-count",
	 "an ordering question has three to six"},
	{"pairs", "pair", "item/pair-count",
	 "a matching question has three to seven, extra responses behind them"},
};

static void bad_list(struct verdict *v, const struct node *list)
{
	if (node_is(list, "options"))
		bad_options(v, list);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		size_t n = count(list, lists[i].part);

		if (node_is(list, lists[i].list))
			diag_add(v->ds, lists[i].rule, v->src, list->key,
				 "%zu %s%s; %s", n, lists[i].part,
				 n == 1 ? "" : "s", lists[i].bounds);
	}
}

/* Parts that are not there at all. */
static void missing_parts(struct verdict *v)
{
	const struct node *root = v->root;
	struct span below = span_of(root->at.end, root->at.end);

	for (size_t i = 0; i < v->decl->type->children.n; i++) {
		const struct decl_child *c = &v->decl->type->children.p[i];

		if (!c->required || node_child(root, c->name))
			continue;
		if (strcmp(c->name, "stem") == 0 ||
		    strcmp(c->name, "scenario") == 0)
			diag_add(v->ds, "item/empty-stem", v->src, below,
				 "there is no %s below the front matter",
				 c->name);
		else
			diag_add(v->ds, "item/no-options", v->src, root->key,
				 "there is no list of %s at the end of the "
				 "question",
				 c->name);
	}
}

/* Is a part missing before N, so that N comes unexpected? */
static bool lacks_part_before(const struct verdict *v, const struct node *n)
{
	for (size_t i = 0; i < v->decl->type->children.n; i++) {
		const struct decl_child *c = &v->decl->type->children.p[i];

		if (node_is(n, c->name))
			return false;
		if (c->required && !node_child(v->root, c->name))
			return true;
	}
	return false;
}

void body_content(struct verdict *v, const struct node *n)
{
	bool top = n == v->root || n->parent == v->root;

	if (n == v->root || (top && lacks_part_before(v, n)))
		missing_parts(v);
	else
		bad_list(v, top ? n : n->parent);
}
