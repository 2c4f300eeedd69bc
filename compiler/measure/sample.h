/* Makes items of plain text: of the examples of rules, and of labelled
 * questions. */
#ifndef MEASURE_SAMPLE_H
#define MEASURE_SAMPLE_H

#include "base/arena.h"
#include "ruleset/rules.h"
#include "model/item.h"

/* How the texts of a sample are changed before they are judged. */
enum mutation {
	MUTATE_NOT,
	MUTATE_UPPER,	 /* ASCII letters in upper case */
	MUTATE_NBSP,	 /* no-break spaces for blanks */
	MUTATE_QUOTES,	 /* curly quotes and apostrophes */
	MUTATE_EMPHASIS, /* the first word of each text in bold */
	/* From here on the item's source must be read again, as a file is. */
	MUTATE_FILE,   /* as it would be written in a file */
	MUTATE_CRLF,   /* with line ends of CR and LF */
	MUTATE_MARKER, /* with stars as list markers */
	MUTATIONS
};

/*
 * Makes an item of S. The arena owns it and its source, a Markdown file in
 * which all texts have their true places; from MUTATE_FILE on, characters that
 * mean something in Markdown are escaped in it. Backticks make code, ** makes
 * bold.
 */
struct item *sample_item(struct arena *a, const struct sample *s,
			 enum mutation how);

#endif
