/* A released form, as its file forms/<id>.yaml holds it. */
#ifndef MODEL_LOCK_H
#define MODEL_LOCK_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/field.h"
#include "model/form.h"
#include "model/node.h"
#include "model/source.h"

/*
 * An option, step or response when the form was released. KEY says what makes
 * it right: "x" of an option that is a key, the place of a step ("2"), the
 * prompt of a response; s is NULL if nothing does.
 */
struct lock_option {
	struct field id, text, key;
};

struct lock_item {
	struct field id, domain, content, stem;
	struct lock_option *options; /* in the form's order */
	size_t noptions;
	const struct lock *lock;
	struct lock_item *next; /* the same question in another form */
};

/* A version of the form behind the first: the same questions, by their ids, in
 * its order; the options of each by theirs. */
struct lock_row {
	struct field id;
	struct field_list options;
};

struct lock_version {
	struct field id; /* "B" */
	struct field hash;
	struct lock_row *rows;
	size_t nrows;
};

struct lock {
	struct source *src;
	struct field id, title, hash, seed;
	bool secure;		 /* it was released with secure questions */
	struct lock_item *items; /* in the form's order */
	size_t nitems;
	struct lock_version *versions; /* "B", "C" … */
	size_t nversions;
};

/* Makes a lock of a tree that schemas/forms.xsd found valid; A owns it (and
 * must own the tree). */
struct lock *lock_fill(struct arena *a, const struct node *root,
		       struct source *src);

/* Appends the file that keeps F; SEED is what it was drawn with. */
void lock_write(const struct form *f, unsigned long long seed, struct buf *out);

/* Sets the hashes of F and its versions. A owns them. */
void form_hash(struct arena *a, struct form *f);
/* The same of what L says, or its version V (NULL: of its first); A owns it. */
const char *lock_hash(struct arena *a, const struct lock *l,
		      const struct lock_version *v);

/* The question that a row of a version names; NULL: L has none of that id. */
const struct lock_item *lock_find(const struct lock *l, const char *id);

/* A part of an item that a lock keeps. */
struct lock_part {
	const char *id;
	const struct rich *text;
	const char *key; /* as in struct lock_option; NULL: none */
	struct span at;
};

/* The parts of IT in the order of its file; A owns them. Returns how many. */
size_t lock_parts(struct arena *a, const struct item *it,
		  struct lock_part **parts);

#endif
