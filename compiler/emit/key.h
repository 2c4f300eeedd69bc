/* Keys of what is drawn: a hash of all that it is made of, under which a later build
 * finds it again (publish/out.h). */
#ifndef EMIT_KEY_H
#define EMIT_KEY_H

#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "model/edition.h"

/* A key that is being put together. */
struct key {
	struct buf parts;
	bool whole; /* all parts are known */
};

/*
 * Begins the key of a KIND ("page") of thing that ED shows. The program, the day,
 * exam.yaml, services.yaml and cases are part of it from the beginning; what else
 * of ED is shown has to be added: items, their places, claims, layout.
 */
struct key key_begin(const struct edition *ed, const char *kind);

/* Add to it: a text, or NULL; a number; an item as this edition has it. */
void key_text(struct key *k, const char *s);
void key_number(struct key *k, uint64_t n);
void key_item(struct key *k, const struct item *it);

/* Add another key: of what is shown as a part. */
void key_part(struct key *k, const char *part);

/* Ends it: OUT is the key, or "" if a part has no sum. Frees K. */
void key_end(struct key *k, char out[HASH_HEX]);

#endif
