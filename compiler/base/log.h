/* Lines that others wrote, on their way to a terminal or a CI host's log. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"

/* Appends the N bytes at P as utf8_escape() does, for the beginning of a line,
 * where "::" is a command, too. */
void log_line(struct buf *out, const char *p, size_t n);

/* Prints TEXT, whose line ends and tabs stay what they are. */
void log_print(FILE *out, const char *text);
void log_printf(FILE *out, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* How many texts log_print() has written to standard error. */
unsigned log_told(void);

#endif
