/* What an XSD declares, so that messages can tell it: names, bounds of values,
 * words. Private to this room, the only one that includes libxml2. */
#ifndef SCHEMA_DECL_H
#define SCHEMA_DECL_H

#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/vec.h"
#include "schema/schema.h"

/* A facet of a simple type: {"maxLength", "64"}. */
struct decl_bound {
	const char *facet, *value;
};

/* A named simple type. */
struct decl_value {
	const char *words;	   /* completes "… must be"; never NULL */
	const char *base;	   /* "xs:string", "xs:date"; NULL: a union */
	const char *const *values; /* its enumeration */
	size_t nvalues;		   /* 0: not an enumeration */
	const struct decl_bound *bounds; /* its other facets */
	size_t nbounds;
	xmlNode *node; /* where it is declared */
};

struct decl_attr {
	const char *name;
	bool unread; /* allowed, but nothing reads it */
	struct decl_value value;
	xmlNode *node;
};

struct decl_type;
struct decl_child {
	const char *name;
	bool required;
	bool part;     /* of a question's body, no key */
	unsigned rank; /* order among siblings; equal: any order */
	struct decl_type *type;
	xmlNode *node;
};

/* A named complex type. */
struct decl_type {
	const char *name;
	VEC(struct decl_attr) attrs;
	VEC(struct decl_child) children;
	bool open; /* any attribute is allowed */
	xmlNode *node;
};

/* An identity constraint: the nodes that SELECTOR names (paths of element
 * names, with '|' between them) differ in the attribute FIELD. */
struct decl_unique {
	const char *name;
	const char *rule; /* the diagnostic of two that do not differ */
	const char *selector, *field;
};

/* An element that a document may begin with. */
struct decl_root {
	const char *name;
	struct decl_type *type;
	VEC(struct decl_unique) uniques;
	xmlNode *node;
};

struct schema {
	struct arena arena;
	const char *name; /* of its file: "exam" */
	xmlDocPtr doc;	  /* outlives COMPILED, which does not own it */
	xmlSchemaPtr compiled;
	VEC(struct decl_type *) types;
	VEC(struct decl_root) roots;
	/* Where keys that are unknown here may belong, and in which file. */
	const struct schema *beside;
	const char *beside_file;
};

/* Reads the declarations of S->doc into S; frees what that took. */
void decl_read(struct schema *s);
void decl_release(struct schema *s);

/* The attribute NAME of the XSD's element N, which S owns; NULL: it has none. */
const char *decl_property(struct schema *s, xmlNode *n, const char *name);
/* What the annotation of N says to authors, in one line that S owns; NULL:
 * nothing. SOURCE chooses the "example"; NULL: the sentences. */
const char *decl_said(struct schema *s, xmlNode *n, const char *source);
/* The simple type NAME. */
struct decl_value decl_value_of(struct schema *s, const char *name);

/* What T declares under NAME, or NULL. */
const struct decl_attr *decl_attr_find(const struct decl_type *t,
				       const char *name);
const struct decl_child *decl_child_find(const struct decl_type *t,
					 const char *name);
/* The root called NAME; a bug() if the XSD has none. */
const struct decl_root *decl_root(const struct schema *s, const char *name);
/* The key of T that NAME is a misspelling of, or NULL. (did_you_mean()) */
const char *decl_near(const struct decl_type *t, const char *name);

#endif
