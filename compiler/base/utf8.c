/* Our own decoder for speed and exact refusals; utf8proc for Unicode's tables. */
#include "base/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/ascii.h"

#include "base/err.h"

size_t utf8_decode(const char *s, size_t n, unsigned *cp)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t len;
	unsigned c, min;

	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	if (p[0] >= 0xC2 && p[0] < 0xE0)
		len = 2, c = p[0] & 0x1Fu, min = 0x80;
	else if (p[0] >= 0xE0 && p[0] < 0xF0)
		len = 3, c = p[0] & 0x0Fu, min = 0x800;
	else if (p[0] >= 0xF0 && p[0] < 0xF5)
		len = 4, c = p[0] & 0x07u, min = 0x10000;
	else
		return 0;
	if (n < len)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3Fu);
	}
	if (c < min || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
		return 0;
	*cp = c;
	return len;
}

size_t utf8_put(unsigned cp, char out[4])
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp,
					    (utf8proc_uint8_t *)out);
}

size_t utf8_count(const char *p, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		k += ((unsigned char)p[i] & 0xC0) != 0x80;
	return k;
}

int utf8_width(unsigned cp)
{
	return utf8proc_charwidth((utf8proc_int32_t)cp);
}

bool utf8_is_xml_char(unsigned cp)
{
	return cp == 9 || cp == 10 || cp == 13 || (cp >= 0x20 && cp < 0xD800) ||
	       (cp >= 0xE000 && cp < 0xFFFE) || cp >= 0x10000;
}

bool utf8_is_bidi_control(unsigned cp)
{
	return cp == 0x061C || cp == 0x200E || cp == 0x200F ||
	       (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

bool utf8_is_unsafe(unsigned cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 ||
	       cp == 0x2029 || utf8_is_bidi_control(cp) ||
	       !utf8_is_xml_char(cp);
}

bool utf8_is_command(const char *p, size_t n)
{
	size_t i = 2;

	if (n < 3 || p[0] != '#' || p[1] != '#')
		return false;
	while (i < n && is_letter(p[i]))
		i++;
	return i < n && p[i] == '[';
}

size_t utf8_escape_one(const char *p, size_t n, char out[UTF8_ESCAPE_MAX])
{
	unsigned cp;
	size_t len = utf8_decode(p, n, &cp);

	if (!len) {
		snprintf(out, UTF8_ESCAPE_MAX, "<%02X>", (unsigned char)*p);
		return 1;
	}
	if (utf8_is_unsafe(cp) || utf8_is_command(p, n))
		snprintf(out, UTF8_ESCAPE_MAX, "<U+%04X>", cp);
	else {
		memcpy(out, p, len);
		out[len] = 0;
	}
	return len;
}

/* No more than PIECE, so that a text of many signs is not looked at as often. */
size_t utf8_shown(const char *p, size_t n)
{
	enum { PIECE = 128 };
	size_t plain = utf8_plain(p, n < PIECE ? n : PIECE);
	const char *sign = plain ? memchr(p, '#', plain) : NULL;

	return sign ? (size_t)(sign - p) : plain;
}

void utf8_escape(struct buf *out, const char *p, size_t n)
{
	char esc[UTF8_ESCAPE_MAX];

	for (size_t len; n; p += len, n -= len) {
		len = utf8_shown(p, n);
		if (len) {
			buf_add(out, p, len);
			continue;
		}
		len = utf8_escape_one(p, n, esc);
		buf_str(out, esc);
	}
}

bool utf8_is_ascii(const char *p, size_t n)
{
	uint64_t eight;

	for (; n >= sizeof eight; p += sizeof eight, n -= sizeof eight) {
		memcpy(&eight, p, sizeof eight);
		if (eight & 0x8080808080808080U)
			return false;
	}
	for (; n; p++, n--)
		if ((unsigned char)*p >= 0x80)
			return false;
	return true;
}

/* Appends the N bytes at P as utf8proc's OPTIONS have it; false: it refuses
 * them. */
static bool add_mapped(struct buf *out, const char *p, size_t n,
		       utf8proc_option_t options)
{
	utf8proc_uint8_t *mapped;
	utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)p,
					    (utf8proc_ssize_t)n, &mapped,
					    options);

	if (len == UTF8PROC_ERROR_NOMEM)
		die(EXIT_MACHINE, "out of memory");
	if (len < 0)
		return false;
	buf_add(out, (const char *)mapped, (size_t)len);
	free(mapped);
	return true;
}

bool utf8_fold(struct buf *out, const char *p, size_t n)
{
	if (utf8_is_ascii(p, n)) {
		char *to = buf_room(out, n);

		for (size_t i = 0; i < n; i++)
			to[i] = small_letter(p[i]);
		to[n] = 0;
		out->n += n;
		return true;
	}
	return add_mapped(out, p, n,
			  UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
				  UTF8PROC_CASEFOLD);
}

bool utf8_fold_marks(struct buf *out, const char *p, size_t n)
{
	return add_mapped(out, p, n,
			  UTF8PROC_STABLE | UTF8PROC_DECOMPOSE |
				  UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
				  UTF8PROC_STRIPMARK);
}

void utf8_visible(struct buf *out, const char *p, size_t n)
{
	if (utf8_is_ascii(p, n) ||
	    !add_mapped(out, p, n,
			UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_IGNORE))
		buf_add(out, p, n);
}

bool utf8_is_word(unsigned cp)
{
	utf8proc_category_t c;

	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') ||
		       ((cp | 32) >= 'a' && (cp | 32) <= 'z');
	c = utf8proc_category((utf8proc_int32_t)cp);
	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
	       (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

size_t utf8_plain(const char *s, size_t n)
{
	static const uint64_t each = 0x0101010101010101;
	size_t i = 0;

	for (uint64_t w; i + sizeof w <= n; i += sizeof w) {
		memcpy(&w, s + i, sizeof w);
		/* The top bit of a byte: above 0x7E, or below a blank? */
		if ((w | (w + each) | (w - 0x20 * each)) & 0x80 * each)
			break;
	}
	while (i < n && s[i] >= 0x20 && s[i] < 0x7F)
		i++;
	return i;
}

bool utf8_is_space(unsigned cp)
{
	utf8proc_category_t c;

	if (cp < 0x80)
		return cp == ' ' || (cp >= 9 && cp <= 13);
	c = utf8proc_category((utf8proc_int32_t)cp);
	return c >= UTF8PROC_CATEGORY_ZS && c <= UTF8PROC_CATEGORY_ZP;
}

void url_ascii(struct buf *out, const char *url)
{
	for (; *url; url++)
		if ((unsigned char)*url < 0x80)
			buf_char(out, *url);
		else
			buf_printf(out, "%%%02X", (unsigned char)*url);
}
