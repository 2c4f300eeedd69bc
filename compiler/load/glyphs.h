/* Characters that printed packs cannot show. */
#ifndef LOAD_GLYPHS_H
#define LOAD_GLYPHS_H

#include <stdbool.h>

#include "model/bank.h"

/*
 * Adds to each question that counts the finding print/missing-glyph, one a
 * script, for the characters of its file that no font of the packs has. It is
 * an error where BOOKLET (papers for candidates were asked for) and candidates
 * are to read the character, elsewhere a warning. Finds nothing on a machine
 * without the fonts.
 */
void glyphs_check(struct bank *b, bool booklet);

#endif
