/* Runs all rules over labelled questions, and counts hits and misses. */
#include "measure/score.h"

#include <stdio.h>
#include <string.h>

#include "lint/kept.h"
#include "survey/survey.h"
#include "measure/sample.h"
#include "measure/score_print.h"

/* What the schema finds in files, found here in plain text. */
static const char *const structural[] = {
	"item/empty-stem",	 "item/no-options",	 "item/no-key",
	"item/empty-option",	 "item/few-distractors", "item/many-options",
	"item/duplicate-option",
};

static struct tally *tally_of(struct score *s, const char *id)
{
	struct tally *t = map_get(&s->ids, id);

	if (t)
		return t;
	t = arena_new(&s->arena, struct tally);
	t->id = arena_strdup(&s->arena, id);
	t->index = s->tallies.n;
	vec_push(&s->tallies, t);
	map_put(&s->ids, t->id, t);
	return t;
}

static void fire(struct score *s, struct scored *item, const char *rule)
{
	const struct tally *t = map_get(&s->ids, rule);

	if (t && t->index < s->nrules)
		item->fired[t->index] = 1;
}

static bool blank(const char *s)
{
	return !s[strspn(s, " \t\r\n")];
}

/* Options that no reader can tell apart are one, as in files. */
static void judge_options(struct score *s, struct scored *item,
			  const struct sample *q, const struct lint_record *k)
{
	for (size_t i = 0; i < q->noptions; i++) {
		if (blank(q->options[i])) {
			fire(s, item, "item/empty-option");
			continue;
		}
		for (size_t j = 0; j < i; j++)
			if (option_hash(k, i, true) == option_hash(k, j, true))
				fire(s, item, "item/duplicate-option");
	}
}

/* Several keys, and nothing in the stem that says so. (Pages add "(Select
 * TWO.)" to such stems; labelled questions have only their own text.) */
static bool hides_count(const struct sample *q, size_t keys)
{
	static const char *const plurals[] = {
		"two",	"three",	  "four",
		"five", "all that apply", "combination"};

	for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++)
		if (strcasestr(q->stem, plurals[i]))
			return false;
	return keys > 1 && !strpbrk(q->stem, "23456");
}

static void judge_structure(struct score *s, struct scored *item,
			    const struct labelled *q,
			    const struct lint_record *k)
{
	size_t keys = 0;

	for (uint32_t left = q->sample.keys; left; left &= left - 1)
		keys++;
	if (blank(q->sample.stem))
		fire(s, item, "item/empty-stem");
	if (!q->sample.noptions)
		fire(s, item, "item/no-options");
	if (!keys || q->wrong_key)
		fire(s, item, "item/no-key");
	if (q->sample.noptions < keys + (keys > 1 ? 1 : 2))
		fire(s, item, "item/few-distractors");
	if (q->sample.noptions > OPTION_MAX)
		fire(s, item, "item/many-options");
	if (hides_count(&q->sample, keys))
		fire(s, item, "item/select-n");
	judge_options(s, item, &q->sample, k);
}

/* A run over all questions. */
struct run {
	struct score *score;
	struct bank bank;      /* all questions, for rules about a bank */
	struct source nowhere; /* the source of all of them */
	struct ruleset chosen;
	struct linter linter;
	struct matcher *matcher;
};

/* The rule of a label, which may have an older name. */
static const char *name_of(const struct run *r, const char *rule)
{
	const struct rule *now = rules_find(r->linter.rules, rule);

	return now ? now->id : rule;
}

static bool is_labelled(const struct run *r, const struct labelled *q,
			const char *rule)
{
	for (size_t i = 0; i < q->nlabels; i++)
		if (strcmp(name_of(r, q->labels[i].rule), rule) == 0)
			return true;
	for (size_t i = 0; i < q->nopen; i++)
		if (strcmp(name_of(r, q->open[i]), rule) == 0)
			return true;
	return false;
}

static void add_label(struct scored *item, struct tally *t, bool flawed)
{
	item->labels[item->nlabels++] = (struct scored_label){t, flawed};
}

static void keep_labels(struct run *r, struct scored *item,
			const struct labelled *q)
{
	struct score *s = r->score;

	item->labels = arena_array(&s->arena, struct scored_label,
				   q->nlabels + s->nrules + 1);
	for (size_t i = 0; i < q->nlabels; i++)
		add_label(item, tally_of(s, name_of(r, q->labels[i].rule)),
			  q->labels[i].yes);
	for (size_t i = 0; q->rest && i < s->nrules; i++)
		if (s->tallies.p[i]->item &&
		    !is_labelled(r, q, s->tallies.p[i]->id))
			add_label(item, s->tallies.p[i], false);
	s->readers.both += q->readers.both;
	s->readers.same += q->readers.same;
	s->readers.yes += q->readers.yes;
}

static void fire_all(struct score *s, struct scored *item,
		     const struct diags *found)
{
	for (const struct diag *d = found->first; d; d = d->next)
		fire(s, item, d->rule);
}

