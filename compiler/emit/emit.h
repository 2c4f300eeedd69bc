/* The table of output formats. */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include "model/edition.h"

struct out;

struct emitter {
	const char *name; /* as --to takes it, and the folder in OUT */
	/* Writes all files of the format with out_write() and out_image();
	 * NULL: a press makes it of print. */
	void (*run)(const struct edition *ed, struct out *out);
	bool secret; /* secure questions may be in it: it is no public place */
};

/* Ended by a name NULL. */
extern const struct emitter emitters[];

#endif
