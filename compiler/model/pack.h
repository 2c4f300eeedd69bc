/* The nouns as bytes and back (base/pack.h): what a build keeps out of memory
 * until it is shown. */
#ifndef MODEL_PACK_H
#define MODEL_PACK_H

#include "base/pack.h"
#include "model/bank.h"

/* A span, a value of YAML, a list of them. */
void pack_span(struct pack *k, struct span *s);
void pack_field(struct pack *k, struct field *f);
void pack_fields(struct pack *k, struct field_list *l);

/*
 * All of IT but the letters of its texts; E is the exam that its references
 * lead into, NULL where there is none. When read, its texts are NULL until
 * pack_texts() has read them, and SRC and the arena are the caller's to set.
 */
void pack_item(struct pack *k, struct item *it, const struct exam *e);

/* The texts of IT, whose other members are there. */
void pack_texts(struct pack *k, struct item *it);

#endif
