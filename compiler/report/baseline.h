/* lint.baseline: findings of an old bank that are known and not shown again. */
#ifndef REPORT_BASELINE_H
#define REPORT_BASELINE_H

#include "report/fingerprint.h"
#include "model/bank.h"

/*
 * The file lint.baseline of a bank: sorted lines "rule item fingerprint", so
 * that two branches merge by lines. It names findings by item and text, never
 * by line.
 */
struct baseline {
	struct source *src; /* NULL: the bank has none */
	struct map entries; /* fingerprint -> struct baseline_entry */
	struct arena arena;
};

struct baseline_entry {
	struct span at; /* the line */
	bool used;
};

/* Reads the baseline of B, if it has one. Faults go to B->diags. */
void baseline_load(struct baseline *bl, struct bank *b);

/* May a baseline hide D? What keeps a question from being read is never hidden:
 * the baseline belongs to the change that is judged. */
bool baseline_may_hide(const struct diag *d);

/* Is the finding D, whose fingerprint is PRINT, known? Marks the entry. */
bool baseline_knows(struct baseline *bl, const char *print);

/* Reports entries that no finding used (lint/stale-baseline) to B->diags. */
void baseline_check(struct baseline *bl, struct bank *b);

/*
 * Writes all findings of B's questions as its new baseline, atomically.
 * Returns their number.
 */
size_t baseline_write(struct bank *b);

void baseline_release(struct baseline *bl);

#endif
