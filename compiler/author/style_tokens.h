/* YAML as words and signs, for who sets it anew. */
#ifndef AUTHOR_STYLE_TOKENS_H
#define AUTHOR_STYLE_TOKENS_H

#include <stdbool.h>

#include "base/vec.h"
#include "model/node.h"

/* A word or a sign, or the end (TYPE 0). */
struct token {
	char type; /* 's': a word; '#': a comment; else the sign itself */
	size_t start, end;
	unsigned lines; /* line breaks before it */
};

typedef VEC(struct token) token_list;

/*
 * Appends the tokens of bytes [FROM, TO) of SRC, whose tree is ROOT, to OUT, which
 * the caller releases; the last one is the end. Returns false if there is
 * something else than words, signs and comments, at *AT.
 */
bool style_tokens(const struct source *src, const struct node *root,
		  size_t from, size_t to, token_list *out, size_t *at);

#endif
