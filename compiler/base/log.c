/* Prints lines with controls and commands of CI hosts escaped. */
#include "base/log.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/progress.h"
#include "base/utf8.h"

/* Bytes of white space at the start of P: hosts look behind it. */
static size_t blanks(const char *p, size_t n)
{
	size_t at = 0, len;
	unsigned cp;

	while (at < n && (len = utf8_decode(p + at, n - at, &cp)) &&
	       utf8_is_space(cp))
		at += len;
	return at;
}

void log_line(struct buf *out, const char *p, size_t n)
{
	size_t at = blanks(p, n);

	if (n - at >= 2 && p[at] == ':' && p[at + 1] == ':') {
		utf8_escape(out, p, at);
		buf_str(out, "<U+003A>");
		p += at + 1;
		n -= at + 1;
	}
	utf8_escape(out, p, n);
}

static unsigned told;

unsigned log_told(void)
{
	return told;
}

void log_print(FILE *out, const char *text)
{
	struct buf b = BUF_INIT;
	bool begins = true;

	/* What is between line ends and tabs; CR belongs to the LF behind it. */
	while (*text) {
		size_t n = strcspn(text, "\n\t");

		if (n && text[n] == '\n' && text[n - 1] == '\r')
			n--;
		(begins ? log_line : utf8_escape)(&b, text, n);
		begins = begins && blanks(text, n) == n;
		for (text += n; *text && strchr("\r\n\t", *text); text++) {
			if (*text == '\r' && text[1] != '\n')
				break;
			buf_char(&b, *text);
			begins |= *text == '\n';
		}
	}
	progress_hide();
	fputs(buf_cstr(&b), out);
	told += out == stderr;
	buf_release(&b);
}

void log_printf(FILE *out, const char *fmt, ...)
{
	struct arena a = {0};
	va_list ap;

	va_start(ap, fmt);
	log_print(out, arena_vprintf(&a, fmt, ap));
	va_end(ap);
	arena_release(&a);
}
