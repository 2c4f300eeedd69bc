/* What the first print of a document tells of its pages, as a style sheet for
 * the next one: the questions that each page has, and room beneath the last. */
#ifndef PRESS_SPREAD_H
#define PRESS_SPREAD_H

#include "base/buf.h"
#include "press/pdf.h"

/*
 * Appends the HTML to OUT with an anchor at the end of each question and reason
 * and a link, which nobody sees, to each anchor, so that the browser says where
 * they are; and with the style sheet NAME.css. The HTML is a whole document.
 * Returns whether it has any questions or reasons. If not, it is appended as it
 * is.
 */
bool spread_mark(const char *html, const char *name, struct buf *out);

/*
 * Appends CSS: the counter style "heads", in which the number of a page is what
 * stands at its head ("Questions 12-17"). F was printed of what spread_mark()
 * made of HTML.
 */
void spread_heads(const char *html, const struct pdf *f, struct buf *css);

/*
 * Appends CSS that parts the room beneath the last question of a column among
 * the gaps between its questions, up to half an inch for each. F was printed
 * without such rules.
 */
void spread_gaps(const char *html, const struct pdf *f, struct buf *css);

#endif
