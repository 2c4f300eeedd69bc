/* Values of JSON as a tree that is built once, written and freed. */
#include "base/json.h"

#include <endian.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

enum kind { OBJECT, ARRAY, STRING, NUMBER, REAL, WORD };

struct js {
	enum kind kind;
	struct js *next;	 /* in what it is a part of */
	struct js *first, *last; /* its own parts */
	char *key;		 /* in an object; owned */
	union {
		long long number;
		double real;
		const char *word; /* null, true or false */
		size_t length;	  /* of s */
	};
	char s[];
};

static struct js *make(enum kind kind, size_t room)
{
	struct js *v = xmalloc(sizeof *v + room);

	memset(v, 0, sizeof *v);
	v->kind = kind;
	return v;
}

static struct js *make_word(const char *word)
{
	struct js *v = make(WORD, 0);

	v->word = word;
	return v;
}

struct js *js_object(void)
{
	return make(OBJECT, 0);
}

struct js *js_array(void)
{
	return make(ARRAY, 0);
}

struct js *js_string(const char *s)
{
	struct js *v;
	size_t n;

	if (!s)
		return make_word("null");
	n = strlen(s);
	v = make(STRING, n + 1);
	v->length = n;
	memcpy(v->s, s, n + 1);
	return v;
}

struct js *js_int(long long n)
{
	struct js *v = make(NUMBER, 0);

	v->number = n;
	return v;
}

struct js *js_real(double x)
{
	struct js *v = make(REAL, 0);

	if (!isfinite(x))
		bug("JSON has no number for what is not finite");
	v->real = x;
	return v;
}

struct js *js_bool(bool b)
{
	return make_word(b ? "true" : "false");
}

static void add(struct js *to, struct js *v)
{
	if (to->last)
		to->last->next = v;
	else
		to->first = v;
	to->last = v;
}

void js_set(struct js *object, const char *key, struct js *value)
{
	value->key = xstrdup(key);
	add(object, value);
}

void js_push(struct js *array, struct js *value)
{
	add(array, value);
}

void js_free(struct js *v)
{
	if (!v)
		return;
	for (struct js *part = v->first, *next; part; part = next) {
		next = part->next;
		js_free(part);
	}
	free(v->key);
	free(v);
}

/* --- Writing --- */

/* The top bit of each byte of W that may not be what it says inside of a JSON
 * string, wherever it stands; and perhaps of others behind the first such byte. */
static uint64_t not_plain(uint64_t w)
{
	static const uint64_t each = 0x0101010101010101;
	uint64_t sign = (w ^ '"' * each) & 0xFE * each; /* 0: '"' or '#' */
	uint64_t slash = w ^ '\\' * each;

	return (w | (w + each) | (w - 0x20 * each) | ((sign - each) & ~sign) |
		((slash - each) & ~slash)) &
	       0x80 * each;
}

/* Appends the bytes of the N at S that are plain; returns how many they are. */
static size_t write_plain(struct buf *out, const char *s, size_t n)
{
	char *to = buf_room(out, n + sizeof(uint64_t));
	size_t i = 0;

	while (i < n) {
		uint64_t w = 0, odd;
		size_t len = n - i < sizeof w ? n - i : sizeof w;

		if (len == sizeof w)
			memcpy(&w, s + i, sizeof w);
		else
			memcpy(&w, s + i, len);
		memcpy(to + i, &w, sizeof w);
		odd = not_plain(le64toh(w));
		if (odd) {
			size_t k = (size_t)__builtin_ctzll(odd) / 8;

			i += k < len ? k : len;
			break;
		}
		i += len;
	}
	to[i] = 0;
	out->n += i;
	return i;
}

/* Appends the first character of the N bytes at S, which is not plain. Returns
 * the number of bytes that it has. */
static size_t write_one(struct buf *out, const char *s, size_t n, bool follows)
{
	static const char letters[] = "\"\"\nn\\\\\tt\rr\bb\ff";
	unsigned cp;
	size_t len;

	for (const char *p = letters; *p; p += 2)
		if (*p == *s) {
			buf_char(out, '\\');
			buf_char(out, p[1]);
			return 1;
		}
	len = utf8_decode(s, n, &cp);
	if (!len)
		buf_printf(out, "<%02X>", (unsigned char)*s);
	else if (utf8_is_unsafe(cp) ||
		 (*s == '#' && follows && utf8_is_command(s - 1, n + 1)))
		buf_printf(out, "\\u%04X", cp);
	else
		buf_add(out, s, len);
	return len ? len : 1;
}

static void write_string(struct buf *out, const char *s, size_t n)
{
	buf_char(out, '"');
	for (size_t i = 0; i < n;) {
		i += write_plain(out, s + i, n - i);
		if (i < n)
			i += write_one(out, s + i, n - i, i > 0);
	}
	buf_char(out, '"');
}

/* C writes the number in the way of the locale: "1,5", "1e+20". */
static void write_real(struct buf *out, double x)
{
	char text[64];
	char *p = text;

	snprintf(text, sizeof text, "%.12g", x);
	for (; *p; p++)
		if (!strchr("0123456789-+e", *p))
			*p = '.';
	p = strchr(text, 'e');
	if (!p && !strchr(text, '.')) {
		buf_printf(out, "%s.0", text);
		return;
	}
	if (!p) {
		buf_str(out, text);
		return;
	}
	buf_add(out, text, (size_t)(++p - text));
	if (*p == '-')
		buf_char(out, '-');
	p += strspn(p, "+-0");
	buf_str(out, p);
}

static void write_value(struct buf *out, const struct js *v, unsigned indent,
			unsigned depth);

static void new_line(struct buf *out, size_t blanks)
{
	static const char some[] = "                                ";

	buf_char(out, '\n');
	for (size_t n; blanks; blanks -= n) {
		n = blanks < sizeof some - 1 ? blanks : sizeof some - 1;
		buf_add(out, some, n);
	}
}

static void write_parts(struct buf *out, const struct js *v, unsigned indent,
			unsigned depth)
{
	bool keys = v->kind == OBJECT;

	buf_char(out, keys ? '{' : '[');
	for (const struct js *part = v->first; part; part = part->next) {
		if (indent)
			new_line(out, (size_t)indent * (depth + 1));
		if (keys) {
			write_string(out, part->key, strlen(part->key));
			buf_add(out, ": ", indent ? 2 : 1);
		}
		write_value(out, part, indent, depth + 1);
		if (part->next)
			buf_char(out, ',');
	}
	if (indent && v->first)
		new_line(out, (size_t)indent * depth);
	buf_char(out, keys ? '}' : ']');
}

static void write_value(struct buf *out, const struct js *v, unsigned indent,
			unsigned depth)
{
	switch (v->kind) {
	case OBJECT:
	case ARRAY:
		write_parts(out, v, indent, depth);
		break;
	case STRING:
		write_string(out, v->s, v->length);
		break;
	case NUMBER:
		buf_printf(out, "%lld", v->number);
		break;
	case REAL:
		write_real(out, v->real);
		break;
	case WORD:
		buf_str(out, v->word);
		break;
	}
}

void js_write(const struct js *v, unsigned indent, struct buf *out)
{
	write_value(out, v, indent, 0);
	buf_char(out, '\n');
}
