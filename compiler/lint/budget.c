/* Counts what the rules of a bank cost, and silences those that cost too much. */
#include "lint/budget.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "lint/kept.h"

void budget_open(struct linter *l)
{
	size_t n = l->rules->rules.n;

	l->spent = xcalloc(n + 1, sizeof *l->spent);
	for (size_t i = 0; i < n; i++)
		atomic_init(&l->spent[i], SIZE_MAX);
}

static size_t bytes_of(const struct lint *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->nparts; i++)
		n += l->parts[i].to - l->parts[i].from;
	return n < BUDGET_LEAST ? BUDGET_LEAST : n;
}

void budget_item(struct lint *l)
{
	l->bytes = bytes_of(l);
	matcher_allow_all(l->matcher, l->bytes * BUDGET_ALL);
}

bool budget_begin(struct lint *l, const struct rule *r, size_t i)
{
	if (!r->own_src)
		return true;
	if (l->linter->spent && atomic_load(&l->linter->spent[i]) < l->place)
		return false;
	matcher_allow_rule(l->matcher, l->bytes * BUDGET_RULE);
	/* Checks without a pattern read the texts a few times. */
	return matcher_take(l->matcher, l->bytes);
}

void budget_end(struct lint *l, size_t i)
{
	size_t least;

	if (!l->linter->spent || !matcher_spent(l->matcher))
		return;
	least = atomic_load(&l->linter->spent[i]);
	while (l->place < least &&
	       !atomic_compare_exchange_weak(&l->linter->spent[i], &least,
					     l->place))
		;
	matcher_allow_rule(l->matcher, SIZE_MAX);
}

/* Nothing of the rule is counted, and nobody is told that an entry which allows
 * it is of no use. */
static void drop_kept(struct lint_record *k, const struct rule *r)
{
	uint32_t n = 0;

	for (size_t i = 0; i < k->nmatches; i++)
		if (k->matches[i].rule != r->id)
			k->matches[n++] = k->matches[i];
	k->nmatches = n;
	for (size_t i = 0; i < k->nallows; i++)
		if (rule_is(r, k->allows[i].rule))
			k->allows[i].used = true;
}

static void settle(struct bank *b, const struct rule *r, size_t last)
{
	diag_add(&b->diags, "rules/budget", r->own_src, r->own_at,
		 "rule '%s' used up its budget of work in '%s' and says "
		 "nothing about the questions behind it: a rule of the bank "
		 "may take %d steps for each byte of a question, all of them "
		 "together %d",
		 r->id, b->records.p[last]->src->rel, BUDGET_RULE, BUDGET_ALL);
	for (size_t i = 0; i < b->records.n; i++) {
		struct record *rec = b->records.p[i];

		if (i > last)
			diags_keep_first(&rec->diags, r->id, false, true);
		if (rec->lint)
			drop_kept(rec->lint, r);
	}
}

bool budget_settle(struct linter *l, struct bank *b)
{
	bool any = false;

	for (size_t i = 0; i < l->rules->rules.n; i++) {
		size_t last = atomic_load(&l->spent[i]);

		any = any || last != SIZE_MAX;
		if (last != SIZE_MAX)
			settle(b, l->rules->rules.p[i], last);
	}
	free(l->spent);
	l->spent = NULL;
	return any;
}
