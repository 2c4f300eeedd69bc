/* The fonts of printed packs: found on this machine, copied with their
 * licence. */
#ifndef EMIT_FONTS_H
#define EMIT_FONTS_H

#include <stdbool.h>

#include "publish/out.h"

/*
 * Are the fonts and their licence on this machine? They are looked for in the
 * folder that the environment's EXAMC_FONTS names, else where distributions
 * put them. Found once a run.
 */
bool fonts_are_there(void);

/* Adds to H what the file system says of the files that they may be. */
struct hasher;
void fonts_add_stamps(struct hasher *h);

/*
 * Writes FOLDER/fonts.css and, if the fonts are there, FOLDER/fonts/ with the
 * font files as they are and LICENSE.txt. Without them the style sheet is
 * empty, and packs use what the reader's machine has.
 */
void fonts_write(const char *folder, struct out *out);

/*
 * The first code point of the UTF-8 text [P, P + N) that none of the fonts has
 * a glyph for, and its offset in *AT; 0 if there is none (or no fonts).
 * Controls and spaces need no glyph.
 */
unsigned fonts_lack(const char *p, size_t n, size_t *at);

#endif
