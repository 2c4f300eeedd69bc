/* One check of one file: what the files of this room share while it runs. */
#ifndef SCHEMA_VERDICT_H
#define SCHEMA_VERDICT_H

#include <string.h>

#include "base/map.h"
#include "schema/decl.h"

struct verdict {
	const struct schema *schema;
	const struct decl_root *decl;
	const struct node *root;
	struct source *src;
	struct diags *ds;
	enum schema_scope scope;
	bool has_body; /* a question or a case: Markdown below the YAML */
	size_t faults; /* in the tree, reported or not */

	/* The last node with a bad value, and its attributes that were
	 * reported: the validator may say several things about one. */
	const struct node *valued;
	VEC(const struct attr *) reported;
	/* For identity constraints: the first node of each value; the last
	 * node that repeats one, and a bit for each constraint reported. */
	struct map firsts;
	const struct node *repeated;
	unsigned reported_uniques;
};

static inline bool node_is(const struct node *n, const char *name)
{
	return strcmp(n->name, name) == 0;
}

/*
 * Makes the document of ROOT, whose elements point to their nodes (_private).
 * Keys that the schema does not know, and values of the wrong shape, cannot be
 * put into it: they are reported to V (NULL: dropped in silence). ARENA owns the
 * document; its strings are those of ROOT and of the schema.
 */
xmlDocPtr schema_build(const struct schema *s, const struct node *root,
		       struct verdict *v, struct arena *arena);

/* Turns one error of the validator into findings of V. */
void verdict_add(struct verdict *v, const xmlError *e);

/* What the value of N's attribute is called: its key, or its list's. */
const char *verdict_name(const struct node *n, const char *attr);

/* The declared type of N; NULL: the schema has no such element there. */
const struct decl_type *verdict_type(const struct verdict *v,
				     const struct node *n);

/* Does N belong to the body of a question or a case? */
bool body_has(const struct verdict *v, const struct node *n);
/* The value of N's attribute A does not fit, N being of the body. */
void body_value(struct verdict *v, const struct node *n, const struct attr *a);
/* N, of the body or the root itself, has too few or too many parts. */
void body_content(struct verdict *v, const struct node *n);

/* Reports references that have neither of two keys, which no XSD 1.0 can say. */
void verdict_references(struct verdict *v);

/* Says which character of A, an address of type D, no address has; or, of
 * what is no address where one may be left out, how that is written. Returns
 * false if there is nothing so plain to say. */
bool address_add(struct verdict *v, const struct node *n, const struct attr *a,
		 const struct decl_value *d);

/* The element EL repeats a value, which the validator writes as SAID. */
void unique_add(struct verdict *v, const xmlNode *el, const char *said);

#endif
