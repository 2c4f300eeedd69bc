/* Runs the rules over one item, and applies the item's allow entries. */
#include "lint/lint.h"

#include <string.h>

#include "base/buf.h"
#include "language/date.h"
#include "lint/budget.h"
#include "lint/kept.h"
#include "lint/parts.h"

void linter_init(struct linter *l, const struct ruleset *rules,
		 const struct services *services, const struct vendor *vendor,
		 int today)
{
	*l = (struct linter){.rules = rules, .today = today};
	names_init(&l->names, services, vendor);
}

void linter_release(struct linter *l)
{
	names_release(&l->names);
}

static void lint_begin(struct lint *l, const struct linter *linter,
		       struct matcher *m, const struct item *it,
		       const struct rich *scenario, struct diags *out)
{
	*l = (struct lint){
		.linter = linter, .matcher = m, .item = it, .out = out};
	parts_make(l, scenario);
	budget_item(l);
}

/* A draft may be wrong in any way that does not stop its author. */
static enum severity severity_for(const struct item *it, const struct rule *r)
{
	return it->status == STATUS_draft && r->sev > SEV_INFO ? SEV_INFO
							       : r->sev;
}

bool allow_expired(const struct allow *a, int today)
{
	int until;

	return a->until.s && date_parse(a->until.s, &until) && until < today;
}

/* Does the item answer for R? Marks the entry as used. */
static bool allowed(struct lint *l, const struct rule *r)
{
	bool yes = false;

	for (size_t i = 0; i < l->item->nallows; i++) {
		struct allow *a = &l->item->allows[i];

		if (!a->rule.s || !rule_is(r, a->rule.s))
			continue;
		a->used = true;
		yes = yes || !allow_expired(a, l->linter->today);
	}
	return yes;
}

/* By the rows of checks.def; NULL: a check of the whole bank. */
static void (*const run_check[])(struct lint *, const struct rule *) = {
#define CHECK(name, function, ...) check_##function,
#define BANK_CHECK(...) NULL,
#include "ruleset/checks.def"
#undef CHECK
#undef BANK_CHECK
};

struct diag *lint_say(struct diags *out, const struct rule *r,
		      enum severity sev, struct source *src, struct span at,
		      const struct var *vars)
{
	struct buf text = BUF_INIT;
	struct diag *d;

	message_expand(&text, r->message, vars);
	d = diag_add_sev(out, r->id, sev, src, at, "%s", buf_cstr(&text));
	buf_release(&text);
	return d;
}

static struct diag *add_finding(struct lint *l, const struct rule *r,
				struct span at, const struct var *vars)
{
	return lint_say(l->out, r, severity_for(l->item, r), l->item->src, at,
			vars);
}

/* Are the source's bytes at AT the bytes of the text, and not in a markup? */
static bool same_bytes(const struct lint *l, const struct part *p, size_t from,
		       size_t to, struct span at)
{
	const struct source *s = l->item->src;

	return s && s->text && at.end <= s->size &&
	       at.end - at.start == to - from &&
	       memcmp(s->text + at.start, p->rich->text + from, to - from) == 0;
}

static bool emphasised(const struct source *s, struct span at)
{
	return (at.start > 0 && strchr("*_", s->text[at.start - 1])) ||
	       (at.end < s->size && strchr("*_", s->text[at.end]));
}

/* Do bytes [FROM, TO) stand in bold letters? */
static bool is_strong(const struct rich *r, size_t from, size_t to)
{
	int depth = 0;

	for (size_t i = 0; i < r->nmarks; i++) {
		const struct rich_mark *m = &r->marks[i];

		if (m->kind != RICH_STRONG)
			continue;
		if (m->at > from && (m->at >= to || depth > 0))
			return depth > 0 && m->at >= to;
		depth += m->end ? -1 : 1;
	}
	return false;
}

/* Is the match written already as the rule asks for? */
static bool is_done(const struct rule *r, const struct part *p, size_t from,
		    size_t to, const struct var *vars)
{
	struct buf text = BUF_INIT;
	bool same;

	if (!r->fix.emphasise || !is_strong(p->rich, from, to))
		return false;
	message_expand(&text, r->fix.emphasise, vars);
	same = text.n == to - from &&
	       memcmp(text.p, p->rich->text + from, text.n) == 0;
	buf_release(&text);
	return same;
}

static void add_fix(struct lint *l, struct diag *d, const struct rule *r,
		    const struct part *p, size_t from, size_t to,
		    const struct var *vars)
{
	const char *bold = r->fix.emphasise ? "**" : "";
	const char *template = r->fix.emphasise ? r->fix.emphasise
						: r->fix.replace;
	struct buf text = BUF_INIT, title = BUF_INIT;

	if (!template || !same_bytes(l, p, from, to, d->span) ||
	    (*bold && emphasised(l->item->src, d->span)))
		return;
	buf_str(&text, bold);
	message_expand(&text, template, vars);
	buf_str(&text, bold);
	if (r->fix.hint)
		message_expand(&title, r->fix.hint, vars);
	else
		buf_printf(&title, "write %s", buf_cstr(&text));
	diag_fix(l->out, d, d->span, buf_cstr(&text), r->fix.safety == FIX_SAFE,
		 buf_cstr(&title));
	buf_release(&text);
	buf_release(&title);
}

