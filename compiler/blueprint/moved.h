/* Keys of exam.yaml that stand where they stood once. */
#ifndef BLUEPRINT_MOVED_H
#define BLUEPRINT_MOVED_H

#include "model/diag.h"
#include "model/node.h"

/* Finds them in ROOT, the tree of exam.yaml in SRC; the repair of the first
 * moves all. */
void moved_check(const struct node *root, struct source *src, struct diags *ds);

#endif
