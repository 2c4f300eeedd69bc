/* jansson with an allocator that exits, hidden so that others see no library. */
#include "base/json_read.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

/* Before main(): a string that got no memory must not pass for bad UTF-8. */
__attribute__((constructor)) static void use_our_memory(void)
{
	json_set_alloc_funcs(xmalloc, free);
}

static json_t *in(const struct json *v)
{
	return (json_t *)(uintptr_t)v;
}

struct json *js_parse(const char *p, size_t n, struct json_fault *fault)
{
	json_error_t e;
	json_t *v = json_loadb(p, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
			       &e);

	if (v)
		return (struct json *)v;
	if (json_error_code(&e) == json_error_out_of_memory)
		die(EXIT_MACHINE, "out of memory");
	fault->offset = e.position > 0 ? (size_t)e.position : 0;
	if (fault->offset > n)
		fault->offset = n;
	snprintf(fault->text, sizeof fault->text, "%s", e.text);
	return NULL;
}

void js_forget(struct json *v)
{
	json_decref(in(v));
}

bool js_is_null(const struct json *v)
{
	return json_is_null(in(v));
}

bool js_is_object(const struct json *v)
{
	return json_is_object(in(v));
}

struct json *js_get(const struct json *v, const char *key)
{
	return (struct json *)json_object_get(in(v), key);
}

void js_each(const struct json *v,
	     void fn(const char *key, const struct json *value, void *data),
	     void *data)
{
	json_t *o = in(v);

	for (void *i = json_object_iter(o); i; i = json_object_iter_next(o, i))
		fn(json_object_iter_key(i),
		   (const struct json *)json_object_iter_value(i), data);
}

bool js_is_array(const struct json *v)
{
	return json_is_array(in(v));
}

size_t js_count(const struct json *v)
{
	return json_array_size(in(v)) + json_object_size(in(v));
}

struct json *js_at(const struct json *v, size_t i)
{
	return (struct json *)json_array_get(in(v), i);
}

const char *js_text(const struct json *v)
{
	return json_string_value(in(v));
}

bool js_number(const struct json *v, double *number)
{
	if (json_is_boolean(in(v)))
		*number = json_is_true(in(v));
	else if (json_is_number(in(v)))
		*number = json_number_value(in(v));
	else
		return false;
	return true;
}