enum { VARS_MAX = 24 };

struct diag *lint_found(struct lint *l, const struct rule *r,
			const struct part *p, size_t from, size_t to,
			const struct var *vars)
{
	struct var all[VARS_MAX] = {{NULL, NULL}};
	size_t n = 0;
	struct diag *d;
	char *match;

	if (allowed(l, r))
		return NULL;
	match = arena_copy(&l->scratch, p->rich->text + from, to - from);
	for (char *c = match; *c; c++)
		*c = *c == '\n' ? ' ' : *c;
	for (; vars && vars->name && n < VARS_MAX - 4; vars++)
		all[n++] = *vars;
	all[n++] = (struct var){"part", p->name};
	all[n++] = (struct var){"id", p->id};
	all[n++] = (struct var){"match", match};
	if (is_done(r, p, from, to, all))
		return NULL;
	d = add_finding(l, r, part_span(p, from, to), all);
	if (r->fix.safety > FIX_MANUAL)
		add_fix(l, d, r, p, from, to, all);
	return d;
}

struct diag *lint_found_part(struct lint *l, const struct rule *r,
			     const struct part *p, const struct var *vars)
{
	return lint_found(l, r, p, p->from, p->to, vars);
}

struct diag *lint_found_at(struct lint *l, const struct rule *r, struct span at,
			   const struct var *vars)
{
	static const struct var none[] = {{NULL, NULL}};

	if (allowed(l, r))
		return NULL;
	return add_finding(l, r, at, vars ? vars : none);
}

void lint_limit(struct lint *l, const struct rule *r, const struct part *p)
{
	if (l->linter->spent && matcher_spent(l->matcher))
		return; /* said of the whole bank */
	diag_add(l->out, "rules/limit", l->item->src,
		 part_span(p, p->from, p->to),
		 "rule '%s' gave up on %s: the text is longer than %d bytes, "
		 "or the pattern takes too many steps",
		 r->id, p->name, SUBJECT_MAX);
}

/* Why is this entry of no use? Ids of built-in rules cannot be allowed. */
static void unknown_rule(struct lint *l, const struct allow *a)
{
	struct nearest near = {.word = a->rule.s};

	rules_near(l->linter->rules, &near);
	diag_add(l->out, "lint/unknown-rule", l->item->src, a->rule.at,
		 builtin_rule_find(a->rule.s)
			 ? "'%s' is an error of the file itself and cannot be "
			   "allowed"
		 : near.found ? "there is no rule '%s'; did you mean '%s'?"
			      : "there is no rule '%s'",
		 a->rule.s, near.found);
}

static void judge_allow(struct lint *l, const struct allow *a)
{
	const struct rule *r;
	struct diag *d;

	if (!a->rule.s)
		return;
	r = rules_find(l->linter->rules, a->rule.s);
	if (!r)
		unknown_rule(l, a);
	else if (allow_expired(a, l->linter->today)) {
		d = diag_add(l->out, "lint/expired-allow", l->item->src,
			     a->until.at, "this entry for '%s' ended on %s",
			     a->rule.s, a->until.s);
		diag_note(l->out, d, l->item->src, a->why.at,
			  "the reason was: %s", a->why.s);
	} else if (!a->used && !lint_keeps_allow(r) && r->sev != SEV_OFF)
		diag_add(l->out, "lint/unused-allow", l->item->src, a->rule.at,
			 "'%s' finds nothing here; delete this entry",
			 a->rule.s);
}

struct lint_record *lint_item(const struct linter *l, struct matcher *m,
			      const struct item *it, size_t place,
			      const struct rich *scenario, struct diags *out,
			      struct arena *keep)
{
	struct lint_record *kept = NULL;
	struct lint state;

	lint_begin(&state, l, m, it, scenario, out);
	state.place = place;
	for (size_t i = 0; i < l->rules->rules.n; i++) {
		const struct rule *r = l->rules->rules.p[i];

		if (!linter_runs(l, r) || r->check->bank)
			continue;
		if (budget_begin(&state, r, i))
			run_check[check_index(r->check)](&state, r);
		budget_end(&state, i);
	}
	for (size_t i = 0; i < it->nallows; i++)
		judge_allow(&state, &it->allows[i]);
	if (keep)
		kept = lint_keep(&state, keep);
	arena_release(&state.scratch);
	return kept;
}

void lint_item_rule(const struct linter *l, struct matcher *m,
		    const struct rule *r, const struct item *it,
		    const struct rich *scenario, struct diags *out)
{
	struct lint state;

	lint_begin(&state, l, m, it, scenario, out);
	matcher_allow_rule(m, state.bytes * BUDGET_RULE);
	if (!r->check->bank)
		run_check[check_index(r->check)](&state, r);
	arena_release(&state.scratch);
}

void lint_cap(struct diags *ds, enum severity max)
{
	ds->errors = 0;
	for (struct diag *d = ds->first; d; d = d->next) {
		if (d->sev > max)
			d->sev = max;
		ds->errors += d->sev == SEV_ERROR;
	}
}
