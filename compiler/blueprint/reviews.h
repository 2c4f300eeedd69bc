/* Reviews (review.yaml) compared with the questions of today. */
#ifndef BLUEPRINT_REVIEWS_H
#define BLUEPRINT_REVIEWS_H

#include "base/buf.h"
#include "base/json.h"
#include "model/bank.h"

/* Fills B->reviews from a tree that schemas/review.xsd found valid. */
void reviews_fill(struct bank *b, const struct node *root, struct source *src);

/* Reviews of questions that do not exist, or that changed since. Findings go to
 * B->diags. */
void reviews_check(struct bank *b);

/* Appends a table: how many reviews of today's questions that count agree with
 * the key, by method, apart for questions with one key and all others; and for
 * how many questions most of them do. Nothing without reviews. */
void reviews_text(struct bank *b, struct buf *out);

/* The same as JSON; the caller owns it. */
struct js *reviews_json(struct bank *b);

#endif
