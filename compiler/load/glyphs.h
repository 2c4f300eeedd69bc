/* Characters that printed packs cannot show. */
#ifndef LOAD_GLYPHS_H
#define LOAD_GLYPHS_H

#include "model/bank.h"

/*
 * Adds to each question that counts the finding print/missing-glyph for the
 * characters of its file that no font of the packs has; one a character.
 * Finds nothing on a machine without the fonts.
 */
void glyphs_check(struct bank *b);

#endif
