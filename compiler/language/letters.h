/* Scripts of letters, and letters that look like those of another script. */
#ifndef LANGUAGE_LETTERS_H
#define LANGUAGE_LETTERS_H

#include <stddef.h>

enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_GREEK, SCRIPT_CYRILLIC };

/* The script of the letter CP; SCRIPT_NONE for other scripts and signs. */
enum script letter_script(unsigned cp);

/* A letter that looks like a Latin one. */
struct letter {
	unsigned cp;
	char latin;
	const char *name; /* in the Unicode Character Database */
};

/* CP, if it is such a letter, else NULL. */
const struct letter *letter_like_latin(unsigned cp);

/* The Cyrillic letter that looks like the Latin CP, or NULL. */
const struct letter *letter_like_cyrillic(unsigned cp);

#endif
