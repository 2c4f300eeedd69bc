/* Makes diagnostics; holds the table of built-in rules; finds the word that a
 * misspelt one was meant to be. */
#include "model/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

const struct builtin_rule builtin_rules[] = {
#define RULE(id, sev, summary) {id, SEV_##sev, summary},
#include "model/rules.def"
#undef RULE
};
const size_t builtin_rule_count = sizeof builtin_rules / sizeof *builtin_rules;

const struct builtin_rule *builtin_rule_find(const char *id)
{
	for (size_t i = 0; i < builtin_rule_count; i++)
		if (strcmp(builtin_rules[i].id, id) == 0)
			return &builtin_rules[i];
	return NULL;
}

const char *const severity_words[] = {"off", "info", "warn", "error", NULL};

const char *severity_name(enum severity sev)
{
	static const char *const names[] = {"off", "info", "warning", "error"};

	return names[sev];
}

static struct diag *append(struct diags *ds, const char *rule,
			   enum severity sev, struct source *src,
			   struct span span)
{
	struct diag *d = arena_new(ds->arena, struct diag);

	d->rule = rule;
	d->sev = sev;
	d->src = src;
	d->span = span;
	*(ds->last ? &ds->last->next : &ds->first) = d;
	ds->last = d;
	ds->n++;
	ds->errors += sev == SEV_ERROR;
	return d;
}

enum { MORE_SIZE = 96 };

/* Counts a finding about SRC that is not kept: as bad as the worst of them. */
static struct diag *count_more(struct diags *ds, enum severity sev,
			       struct source *src)
{
	struct diag *d = src->more;

	if (!d) {
		d = src->more = append(ds, "file/more-findings", sev, src,
				       (struct span){0, 0});
		d->text = arena_alloc(ds->arena, MORE_SIZE);
	} else {
		d->sev = sev > d->sev ? sev : d->sev;
		ds->errors += sev == SEV_ERROR;
	}
	d->more++;
	snprintf((char *)d->text, MORE_SIZE,
		 "%u more finding%s in this file (%d of a severity are kept)",
		 d->more, d->more == 1 ? "" : "s", FINDINGS_KEPT);
	return d;
}

static struct diag *diag_new(struct diags *ds, const char *rule,
			     enum severity sev, struct source *src,
			     struct span span, const char *fmt, va_list ap)
{
	struct diag *d;

	if (ds->capped && src && src->told[sev]++ == FINDINGS_KEPT) {
		src->told[sev] = FINDINGS_KEPT;
		return count_more(ds, sev, src);
	}
	d = append(ds, rule, sev, src, span);
	d->text = arena_vprintf(ds->arena, fmt, ap);
	return d;
}

struct diag *diag_add(struct diags *ds, const char *rule, struct source *src,
		      struct span span, const char *fmt, ...)
{
	const struct builtin_rule *b = builtin_rule_find(rule);
	struct diag *d;
	va_list ap;

	if (!b)
		bug("no rule '%s' in rules.def", rule);
	va_start(ap, fmt);
	d = diag_new(ds, b->id, b->sev, src, span, fmt, ap);
	va_end(ap);
	return d;
}

struct diag *diag_add_sev(struct diags *ds, const char *rule, enum severity sev,
			  struct source *src, struct span span, const char *fmt,
			  ...)
{
	struct diag *d;
	va_list ap;

	va_start(ap, fmt);
	d = diag_new(ds, rule, sev, src, span, fmt, ap);
	va_end(ap);
	/* Rules of a bank go with it; its findings stay for the report. */
	if (!d->more)
		d->rule = arena_strdup(ds->arena, rule);
	return d;
}

void diag_note(struct diags *ds, struct diag *d, struct source *src,
	       struct span span, const char *fmt, ...)
{
	struct note *n, **last = &d->notes;
	va_list ap;

	if (d->more)
		return;
	while (*last)
		last = &(*last)->next;
	n = arena_new(ds->arena, struct note);
	n->src = src;
	n->span = span;
	va_start(ap, fmt);
	n->text = arena_vprintf(ds->arena, fmt, ap);
	va_end(ap);
	*last = n;
}

