/* Linting one item: runs the rules over its texts. */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include <stdatomic.h>

#include "language/others.h"
#include "lint/names.h"
#include "ruleset/message.h"
#include "ruleset/rules.h"
#include "model/diag.h"
#include "model/item.h"

struct lint_record;

/* What all items are linted with; read-only, so threads may share it. */
struct linter {
	const struct ruleset *rules;
	struct names names;   /* of the bank's services */
	int today;	      /* day number (date_parse()) */
	const char *language; /* of the questions, a tag; NULL: English */
	bool every;	      /* run the rules that are off, too */
	/* For each rule the first item in which it used up its budget, or
	 * SIZE_MAX; NULL: no account is kept (budget.h). */
	_Atomic size_t *spent;
};

/*
 * RULES, SERVICES and VENDOR (the last two may be NULL) are borrowed and must
 * outlive the linter. TODAY is a day number of date_parse().
 */
void linter_init(struct linter *l, const struct ruleset *rules,
		 const struct services *services, const struct vendor *vendor,
		 int today);
void linter_release(struct linter *l);

/* Is the rule on, or are all of them to run, and does it read the language? */
static inline bool linter_runs(const struct linter *l, const struct rule *r)
{
	return (r->sev != SEV_OFF || l->every) &&
	       (!(r->check->uses & USES_ENGLISH) || is_english(l->language));
}

/* Adds a finding of R with its message, whose variables are VARS. */
struct diag *lint_say(struct diags *out, const struct rule *r,
		      enum severity sev, struct source *src, struct span at,
		      const struct var *vars);

/* Is the entry past its date? Without a date, or with a bad one, it is not. */
bool allow_expired(const struct allow *a, int today);

/* Notes in IT where its stem asks, and whether the stem says how many answers
 * it wants. To be called once, before lint_item(). */
void lint_read_stem(struct item *it);

/*
 * Notes in the options of IT which speak of others, in the bank's LANGUAGE
 * (a tag; NULL: English), and where pages have them (place.c). To be called
 * once, before lint_item() and before anything shows the item.
 */
void lint_place_options(struct item *it, const char *language);

/*
 * Runs all rules of item scope over IT, the PLACEth of the bank. SCENARIO is
 * the text of its case, or NULL. M belongs to the calling thread. Findings go
 * to OUT, at the author's own bytes; those of a draft are no worse than info.
 * The item's allow entries are honoured and marked as used; wrong, expired and
 * unused ones are reported (unused ones of bank rules are left to the bank's
 * pass). Only allow->used is written to. Returns what the bank's pass needs of
 * the item (kept.h), owned by KEEP; with KEEP NULL nothing is made of it.
 */
struct lint_record *lint_item(const struct linter *l, struct matcher *m,
			      const struct item *it, size_t place,
			      const struct rich *scenario, struct diags *out,
			      struct arena *keep);

/* Only the rule R, allow entries left alone: for examples and scores. */
void lint_item_rule(const struct linter *l, struct matcher *m,
		    const struct rule *r, const struct item *it,
		    const struct rich *scenario, struct diags *out);

/* Lowers all findings to at most MAX: what drafts get from every layer. */
void lint_cap(struct diags *ds, enum severity max);

#endif
