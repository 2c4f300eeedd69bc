/* Reads an XSD's own document: which names and words messages may use. */
#include <string.h>

#include "base/err.h"
#include "schema/decl.h"

static bool is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)n->name, name) == 0;
}

/* The attribute NAME of an XSD element, in the schema's arena; or NULL. */
static const char *get(struct schema *s, xmlNode *n, const char *name)
{
	xmlChar *v = xmlGetNoNsProp(n, (const xmlChar *)name);
	const char *copy = v ? arena_strdup(&s->arena, (const char *)v) : NULL;

	if (v)
		xmlFree(v);
	return copy;
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

static const char *words_of(struct schema *s, xmlNode *simple)
{
	for (xmlNode *a = simple->children; a; a = a->next)
		for (xmlNode *d = is(a, "annotation") ? a->children : NULL; d;
		     d = d->next)
			if (is(d, "documentation")) {
				xmlChar *t = xmlNodeGetContent(d);
				const char *copy = arena_strdup(
					&s->arena, (const char *)t);

				xmlFree(t);
				return copy;
			}
	bug("a simple type has no documentation");
}

static struct decl_value read_value(struct schema *s, const char *type)
{
	xmlNode *simple = find(s, "simpleType", type);
	struct decl_value v = {.words = words_of(s, simple)};
	VEC(const char *) values = {0};
	const char **copy;

	for (xmlNode *r = simple->children; r; r = r->next)
		for (xmlNode *e = is(r, "restriction") ? r->children : NULL; e;
		     e = e->next)
			if (is(e, "enumeration"))
				vec_push(&values, get(s, e, "value"));
	copy = arena_array(&s->arena, const char *, values.n ? values.n : 1);
	for (size_t i = 0; i < values.n; i++)
		copy[i] = values.p[i];
	v.values = copy;
	v.nvalues = values.n;
	vec_release(&values);
	return v;
}

static void read_attr(struct schema *s, struct decl_type *t, xmlNode *n)
{
	const char *use = get(s, n, "use");
	struct decl_attr a = {.name = get(s, n, "name"),
			      .required = use && strcmp(use, "required") == 0,
			      .value = read_value(s, get(s, n, "type"))};

	vec_push(&t->attrs, a);
}

static struct decl_type *read_type(struct schema *s, const char *name);

static void read_child(struct schema *s, struct decl_type *t, xmlNode *n,
		       unsigned rank)
{
	const char *min = get(s, n, "minOccurs"), *name = get(s, n, "name");
	struct decl_child c = {.name = name,
			       .rank = rank,
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
	n = find(s, "complexType", name);
	read_particles(s, t, n->children, &rank, true);
	read_attrs(s, t, n->children);
	return t;
}

void decl_read(struct schema *s)
{
	xmlNode *top = xmlDocGetRootElement(s->doc);

	for (xmlNode *n = top->children; n; n = n->next) {
		struct decl_child root = {0};

		if (!is(n, "element"))
			continue;
		root.name = get(s, n, "name");
		root.type = read_type(s, get(s, n, "type"));
		vec_push(&s->roots, root);
	}
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

const struct decl_type *decl_root(const struct schema *s, const char *name)
{
	for (size_t i = 0; i < s->roots.n; i++)
		if (strcmp(s->roots.p[i].name, name) == 0)
			return s->roots.p[i].type;
	bug("the schema has no root '%s'", name);
}
