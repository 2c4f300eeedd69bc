/* What the validator found, in the author's words and at the author's line. */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "schema/decl.h"
#include "model/item.h"

static bool is(const struct node *n, const char *name)
{
	return n && strcmp(n->name, name) == 0;
}

bool verdict_first(struct verdict *v, const void *what)
{
	for (size_t i = 0; i < v->seen.n; i++)
		if (v->seen.p[i] == what)
			return false;
	vec_push(&v->seen, what);
	return true;
}

static size_t count(const struct node *n, const char *name)
{
	size_t k = 0;

	for (const struct node *c = n->first; c; c = c->next)
		k += is(c, name);
	return k;
}

/* Does the node belong to the body of a question, not to its front matter? */
static bool in_body(const struct node *n)
{
	for (; n; n = n->parent)
		if (n->rich || is(n, "options") || is(n, "steps") ||
		    is(n, "pairs"))
			return true;
	return false;
}

/* Which parts of a body are known by another name to its author. */
static const struct {
	const char *node, *empty_rule, *empty_text;
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

/* A fault of @text, @label or @id of a body part. */
static void part_value(struct verdict *v, const struct node *n,
		       const char *attr)
{
	const char *text = node_value(n, "text");

	if (strcmp(attr, "label") == 0) {
		if (verdict_first(v, n->parent))
			diag_add(v->ds, "item/many-options", v->src, n->key,
				 "a question has at most ten options");
		return;
	}
	if (strcmp(attr, "text") != 0)
		return; /* an id follows from its text */
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (is(n, parts[i].node) && text && !*text) {
			diag_add(v->ds, parts[i].empty_rule, v->src,
				 n->rich ? n->rich->span : n->key, "%s",
				 parts[i].empty_text);
			return;
		}
	diag_add(v->ds, "schema/bad-value", v->src,
		 span_of(n->at.start, n->at.start),
		 "this text is longer than 8 KiB");
}

/* The declared type of a node, found by walking down from the root. */
static const struct decl_type *type_of(const struct verdict *v,
				       const struct node *n)
{
	const struct decl_type *up;
	const struct decl_child *c;

	if (n == v->root || !n->parent)
		return decl_root(v->schema, n->name);
	up = type_of(v, n->parent);
	c = up ? decl_child_find(up, n->name) : NULL;
	return c ? c->type : NULL;
}

/* What a value is called: its key, or its list's. */
static const char *value_name(const struct node *n, const char *attr)
{
	return is(n, "item") && n->parent ? n->parent->name : attr;
}

static void bad_value(struct verdict *v, const struct node *n, const char *name)
{
	const struct attr *a = node_attr(n, name);
	const struct decl_type *t = type_of(v, n);
	const struct decl_attr *decl = t ? decl_attr_find(t, name) : NULL;
	const char *near;
	struct diag *d;

	if (!a || !decl || !verdict_first(v, a))
		return;
	if (in_body(n)) {
		part_value(v, n, name);
		return;
	}
	near = did_you_mean(a->value, decl->value.values, decl->value.nvalues);
	d = diag_add(v->ds, "schema/bad-value", v->src, a->at,
		     *a->value ? "%s '%s' must be %s"
			       : "%s is empty%.0s; it must be %s",
		     value_name(n, name), a->value, decl->value.words);
	if (near)
		diag_fix(
			v->ds, d, a->at, near, false,
			arena_printf(v->ds->arena, "did you mean '%s'?", near));
}

static void missing_key(struct verdict *v, const struct node *n,
			const char *name)
{
	const struct decl_type *t = type_of(v, n);
	const struct decl_attr *a = t ? decl_attr_find(t, name) : NULL;
	const struct decl_child *c = t ? decl_child_find(t, name) : NULL;

	/* There, but of the wrong shape or misspelt: already said. */
	if (node_attr(n, name) || node_child(n, name) ||
	    (a && !verdict_first(v, a->name)) ||
	    (c && !verdict_first(v, c->name)))
		return;
	diag_add(v->ds, "schema/missing-key", v->src, n->key,
		 n->parent ? "this group lacks the key '%s'"
			   : "the key '%s' is missing",
		 name);
}

static const struct node *nth(const struct node *n, const char *name, size_t k)
{
	for (const struct node *c = n->first; c; c = c->next)
		if (is(c, name) && k-- == 0)
			return c;
	return NULL;
}

/* Keys and distractors: the schema says no, the counts say why. */
static void bad_options(struct verdict *v, const struct node *options)
{
	size_t keys = count(options, "correct");
	size_t wrong = count(options, "wrong");
	bool single = is(v->root, "single");

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
			 "%zu distractor%s; a %s question needs at least %s",
			 wrong, wrong == 1 ? "" : "s", v->root->name,
			 single ? "two" : "one");
}

