/* Options that speak of the other options: "all of the above", "A and C". */
#ifndef LANGUAGE_OTHERS_H
#define LANGUAGE_OTHERS_H

#include <stdbool.h>
#include <stddef.h>

#include "language/words.h"

/* What words that are nothing but labels say: A, I and 1 are label 1. */
struct labels {
	unsigned set;	      /* bit I: label I + 1 */
	unsigned first, last; /* labels, in the order in which they stand */
	size_t n, digits;     /* labels; of them, digits */
	bool rising;	      /* each is higher than the one before it */
	bool roman;
	bool only; /* the word "only" is among them */
};

/*
 * Reads words that are nothing but labels of options or statements: "A and B",
 * "I, II and III only", "both 1 and 3". False: they are something else, and
 * *OUT says nothing. LANGUAGE is a tag (BCP 47); NULL, or one that others.def
 * does not know: English.
 */
bool words_labels(const struct words *w, const char *language,
		  struct labels *out);

/* What an option says of the others. */
enum others { OTHERS_NO, OTHERS_SOME, OTHERS_ALL, OTHERS_NONE };

/* Do the words of an option speak of other options, in LANGUAGE? */
enum others words_speak_of_others(const struct words *w, const char *language);

/* Is it a short phrase that is nothing else: "alle oben genannten"? */
bool words_are_phrase(const struct words *w, const char *language,
		      enum others kind);

/* Is the language of the tag English, or not told (NULL)? */
bool is_english(const char *language);

#endif
