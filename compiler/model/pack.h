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

/* How a finding names a source other than the one of its own file: by REL. */
typedef struct source *source_finder(void *arg, const char *rel);

/*
 * Findings of the file OWN, and what OWN counts of them. Sources of notes that
 * are others are found by FIND, which returns NULL if there is none: that is
 * wrong. DS is empty before it is read, and K->arena owns what is read.
 */
void pack_diags(struct pack *k, struct diags *ds, struct source *own,
		source_finder *find, void *arg);

/* What stays of an item but its findings and what the linter keeps. R->src is
 * there. */
void pack_record(struct pack *k, struct record *r, const struct exam *e);

/* The texts of IT, whose other members are there. */
void pack_texts(struct pack *k, struct item *it);

#endif
