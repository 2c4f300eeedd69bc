/* Fields of CSV (RFC 4180). */
#ifndef READ_CSV_H
#define READ_CSV_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * Reads the field at *P, a NUL-terminated text in UTF-8, into OUT: without the
 * blanks around it if it is plain, with all that stands between its quotes if it
 * has them. *P is then at SEPARATOR, a line's end or the text's end; behind a
 * closing quote, whatever follows. False: a quote is not closed.
 */
bool csv_field(const char **p, char separator, struct buf *out);

#endif
