/* The output formats: one row each. */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include <stddef.h>

#include "model/edition.h"

struct out;

struct emitter {
	const char *name;    /* as --to takes it, and the folder in OUT */
	const char *summary; /* for --help */
	/* Writes all files of the format with out_write() and out_image(). */
	void (*run)(const struct edition *ed, struct out *out);
};

extern const struct emitter emitters[];
extern const size_t emitter_count;

/* The row of that name, or NULL. */
const struct emitter *emitter_find(const char *name);

#endif
