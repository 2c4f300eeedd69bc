/* A text that an author wrote, and how its bytes map to lines and columns. */
#ifndef MODEL_SOURCE_H
#define MODEL_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The most bytes that are read of a file. */
enum {
	LIMIT_QUESTION = 64 * 1024,   /* of a question */
	LIMIT_CASE = 96 * 1024,	      /* of a case */
	LIMIT_YAML = 4 * 1024 * 1024, /* of any other file of a bank */
};

/* A half-open range of byte offsets in one source. */
struct span {
	uint32_t start, end;
};

/* What people read: 1-based; columns count code points, a tab is one. */
struct place {
	uint32_t line, col;	    /* of the first byte */
	uint32_t end_line, end_col; /* behind the last byte */
};

struct diag;
struct source {
	const char *path; /* as messages name it */
	const char
		*root; /* folder that REL is read from; NULL: stdin, embedded */
	const char *rel;  /* path beneath ROOT */
	const char *item; /* id of the question in it, if that is known */
	char *text;  /* the bytes as they are, NUL-terminated; NULL: dropped */
	size_t size; /* bytes of text, without the NUL */
	uint32_t *lines; /* offset of each line's first byte; lazily made */
	uint32_t nlines;
	/* Where a column was counted last, and which: findings are printed in
	 * order, so that a long line is counted once and not for each. */
	uint32_t counted;
	uint32_t counted_col; /* 0: nowhere yet */
	/* Findings kept about it, by severity, and the one that counts those
	 * that were not; NULL: all were kept (diag.c). */
	unsigned char told[4];
	struct diag *more;
	bool held; /* the text cannot be read again */
};

/* Number of bytes of a leading UTF-8 byte order mark: 0 or 3. */
size_t source_bom(const struct source *s);

/*
 * Line and column of SPAN. A line ends with LF or CRLF. A byte order mark is
 * not counted as a column. Offsets behind the end are taken as the end.
 * Not thread safe for one source: it makes the line table on first use.
 */
struct place source_place(struct source *s, struct span span);

/* Bytes of line LINE (1-based) without its line end; *N gets the length. */
const char *source_line(struct source *s, uint32_t line, size_t *n);

/* Offset of the first byte of line LINE (1-based); size if there is none. */
size_t source_line_start(struct source *s, uint32_t line);

/* Frees text and line table; the struct itself is the owner's. */
void source_drop(struct source *s);
/* Frees the line table; it is made again when a place is asked for. */
void source_drop_lines(struct source *s);

static inline struct span span_of(size_t start, size_t end)
{
	return (struct span){(uint32_t)start, (uint32_t)end};
}

/* Reads the bytes of a source again that was dropped, for printing a line; its
 * text stays NULL if the file is gone. */
void source_reload(struct source *s);

#endif
