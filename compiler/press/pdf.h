/* Reads on which page of a PDF an anchor is: as much of ISO 32000 as that
 * needs. */
#ifndef PRESS_PDF_H
#define PRESS_PDF_H

#include <stdbool.h>
#include <stddef.h>

struct pdf {
	char *p; /* the file; the caller's */
	size_t n;
	size_t *at; /* offset of each object, 0: none */
	size_t nobjects;
	unsigned *pages; /* object numbers of the pages, in order */
	size_t npages;
	const char *dests;   /* the dictionary of named destinations, or NULL */
	const char *info;    /* the information dictionary, or NULL */
	const char *trailer; /* its dictionary */
};

/*
 * Reads the N bytes at P, a whole PDF file with a plain cross-reference table
 * (as Chromium and WeasyPrint write it; no object streams). Returns false and
 * sets *WHY if it is none. pdf_close() frees what was made, not P.
 */
bool pdf_open(struct pdf *f, char *p, size_t n, const char **why);
void pdf_close(struct pdf *f);

/* The page, from 1, that the named destination NAME is on; 0: there is none. */
size_t pdf_page_of(const struct pdf *f, const char *name);

/* Where a destination is: the page, from 1, and its place on it, in points from
 * the left and from below. */
struct pdf_place {
	size_t page;
	double x, y;
	bool top; /* nothing on the page stands above it */
};

/* Sets *AT to the place of NAME; false: there is none, and *AT stays. */
bool pdf_place_of(const struct pdf *f, const char *name, struct pdf_place *at);

/* The value of the object NUMBER, and its *END; NULL: there is none. */
const char *pdf_object(const struct pdf *f, size_t number, const char **end);

/* The value of /KEY in the dictionary at DICT ("<<"), which lies before END;
 * NULL: there is none. */
const char *pdf_get(const char *dict, const char *end, const char *key);

/* Behind the value at P in a dictionary, "12 0 R" being one. */
const char *pdf_value_end(const char *p, const char *end);

/*
 * Writes STAMP (14 digits, YYYYMMDDHHMMSS, UTC) over the digits of the dates
 * of creation and change, so that the file does not tell when it was made.
 */
void pdf_set_dates(struct pdf *f, const char *stamp);

/*
 * Numbers the names of structure elements, "node00000042", from 1 in their
 * order: Chromium counts what it made before the page, too, which differs from
 * run to run.
 */
void pdf_number_nodes(struct pdf *f);

#endif
