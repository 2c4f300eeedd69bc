/* jansson with allocators that exit, hidden so that emitters see no library. */
#include "base/json.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

/* Before main(): a string that got no memory must not pass for bad UTF-8. */
__attribute__((constructor)) static void use_our_memory(void)
{
	json_set_alloc_funcs(xmalloc, free);
}

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

	if (v || !s)
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

/* What a log would obey says the same with its second sign escaped. */
static void hide_commands(struct buf *b, size_t from)
{
	struct buf safe = BUF_INIT;
	size_t done = from;

	for (size_t i = from; i < b->n; i++) {
		if (!utf8_is_command(b->p + i, b->n - i))
			continue;
		buf_add(&safe, b->p + done, i + 1 - done);
		buf_str(&safe, "\\u0023");
		done = i + 2;
	}
	if (done > from) {
		buf_add(&safe, b->p + done, b->n - done);
		b->n = from;
		buf_add(b, safe.p, safe.n);
	}
	buf_release(&safe);
}

void js_write(const struct js *v, unsigned indent, struct buf *out)
{
	size_t flags = indent ? JSON_INDENT(indent) : JSON_COMPACT;
	size_t from = out->n;

	if (json_dump_callback(in(v), append, out,
			       flags | JSON_ENCODE_ANY |
				       JSON_REAL_PRECISION(12)) != 0)
		die(EXIT_MACHINE, "out of memory");
	hide_commands(out, from);
	buf_char(out, '\n');
}

void js_free(struct js *v)
{
	json_decref(in(v));
}

struct js *js_parse(const char *p, size_t n, struct js_fault *fault)
{
	json_error_t e;
	json_t *v = json_loadb(p, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
			       &e);

	if (v)
		return (struct js *)v;
	if (json_error_code(&e) == json_error_out_of_memory)
		die(EXIT_MACHINE, "out of memory");
	fault->offset = e.position > 0 ? (size_t)e.position : 0;
	if (fault->offset > n)
		fault->offset = n;
	snprintf(fault->text, sizeof fault->text, "%s", e.text);
	return NULL;
}

bool js_is_null(const struct js *v)
{
	return json_is_null(in(v));
}

bool js_is_object(const struct js *v)
{
	return json_is_object(in(v));
}

struct js *js_get(const struct js *v, const char *key)
{
	return (struct js *)json_object_get(in(v), key);
}

void js_each(const struct js *v,
	     void fn(const char *key, const struct js *value, void *data),
	     void *data)
{
	json_t *o = in(v);

	for (void *i = json_object_iter(o); i; i = json_object_iter_next(o, i))
		fn(json_object_iter_key(i),
		   (const struct js *)json_object_iter_value(i), data);
}

bool js_is_array(const struct js *v)
{
	return json_is_array(in(v));
}

size_t js_count(const struct js *v)
{
	return json_array_size(in(v)) + json_object_size(in(v));
}

struct js *js_at(const struct js *v, size_t i)
{
	return (struct js *)json_array_get(in(v), i);
}

const char *js_text(const struct js *v)
{
	return json_string_value(in(v));
}

bool js_number(const struct js *v, double *number)
{
	if (json_is_boolean(in(v)))
		*number = json_is_true(in(v));
	else if (json_is_number(in(v)))
		*number = json_number_value(in(v));
	else
		return false;
	return true;
}
