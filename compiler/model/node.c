/* Builds the tree of what an author wrote, and looks things up in it. */
#include "model/node.h"

#include <string.h>

struct node *node_add(struct arena *a, struct node *parent, const char *name,
		      struct span key, struct span at)
{
	struct node *n = arena_new(a, struct node);

	n->name = name;
	n->key = key;
	n->at = at;
	n->parent = parent;
	if (!parent)
		return n;
	*(parent->last ? &parent->last->next : &parent->first) = n;
	parent->last = n;
	return n;
}

struct attr *node_set(struct arena *a, struct node *n, const char *name,
		      const char *value, struct span key, struct span at)
{
	struct attr *at_new = arena_new(a, struct attr);

	at_new->name = name;
	at_new->value = value;
	at_new->key = key;
	at_new->at = at;
	*(n->last_attr ? &n->last_attr->next : &n->attrs) = at_new;
	n->last_attr = at_new;
	return at_new;
}

struct attr *node_attr(const struct node *n, const char *name)
{
	for (struct attr *a = n->attrs; a; a = a->next)
		if (strcmp(a->name, name) == 0)
			return a;
	return NULL;
}

struct node *node_child(const struct node *n, const char *name)
{
	for (struct node *c = n->first; c; c = c->next)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

const char *node_value(const struct node *n, const char *name)
{
	const struct attr *a = node_attr(n, name);

	return a ? a->value : NULL;
}

struct field node_field(const struct node *n, const char *name)
{
	const struct attr *a = n ? node_attr(n, name) : NULL;

	return a ? (struct field){a->value, a->at} : (struct field){0};
}

const struct node *node_members(const struct node *n, const char *name)
{
	const struct node *list = node_child(n, name);

	return list ? list->first : NULL;
}

size_t node_count(const struct node *first)
{
	size_t k = 0;

	for (; first; first = first->next)
		k++;
	return k;
}
