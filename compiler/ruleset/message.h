/* Message templates: "{count} options are combinations ({matches})". */
#ifndef RULESET_MESSAGE_H
#define RULESET_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A template variable and its value; a list of them ends with name NULL. */
struct var {
	const char *name, *value;
};

/*
 * Appends TEMPLATE with each {name} replaced by its value, {name:upper} and
 * {name:lower} in that case, {name:word} ("two") and {name:WORD} ("TWO") for
 * numbers. Names without a value stay as they are.
 */
void message_expand(struct buf *out, const char *template,
		    const struct var *vars);

/*
 * Walks the variables of TEMPLATE: the next {name} or {name:how} at or behind
 * *AT. Returns false at the end; else *NAME and *HOW are pieces of TEMPLATE
 * (HOW of length 0: none), [*FROM, *AT) is the whole with its braces.
 */
struct piece {
	const char *p;
	size_t n;
};
bool message_next(const char *template, size_t *at, size_t *from,
		  struct piece *name, struct piece *how);

/* Is HOW (of message_next) a way to write a value? */
bool message_knows(struct piece how);

static inline bool piece_is(struct piece s, const char *word)
{
	size_t i = 0;

	while (i < s.n && word[i] && s.p[i] == word[i])
		i++;
	return i == s.n && !word[i];
}

#endif
