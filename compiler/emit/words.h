/* The words that readers of site and print see: words/en.json, one file for
 * pages, packs and scripts. */
#ifndef EMIT_WORDS_H
#define EMIT_WORDS_H

#include <stddef.h>

#include "base/markup.h"

/* The text called ID; lives as long as the program. None: a bug(). */
const char *word(const char *id);

/* Appends the text with {0}, {1} and {2} replaced by A, B and C, which may be
 * NULL where the text does not ask for them. */
void word_fill(struct buf *out, const char *id, const char *a, const char *b,
	       const char *c);
/* The same as escaped text. */
void markup_word(struct markup *m, const char *id, const char *a, const char *b,
		 const char *c);

/* <name class="cls">the text</name>; CLS may be NULL. */
void markup_word_line(struct markup *m, const char *name, const char *cls,
		      const char *id, const char *a, const char *b);

/* Opens a table, CLS may be NULL, with the words IDS (ended by NULL) as heads
 * of its columns; rows follow. */
void word_table(struct markup *m, const char *cls, const char *const *ids);
void word_table_close(struct markup *m);

/* Appends "1 question", "12 questions". */
void word_count(struct buf *out, size_t n);
/* The same as escaped text. */
void word_questions(struct markup *m, size_t n);

/* A number as text. */
struct word_number {
	char s[32];
};
struct word_number word_number(size_t n);
struct word_number word_decimal(double x);

/* Appends the N bytes of TEXT as a string of CSS. */
void word_css(struct buf *css, const char *text, size_t n);

/* Appends the whole file. */
void words_json(struct buf *out);

#endif
