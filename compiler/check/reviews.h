/* Reviews against the questions of today. */
#ifndef CHECK_REVIEWS_H
#define CHECK_REVIEWS_H

#include "base/buf.h"
#include "model/bank.h"

/* Fills B->reviews from a tree that schemas/review.xsd found valid. */
void reviews_fill(struct bank *b, const struct node *root, struct source *src);

/* Reviews of questions that do not exist, or that changed since. Findings go to
 * B->diags. */
void reviews_check(struct bank *b);

/* Appends a line for each method: how many reviews of today's questions agree
 * with the key. Nothing without reviews. */
void reviews_text(const struct bank *b, struct buf *out);

#endif
