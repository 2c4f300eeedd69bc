/* Printing a ledger for people, for scripts and for pull requests. */
#ifndef BLUEPRINT_LEDGER_PRINT_H
#define BLUEPRINT_LEDGER_PRINT_H

#include "base/buf.h"
#include "model/ledger.h"

/* Appends tables with bars; BLOCKS: of block characters, else of # and dots. */
void ledger_text(const struct ledger *l, bool blocks, struct buf *out);

/* Appends a JSON document. */
void ledger_json(const struct ledger *l, struct buf *out);

/* Appends Markdown: for the summary of a CI run. WAS (NULL: none) is the
 * ledger of the revision REV, for the differences. */
void ledger_markdown(const struct ledger *l, const struct ledger *was,
		     const char *rev, struct buf *out);

#endif
