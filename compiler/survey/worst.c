/* Ranks questions by their findings, counts rules, compares with what was. */
#include "survey/worst.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

const char *finding_name(const struct diag *d)
{
	return !d->src	      ? ""
	       : d->src->item ? d->src->item
	       : d->src->rel  ? d->src->rel
			      : d->src->path;
}

static int by_badness(const void *pa, const void *pb)
{
	const struct worst *a = pa, *b = pb;

	for (int sev = SEV_ERROR; sev > SEV_OFF; sev--)
		if (a->counts[sev] != b->counts[sev])
			return a->counts[sev] > b->counts[sev] ? -1 : 1;
	return strcmp(a->name, b->name);
}

static int by_count(const void *pa, const void *pb)
{
	const struct worst_rule *a = pa, *b = pb;

	if (a->findings != b->findings)
		return a->findings > b->findings ? -1 : 1;
	return strcmp(a->rule, b->rule);
}

/* Is RULE in the comma-separated list? */
static bool listed(const char *list, const char *rule)
{
	size_t n = strlen(rule);

	for (const char *s = list; (s = strstr(s, rule)); s += n)
		if (!s[n] || s[n] == ',')
			return true;
	return false;
}

static void add_finding(struct worst *w, const struct diag *d, struct arena *a)
{
	const struct diag *other = d;

	w->counts[d->sev]++;
	if (!w->first || d->sev > w->first->sev) {
		other = w->first;
		w->first = d;
	}
	if (other && strcmp(other->rule, w->first->rule) != 0 &&
	    !listed(w->others, other->rule))
		w->others = arena_printf(a, "%s%s%s", w->others,
					 *w->others ? ", " : "", other->rule);
}

static void count_rule(struct worst_list *list, struct map *rules,
		       const struct diag *d, bool again)
{
	struct worst_rule *r = map_get(rules, d->rule);

	if (!r) {
		r = &list->rules[list->nrules++];
		r->rule = d->rule;
		map_put(rules, d->rule, r);
	}
	r->findings++;
	r->files += !again;
	if (d->sev > r->sev)
		r->sev = d->sev;
}

void worst_of(struct worst_list *list, const struct diag *const *p, size_t n,
	      struct arena *a)
{
	struct map names = {0}, rules = {0}, pairs = {0};

	*list = (struct worst_list){.p = arena_array(a, struct worst, n + 1)};
	list->rules = arena_array(a, struct worst_rule, n + 1);
	for (size_t i = 0; i < n; i++) {
		const char *name = finding_name(p[i]);
		const char *pair = arena_printf(a, "%s\n%s", name, p[i]->rule);
		struct worst *w = map_get(&names, name);

		if (!w) {
			w = &list->p[list->n++];
			*w = (struct worst){.name = name, .others = ""};
			map_put(&names, name, w);
		}
		add_finding(w, p[i], a);
		count_rule(list, &rules, p[i],
			   map_put(&pairs, pair, w) != NULL);
	}
	map_release(&names);
	map_release(&rules);
	map_release(&pairs);
	qsort(list->p, list->n, sizeof *list->p, by_badness);
	qsort(list->rules, list->nrules, sizeof *list->rules, by_count);
}

/* --- What changed --- */

struct times {
	size_t n;
};

static const char *key_of(const struct diag *d, struct arena *a)
{
	return arena_printf(a, "%s\n%s\n%s", finding_name(d), d->rule, d->text);
}

/* Appends to OUT those of P[0..N) that OLD[0..NOLD) has not, or has less often. */
static void without(diag_list *out, const struct diag *const *p, size_t n,
		    const struct diag *const *old, size_t nold)
{
	struct arena a = {0};
	struct map there = {0};

	for (size_t i = 0; i < nold; i++) {
		const char *key = key_of(old[i], &a);
		struct times *t = map_get(&there, key);

		if (!t) {
			t = arena_new(&a, struct times);
			map_put(&there, key, t);
		}
		t->n++;
	}
	for (size_t i = 0; i < n; i++) {
		struct times *t = map_get(&there, key_of(p[i], &a));

		if (t && t->n)
			t->n--;
		else
			vec_push(out, p[i]);
	}
	map_release(&there);
	arena_release(&a);
}

void worst_since(struct worst_list *list, const struct diag *const *p, size_t n,
		 const struct diag *const *old, size_t nold, const char *since)
{
	list->since = since;
	without(&list->came, p, n, old, nold);
	without(&list->went, old, nold, p, n);
}

void worst_release(struct worst_list *list)
{
	vec_release(&list->came);
	vec_release(&list->went);
}

/* --- Words --- */

const char *worst_why(const struct worst *w, struct arena *a)
{
	return arena_printf(a, "%s [%s]%s%s", w->first->text, w->first->rule,
			    *w->others ? "; also " : "", w->others);
}

const char *worst_counts(const struct worst *w, struct arena *a)
{
	static const char *const names[] = {[SEV_ERROR] = "error",
					    [SEV_WARN] = "warning",
					    [SEV_INFO] = "hint"};
	const char *out = "";

	for (int sev = SEV_ERROR; sev > SEV_OFF; sev--)
		if (w->counts[sev])
			out = arena_printf(a, "%s%s%u %s%s", out,
					   *out ? ", " : "", w->counts[sev],
					   names[sev],
					   w->counts[sev] == 1 ? "" : "s");
	return out;
}
