/* An exam form: which questions, in which order, with which order of
 * options; and its versions. */
#ifndef MODEL_FORM_H
#define MODEL_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "model/item.h"

/* A question in a form. */
struct placed {
	const struct item *item;
	const char **options; /* ids of options, steps or responses, as shown */
	size_t noptions;
};

enum { VERSIONS_MAX = 8 }; /* of a form, itself included: A to H */

struct form {
	const char *id;	   /* of a lock "mock-1", else "chess-7-1": exam, seed,
			      number */
	const char *title; /* NULL: none */
	/* 16 hex digits: of its questions' content and of both orders. */
	const char *hash;
	struct placed *items;
	size_t n;
	/* 'A', 'B' … of a form that has versions, which is itself its first; 0:
	 * it has none. */
	char version;
	/* The versions behind it: the same questions and options, both in
	 * another order, each with a hash of its own. They have none
	 * themselves. */
	struct form *versions;
	size_t nversions;
	const struct form *first; /* of its versions: A; NULL: it has none */
	/* It had secure questions when it was released, whatever they are
	 * now. */
	bool was_secure;
};

/* Must not everybody see F: is a question in it secure, or was it? */
bool form_is_secure(const struct form *f);

#endif
