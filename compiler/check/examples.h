/* Runs the examples of rules: a rule is what its examples show. */
#ifndef CHECK_EXAMPLES_H
#define CHECK_EXAMPLES_H

#include "check/rules.h"
#include "model/diag.h"

/*
 * Judges the examples of all rules of the pack FROM (NULL: of all packs) and
 * reports rules/example at each one that its rule gets wrong. With MUTATED,
 * variants of each example are judged too: other case (where the pattern
 * ignores case), no-break spaces, curly quotes, bold first words. *RUN (may be
 * NULL) grows by the number of examples judged.
 */
void rules_run_examples(const struct ruleset *rs, const char *from,
			struct matcher *m, bool mutated, struct diags *out,
			size_t *run);

#endif
