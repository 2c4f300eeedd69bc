/* Makes of a tree the XML document that libxml2 validates, and reports keys and
 * values that no such document can hold. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "schema/keys.h"
#include "schema/verdict.h"

static const xmlChar *x(const char *s)
{
	return (const xmlChar *)s;
}

/* Keys of some types of question that say nothing about others. */
static const struct {
	const char *root, *key, *why;
} apart[] = {
	{"ordering", "shuffle",
	 "the steps of an ordering question are always shown in another order"},
	{"matching", "shuffle",
	 "the responses of a matching question are always shown in another "
	 "order"},
};

/* Why the key NAME does not apply to what is judged; NULL: it is unknown. */
static const char *why_apart(const struct verdict *v, const char *name)
{
	for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
		if (node_is(v->root, apart[i].root) &&
		    strcmp(name, apart[i].key) == 0)
			return apart[i].why;
	return NULL;
}

/* Is NAME, unknown to type T, a key of the file beside? */
static bool is_beside(const struct verdict *v, const struct decl_type *t,
		      const char *name)
{
	const struct decl_type *other;

	if (!v->schema->beside || t != v->decl->type)
		return false;
	other = v->schema->beside->roots.p[0].type;
	return decl_attr_find(other, name) || decl_child_find(other, name);
}

/* More keys than these are no help in a message. */
enum { KEYS_TOLD = 12 };

/* "the keys here are a, b and c", or where they are told. */
static const char *keys_words(const struct verdict *v,
			      const struct decl_type *t)
{
	const char *names[KEYS_TOLD], *words;
	struct arena *a = v->ds->arena;
	size_t n = 0, all = t->attrs.n + t->children.n;

	for (size_t i = 0; i < all; i++) {
		size_t k = i - t->attrs.n;
		bool attr = i < t->attrs.n;

		if (attr ? t->attrs.p[i].unread
			 : t->children.p[k].part ||
				    decl_attr_find(t, t->children.p[k].name))
			continue;
		if (n == KEYS_TOLD)
			return arena_printf(
				a, "examc explain %s lists the keys",
				page_of(v->schema->name, v->decl->name)->name);
		names[n++] = attr ? t->attrs.p[i].name : t->children.p[k].name;
	}
	words = n > 1 ? "the keys here are" : "the key here is";
	for (size_t i = 0; i < n; i++)
		words = arena_printf(a, "%s%s %s", words,
				     !i		  ? ""
				     : i + 1 == n ? " and"
						  : ",",
				     names[i]);
	return words;
}

static void unknown_key(struct verdict *v, const struct decl_type *t,
			const char *name, struct span at)
{
	const char *near = decl_near(t, name), *why;
	struct diag *d;

	if (!v)
		return;
	v->faults++;
	why = why_apart(v, name);
	if (why) {
		diag_add(v->ds, "schema/unknown-key", v->src, at,
			 "'%s' is for single and multiple choice; %s, so "
			 "delete it",
			 name, why);
		return;
	}
	if (is_beside(v, t, name)) {
		diag_add(v->ds, "schema/unknown-key", v->src, at,
			 "'%s' is a key of %s, for all questions; move it "
			 "there",
			 name, v->schema->beside_file);
		return;
	}
	d = diag_add(v->ds, "schema/unknown-key", v->src, at,
		     near ? "unknown key '%s'; did you mean '%s'?"
			  : "unknown key '%s'; %s",
		     name, near ? near : keys_words(v, t));
	if (near)
		diag_fix(v->ds, d, at, near, false, "rename the key");
}

/* A key that the schema still allows, for the sake of files that have it. */
static void unread_key(struct verdict *v, const struct attr *a)
{
	if (v)
		diag_add(v->ds, "schema/unused-key", v->src, a->key,
			 "'%s' is not read by examc; delete it", a->name);
}

static void wrong_shape(struct verdict *v, const char *name, struct span at,
			const char *wanted)
{
	if (!v)
		return;
	v->faults++;
	diag_add(v->ds, "schema/wrong-shape", v->src, at, "'%s' must be %s",
		 name, wanted);
}

/* "a group such as {title: …, url: …}": with the keys that T has. */
static const char *group_words(const struct decl_type *t, struct arena *a)
{
	const char *keys = "";

	for (size_t i = 0; i < t->attrs.n; i++)
		keys = arena_printf(a, "%s%s%s: …", keys, i ? ", " : "",
				    t->attrs.p[i].name);
	if (t->children.n || t->open || !*keys)
		return "a group of 'key: value' lines";
	return arena_printf(a, "a group such as {%s}", keys);
}

/* What an element of type T looks like in YAML. */
static const char *shape_words(const struct decl_type *t, struct verdict *v)
{
	if (decl_child_find(t, "entry") && decl_child_find(t, "item"))
		return "a list";
	if (decl_child_find(t, "entry"))
		return "a list of 'key: value' groups";
	if (decl_child_find(t, "item"))
		return "a list, such as [one, two]";
	return v ? group_words(t, v->ds->arena) : "";
}

