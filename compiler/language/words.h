/* English words: cut out of a text, with stem and classes. */
#ifndef LANGUAGE_WORDS_H
#define LANGUAGE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* What a word may be; classes of words.def (bits 0 to 25), several
 * at once. */
enum {
#define CLASS(name, bit, words) WORD_##name = 1 << (bit),
#include "language/words.def"
#undef CLASS
	/* What its letters say. */
	WORD_CAPITAL = 1 << 26, /* begins with a capital */
	WORD_CAPS = 1 << 27,	/* two letters or more, no small one */
	WORD_DIGIT = 1 << 28,	/* has a digit */
	WORD_NUMBER = 1 << 29,	/* nothing but digits */
	WORD_CODE = 1 << 30,	/* code: its letters mean nothing here */
};

/* A word: [\p{L}\p{N}][\p{L}\p{N}']* without ' at its end. */
struct word {
	uint32_t from, to; /* in the text that was cut */
	uint32_t id;	   /* hash of its small letters */
	uint32_t stem;	   /* the same without an ending: "cells", "cell" */
	uint32_t is;	   /* WORD_… */
};

struct words {
	struct word *p;
	size_t n;
};

/* Cuts the N bytes of UTF-8 at S. */
struct words words_cut(struct arena *a, const char *s, size_t n);

/* The id that words_cut() gives to the small letters of WORD. */
uint32_t word_id(const char *word);

static inline bool word_is(const struct word *w, const char *word)
{
	return w->to - w->from == strlen(word) && w->id == word_id(word);
}

/* Is it one of LIST, small letters separated by blanks? */
bool word_in(const struct word *w, const char *list);

/* What words.def says about the N small letters at S. */
uint32_t word_classes(const char *s, size_t n);
/* The same of N letters of any case. */
uint32_t word_classes_any_case(const char *s, size_t n);

/* The place of the N letters of any case at S among the words of CLASS, one of
 * words.def, from 0; -1: they are not among them. */
int class_index(uint32_t class, const char *s, size_t n);

#endif
