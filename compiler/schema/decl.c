/* Reads from an XSD what messages to authors are made of: names, bounds of
 * values, and words. */
#include <string.h>

#include "base/err.h"
#include "schema/decl.h"

static bool is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)n->name, name) == 0;
}

const char *decl_property(struct schema *s, xmlNode *n, const char *name)
{
	xmlChar *v = xmlGetNoNsProp(n, (const xmlChar *)name);
	const char *copy = v ? arena_strdup(&s->arena, (const char *)v) : NULL;

	if (v)
		xmlFree(v);
	return copy;
}

/* The same where our XSD has it. */
static const char *get(struct schema *s, xmlNode *n, const char *name)
{
	const char *v = decl_property(s, n, name);

	if (!v)
		bug("the schema has a %s without %s", (const char *)n->name,
		    name);
	return v;
}

/* The top-level component KIND called NAME. */
static xmlNode *find(struct schema *s, const char *kind, const char *name)
{
	xmlNode *top = xmlDocGetRootElement(s->doc);

	for (xmlNode *n = top->children; n; n = n->next) {
		const char *its = is(n, kind) ? get(s, n, "name") : NULL;

		if (its && strcmp(its, name) == 0)
			return n;
	}
	bug("the schema has no %s '%s'", kind, name);
}

/* What an annotation of N says to people ("documentation") or to this program
 * ("appinfo"); NULL: nothing. */
static xmlNode *annotation(xmlNode *n, const char *kind)
{
	for (xmlNode *a = n->children; a; a = a->next)
		for (xmlNode *c = is(a, "annotation") ? a->children : NULL; c;
		     c = c->next)
			if (is(c, kind))
				return c;
	return NULL;
}

/* Makes one blank of each run of blanks and line ends. */
static void in_one_line(char *text)
{
	char *to = text;

	for (const char *p = text; *p; p++) {
		bool blank = strchr(" \t\n", *p) != NULL;

		if (!blank)
			*to++ = *p;
		else if (to > text && to[-1] != ' ')
			*to++ = ' ';
	}
	*to = 0;
}

const char *decl_said(struct schema *s, xmlNode *n, const char *source)
{
	xmlNode *said = annotation(n, "documentation");

	for (; said; said = said->next) {
		const char *its = is(said, "documentation")
					  ? decl_property(s, said, "source")
					  : NULL;
		xmlChar *text;
		char *copy;

		if (!is(said, "documentation") ||
		    (source ? !its || strcmp(its, source) != 0 : its != NULL))
			continue;
		text = xmlNodeGetContent(said);
		copy = arena_strdup(&s->arena, (const char *)text);
		xmlFree(text);
		in_one_line(copy);
		return copy;
	}
	return NULL;
}

static const char *words_of(struct schema *s, xmlNode *simple)
{
	const char *words = decl_said(s, simple, NULL);

	if (!words)
		bug("a simple type has no documentation");
	return words;
}

/* The restriction of a simple type; NULL: it is a union. */
static xmlNode *restriction_of(xmlNode *simple)
{
	xmlNode *r = simple->children;

	while (r && !is(r, "restriction"))
		r = r->next;
	return r;
}

struct decl_value decl_value_of(struct schema *s, const char *name)
{
	xmlNode *simple = find(s, "simpleType", name);
	xmlNode *r = restriction_of(simple);
	struct decl_value v = {.words = words_of(s, simple),
			       .base = r ? get(s, r, "base") : NULL,
			       .node = simple};
	size_t room = r ? xmlChildElementCount(r) + 1 : 1;
	const char **values = arena_array(&s->arena, const char *, room);
	struct decl_bound *bounds = arena_array(&s->arena, struct decl_bound,
						room);

	for (xmlNode *f = r ? r->children : NULL; f; f = f->next)
		if (is(f, "enumeration"))
			values[v.nvalues++] = get(s, f, "value");
		else if (f->type == XML_ELEMENT_NODE)
			bounds[v.nbounds++] = (struct decl_bound){
				arena_strdup(&s->arena, (const char *)f->name),
				get(s, f, "value")};
	v.values = values;
	v.bounds = bounds;
	return v;
}

static void read_attr(struct schema *s, struct decl_type *t, xmlNode *n)
{
	struct decl_attr a = {.name = get(s, n, "name"),
			      .unread = annotation(n, "appinfo"),
			      .value = decl_value_of(s, get(s, n, "type")),
			      .node = n};

	vec_push(&t->attrs, a);
}

static struct decl_type *read_type(struct schema *s, const char *name);

static void read_child(struct schema *s, struct decl_type *t, xmlNode *n,
		       unsigned rank)
{
	const char *min = decl_property(s, n, "minOccurs"),
		   *name = get(s, n, "name");
	struct decl_child c = {.name = name,
			       .rank = rank,
			       .node = n,
			       .required = !min || strcmp(min, "0") != 0};

	if (decl_child_find(t, name))
		return; /* a content model may name an element twice */
	c.type = read_type(s, get(s, n, "type"));
	vec_push(&t->children, c);
}

/*
 * Reads a content model. Only the members of the outermost sequence are
 * ranked; inside a choice or a repeated group the author's order counts.
 */
