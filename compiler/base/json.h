/* JSON values: built and written in the order they were built in, or read. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A value; made by js_…(), freed by js_free() of the outermost one. */
struct js;

struct js *js_object(void);
struct js *js_array(void);
/* S is NUL-terminated; bytes that are not UTF-8 are written as <FF>. NULL
 * makes null. */
struct js *js_string(const char *s);
struct js *js_int(long long n);
struct js *js_real(double x);
struct js *js_bool(bool b);

/* Adds VALUE, which the object or array then owns. KEY must be new. */
void js_set(struct js *object, const char *key, struct js *value);
void js_push(struct js *array, struct js *value);

/*
 * Appends V to OUT, with a final LF: INDENT blanks a level, or 0 for one
 * line. The same value gives the same bytes in every locale.
 */
void js_write(const struct js *v, unsigned indent, struct buf *out);

void js_free(struct js *v);

/* Reading. What a function gives back belongs to the value it came from. */

struct js_fault {
	size_t offset;	/* in bytes of the text */
	char text[160]; /* lower case, no final period */
};

/*
 * Reads the N bytes at P: one JSON value (RFC 8259) in valid UTF-8, no key
 * twice in an object, nothing behind it but blanks. Returns NULL with *FAULT
 * filled, else a value that the caller frees.
 */
struct js *js_parse(const char *p, size_t n, struct js_fault *fault);

bool js_is_null(const struct js *v);
bool js_is_object(const struct js *v);
/* The value under KEY; NULL: V has no such key, or is no object. */
struct js *js_get(const struct js *v, const char *key);
/* Calls FN for each member of an object, in the order of the text. */
void js_each(const struct js *v,
	     void fn(const char *key, const struct js *value, void *data),
	     void *data);

bool js_is_array(const struct js *v);
size_t js_count(const struct js *v); /* of an array or object; else 0 */
struct js *js_at(const struct js *v, size_t i); /* I < js_count(V) */

/* The text of a string; NULL: V is none (V may be NULL). */
const char *js_text(const struct js *v);
/* The number, or true and false as 1 and 0; false: V is neither. */
bool js_number(const struct js *v, double *number);

#endif
