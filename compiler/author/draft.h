/* A new question: a draft about what its bank lacks. */
#ifndef AUTHOR_DRAFT_H
#define AUTHOR_DRAFT_H

#include "base/buf.h"
#include "model/bank.h"
#include "model/ledger.h"

struct draft {
	const char *type, *id;
	const char *topic, *task; /* NULL: what the bank lacks most */
	const char *difficulty;
};

/* Fills in what D does not say, by the ledger L of the bank, which has topics. */
void draft_choose(struct draft *d, const struct ledger *l);

/* Appends the question's text. STATUS false: without "status: draft". */
void draft_write(const struct draft *d, bool status, struct buf *out);

#endif
