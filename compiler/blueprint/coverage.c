/* Finds domains beyond the tolerance, and topics below their minimum. */
#include "blueprint/coverage.h"

#include <math.h>
#include <stdlib.h>

#include "blueprint/ledger.h"

static void check_domain(struct bank *b, const struct ledger *l,
			 const struct ledger_row *row,
			 const struct domain *domain)
{
	bool small = l->total < b->exam->items;
	int gap = (int)row->actual - row->target;
	double points = 100.0 * gap / l->total;

	if (fabs(points) <= b->exam->tolerance + 1e-9)
		return;
	diag_add(&b->diags, small ? "coverage/small-bank" : "coverage/domain",
		 b->exam->src, domain->id.at,
		 small ? "domain '%s' has %u of %u questions; its weight of "
			 "%g%% asks for %d: %s %d"
		       : "domain '%s' has %u of %u questions; its weight of "
			 "%g%% asks for %d: %s %d; 'tolerance: %g' in "
			 "exam.yaml allows it",
		 domain->id.s, row->actual, l->total, domain->weight,
		 row->target, gap < 0 ? "write" : "over by", abs(gap),
		 ceil(fabs(points)));
}

void coverage_check(struct bank *b)
{
	const struct exam *e = b->exam;
	struct arena a = {0};
	struct ledger l = ledger_count(b, &a);
	const struct ledger_row *topics = l.tables[LEDGER_topic].rows;

	for (size_t i = 0; l.total && i < e->ndomains; i++)
		check_domain(b, &l, &l.tables[LEDGER_domain].rows[i],
			     &e->domains[i]);
	for (size_t i = 0; l.total && i < e->ntopics; i++)
		if (topics[i].actual < e->topics[i].minimum)
			diag_add(&b->diags, "coverage/topic", e->src,
				 e->topics[i].id.at,
				 "topic '%s' has %u question%s, its minimum "
				 "is %u",
				 e->topics[i].id.s, topics[i].actual,
				 topics[i].actual == 1 ? "" : "s",
				 e->topics[i].minimum);
	arena_release(&a);
}
