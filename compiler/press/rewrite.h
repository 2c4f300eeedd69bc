/* A PDF that is written anew with some of its objects changed. */
#ifndef PRESS_REWRITE_H
#define PRESS_REWRITE_H

#include "base/arena.h"
#include "base/buf.h"
#include "press/pdf.h"

struct rewrite {
	const struct pdf *pdf;
	struct arena arena; /* owns the texts */
	const char **texts; /* of each object, NULL: as in the file */
	size_t n, room;
};

/* Begins to change F, which must outlive it. rewrite_end() frees it. */
void rewrite_begin(struct rewrite *d, const struct pdf *f);
void rewrite_end(struct rewrite *d);

/* The text of the object NUMBER as it is now, and its *END; NULL: none. */
const char *rewrite_get(const struct rewrite *d, size_t number,
			const char **end);

/* Sets /KEY of the dictionary NUMBER to VALUE, as PDF writes it. */
void rewrite_put(struct rewrite *d, size_t number, const char *key,
		 const char *value);

/* Adds an object; returns its number. */
size_t rewrite_add(struct rewrite *d, const char *text);

/* Appends the whole file. The same changes give the same bytes. */
void rewrite_write(const struct rewrite *d, struct buf *out);

#endif
