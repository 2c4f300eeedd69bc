/* How far a long run is: one line on a terminal, and nothing in a log. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stddef.h>

/* From now on parts of the run show how far they are, once it has taken half a
 * second: if standard error is a terminal that can clear a line, and CI is not
 * set. Otherwise all of these do nothing. Before any thread. */
void progress_start(void);

/* A part begins: WHAT ("checking", a string literal) of TOTAL things; 0: they
 * are counted by progress_more(). */
void progress_begin(const char *what, size_t total);

/* N more things belong to the part; one of them is done. By any thread. */
void progress_more(size_t n);
void progress_step(void);

/* Clears the line, for what is to be printed; the next step draws it again. */
void progress_hide(void);

/* The part ends; the line is cleared. */
void progress_end(void);

#endif
