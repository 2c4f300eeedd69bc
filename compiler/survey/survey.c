/* Runs the rules about the whole bank, and applies allow entries for them. */
#include "survey/survey.h"

#include <stdlib.h>
#include <string.h>

#include "survey/calibrate.h"
#include "lint/parts.h"

/* By the rows of checks.def; NULL: a check of one item. */
static void (*const run_check[])(struct survey *, const struct rule *) = {
#define CHECK(...) NULL,
#define BANK_CHECK(name, function, ...) check_##function,
#include "ruleset/checks.def"
#undef CHECK
#undef BANK_CHECK
};

enum { VARS_MAX = 8 }; /* of a message about two items */

static bool allowed(struct record *rec, const struct rule *r)
{
	bool yes = false;

	for (size_t i = 0; i < rec->lint->nallows; i++) {
		struct kept_allow *a = &rec->lint->allows[i];

		if (!rule_is(r, a->rule))
			continue;
		a->used = true;
		yes = yes || !a->expired;
	}
	return yes;
}

void survey_found_pair(const struct rule *r, struct record *rec,
		       const struct record *other, const struct var *vars)
{
	const char *name = other->id.s ? other->id.s : "another question";
	struct var all[VARS_MAX] = {{"other", name}, {NULL, NULL}};

	if (allowed(rec, r))
		return;
	for (size_t i = 1; vars && vars->name && i + 1 < VARS_MAX; i++)
		all[i] = *vars++;
	diag_note(
		&rec->diags,
		lint_say(&rec->diags, r, r->sev, rec->src, rec->stem_span, all),
		other->src, other->stem_span, "'%s' is here", name);
}

struct diag *survey_found_whole(struct survey *b, const struct rule *r,
				const struct var *vars)
{
	return lint_say(&b->bank->diags, r, r->sev, b->home, span_of(0, 0),
			vars);
}

static bool has(const struct field_list *l, const char *id)
{
	for (size_t i = 0; id && i < l->n; i++)
		if (l->p[i].s && strcmp(l->p[i].s, id) == 0)
			return true;
	return false;
}

/* Does L name R, by any of its ids? */
static bool names(const struct field_list *l, const struct record *r)
{
	for (size_t i = 0; i < r->more->formerly.n; i++)
		if (has(l, r->more->formerly.p[i].s))
			return true;
	return has(l, r->id.s);
}

bool records_related(const struct record *a, const struct record *b)
{
	if (a->id.s && b->id.s && strcmp(a->id.s, b->id.s) == 0)
		return true; /* two files of one id: reported elsewhere */
	if (a->more->case_field.s && b->more->case_field.s &&
	    strcmp(a->more->case_field.s, b->more->case_field.s) == 0)
		return true;
	return names(&a->more->variant_of, b) || names(&b->more->variant_of, a);
}

static void judge_allows(const struct linter *l, struct record *rec)
{
	for (size_t i = 0; i < rec->lint->nallows; i++) {
		const struct kept_allow *a = &rec->lint->allows[i];
		const struct rule *r = rules_find(l->rules, a->rule);

		if (!a->used && !a->expired && r->sev != SEV_OFF)
			diag_add(&rec->diags, "lint/unused-allow", rec->src,
				 a->at,
				 "'%s' finds nothing here; delete this "
				 "entry",
				 a->rule);
	}
}

struct record *survey_add(const struct linter *l, struct matcher *m,
			  struct bank *b, const struct item *it)
{
	struct record *rec = arena_new(&b->arena, struct record);

	rec->diags.arena = &b->arena;
	rec->src = it->src;
	rec->lint = lint_item(l, m, it, 0, NULL, &rec->diags, rec->diags.arena);
	record_fill(rec, NULL, it, b->services);
	vec_push(&b->records, rec);
	return rec;
}

struct survey survey_of(struct bank *b)
{
	struct survey s = {.bank = b};

	for (size_t i = 0; i < b->records.n; i++)
		s.n += survey_wants(b->records.p[i]);
	s.p = b->records.p;
	if (s.n == b->records.n)
		return s;
	s.p = arena_array(&b->arena, struct record *, s.n + 1);
	s.n = 0;
	for (size_t i = 0; i < b->records.n; i++)
		if (survey_wants(b->records.p[i]))
			s.p[s.n++] = b->records.p[i];
	return s;
}

void survey_bank(const struct linter *l, struct bank *b, struct source *home,
		 const struct rule *only)
{
	struct survey s = survey_of(b);

	s.linter = l;
	s.home = home;
	if (only) {
		run_check[check_index(only->check)](&s, only);
		return;
	}
	for (size_t i = 0; i < l->rules->rules.n; i++) {
		const struct rule *r = l->rules->rules.p[i];

		if (r->check->bank && linter_runs(l, r))
			run_check[check_index(r->check)](&s, r);
	}
	calibrate(&s);
	for (size_t i = 0; i < s.n; i++)
		judge_allows(l, s.p[i]);
}
