/* A value that an author wrote in YAML, with its place. */
#ifndef MODEL_FIELD_H
#define MODEL_FIELD_H

#include <stddef.h>

#include "model/source.h"

/* s is NULL when it was not written. */
struct field {
	const char *s;
	struct span at;
};

struct field_list {
	struct field *p;
	size_t n;
};

#endif