/* Parts of a body that are not there. */
static void missing_parts(struct verdict *v, const struct node *root)
{
	const struct decl_type *t = decl_root(v->schema, root->name);

	for (size_t i = 0; i < t->children.n; i++) {
		const struct decl_child *c = &t->children.p[i];

		if (!c->required || node_child(root, c->name))
			continue;
		if (strcmp(c->name, "stem") == 0 ||
		    strcmp(c->name, "scenario") == 0)
			diag_add(v->ds, "item/empty-stem", v->src, root->key,
				 "there is no %s below the front matter",
				 c->name);
		else if (strcmp(c->name, "explanation") == 0)
			diag_add(v->ds, "item/no-explanation", v->src,
				 root->key,
				 "type '%s' needs a section "
				 "'## Explanation'",
				 root->name);
		else
			diag_add(v->ds, "item/no-options", v->src, root->key,
				 "there is no list of %s at the end of the "
				 "question",
				 c->name);
	}
}

/* Is a child missing that N must have? */
static bool lacks_child(const struct verdict *v, const struct node *n)
{
	const struct decl_type *t = type_of(v, n);

	for (size_t i = 0; t && i < t->children.n; i++)
		if (t->children.p[i].required &&
		    !node_child(n, t->children.p[i].name))
			return true;
	return false;
}

/* Is a part missing before N, so that N comes unexpected? */
static bool lacks_part_before(const struct verdict *v, const struct node *n)
{
	const struct decl_type *t = decl_root(v->schema, n->parent->name);

	for (size_t i = 0; i < t->children.n; i++) {
		const struct decl_child *c = &t->children.p[i];

		if (is(n, c->name))
			return false;
		if (c->required && !node_child(n->parent, c->name))
			return true;
	}
	return false;
}

/* Keys of a YAML mapping that hold lists or groups and are not there. */
static void missing_children(struct verdict *v, const struct node *n)
{
	const struct decl_type *t = type_of(v, n);
	size_t found = 0;

	for (size_t i = 0; t && i < t->children.n; i++) {
		const struct decl_child *c = &t->children.p[i];

		if (!c->required || node_child(n, c->name))
			continue;
		found++;
		if (strcmp(c->name, "entry") == 0 ||
		    strcmp(c->name, "item") == 0)
			diag_add(v->ds, "schema/structure", v->src, n->key,
				 "the list '%s' is empty", n->name);
		else
			missing_key(v, n, c->name);
	}
	if (!found)
		diag_add(v->ds, "schema/structure", v->src, n->key,
			 "the list '%s' is too long", n->name);
}

/* Is the root a question's or a case's, which have a body? */
static bool has_body(const struct node *root)
{
	for (int i = 0; i < ITEM_TYPES; i++)
		if (strcmp(root->name, item_types[i].name) == 0)
			return true;
	return strcmp(root->name, "case") == 0;
}

static void bad_content(struct verdict *v, const struct node *n)
{
	const struct node *up = n->parent;
	const struct node *whole = n;

	/* The validator names the surplus child, or the parent of a missing
	 * one; messages are about the whole. */
	if (is(n, "correct") || is(n, "wrong")) {
		if (!node_child(n, "rationale") && verdict_first(v, n)) {
			diag_add(v->ds, "item/no-rationale", v->src, n->key,
				 "this option has no rationale; put a quote "
				 "'> why' under it");
			return;
		}
		whole = up;
	} else if (is(n, "step") || is(n, "pair") || is(n, "extra"))
		whole = up;
	else if (is(n, "item") || is(n, "entry"))
		whole = lacks_child(v, n) ? n : up;
	else if (up && up == v->root && lacks_part_before(v, n))
		whole = up;
	if (!whole || !verdict_first(v, whole))
		return;
	if (is(whole, "options"))
		bad_options(v, whole);
	else if (is(whole, "steps"))
		diag_add(v->ds, "item/step-count", v->src, whole->key,
			 "%zu step%s; an ordering question has three to six",
			 count(whole, "step"),
			 count(whole, "step") == 1 ? "" : "s");
	else if (is(whole, "pairs"))
		diag_add(v->ds, "item/pair-count", v->src, whole->key,
			 "%zu pair%s; a matching question has three to seven, "
			 "extra responses behind them",
			 count(whole, "pair"),
			 count(whole, "pair") == 1 ? "" : "s");
	else if (whole == v->root && has_body(whole))
		missing_parts(v, whole);
	else
		missing_children(v, whole);
}

