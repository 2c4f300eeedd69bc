/* Runs the examples of rules: makes items, lints them, compares findings. */
#include "measure/examples.h"

#include <string.h>

#include "language/date.h"
#include "survey/survey.h"
#include "measure/sample.h"

/* One example of a rule while it is run. */
struct trial {
	const struct rule *rule;
	const struct example *example;
	struct matcher *matcher;
	reread_fn *reread;
	struct arena arena;
	struct linter linter;
	struct diags found;
	struct item **items; /* of example->nitems */
};

static const char *const mutation_names[MUTATIONS] = {
	[MUTATE_NOT] = "as it stands",
	[MUTATE_UPPER] = "in upper case",
	[MUTATE_NBSP] = "with no-break spaces",
	[MUTATE_QUOTES] = "with curly quotes",
	[MUTATE_EMPHASIS] = "with its first words in bold",
	[MUTATE_FILE] = "read from a file",
	[MUTATE_CRLF] = "read from a file with CR LF",
	[MUTATE_MARKER] = "read from a file with '*' as list marker",
};

/* The day on which examples are judged, if they do not say. */
static int today_of(const struct example *e)
{
	int day = 0;

	if (!e->today || !date_parse(e->today, &day))
		date_parse("2026-01-01", &day);
	return day;
}

/* The text of IT that "B", "rationale B" or "stem" names; NULL: none. */
static const struct rich *text_at(const struct item *it, const char *at)
{
	bool rationale = strncmp(at, "rationale ", 10) == 0;
	const char *letter = rationale ? at + 10 : at;
	size_t i = (size_t)(*letter - 'A');

	if (strcmp(at, "stem") == 0)
		return it->stem;
	if (strcmp(at, "explanation") == 0)
		return it->explanation;
	if (*letter < 'A' || *letter > 'Z' || letter[1] || i >= it->noptions)
		return NULL;
	return rationale ? it->options[i].rationale : it->options[i].text;
}

/* Is a finding at the place that the example names? */
static bool found_there(const struct trial *t)
{
	const struct rich *r;

	if (!t->example->at)
		return t->found.n > 0;
	r = text_at(t->items[0], t->example->at);
	for (const struct diag *d = t->found.first; r && d; d = d->next)
		if (d->span.start >= r->span.start &&
		    d->span.end <= r->span.end)
			return true;
	return false;
}

/* Takes those of FOUND that the rule being tried found. */
static void take_own(struct trial *t, const struct diags *found)
{
	for (const struct diag *d = found->first; d; d = d->next)
		if (strcmp(d->rule, t->rule->id) == 0)
			diag_add_sev(&t->found, d->rule, d->sev, d->src,
				     d->span, "%s", d->text);
}

/* Makes a bank of the items, and runs the rule over it. */
static void try_bank(struct trial *t)
{
	struct bank b = {.diags.arena = &t->arena};

	for (size_t i = 0; i < t->example->nitems; i++)
		survey_add(&t->linter, t->matcher, &b, t->items[i]);
	survey_bank(&t->linter, &b, t->items[0]->src, t->rule);
	for (size_t i = 0; i < b.records.n; i++)
		take_own(t, &b.records.p[i]->diags);
	take_own(t, &b.diags);
	bank_release(&b);
}

/* The item of S, by way of a file from MUTATE_FILE on; NULL: a file cannot
 * hold it. */
static struct item *item_of(struct trial *t, const struct sample *s,
			    enum mutation how)
{
	struct item *it = sample_item(&t->arena, s, how);

	return how < MUTATE_FILE ? it : t->reread(&t->arena, it->src);
}

/* False: an item of the example cannot be had in this way. */
static bool run_trial(struct trial *t, enum mutation how)
{
	const struct example *e = t->example;

	t->found = (struct diags){.arena = &t->arena};
	t->items = arena_array(&t->arena, struct item *, e->nitems + 1);
	for (size_t i = 0; i < e->nitems; i++) {
		const char *text = e->items[i].scenario;
		const struct item *scenario = NULL;

		t->items[i] = item_of(t, &e->items[i], how);
		if (!t->items[i])
			return false;
		if (text)
			scenario = sample_item(&t->arena,
					       &(struct sample){.stem = text},
					       MUTATE_NOT);
		if (!t->rule->check->bank)
			lint_item_rule(
				&t->linter, t->matcher, t->rule, t->items[i],
				scenario ? scenario->stem : NULL, &t->found);
	}
	if (t->rule->check->bank)
		try_bank(t);
	return true;
}

static bool takes(const struct trial *t, enum mutation how)
{
	return how == MUTATE_UPPER  ? t->rule->any_case
	       : how >= MUTATE_FILE ? t->reread != NULL
				    : true;
}

/* Reports to OUT if the rule gets the example wrong. */
static void judge(struct trial *t, enum mutation how, struct diags *out)
{
	const struct example *e = t->example;
	const char *name = mutation_names[how];
	const struct diag *d = t->found.first;

	if (e->todo)
		return;
	if (e->bad && !d)
		diag_add(out, "rules/example", e->src, e->at_span,
			 "rule '%s' does not find this bad example %s",
			 t->rule->id, name);
	else if (e->bad && !found_there(t))
		diag_add(out, "rules/example", e->src, e->at_span,
			 "rule '%s' finds this bad example %s, but not at %s",
			 t->rule->id, name, e->at);
	else if (!e->bad && d)
		diag_add(out, "rules/example", e->src, e->at_span,
			 "rule '%s' finds this ok example %s: %s", t->rule->id,
			 name, d->text);
}

/* Judges the example and its variants; returns how many there were. */
static size_t try_example(const struct rule *r, const struct example *e,
			  struct matcher *m, bool mutated, reread_fn *reread,
			  const struct ruleset *rs, struct diags *out)
{
	struct trial t = {
		.rule = r, .example = e, .matcher = m, .reread = reread};
	size_t before = out->n, tried = 0;

	linter_init(&t.linter, rs, &e->services, &e->vendor, today_of(e));
	t.linter.every = true;
	for (int how = MUTATE_NOT; how < (mutated ? MUTATIONS : 1); how++) {
		/* One mistake, one message. */
		if (!takes(&t, (enum mutation)how) || out->n > before ||
		    !run_trial(&t, (enum mutation)how))
			continue;
		judge(&t, (enum mutation)how, out);
		tried++;
	}
	linter_release(&t.linter);
	arena_release(&t.arena);
	return tried;
}

void rules_run_examples(const struct ruleset *rs, const char *from,
			struct matcher *m, bool mutated, reread_fn *reread,
			struct diags *out, size_t *run, size_t *variants)
{
	for (size_t i = 0; i < rs->rules.n; i++) {
		const struct rule *r = rs->rules.p[i];

		if (from && strcmp(r->pack, from) != 0)
			continue;
		if (r->written)
			r = r->written;
		for (const struct example *e = r->examples; e; e = e->next) {
			size_t tried = try_example(r, e, m, mutated, reread, rs,
						   out);

			if (run)
				++*run;
			if (variants)
				*variants += tried;
		}
	}
}
