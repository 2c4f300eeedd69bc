/* What an XSD declares, for messages: names, values, words. Private to the
 * schema files, the only ones that include libxml2. */
#ifndef SCHEMA_DECL_H
#define SCHEMA_DECL_H

#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/vec.h"
#include "schema/schema.h"

/* A named simple type. */
struct decl_value {
	const char *words;	   /* completes "… must be"; never NULL */
	const char *const *values; /* its enumeration */
	size_t nvalues;		   /* 0: not an enumeration */
};

struct decl_attr {
	const char *name;
	bool required;
	struct decl_value value;
};

struct decl_type;
struct decl_child {
	const char *name;
	bool required;
	unsigned rank; /* order among siblings; equal: any order */
	struct decl_type *type;
};

/* A named complex type. */
struct decl_type {
	const char *name;
	VEC(struct decl_attr) attrs;
	VEC(struct decl_child) children;
	bool open; /* any attribute is allowed */
};

struct schema {
	struct arena arena;
	xmlDocPtr doc; /* outlives COMPILED, which does not own it */
	xmlSchemaPtr compiled;
	VEC(struct decl_type *) types;
	VEC(struct decl_child) roots;
};

/* Reads the declarations of S->doc into S. */
void decl_read(struct schema *s);

const struct decl_attr *decl_attr_find(const struct decl_type *t,
				       const char *name);
const struct decl_child *decl_child_find(const struct decl_type *t,
					 const char *name);
const struct decl_type *decl_root(const struct schema *s, const char *name);

/* One check of one document. */
struct verdict {
	const struct schema *schema;
	const struct node *root;
	struct source *src;
	struct diags *ds;
	enum schema_scope scope;
	size_t faults; /* what the validator said, reported or not */
	/* Places that were complained about: one mistake, one message. */
	VEC(const void *) seen;
};

/*
 * Makes the document of ROOT. Keys that the schema does not know, and values
 * of the wrong shape, are left out and reported to V (NULL: not reported).
 * Each element's _private is its node. Free it with xmlFreeDoc().
 */
xmlDocPtr schema_build(const struct schema *s, const struct node *root,
		       struct verdict *v);

/* Is this the first complaint about WHAT (a node, an attribute, a name)? */
bool verdict_first(struct verdict *v, const void *what);
/* Turns one error of the validator into a finding of V. */
void verdict_add(struct verdict *v, const xmlError *e);

#endif
