/* Completes a PDF that a browser made. */
#ifndef PRESS_FINISH_H
#define PRESS_FINISH_H

#include "base/buf.h"
#include "press/pdf.h"

/*
 * How wide the browser printed what the HTML calls 100 mm (the link to the
 * anchor "gauge"), as a share of that: less than 1 if it shrank the page. 0: the
 * file has no such link.
 */
double finish_scale(const struct pdf *f);

/*
 * Appends F to OUT with what the HTML, which it was made of, says of itself and
 * the browser left out: the program, subject and keywords of <meta>, all of that
 * as XMP, too; contents of links; labels and bodies of list items. The gauge is
 * gone. F bears its dates already.
 */
void finish_write(const struct pdf *f, const char *html, struct buf *out);

#endif
