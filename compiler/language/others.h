/* Options that speak of the other options: "all of the above", "A and C". */
#ifndef LANGUAGE_OTHERS_H
#define LANGUAGE_OTHERS_H

#include <stdbool.h>

#include "language/words.h"

enum { LABELS_MAX = 8 };
extern const char *const roman_numerals[LABELS_MAX]; /* "i", "ii" … */

/*
 * Words that are nothing but labels of options or statements: "A and B",
 * "I, II and III only", "both 1 and 3". The labels as bits (A, I and 1 are
 * bit 0), 0 for other words; *ONLY: the word "only" is among them. LANGUAGE is
 * a tag (BCP 47); NULL, or one that others.def does not know: English.
 */
unsigned words_labels(const struct words *w, const char *language, bool *only);

/* Do the words of an option speak of other options, in LANGUAGE? */
bool words_speak_of_others(const struct words *w, const char *language);

#endif
