/* Checks what was read against its XSD (schemas/); what the XSD refuses becomes
 * diagnostics in the words of an author. */
#ifndef SCHEMA_SCHEMA_H
#define SCHEMA_SCHEMA_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/diag.h"
#include "model/node.h"

struct schema;

/*
 * Prepares libxml2: allocators that exit instead of failing (a failed malloc
 * inside the validator otherwise reports an invalid document as valid), no
 * external entities, no output of its own. Once, before any thread.
 */
void schema_library_start(void);

/*
 * Compiles the embedded schemas/NAME.xsd. A schema that does not compile is a
 * bug(). The result is read-only and shared between threads; free it with
 * schema_free(), which takes NULL, too.
 */
struct schema *schema_load(const char *name);
void schema_free(struct schema *s);

/* Lets S, before it checks anything, say of keys that it does not know that
 * OTHER has them and FILE is written by it. Both are borrowed. */
void schema_set_beside(struct schema *s, const struct schema *other,
		       const char *file);

/* What of a question is checked: all, or the front matter alone, because the
 * reader already reported the body. */
enum schema_scope { SCHEMA_ALL, SCHEMA_FRONT_ONLY };

/*
 * Checks the tree ROOT. Diagnostics go to DS, at the places that the nodes
 * carry. Returns true if the XSD accepts it; hints (schema/unused-key) are no
 * refusal. Safe to call from several threads with one schema.
 */
bool schema_check(const struct schema *s, const struct node *root,
		  struct source *src, struct diags *ds,
		  enum schema_scope scope);

/* Appends the XML document of ROOT, indented, as the validator sees it. */
void schema_dump(const struct schema *s, const struct node *root,
		 struct buf *out);

#endif
