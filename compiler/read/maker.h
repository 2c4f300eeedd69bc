/* A rich text in the making: what the files share that make one. */
#ifndef READ_MAKER_H
#define READ_MAKER_H

#include "base/buf.h"
#include "base/vec.h"
#include "read/markdown.h"

struct maker {
	struct body *b;
	struct buf text, prose;
	VEC(struct rich_run) runs;
	VEC(struct rich_mark) marks;
	size_t picture; /* mark of the picture that is open; only if PICTURES */
	size_t pictures;  /* that are open, one in the alt text of another */
	size_t cursor;	  /* source offset behind the last text found */
	size_t limit;	  /* end of the current block in the source */
	size_t work;	  /* bytes that the search may still look at */
	size_t start;	  /* where blocks without a position begin */
	size_t block;	  /* start of the current block in the source */
	bool table;	  /* the current block is a table */
	unsigned refused; /* tags */
	struct eaten eaten;
};

/* Finds the next literal of cmark's tree in the source, and records where it
 * stands: it begins at offset TO of the text. CODE has no escapes. */
void locate(struct maker *m, const char *lit, size_t n, bool code, size_t to);
/* The sign at source offset AT is not shown as it is written. */
void note_escape(struct maker *m, size_t at);
/* Where the N bytes stand in the source from the cursor on; SIZE_MAX: not
 * found. */
size_t find_literal(struct maker *m, const char *lit, size_t n, bool code);
/* Where the tag LIT stands, from the cursor on, which moves behind it; an empty
 * span where it was not found. */
struct span pass_tag(struct maker *m, const char *lit);
/* The text from FROM on is raised, or lowered: it gets Unicode's signs for that
 * if there are such, else a '^' or '_' before it. */
void script_text(struct maker *m, bool raised, size_t from);

#endif
