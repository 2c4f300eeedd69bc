/* Reads the Markdown below the front matter into the parts of a question or
 * of a stimulus. */
#ifndef READ_BODY_H
#define READ_BODY_H

#include "model/item.h"
#include "read/read.h"

/*
 * Reads the body that begins at offset FROM and hangs its parts under ROOT
 * (named after the item type): stem, options | steps | pairs, explanation.
 */
void read_body(struct reader *r, struct node *root, size_t from,
	       enum item_shape shape);

/* Reads the body of a stimulus: one part, "scenario". */
void read_scenario(struct reader *r, struct node *root, size_t from);

#endif
