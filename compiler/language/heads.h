/* The grammar of a phrase by its beginning: noun, gerund, infinitive,
 * imperative, sentence and so on. */
#ifndef LANGUAGE_HEADS_H
#define LANGUAGE_HEADS_H

#include "language/words.h"

enum head {
	HEAD_UNKNOWN,	  /* it could be several */
	HEAD_NOUN,	  /* "the rate of mutation" */
	HEAD_GERUND,	  /* "increasing the rate" */
	HEAD_INFINITIVE,  /* "to increase the rate" */
	HEAD_IMPERATIVE,  /* "increase the rate" */
	HEAD_PREDICATE,	  /* "increases the rate", "is a protein" */
	HEAD_SENTENCE,	  /* "it increases the rate" */
	HEAD_PREPOSITION, /* "in the nucleus", "by heating it" */
	HEAD_CONJUNCTION, /* "because it is slow" */
	HEADS
};

/* "a noun phrase" … for messages; by enum head. */
extern const char *const head_names[HEADS];

/* The head of the words W; S is the text they were cut from. */
enum head head_of(const struct words *w, const char *s);

#endif
