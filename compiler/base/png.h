/* Pictures of few colours as PNG. */
#ifndef BASE_PNG_H
#define BASE_PNG_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { PNG_COLOURS = 128 };

struct png_colour {
	uint8_t red, green, blue, alpha;
};

/*
 * Appends a PNG of SIDE by SIDE pixels to OUT. PIXELS are places among the
 * PNG_COLOURS of PALETTE, a row after the other from the top. It is small where
 * rows are like the ones above them.
 */
void png_write(struct buf *out, size_t side, const uint8_t *pixels,
	       const struct png_colour *palette);

#endif
