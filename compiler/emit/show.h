/* How all formats show items: order, letters, key, names of types, images. */
#ifndef EMIT_SHOW_H
#define EMIT_SHOW_H

#include "base/markup.h"
#include "publish/out.h"
#include "model/edition.h"

enum { SHOW_MAX = 64, SHOW_LINE = 90 };

/*
 * The order in which the N ids (STRIDE bytes apart) are shown under SEED:
 * ORDER[i] is the index of the one shown at place i. By hash, so that an
 * option keeps its place whatever the others do, on every machine.
 */
void show_order(const char *ids, size_t stride, size_t n, unsigned seed,
		size_t *order);

/* The order of an item's options (but for those that keep their place: see
 * item_order()), steps or responses, with seed 0. ORDER has SHOW_MAX places.
 * Returns their number. */
size_t show_item_order(const struct item *it, size_t *order);

/* The same of the item at INDEX of the edition: as its form has them, if it is
 * one of a form. */
size_t show_placed_order(const struct edition *ed, size_t index, size_t *order);

/* 16 hex digits of what the papers of ED ask, in which order, with which order
 * of options: its form's hash, or one that is made alike. A owns it. */
const char *show_hash(struct arena *a, const struct edition *ed);

/* The text of its option, step or response I, an index as in ORDER. */
const struct rich *show_text(const struct item *it, size_t i);

/* The id of its option, step or response I, an index as in ORDER. */
const char *show_id(const struct item *it, size_t i);

/*
 * Sets RIGHT, which has room for SHOW_MAX, to the places, from 0, of what is
 * right of the item at INDEX: of the keys as they are lettered there, or of
 * each step in its order, or of the response to each prompt. Returns how many.
 */
size_t show_right(const struct edition *ed, size_t index, size_t *right);

/* Appends what is right of the item at INDEX as it is lettered there: "B",
 * "A, D", "C, B, A" or "1 C, 2 A". */
void show_key(const struct edition *ed, size_t index, struct buf *out);

/* 'A' for 0 …: display only, never an identity. */
char show_letter(size_t place);

/* Writes "(Select TWO.)" as a paragraph where the stem does not say it. */
void show_count(struct markup *m, const struct item *it);

/* Appends the first line of the plain text S; of more than MOST bytes (SHOW_LINE
 * in a select, which has to say what a letter stands for) what ends before a
 * word, with an ellipsis. */
void show_line(const char *s, size_t most, struct buf *out);

/* "Single choice", "easy": words for readers. */
const char *show_type(const struct item *it);
const char *show_difficulty(enum difficulty level);

/* Copies the item's images (and its case's) to FOLDER/img/ of the unit. */
void show_images(const struct edition *ed, const struct item *it,
		 const char *folder, struct out *out);

/* The same of a text. */
void show_rich_images(const struct edition *ed, const struct rich *r,
		      const char *folder, struct out *out);

/* Writes the embedded file web/NAME as FOLDER/NAME. */
void show_asset(struct out *out, const char *folder, const char *name);

/* Writes TEXT as the file that FMT names. */
void show_write(struct out *out, const struct buf *text, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The same of one that a later build finds by KEY. */
void show_write_as(struct out *out, const char *key, const struct buf *text,
		   const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
