/* What the rules of a bank may cost: a budget of work, counted and not timed. */
#ifndef LINT_BUDGET_H
#define LINT_BUDGET_H

#include "lint/parts.h"
#include "model/bank.h"

/*
 * Rules that a bank brings or changes may take BUDGET_RULE steps (see
 * matcher_allow_all()) for each byte of a question, and all of them together
 * BUDGET_ALL. A step is about two nanoseconds: all rules of a fork together
 * take half a second for 64 KB, and twenty that read a text again from each of
 * its letters are stopped after a tenth of one. The rules of the packs, which
 * have no budget, would take less than 100 steps a byte each.
 *
 * The first question, in the order of files, in which a rule uses up its
 * budget is the last in which it has findings. Which one that is does not
 * depend on threads: a question is passed over only behind one that used it up.
 */
enum {
	BUDGET_RULE = 1000,
	BUDGET_ALL = 4000,
	BUDGET_LEAST = 256, /* bytes that any question counts as */
};

/* Begins the account of a bank in L; budget_settle() ends it. */
void budget_open(struct linter *l);
/* For each rule that used up its budget: a finding in B where the bank wrote it,
 * and none of its findings behind that question. Returns whether there is one. */
bool budget_settle(struct linter *l, struct bank *b);

/* Begins the account of an item. */
void budget_item(struct lint *l);
/* May R, the Ith rule, run over the item? Begins its account. */
bool budget_begin(struct lint *l, const struct rule *r, size_t i);
/* Notes whether the Ith rule used up its budget. */
void budget_end(struct lint *l, size_t i);

#endif