static void read_particles(struct schema *s, struct decl_type *t, xmlNode *n,
			   unsigned *rank, bool ranked)
{
	for (; n; n = n->next) {
		if (ranked)
			++*rank;
		if (is(n, "element"))
			read_child(s, t, n, *rank);
		else if (is(n, "group"))
			read_particles(
				s, t,
				find(s, "group", get(s, n, "ref"))->children,
				rank, ranked);
		else if (is(n, "sequence"))
			read_particles(s, t, n->children, rank, ranked);
		else if (is(n, "choice") || is(n, "all"))
			read_particles(s, t, n->children, rank, false);
	}
}

static void read_attrs(struct schema *s, struct decl_type *t, xmlNode *n)
{
	for (; n; n = n->next) {
		if (is(n, "attribute"))
			read_attr(s, t, n);
		else if (is(n, "attributeGroup"))
			read_attrs(s, t,
				   find(s, "attributeGroup", get(s, n, "ref"))
					   ->children);
		else if (is(n, "anyAttribute"))
			t->open = true;
	}
}

static struct decl_type *read_type(struct schema *s, const char *name)
{
	struct decl_type *t;
	unsigned rank = 0;
	xmlNode *n;

	for (size_t i = 0; i < s->types.n; i++)
		if (strcmp(s->types.p[i]->name, name) == 0)
			return s->types.p[i];
	t = arena_new(&s->arena, struct decl_type);
	t->name = name;
	vec_push(&s->types, t);
	t->node = n = find(s, "complexType", name);
	read_particles(s, t, n->children, &rank, true);
	read_attrs(s, t, n->children);
	return t;
}

/* The diagnostic of an identity constraint called "a.b" or "a.b.c": a/b. */
static const char *rule_of(struct schema *s, const char *constraint)
{
	const char *second = strchr(constraint, '.') + 1;
	size_t n = (size_t)(second - constraint) + strcspn(second, ".");
	char *rule = arena_copy(&s->arena, constraint, n);

	*strchr(rule, '.') = '/';
	return rule;
}

static void read_unique(struct schema *s, struct decl_root *root, xmlNode *n)
{
	struct decl_unique u = {.name = get(s, n, "name")};

	u.rule = rule_of(s, u.name);
	for (xmlNode *c = n->children; c; c = c->next)
		if (is(c, "selector"))
			u.selector = get(s, c, "xpath");
		else if (is(c, "field"))
			u.field = get(s, c, "xpath") + strlen("@");
	vec_push(&root->uniques, u);
}

/* Where keys of a file stand in groups, what stands outside is of its body. */
static void mark_parts(struct decl_type *t)
{
	for (size_t i = 0; i < t->children.n; i++) {
		const xmlNode *n = t->children.p[i].node;

		while (n->parent && !is(n, "group"))
			n = n->parent;
		t->children.p[i].part = !n->parent;
	}
}

void decl_read(struct schema *s)
{
	xmlNode *top = xmlDocGetRootElement(s->doc);
	bool groups = false;

	for (xmlNode *n = top->children; n; n = n->next)
		groups = groups || is(n, "group");
	for (xmlNode *n = top->children; n; n = n->next) {
		struct decl_root root = {.node = n};

		if (!is(n, "element"))
			continue;
		root.name = get(s, n, "name");
		root.type = read_type(s, get(s, n, "type"));
		if (groups)
			mark_parts(root.type);
		for (xmlNode *u = n->children; u; u = u->next)
			if (is(u, "unique"))
				read_unique(s, &root, u);
		vec_push(&s->roots, root);
	}
}

void decl_release(struct schema *s)
{
	for (size_t i = 0; i < s->types.n; i++) {
		vec_release(&s->types.p[i]->attrs);
		vec_release(&s->types.p[i]->children);
	}
	for (size_t i = 0; i < s->roots.n; i++)
		vec_release(&s->roots.p[i].uniques);
	vec_release(&s->types);
	vec_release(&s->roots);
}

const struct decl_attr *decl_attr_find(const struct decl_type *t,
				       const char *name)
{
	for (size_t i = 0; i < t->attrs.n; i++)
		if (strcmp(t->attrs.p[i].name, name) == 0)
			return &t->attrs.p[i];
	return NULL;
}

const struct decl_child *decl_child_find(const struct decl_type *t,
					 const char *name)
{
	for (size_t i = 0; i < t->children.n; i++)
		if (strcmp(t->children.p[i].name, name) == 0)
			return &t->children.p[i];
	return NULL;
}

const struct decl_root *decl_root(const struct schema *s, const char *name)
{
	for (size_t i = 0; i < s->roots.n; i++)
		if (strcmp(s->roots.p[i].name, name) == 0)
			return &s->roots.p[i];
	bug("the schema has no root '%s'", name);
}

const char *decl_near(const struct decl_type *t, const char *name)
{
	struct nearest near = {.word = name};

	for (size_t i = 0; i < t->attrs.n; i++)
		nearest_try(&near, t->attrs.p[i].name);
	for (size_t i = 0; i < t->children.n; i++)
		if (!t->children.p[i].part)
			nearest_try(&near, t->children.p[i].name);
	return near.found;
}
