/* What an author wrote in one file, as a tree of keys, values and parts of the
 * body with their places. Nothing in it was judged. */
#ifndef MODEL_NODE_H
#define MODEL_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/field.h"
#include "model/rich.h"
#include "model/source.h"

/* A key with one value. */
struct attr {
	const char *name;
	const char *value; /* decoded */
	struct span key;   /* where the name stands */
	struct span at;	   /* where the value stands, inside its quotes */
	bool verbatim;	   /* the bytes at AT are exactly VALUE */
	struct attr *next;
};

/*
 * A YAML mapping becomes a node: scalar values are attributes, lists and maps
 * are children named by their key. A list's members are children "item" with
 * an attribute "value" (scalars) or "entry" (maps) or "list" (lists). A part
 * of a question's body is a node with rich text and its plain text as the
 * attribute "text".
 */
struct node {
	const char *name;
	struct span key; /* where the name stands; for body parts their start */
	struct span at;	 /* the whole */
	struct attr *attrs, *last_attr;
	struct node *parent, *first, *last, *next;
	struct rich *rich; /* body parts; else NULL */
};

/* Appends a new child to PARENT (which may be NULL: a root). */
struct node *node_add(struct arena *a, struct node *parent, const char *name,
		      struct span key, struct span at);
struct attr *node_set(struct arena *a, struct node *n, const char *name,
		      const char *value, struct span key, struct span at);
/* The attribute or the first child called NAME, or NULL. */
struct attr *node_attr(const struct node *n, const char *name);
struct node *node_child(const struct node *n, const char *name);
/* The value of an attribute, or NULL. */
const char *node_value(const struct node *n, const char *name);
/* The same with its place. N may be NULL. */
struct field node_field(const struct node *n, const char *name);
/* The first member of N's list NAME; NULL: it is empty, or there is none. */
const struct node *node_members(const struct node *n, const char *name);
/* The number of nodes from FIRST (NULL: none) on: it and those behind it. */
size_t node_count(const struct node *first);

#endif
