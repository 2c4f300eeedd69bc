/* Numbers as they stand in a text: digits, signs, powers. */
#ifndef LANGUAGE_NUMBER_H
#define LANGUAGE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* A text while it is read: N bytes at S, of which AT come next. */
struct scan {
	const char *s;
	size_t n, at;
};

/* Is there a digit, a letter (any but ASCII is one) at I? */
bool scan_digit_at(const struct scan *r, size_t i);
bool scan_letter_at(const struct scan *r, size_t i);

/* Length of a minus sign at I: ASCII or U+2212 or a dash; else 0. */
size_t scan_minus_at(const struct scan *r, size_t i);

/* Goes on behind blanks. */
/* Adds the fraction of "4 1/3", behind whose 4 it stands, to *VALUE. */
void scan_fraction(struct scan *r, double *value);

void scan_blanks(struct scan *r);

/* Reads digits with points and thousands' commas; false: "10.0.0.1". */
bool scan_digits(struct scan *r, double *value);

/* Reads " x 10^3", "^10", "/4" behind a number, if it is there, into
 * *VALUE. */
void scan_power(struct scan *r, double *value);

#endif