/*
 * The rule id in an identity constraint's name: "a.b" or "a.b.c" is a/b. The
 * validator says "unique identity-constraint 'a.b'".
 */
static const char *constraint_rule(struct verdict *v, const char *said)
{
	const char *quote = strchr(said, '\'');
	const char *name = quote ? quote + 1 : said;
	char *id = arena_copy(v->ds->arena, name, strcspn(name, "'"));
	char *dot = strchr(id, '.');

	if (!dot)
		bug("identity constraint %s", said);
	*dot = '/';
	dot = strchr(dot, '.');
	if (dot)
		*dot = 0;
	return id;
}

/* The earlier node of the same name and value, anywhere before N. */
static const struct node *twin(const struct node *at, const struct node *n,
			       const char *key, bool *stop)
{
	const char *mine = node_value(n, key);

	for (const struct node *c = at; c && !*stop; c = c->next) {
		const char *its = node_value(c, key);
		const struct node *deeper;
		bool same_kind = c->parent == n->parent ||
				 (strcmp(c->name, n->name) == 0 && n->parent &&
				  strcmp(c->parent->name, n->parent->name) ==
					  0);

		if (c == n) {
			*stop = true;
			return NULL;
		}
		if (same_kind && mine && its && strcmp(mine, its) == 0)
			return c;
		deeper = twin(c->first, n, key, stop);
		if (deeper)
			return deeper;
	}
	return NULL;
}

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static char letter_of(const struct node *n)
{
	size_t k = 0;

	for (const struct node *c = n->parent->first; c && c != n; c = c->next)
		k++;
	return letters[k % 26];
}

static void duplicate(struct verdict *v, const struct node *n,
		      const char *constraint)
{
	const char *rule = constraint_rule(v, constraint);
	const char *key = strcmp(rule, "exam/duplicate-id") != 0 ? "id"
			  : strstr(constraint, ".number")	 ? "number"
								 : "id";
	bool stop = false;
	const struct node *first = twin(v->root->first, n, key, &stop);
	const struct attr *a = node_attr(n, key);
	struct diag *d;

	if (!verdict_first(v, n) || !a)
		return;
	if (n->rich && first && (is(n, "correct") || is(n, "wrong")))
		d = diag_add(v->ds, rule, v->src, n->rich->span,
			     "option %c says the same as option %c",
			     letter_of(n), letter_of(first));
	else if (n->rich)
		d = diag_add(v->ds, rule, v->src, n->rich->span,
			     "this %s says the same as another", n->name);
	else
		d = diag_add(v->ds, rule, v->src, a->at,
			     "%s '%s' is used twice", key, a->value);
	if (!first)
		return;
	if (n->rich && (is(n, "correct") || is(n, "wrong")))
		diag_note(v->ds, d, v->src, first->rich->span,
			  "option %c is here", letter_of(first));
	else
		diag_note(v->ds, d, v->src,
			  first->rich ? first->rich->span
				      : node_attr(first, key)->at,
			  "the first one is here");
}

/* The attribute's name stands only in the validator's message. */
static bool attr_of(const xmlError *e, char name[64])
{
	const char *p = e->message ? strstr(e->message, "attribute '") : NULL;

	return p && sscanf(p, "attribute '%63[^']'", name) == 1;
}

void verdict_add(struct verdict *v, const xmlError *e)
{
	const xmlNode *el = e->node;
	const struct node *n;
	char name[64];

	/* Follow-up noise of a value that was already found wrong. */
	if (e->code == XML_SCHEMAV_CVC_IDC && !e->str2)
		return;
	v->faults++;
	if (el && el->type == XML_ATTRIBUTE_NODE)
		el = el->parent;
	n = el ? el->_private : NULL;
	if (!n)
		bug("schema error %d without a node: %s", e->code, e->message);
	if (v->scope == SCHEMA_FRONT_ONLY &&
	    (in_body(n) ||
	     (n == v->root && e->code == XML_SCHEMAV_ELEMENT_CONTENT)))
		return;
	switch (e->code) {
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
		if (attr_of(e, name) && !in_body(n))
			missing_key(v, n, name);
		break;
	case XML_SCHEMAV_ELEMENT_CONTENT:
		bad_content(v, n);
		break;
	case XML_SCHEMAV_CVC_IDC:
		duplicate(v, n, e->str2);
		break;
	default:
		if (attr_of(e, name))
			bad_value(v, n, name);
		else
			diag_add(v->ds, "schema/structure", v->src, n->key,
				 "'%s' does not fit here", n->name);
	}
}
