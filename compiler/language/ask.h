/* What a stem says: its asking sentence, and how many answers it wants. */
#ifndef LANGUAGE_ASK_H
#define LANGUAGE_ASK_H

#include <stdbool.h>
#include <stddef.h>

/* Length of the question mark at AT of the N bytes at S, 0 if there is none:
 * that of English, of Arabic, of Greek, of Armenian, of Chinese and Japanese. */
size_t question_mark(const char *s, size_t n, size_t at);
/* Do the N bytes at S hold one? */
bool has_question_mark(const char *s, size_t n);

/*
 * Finds the asking sentence: the last one that ends in a question mark, else
 * the last one that is not just "(Select TWO.)". [*FROM, *TO) of the N bytes
 * of prose (code blanked) at S;
 * what stands before it is the context.
 */
void stem_lead(const char *s, size_t n, size_t *from, size_t *to);

/*
 * How many answers the stem asks for: "(Select TWO.)", "Choose 2 answers.",
 * "Pick any three". 0: it does not say. The phrase is [*FROM, *TO).
 */
size_t stem_asks_for(const char *s, size_t n, size_t *from, size_t *to);

#endif