void diag_fix(struct diags *ds, struct diag *d, struct span span,
	      const char *text, bool safe, const char *title)
{
	struct fix *f, **last = &d->fixes;

	if (d->more)
		return;
	while (*last)
		last = &(*last)->next;
	f = arena_new(ds->arena, struct fix);
	f->span = span;
	f->text = arena_strdup(ds->arena, text);
	f->title = arena_strdup(ds->arena, title);
	f->safe = safe;
	*last = f;
}

void diags_move(struct diags *to, const struct diags *from)
{
	for (const struct diag *d = from->first; d; d = d->next) {
		struct diag *c = diag_add_sev(to, d->rule, d->sev, d->src,
					      d->span, "%s", d->text);

		c->once = d->once;
		for (const struct note *n = d->notes; n; n = n->next)
			diag_note(to, c, n->src, n->span, "%s", n->text);
		for (const struct fix *f = d->fixes; f; f = f->next)
			diag_fix(to, c, f->span, f->text, f->safe, f->title);
	}
}

bool diags_keep_first(struct diags *ds, const char *rule, bool once, bool seen)
{
	struct diag *last = NULL;

	for (struct diag *d = ds->first; d; d = d->next) {
		bool is = strcmp(d->rule, rule) == 0 && (d->once || !once);

		if (!is || !seen) {
			last = d;
		} else {
			*(last ? &last->next : &ds->first) = d->next;
			ds->n--;
			ds->errors -= d->sev == SEV_ERROR;
		}
		seen = seen || is;
	}
	ds->last = last;
	return seen;
}

enum { WORD_MAX = 64 };

/*
 * Optimal string alignment distance of words of at most WORD_MAX bytes; LIMIT + 1
 * if it is above LIMIT. Cells that far from the diagonal are not looked at.
 */
static size_t distance(const char *a, size_t n, const char *b, size_t m,
		       size_t limit)
{
	size_t d[3][WORD_MAX + 1];

	if (n > m + limit || m > n + limit)
		return limit + 1;
	for (size_t j = 0; j <= m; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *row = d[i % 3], *up = d[(i + 2) % 3];
		size_t *upup = d[(i + 1) % 3];
		size_t from = i > limit ? i - limit : 1;
		size_t to = i + limit < m ? i + limit : m;
		size_t least = from == 1 ? i : limit + 1;

		row[from - 1] = least;
		for (size_t j = from; j <= to; j++) {
			size_t best = up[j - 1] + (a[i - 1] != b[j - 1]);

			if (up[j] + 1 < best)
				best = up[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && upup[j - 2] + 1 < best)
				best = upup[j - 2] + 1;
			row[j] = best;
			if (best < least)
				least = best;
		}
		if (to < m)
			row[to + 1] = limit + 1;
		if (least > limit)
			return limit + 1;
	}
	return d[n % 3][m];
}

void nearest_try(struct nearest *n, const char *candidate)
{
	size_t len = strlen(n->word), m = strlen(candidate), d;
	size_t most = len / 3 ? len / 3 : 1;

	if (len == 0 || len > WORD_MAX || m > WORD_MAX ||
	    (n->found && n->distance == 0))
		return;
	if (most > len - 1)
		most = len - 1;
	if (n->found && most > n->distance - 1)
		most = n->distance - 1;
	d = distance(n->word, len, candidate, m, most);
	if (d > most)
		return;
	n->distance = d;
	n->found = candidate;
}

const char *did_you_mean(const char *word, const char *const *candidates,
			 size_t n)
{
	struct nearest near = {.word = word};

	for (size_t i = 0; i < n; i++)
		nearest_try(&near, candidates[i]);
	return near.found;
}

void diag_lower(struct diags *ds, struct diag *d, enum severity most)
{
	if (d->sev <= most)
		return;
	ds->errors -= d->sev == SEV_ERROR;
	d->sev = most;
}