/* A name that XML allows for an attribute, and that means nothing there. */
static bool is_plain_name(const char *s)
{
	if (strncmp(s, "xml", 3) == 0 || !*s ||
	    !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_",
		    *s))
		return false;
	return s[strspn(s, "abcdefghijklmnopqrstuvwxyz"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")] == 0;
}

/*
 * The document's nodes come out of one arena (the document's _private) and
 * point at the tree's own strings. libxml2's functions would copy each string
 * and free each piece, which takes as long as half of the verdict.
 */
static xmlNodePtr new_node(xmlDocPtr doc, xmlElementType type,
			   const xmlChar *name)
{
	xmlNodePtr n = arena_new(doc->_private, xmlNode);

	n->type = type;
	n->name = name;
	n->doc = doc;
	return n;
}

static xmlNodePtr append_element(xmlNodePtr up, const char *name)
{
	xmlNodePtr el = new_node(up->doc, XML_ELEMENT_NODE, x(name));

	el->parent = up;
	el->prev = up->last;
	*(up->last ? &up->last->next : &up->children) = el;
	up->last = el;
	return el;
}

static void append_attr(xmlNodePtr el, xmlAttrPtr *last, const struct attr *a)
{
	xmlAttrPtr p = arena_new(el->doc->_private, xmlAttr);

	p->type = XML_ATTRIBUTE_NODE;
	p->name = x(a->name);
	p->doc = el->doc;
	p->children = p->last = new_node(el->doc, XML_TEXT_NODE, x("text"));
	p->last->content = (xmlChar *)a->value;
	p->last->parent = (xmlNodePtr)p;
	p->parent = el;
	p->prev = *last;
	*(*last ? &(*last)->next : &el->properties) = p;
	*last = p;
}

static xmlDocPtr new_document(struct arena *arena)
{
	xmlDocPtr doc = arena_new(arena, xmlDoc);

	doc->_private = arena;
	doc->type = XML_DOCUMENT_NODE;
	doc->doc = doc;
	doc->version = x("1.0");
	doc->standalone = doc->compression = -1;
	return doc;
}

static void build_attrs(const struct decl_type *t, const struct node *n,
			xmlNodePtr el, struct verdict *v)
{
	xmlAttrPtr last = NULL;

	for (const struct attr *a = n->attrs; a; a = a->next) {
		const struct decl_attr *d = decl_attr_find(t, a->name);
		const struct decl_child *c = decl_child_find(t, a->name);

		if (d || (t->open && is_plain_name(a->name)))
			append_attr(el, &last, a);
		else if (c)
			wrong_shape(v, a->name, a->at, shape_words(c->type, v));
		else
			unknown_key(v, t, a->name, a->key);
		if (d && d->unread)
			unread_key(v, a);
	}
}

/* Is N a member of a YAML list, and no key that is named like one? */
static bool is_member(const struct node *n)
{
	return n->key.start == n->at.start;
}

/* A list and nothing else? */
static bool is_list(const struct decl_type *t)
{
	return !t->attrs.n && !t->open &&
	       (decl_child_find(t, "entry") || decl_child_find(t, "item"));
}

/* A member that its list cannot have. */
static void wrong_member(struct verdict *v, const struct decl_type *t,
			 const struct node *n)
{
	wrong_shape(v, n->parent->name, n->at,
		    !node_is(n, "item") && decl_child_find(t, "item")
			    ? "a list of plain values"
		    : decl_child_find(t, "entry")
			    ? "a list of 'key: value' groups"
			    : "a group of 'key: value' lines");
}

/* A key that the type does not have, or not with a list or a group. */
static void wrong_key(struct verdict *v, const struct decl_type *t,
		      const struct node *n)
{
	if (decl_attr_find(t, n->name))
		wrong_shape(v, n->name, n->at,
			    "one value, not a list or a group");
	else
		unknown_key(v, t, n->name, n->key);
}

/* Reports a mapping where a list belongs. */
static bool wants_list(const struct decl_type *t, const struct node *n,
		       struct verdict *v)
{
	if (!is_list(t) || (!n->attrs && (!n->first || is_member(n->first))))
		return false;
	wrong_shape(v, n->name, n->at, shape_words(t, v));
	return true;
}

/* A child, and where among its siblings the XSD wants it. */
struct ranked {
	const struct node *node;
	const struct decl_child *decl;
	size_t index;
};

static int by_rank(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;

	if (a->decl->rank != b->decl->rank)
		return a->decl->rank < b->decl->rank ? -1 : 1;
	return a->index < b->index ? -1 : 1;
}

static void build(const struct decl_type *t, const struct node *n,
		  xmlNodePtr el, struct verdict *v)
{
	VEC(struct ranked) order = {0};
	size_t misfits = 0;

	el->_private = (void *)(uintptr_t)n;
	if (!n->rich && wants_list(t, n, v))
		return;
	build_attrs(t, n, el, v);
	for (const struct node *c = n->first; c; c = c->next) {
		const struct decl_child *d = decl_child_find(t, c->name);

		if (d)
			vec_push(&order, ((struct ranked){c, d, order.n}));
		else if (t->open && !is_member(c)) /* C judges the rest */
			continue;
		else if (!is_member(c))
			wrong_key(v, t, c);
		else if (misfits++ == 0) /* once a list */
			wrong_member(v, t, c);
	}
	if (order.n)
		qsort(order.p, order.n, sizeof *order.p, by_rank);
	for (size_t i = 0; i < order.n; i++)
		build(order.p[i].decl->type, order.p[i].node,
		      append_element(el, order.p[i].decl->name), v);
	vec_release(&order);
}

xmlDocPtr schema_build(const struct schema *s, const struct node *root,
		       struct verdict *v, struct arena *arena)
{
	xmlDocPtr doc = new_document(arena);

	build(decl_root(s, root->name)->type, root,
	      append_element((xmlNodePtr)doc, root->name), v);
	return doc;
}
