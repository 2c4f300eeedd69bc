/* Checks a question or a case against the schema and then against the bounds
 * of its exam. */
#ifndef SCHEMA_NARROW_H
#define SCHEMA_NARROW_H

#include "model/blueprint.h"
#include "schema/schema.h"

/*
 * Checks the tree ROOT of a question or a case, read whole, against the bounds
 * B alone. Diagnostics go to DS. Returns true if it keeps them.
 */
bool narrow_check(const struct bounds *b, const struct node *root,
		  struct source *src, struct diags *ds);

/*
 * schema_check() with S, and, if SCOPE is SCHEMA_ALL, narrow_check() with B.
 * Returns true if both accept it. Safe to call from several threads.
 */
bool schema_check_item(const struct schema *s, const struct bounds *b,
		       const struct node *root, struct source *src,
		       struct diags *ds, enum schema_scope scope);

#endif
