/* Doubling growth; every append keeps the final NUL. */
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

char *buf_room(struct buf *b, size_t n)
{
	if (b->cap - b->n <= n) {
		size_t cap = b->cap ? b->cap : 256;

		while (cap - b->n <= n) {
			if (cap > (size_t)1 << 62)
				die(EXIT_MACHINE, "out of memory");
			cap *= 2;
		}
		b->p = xrealloc(b->p, cap);
		b->cap = cap;
	}
	return b->p + b->n;
}

void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	char *to = buf_room(b, 0);
	size_t room = b->cap - b->n;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(to, room, fmt, ap);
	if (n < 0)
		bug("format '%s'", fmt);
	if ((size_t)n >= room)
		vsnprintf(buf_room(b, (size_t)n), (size_t)n + 1, fmt, again);
	va_end(again);
	b->n += (size_t)n;
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void buf_utf8(struct buf *b, unsigned cp)
{
	char s[4];
	size_t n = utf8_put(cp, s);

	buf_add(b, s, n);
}

const char *buf_cstr(const struct buf *b)
{
	return b->p ? b->p : "";
}

void buf_reset(struct buf *b)
{
	b->n = 0;
	if (b->p)
		b->p[0] = 0;
}

void buf_release(struct buf *b)
{
	free(b->p);
	*b = (struct buf)BUF_INIT;
}
