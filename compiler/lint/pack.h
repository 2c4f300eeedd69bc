/* What the linter keeps of an item, as bytes and back (base/pack.h). */
#ifndef LINT_PACK_H
#define LINT_PACK_H

#include "base/pack.h"
#include "lint/kept.h"

/*
 * *KEPT, which may be NULL, of an item whose findings are DS; RULES are those
 * that the item was judged by. When read, its arrays are K->arena's.
 */
void pack_kept(struct pack *k, struct lint_record **kept,
	       const struct ruleset *rules, const struct diags *ds);

#endif
