/* A file of an author with another text, judged again. */
#ifndef AUTHOR_VERSION_H
#define AUTHOR_VERSION_H

#include "author/fix.h"

struct version {
	struct arena arena;
	struct source src;
	struct diags diags;
	struct item *item; /* of a question; NULL: it does not compile */
	const char *facts; /* all that another file says, its comments aside;
			    * NULL: it does not compile */
};

/* Is the file a question, and not one of the YAML files of its bank? */
bool version_is_question(const struct source *src);

/*
 * Judges the SIZE bytes TEXT (malloc'ed, taken over) as if they stood in the file
 * LIKE of the bank that F is at. The caller releases V.
 */
void version_make(const struct fixer *f, const struct source *like, char *text,
		  size_t size, struct version *v);
void version_release(struct version *v);

/*
 * May WAS become NOW? A question keeps its keys, in the same words, each with its
 * own rationale; another file keeps all values. What is broken may only get less
 * broken.
 */
bool version_follows(const struct version *was, const struct version *now);

#endif
