/* Pages about the files that authors write and about all findings, made of what
 * the schemas, rules and pages of the program say. */
#ifndef CLI_DOCS_H
#define CLI_DOCS_H

#include "base/buf.h"
#include "cli/options.h"

/* A file that is made of them: docs/, examc.5, schemas/. */
struct document {
	const char *name;
	void (*print)(struct buf *out, const char *name);
};

/* Ended by a name NULL. */
extern const struct document documents[];

/* The row of an option: appends the document called VALUE. */
void docs_print(struct buf *out, const struct command *c, const char *value);

/* Prints the page or the keys that WORD names, "exam.yaml" or "exam.yaml:form".
 * Returns false if WORD names no page; a key that is not there ends the run
 * with exit 2. */
bool docs_explain(const char *word);

/* Prints a line for each page. */
void docs_list(void);

#endif
