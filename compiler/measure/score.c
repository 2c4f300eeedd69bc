/* Runs all rules over labelled questions, and counts hits and misses. */
#include "measure/score.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
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

/* The letters of S that decide whether two options are one: blanks are all
 * one, a final point says nothing. In small letters unless CASED. */
static void normal(struct buf *out, const char *s, bool cased)
{
	struct buf folded = BUF_INIT;
	size_t n = strlen(s);

	while (n > 0 && strchr(" \t\r\n.;,", s[n - 1]))
		n--;
	if (cased || !utf8_fold(&folded, s, n))
		buf_add(&folded, s, n);
	for (size_t i = 0; i < folded.n; i++) {
		bool space = strchr(" \t\r\n", folded.p[i]) != NULL;

		if (!space)
			buf_char(out, folded.p[i]);
		else if (out->n && out->p[out->n - 1] != ' ')
			buf_char(out, ' ');
	}
	buf_release(&folded);
}

/* Case makes no difference in a sentence; in "TT, Tt" or "pH, PH" it does. */
static bool is_sentence(const char *s)
{
	const char *space = strchr(s, ' ');

	return strlen(s) > 12 || (space && strlen(s) > 6);
}

static bool same_answer(const char *a, const char *b)
{
	bool cased = !is_sentence(a) || !is_sentence(b);
	struct buf x = BUF_INIT, y = BUF_INIT;
	bool same;

	normal(&x, a, cased);
	normal(&y, b, cased);
	same = x.n && strcmp(buf_cstr(&x), buf_cstr(&y)) == 0;
	buf_release(&x);
	buf_release(&y);
	return same;
}

static void judge_options(struct score *s, struct scored *item,
			  const struct sample *q)
{
	for (size_t i = 0; i < q->noptions; i++) {
		if (blank(q->options[i]))
			fire(s, item, "item/empty-option");
		for (size_t j = 0; j < i; j++)
			if (same_answer(q->options[i], q->options[j]))
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
			    const struct labelled *q)
{
	size_t keys = 0;

	for (uint32_t k = q->sample.keys; k; k &= k - 1)
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
	judge_options(s, item, &q->sample);
}

/* A run over all questions. */
struct run {
	struct score *score;
	struct bank bank;      /* all questions, for rules about a bank */
	struct source nowhere; /* the source of all of them */
	struct linter linter;
	struct matcher *matcher;
};

static void keep_labels(struct score *s, struct scored *item,
			const struct labelled *q)
{
	item->labels = arena_array(&s->arena, struct scored_label,
				   q->nlabels + 1);
	item->nlabels = q->nlabels;
	for (size_t i = 0; i < q->nlabels; i++)
		item->labels[i] = (struct scored_label){
			tally_of(s, q->labels[i].rule), q->labels[i].yes};
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

	vec_push(&s->items, item);
	item->id = arena_strdup(&s->arena, q->sample.id);
	item->fired = arena_alloc(&s->arena, s->nrules);
	keep_labels(s, item, q);
	judge_structure(s, item, q);
	/* A is released; the record needs a source that stays. */
	survey_add(&r->linter, r->matcher, &r->bank,
		   sample_item(a, &q->sample, MUTATE_NOT))
		->src = &r->nowhere;
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

bool rules_score(const struct ruleset *rs, int today, const char *text,
		 size_t n, bool json, struct buf *out,
		 struct label_fault *fault)
{
	struct score s = {0};
	struct run r = {.score = &s};
	bool ok;

	for (size_t i = 0; i < sizeof structural / sizeof *structural; i++)
		tally_of(&s, structural[i]);
	for (size_t i = 0; i < rs->rules.n; i++)
		if (!(rs->rules.p[i]->check->uses & USES_FRONT))
			tally_of(&s, rs->rules.p[i]->id);
	s.nrules = s.tallies.n;
	linter_init(&r.linter, rs, NULL, NULL, today);
	r.linter.every = true;
	r.matcher = matcher_new();
	ok = judge_all(&r, text, n, fault);
	judge_bank(&r);
	matcher_free(r.matcher);
	linter_release(&r.linter);
	if (ok) {
		count(&s);
		if (json)
			score_json(&s, out);
		else
			score_text(&s, out);
	}
	vec_release(&s.tallies);
	vec_release(&s.items);
	map_release(&s.ids);
	arena_release(&s.arena);
	return ok;
}
