/* The one way to write what authors write: YAML, and the Markdown below front
 * matter. What a line says is not touched, only how it is set. */
#ifndef AUTHOR_STYLE_H
#define AUTHOR_STYLE_H

#include <stdbool.h>

#include "base/buf.h"
#include "model/node.h"
#include "read/read.h"

/* What YAML is in a file: that of a question or of a case, which is sorted and has
 * no blank lines; that of another file; rules, whose patterns stand in single
 * quotes. */
enum style { STYLE_FRONT, STYLE_FILE, STYLE_RULES };

/*
 * Appends the YAML in bytes [FROM, TO) of SRC, whose tree is ROOT: two blanks a
 * level, members of a list below their key, one blank behind a colon, a dash and
 * a comma, double quotes where a text has quotes, no blanks at line ends.
 * Comments stay with what stands below or before them. Returns false if there is
 * something that it cannot write, at *AT.
 */
bool style_yaml(const struct source *src, const struct node *root, size_t from,
		size_t to, enum style style, struct buf *out, size_t *at);

/*
 * Appends the Markdown of SRC from offset FROM on, whose lines are MARKS (see
 * struct reader): "- " and "1. " before options, pairs and steps, no blank lines
 * between these and one around, "> " before reasons. Code, tables and hard line
 * breaks stay.
 */
void style_body(struct source *src, size_t from, const unsigned char *marks,
		struct buf *out);

/* The text S as YAML: in quotes unless it is some plain words. In the arena. */
const char *style_text(struct arena *a, const char *s);

#endif
