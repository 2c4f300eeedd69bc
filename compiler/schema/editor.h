/* What one value may be, in JSON Schema. Private to this room. */
#ifndef SCHEMA_EDITOR_H
#define SCHEMA_EDITOR_H

#include "base/json.h"
#include "schema/decl.h"

/* Adds to the schema O what a value of type V must be; S has V. */
void editor_scalar(struct schema *s, struct js *o, const struct decl_value *v);
/* A schema of its own that says so. The caller owns it. */
struct js *editor_value(struct schema *s, const struct decl_value *v);

/* TEXT as a reader of YAML has it: a truth, a number or a text. */
struct js *editor_literal(const char *text);

#endif
