/* Writing HTML: elements that must be closed, text that is always escaped. */
#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { MARKUP_DEPTH = 32 };

/* The characters that text and attributes escape; ended by a C of 0. */
extern const struct entity {
	char c;
	const char *name; /* "&amp;" */
} markup_entities[];

/* A document or a part of one; OUT is the caller's. */
struct markup {
	struct buf *out;
	const char *open[MARKUP_DEPTH]; /* elements that are not closed yet */
	size_t depth;
	bool in_tag; /* attributes may still be added */
	bool dense;  /* no line feeds behind elements */
};

#define MARKUP_INIT(buffer)                                                    \
	{                                                                      \
		.out = (buffer)                                                \
	}

/* Opens an element; NAME must live until it is closed. */
void markup_open(struct markup *m, const char *name);
/* Adds an attribute to the element just opened; VALUE is escaped;
 * NULL: the attribute has none, as hidden. */
void markup_attr(struct markup *m, const char *name, const char *value);
/* The same, formatted. */
void markup_attrf(struct markup *m, const char *name, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* The attribute href with an address as its author wrote it: what is not ASCII
 * goes as %XX. */
void markup_href(struct markup *m, const char *url);
/* Closes the innermost element, which must be NAME. */
void markup_close(struct markup *m, const char *name);
/* An element that has no content: <input>, <hr>. Attributes may follow. */
void markup_void(struct markup *m, const char *name);
/* Escaped text. */
void markup_text(struct markup *m, const char *text);
void markup_textf(struct markup *m, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* HTML of the Markdown reader, which is safe as it is. */
void markup_html(struct markup *m, const char *html);
/* <name class="cls">text</name>; CLS may be NULL. */
void markup_line(struct markup *m, const char *name, const char *cls,
		 const char *text);
/* The same, formatted. */
void markup_linef(struct markup *m, const char *name, const char *cls,
		  const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* <a class="cls" href="…">text</a>; CLS may be NULL, FMT makes the address. */
void markup_link(struct markup *m, const char *cls, const char *text,
		 const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* A head of a table's rows or columns: <th scope="row">text</th>. */
void markup_th(struct markup *m, const char *scope, const char *text);
/* Opens <name class="cls">. */
void markup_open_class(struct markup *m, const char *name, const char *cls);
/* Everything must be closed: else it is a bug(). */
void markup_end(const struct markup *m);

struct slot {
	const char *name, *value;
	bool html; /* VALUE is markup, not text */
};

/*
 * Appends the embedded frame PATH ("web/page.html") with each {{name}}
 * replaced. A slot of the frame that is not given is a bug().
 */
void markup_frame(struct buf *out, const char *path, const struct slot *slots,
		  size_t n);

/* Appends S, a part of a line of Markdown in which nothing is to be markup. */
void markdown_plain(struct buf *out, const char *s);

#endif
