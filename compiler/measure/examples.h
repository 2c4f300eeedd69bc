/* Runs the examples in rule packs, and reports those that their rule gets
 * wrong. */
#ifndef MEASURE_EXAMPLES_H
#define MEASURE_EXAMPLES_H

#include "ruleset/rules.h"
#include "model/diag.h"

/*
 * Reads the file of SRC and makes an item of it, owned by A; NULL: it cannot
 * be read. This room does not see read/: the caller passes a reader in.
 */
typedef struct item *reread_fn(struct arena *a, struct source *src);

/*
 * Judges the examples of all rules of the pack FROM (NULL: of all packs) and
 * reports rules/example at each one that its rule gets wrong. With MUTATED,
 * variants of each example are judged too: other case (where the pattern
 * ignores case), no-break spaces, curly quotes, bold first words; and, with
 * REREAD (else NULL), read from files, with CR LF, with other list markers.
 * *RUN and *VARIANTS (both may be NULL) grow by the number of examples and of
 * all their variants that were judged.
 */
void rules_run_examples(const struct ruleset *rs, const char *from,
			struct matcher *m, bool mutated, reread_fn *reread,
			struct diags *out, size_t *run, size_t *variants);

#endif