static void judge(struct run *r, struct arena *a, const struct labelled *q)
{
	struct score *s = r->score;
	struct scored *item = arena_new(&s->arena, struct scored);
	struct record *rec;

	vec_push(&s->items, item);
	item->id = arena_strdup(&s->arena, q->sample.id);
	item->fired = arena_alloc(&s->arena, s->nrules);
	keep_labels(r, item, q);
	rec = survey_add(&r->linter, r->matcher, &r->bank,
			 sample_item(a, &q->sample, MUTATE_NOT));
	/* A is released; the record needs a source that stays. */
	rec->src = &r->nowhere;
	judge_structure(s, item, q, rec->lint);
}

static bool is_blank(const char *p, size_t n)
{
	while (n && (*p == ' ' || *p == '\t' || *p == '\r')) {
		p++;
		n--;
	}
	return n == 0;
}

static bool judge_all(struct run *r, const char *text, size_t n,
		      struct label_fault *fault)
{
	fault->line = 1;
	for (size_t at = 0, end; at < n; at = end + 1, fault->line++) {
		const char *lf = memchr(text + at, '\n', n - at);
		struct arena a = {0};
		struct labelled q;
		bool ok;

		end = lf ? (size_t)(lf - text) : n;
		if (is_blank(text + at, end - at))
			continue;
		ok = labels_read(&a, text + at, end - at, &q, fault);
		if (ok)
			judge(r, &a, &q);
		arena_release(&a);
		if (!ok)
			return false;
	}
	return true;
}

/* The rules about a bank, over all questions as one. */
static void judge_bank(struct run *r)
{
	r->bank.diags.arena = &r->bank.arena;
	survey_bank(&r->linter, &r->bank, &r->nowhere, NULL);
	for (size_t i = 0; i < r->bank.records.n; i++)
		fire_all(r->score, r->score->items.p[i],
			 &r->bank.records.p[i]->diags);
	bank_release(&r->bank);
}

static void count(struct score *s)
{
	for (size_t i = 0; i < s->items.n; i++) {
		const struct scored *item = s->items.p[i];

		for (size_t k = 0; k < s->nrules; k++)
			s->tallies.p[k]->fired += item->fired[k];
		for (size_t k = 0; k < item->nlabels; k++) {
			struct tally *t = item->labels[k].tally;
			bool flawed = item->labels[k].flawed;

			if (t->index < s->nrules && item->fired[t->index])
				++*(flawed ? &t->tp : &t->fp);
			else
				++*(flawed ? &t->fn : &t->tn);
		}
	}
}

/* Does the comma-separated list ONLY name R, by any of its ids? */
static bool names_rule(const char *only, const struct rule *r)
{
	char id[128];
	size_t n;

	for (const char *p = only; *p; p += n + (p[n] == ',')) {
		n = strcspn(p, ",");
		snprintf(id, sizeof id, "%.*s", (int)n, p);
		if (rule_is(r, id) || strcmp(r->pack, id) == 0)
			return true;
	}
	return false;
}

/* The rules that are scored; all others are off. */
static void choose_rules(struct run *r, const struct score_options *o)
{
	struct ruleset *all = &r->chosen;
	struct score *s = r->score;

	for (size_t i = 0; i < sizeof structural / sizeof *structural; i++)
		tally_of(s, structural[i]);
	for (size_t i = 0; i < o->rules->rules.n; i++) {
		struct rule *rule = arena_new(&s->arena, struct rule);
		struct tally *t;

		*rule = *o->rules->rules.p[i];
		if (o->only && names_rule(o->only, rule))
			rule->sev = rule->sev == SEV_OFF ? SEV_INFO : rule->sev;
		else if (o->only)
			rule->sev = SEV_OFF;
		vec_push(&all->rules, rule);
		map_put(&all->ids, rule->id, rule);
		for (size_t k = 0; k < rule->nwas; k++)
			map_put(&all->ids, rule->was[k], rule);
		if (rule->sev == SEV_OFF || (rule->check->uses & USES_FRONT))
			continue;
		t = tally_of(s, rule->id);
		t->rule = o->rules->rules.p[i];
		t->item = !rule->check->bank;
	}
	s->nrules = s->tallies.n;
}

bool rules_score(const struct score_options *o, const char *text, size_t n,
		 struct buf *out, struct label_fault *fault)
{
	struct score s = {0};
	struct run r = {.score = &s};
	bool ok;

	choose_rules(&r, o);
	linter_init(&r.linter, &r.chosen, NULL, NULL, o->today);
	r.matcher = matcher_new();
	ok = judge_all(&r, text, n, fault);
	judge_bank(&r);
	matcher_free(r.matcher);
	linter_release(&r.linter);
	if (ok) {
		count(&s);
		if (o->json)
			score_json(&s, out);
		else
			score_text(&s, out);
	}
	vec_release(&r.chosen.rules);
	map_release(&r.chosen.ids);
	vec_release(&s.tallies);
	vec_release(&s.items);
	map_release(&s.ids);
	arena_release(&s.arena);
	return ok;
}
