/* jansson with allocators that exit, hidden so that emitters see no library. */
#include "base/json.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

static json_t *in(const struct js *v)
{
	return (json_t *)(uintptr_t)v;
}

static struct js *out_of(json_t *v)
{
	if (!v)
		die(EXIT_MACHINE, "out of memory");
	return (struct js *)v;
}

struct js *js_object(void)
{
	return out_of(json_object());
}

struct js *js_array(void)
{
	return out_of(json_array());
}

struct js *js_string(const char *s)
{
	json_t *v = s ? json_string(s) : json_null();
	struct buf b = BUF_INIT;

	if (v)
		return out_of(v);
	utf8_escape(&b, s, strlen(s));
	v = json_string(buf_cstr(&b));
	buf_release(&b);
	return out_of(v);
}

struct js *js_int(long long n)
{
	return out_of(json_integer(n));
}

struct js *js_real(double x)
{
	return out_of(json_real(x));
}

struct js *js_bool(bool b)
{
	return out_of(json_boolean(b));
}

void js_set(struct js *object, const char *key, struct js *value)
{
	if (json_object_get(in(object), key))
		bug("JSON key '%s' twice", key);
	if (json_object_set_new(in(object), key, in(value)) != 0)
		die(EXIT_MACHINE, "out of memory");
}

void js_push(struct js *array, struct js *value)
{
	if (json_array_append_new(in(array), in(value)) != 0)
		die(EXIT_MACHINE, "out of memory");
}

static int append(const char *p, size_t n, void *out)
{
	buf_add(out, p, n);
	return 0;
}

void js_write(const struct js *v, unsigned indent, struct buf *out)
{
	size_t flags = indent ? JSON_INDENT(indent) : JSON_COMPACT;

	if (json_dump_callback(in(v), append, out,
			       flags | JSON_REAL_PRECISION(12)) != 0)
		die(EXIT_MACHINE, "out of memory");
	buf_char(out, '\n');
}

void js_free(struct js *v)
{
	json_decref(in(v));
}
