/* JSON values: built, and written in the order they were built in. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>

#include "base/buf.h"

/* A value; made by js_…(), freed by js_free() of the outermost one. */
struct js;

struct js *js_object(void);
struct js *js_array(void);
/* S is NUL-terminated and copied; bytes that are not UTF-8 are written as <FF>.
 * NULL makes null. */
struct js *js_string(const char *s);
struct js *js_int(long long n);
/* X is finite; twelve digits of it are written. */
struct js *js_real(double x);
struct js *js_bool(bool b);

/* Adds VALUE, which the object or array then owns. KEY, which is copied, must
 * be new. */
void js_set(struct js *object, const char *key, struct js *value);
void js_push(struct js *array, struct js *value);

/*
 * Appends V to OUT as JSON (RFC 8259), with a final LF: INDENT blanks a level,
 * or 0 for one line. The same value gives the same bytes in every locale. What
 * a log would obey (utf8_is_command()) says the same with its second sign
 * escaped.
 */
void js_write(const struct js *v, unsigned indent, struct buf *out);

void js_free(struct js *v);

#endif
