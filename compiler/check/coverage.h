/* The bank against the blueprint: counts, targets, what to write next. */
#ifndef CHECK_COVERAGE_H
#define CHECK_COVERAGE_H

#include "base/buf.h"
#include "model/bank.h"

struct coverage_row {
	const struct domain *domain;
	unsigned target; /* items, by largest remainder */
	unsigned actual;
	double off; /* actual minus target, in points of per cent of the bank */
};

struct coverage {
	unsigned total;		   /* items that count */
	struct coverage_row *rows; /* one a domain, in exam.yaml's order */
	size_t nrows;
};

/* Counts the bank. B->exam must be there; ARENA owns the rows. */
struct coverage coverage_count(const struct bank *b, struct arena *arena);

/* Reports domains that are off by more than the tolerance, and topics below
 * their minimum, to B->diags, at their lines in exam.yaml. */
void coverage_check(struct bank *b);

/* Appends the table that `examc coverage` prints, and what to write next. */
void coverage_text(const struct bank *b, struct buf *out);
/* The same as JSON. */
void coverage_json(const struct bank *b, struct buf *out);

#endif
