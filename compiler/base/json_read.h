/* JSON that others wrote. */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H

#include <stdbool.h>
#include <stddef.h>

/* A value that was read. What a function gives back belongs to the value it
 * came from. */
struct json;

struct json_fault {
	size_t offset;	/* in bytes of the text */
	char text[160]; /* lower case, no final period */
};

/*
 * Reads the N bytes at P: one JSON value (RFC 8259) in valid UTF-8, no key
 * twice in an object, nothing behind it but blanks. Returns NULL with *FAULT
 * filled, else a value for js_forget().
 */
struct json *js_parse(const char *p, size_t n, struct json_fault *fault);
void js_forget(struct json *v);

bool js_is_null(const struct json *v);
bool js_is_object(const struct json *v);
/* The value under KEY; NULL: V has no such key, or is no object. */
struct json *js_get(const struct json *v, const char *key);
/* Calls FN for each member of an object, in the order of the text. */
void js_each(const struct json *v,
	     void fn(const char *key, const struct json *value, void *data),
	     void *data);

bool js_is_array(const struct json *v);
size_t js_count(const struct json *v); /* of an array or object; else 0 */
struct json *js_at(const struct json *v, size_t i); /* I < js_count(V) */

/* The text of a string; NULL: V is none (V may be NULL). */
const char *js_text(const struct json *v);
/* The number, or true and false as 1 and 0; false: V is neither. */
bool js_number(const struct json *v, double *number);

#endif
