/* One line on stderr and an exit code; allocators that exit instead of failing. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/progress.h"
#include "base/utf8.h"

static atomic_flag ending = ATOMIC_FLAG_INIT;
static _Thread_local bool this_one;

/* A line on its way to stderr. It is written at once, so that those of several
 * processes do not mix, and without allocating. */
struct line {
	char text[8192];
	size_t n;
};

/* Adds S, what a log would obey escaped; of a longer line the end is lost. */
static void add(struct line *l, const char *s)
{
	const char *end = s + strlen(s);
	char esc[UTF8_ESCAPE_MAX];

	while (s < end) {
		s += utf8_escape_one(s, (size_t)(end - s), esc);
		for (const char *p = esc; *p && l->n < sizeof l->text - 1; p++)
			l->text[l->n++] = *p;
	}
}

void die(enum exit_code code, const char *fmt, ...)
{
	int err = errno;
	char text[2048];
	struct line l = {.n = 0};
	size_t n = strlen(fmt);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	add(&l, "examc: ");
	add(&l, text);
	if (n > 0 && fmt[n - 1] == ':') {
		add(&l, " ");
		add(&l, strerror(err));
	}
	l.text[l.n++] = '\n';
	/* Of several threads one ends the run. */
	if (this_one)
		_exit((int)code); /* it was ending the run when that failed */
	while (atomic_flag_test_and_set(&ending))
		pause();
	this_one = true;
	progress_hide();
	(void)!TEMP_FAILURE_RETRY(write(STDERR_FILENO, l.text, l.n));
	exit((int)code);
}

void bug_at(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "examc: internal error at %s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	abort();
}

void *xmalloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		die(EXIT_MACHINE, "out of memory");
	return p;
}

void *xcalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		die(EXIT_MACHINE, "out of memory");
	return p;
}

void *xrealloc(void *p, size_t n)
{
	p = realloc(p, n ? n : 1);
	if (!p)
		die(EXIT_MACHINE, "out of memory");
	return p;
}

char *xstrdup(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(xmalloc(n), s, n);
}
