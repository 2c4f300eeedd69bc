/* Between the files of the print format: parts that documents share. */
#ifndef EMIT_PRINT_H
#define EMIT_PRINT_H

#include "emit/markup.h"
#include "model/edition.h"

/* The number of an item is its place in the edition, from 1, everywhere. */

/* A cover: exam, kind of document, time, domain table, instructions. */
void print_cover(struct markup *m, const struct edition *ed, const char *kind,
		 bool instructions);

/* "Form mock-1, <hash>": at the foot of every page; nothing without a form. */
void print_form_line(struct markup *m, const struct edition *ed);

/* The questions [from, to) without any sign of what is right. The scenario
 * of a case stands before its first question. */
void print_questions(struct markup *m, const struct edition *ed, size_t from,
		     size_t to);

/* The short key: a row a question. */
void print_key_table(struct markup *m, const struct edition *ed);
/* The key and reasons of each question, with references. */
void print_reasons(struct markup *m, const struct edition *ed);

/* A line of bubbles or boxes a question. */
void print_sheet(struct markup *m, const struct edition *ed);

#endif
