/* Reads typed values of a tree that its XSD accepted. Nothing is judged again;
 * what is not there has the value that the caller gives. */
#ifndef MODEL_VALUES_H
#define MODEL_VALUES_H

#include "base/arena.h"
#include "model/node.h"

/* The plain values of <name><item value=…/>…</name> below N; A owns the list,
 * which borrows its texts from the tree. */
struct field_list node_list(struct arena *a, const struct node *n,
			    const char *name);
/* The whole number in NAME of N (which may be NULL), else OTHERWISE. */
unsigned node_number(const struct node *n, const char *name,
		     unsigned otherwise);
/* The decimal number in NAME of N (which may be NULL), whatever the locale. */
double node_decimal(const struct node *n, const char *name, double otherwise);
/* Where S stands in the N names; OTHERWISE if it is NULL or not among them. */
int node_index(const char *s, const char *const *names, int n, int otherwise);
/* The child NAME, which the schema vouches for. */
const struct node *node_needed(const struct node *root, const char *name);

#endif
