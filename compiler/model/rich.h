/* Rich text: a stem, an option, a rationale as plain text and as HTML, with the
 * way back to the bytes of its author. */
#ifndef MODEL_RICH_H
#define MODEL_RICH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/* What a piece of a text is, beside its letters: two texts of the same letters
 * may look different because of it. */
enum rich_mark_kind {
	RICH_EMPHASIS,
	RICH_STRONG,
	RICH_SUB,
	RICH_SUP,
	RICH_PICTURE, /* the piece is its alt text */
};

/* Such a piece begins or ends at offset AT of the text. */
struct rich_mark {
	size_t at;
	enum rich_mark_kind kind;
	bool end;
	const char *name; /* of the picture, as published; else "" */
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
	const char *html_block; /* blocks: <p>…</p> */
	/* The first block as a label may hold it: a paragraph without <p>, or
	 * code as <span class="snippet">; else "". */
	const char *html_inline;
	const char *html_rest; /* the blocks that are not in HTML_INLINE */
	struct rich_run *runs; /* ascending in text and src */
	size_t nruns;
	struct rich_mark *marks; /* in the order of the text */
	size_t nmarks;
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

/* Appends N bytes of prose in that form. */
void rich_normal_text(struct buf *out, const char *p, size_t n);

/* The id of an option, step or response: 8 hex digits of the hash of its
 * normal form, and a NUL. */
void rich_id(const struct rich *r, char id[9]);

/*
 * Appends the text as a reader sees it: texts are equal in this form if nobody
 * can tell them apart. NFC, what is invisible left out, runs of blanks as one
 * (but in code); code, subscripts, superscripts and, if EMPHASIS is true,
 * emphasis are marked with bytes below 0x20; a picture is its content.
 */
void rich_seen(const struct rich *r, bool emphasis, struct buf *out);

/* Hash of that form, emphasis included. */
uint64_t rich_seen_hash(const struct rich *r);

#endif
