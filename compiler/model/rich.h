/* Rich text: a stem, an option, a rationale as plain text and as HTML, with the
 * way back to the bytes of its author. */
#ifndef MODEL_RICH_H
#define MODEL_RICH_H

#include <stddef.h>

#include "base/buf.h"
#include "model/source.h"

/* A run of TEXT whose bytes are the same bytes in the source. */
struct rich_run {
	uint32_t text; /* offset in TEXT and PROSE */
	uint32_t src;  /* offset in the source */
	uint32_t len;  /* bytes */
};

/* A picture that the text shows. */
struct image {
	const char *path; /* file, beneath the bank's folder */
	const char *name; /* as published: "<hash>.<ext>" */
	struct image *next;
};

struct rich {
	struct span span; /* in the source */
	/* Plain text: markup gone, code and alt texts kept, a blank for a soft
	 * line break, LF between blocks. Never NULL. */
	const char *text;
	size_t len; /* bytes of text and of prose */
	/* TEXT with every byte of code and bare URLs as 'q': the same offsets,
	 * words where words were. */
	const char *prose;
	/* HTML as cmark renders it from the scrubbed tree: safe to emit as it
	 * is. Image URLs are "img/<name>", relative to the page's folder. */
	const char *html_block;	 /* blocks: <p>…</p> */
	const char *html_inline; /* only the first paragraph, without <p> */
	const char *html_rest; /* the blocks after the first paragraph, or "" */
	struct rich_run *runs; /* ascending in text and src */
	size_t nruns;
	struct image *images;
};

/*
 * The source bytes of [from, to) of text. Where the text has no exact
 * counterpart, the nearest run before it, else the block's start.
 */
struct span rich_span(const struct rich *r, size_t from, size_t to);

/*
 * Appends the text in the form in which two texts are compared: NFKC with
 * case folded, runs of blanks as one, punctuation gone unless it carries
 * meaning (signs, operators, points inside numbers); code stays as it is.
 */
void rich_normal(const struct rich *r, struct buf *out);

/* The id of an option, step or response: 8 hex digits of the hash of its
 * normal form, and a NUL. */
void rich_id(const struct rich *r, char id[9]);

#endif
