/* A growing byte string, always NUL-terminated (after git's strbuf). */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

struct buf {
	char *p; /* never NULL after the first add; p[n] == 0 */
	size_t n, cap;
};

#define BUF_INIT                                                               \
	{                                                                      \
		0                                                              \
	}

/* Makes room for N more bytes and a NUL behind them; returns where they go. To
 * write there and then add to B->n saves a call a byte. */
char *buf_room(struct buf *b, size_t n);
/* Append N bytes, or a string. Inline: most are a few bytes that are known. */
static inline void buf_add(struct buf *b, const char *p, size_t n)
{
	char *to = b->cap - b->n > n ? b->p + b->n : buf_room(b, n);

	if (n)
		memcpy(to, p, n);
	to[n] = 0;
	b->n += n;
}
static inline void buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}
/* Append one byte. */
static inline void buf_char(struct buf *b, char c)
{
	char *to = b->cap - b->n > 1 ? b->p + b->n : buf_room(b, 1);

	to[0] = c;
	to[1] = 0;
	b->n++;
}
void buf_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
/* Appends the code point CP as UTF-8. */
void buf_utf8(struct buf *b, unsigned cp);
/* The contents as a C string; "" when nothing was added. Owned by B. */
const char *buf_cstr(const struct buf *b);
void buf_reset(struct buf *b);	 /* empties, keeps the memory */
void buf_release(struct buf *b); /* frees; B is as after BUF_INIT */

#endif
