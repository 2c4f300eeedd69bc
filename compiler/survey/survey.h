/* Rules about the whole bank: near-duplicates, conflicting keys, guessing. */
#ifndef SURVEY_SURVEY_H
#define SURVEY_SURVEY_H

#include "lint/kept.h"
#include "lint/lint.h"
#include "ruleset/message.h"
#include "model/bank.h"

/* The bank being checked by the rules about whole banks. */
struct survey {
	const struct linter *linter;
	struct bank *bank;
	struct source *home; /* where findings about the bank stand */
	struct record **p;   /* the items that count, in the bank's order */
	size_t n;
};

/*
 * Runs the rules of bank scope over the records of B that have a lint record
 * and are not retired; ONLY (NULL: all) is one rule to run alone, at any
 * severity. Findings go to the records, and to B->diags at the start of HOME.
 * Then allow entries for bank rules that allowed nothing are reported.
 * The same for any number of threads that read the items.
 */
void survey_bank(const struct linter *l, struct bank *b, struct source *home,
		 const struct rule *only);

/*
 * Adds IT, which was read from no file, as a record to B; what item rules find
 * is in the record's findings. IT may go, its source must stay with B.
 */
struct record *survey_add(const struct linter *l, struct matcher *m,
			  struct bank *b, const struct item *it);

/*
 * For checks: reports a finding of R at REC's stem because of OTHER, whose
 * place a note tells, unless the item allows it. The message has {other}, and
 * the variables VARS (NULL: no more).
 */
void survey_found_pair(const struct rule *r, struct record *rec,
		       const struct record *other, const struct var *vars);
/* The same about the bank itself; returns the finding. */
struct diag *survey_found_whole(struct survey *b, const struct rule *r,
				const struct var *vars);

/* Does it look at REC: was it linted, and is it not retired? */
static inline bool survey_wants(const struct record *rec)
{
	return rec->lint && rec->status != STATUS_retired;
}

/* The items of B that count: linted, not retired. The list is B's, and lasts until
 * it gets more records. */
struct survey survey_of(struct bank *b);

/* Do A and B belong together: parts of one case, declared relatives? */
bool records_related(const struct record *a, const struct record *b);

#define CHECK(...)
#define BANK_CHECK(name, function, ...)                                        \
	void check_##function(struct survey *b, const struct rule *r);
#include "ruleset/checks.def"
#undef CHECK
#undef BANK_CHECK

#endif
