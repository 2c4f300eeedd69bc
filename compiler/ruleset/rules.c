/* The set of rules: loads packs, finds rules, gives their parameters. */
#include "ruleset/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/estimate.h"
#include "ruleset/pack.h"

const char *const confidence_names[] = {"low", "medium", "high", "exact", NULL};

enum confidence confidence_of(size_t right, size_t wrong)
{
	struct estimate e = wilson((double)right, (double)(right + wrong));

	if (e.p >= .95 && e.low >= .80)
		return CONFIDENCE_high;
	return e.p >= .75 ? CONFIDENCE_medium : CONFIDENCE_low;
}

bool rule_is(const struct rule *r, const char *id)
{
	if (strcmp(r->id, id) == 0)
		return true;
	for (size_t i = 0; i < r->nwas; i++)
		if (strcmp(r->was[i], id) == 0)
			return true;
	return false;
}

const char **pack_list(struct pack *k, const struct node *n, const char *name,
		       size_t *count)
{
	const struct node *c = node_members(n, name);
	const char *one = node_value(n, name);
	const char **all = arena_array(&k->rs->arena, const char *,
				       node_count(c) + 1);

	*count = 0;
	if (one)
		all[(*count)++] = one;
	for (; c; c = c->next)
		if (node_value(c, "value"))
			all[(*count)++] = node_value(c, "value");
	return all;
}

/* Puts R into the set unless its id is taken. */
static void add_rule(struct pack *k, struct rule *r)
{
	const struct rule *there;
	struct diag *d;

	if (builtin_rule_find(r->id)) {
		diag_add(k->out, "rules/duplicate-id", k->src, r->at,
			 "'%s' is a rule of the compiler itself; choose "
			 "another id",
			 r->id);
		return;
	}
	there = map_put(&k->rs->ids, r->id, r);
	if (!there) {
		vec_push(&k->rs->rules, r);
		for (size_t i = 0; i < r->nwas; i++)
			map_put(&k->rs->ids, r->was[i], r);
		return;
	}
	d = diag_add(k->out, "rules/duplicate-id", k->src, r->at,
		     "there is a rule '%s' already; rules are added, never "
		     "replaced (use 'change' to set its severity)",
		     r->id);
	diag_note(k->out, d, there->src, there->at, "first here");
}

void rules_load(struct ruleset *rs, const struct node *root, struct source *src,
		struct diags *out)
{
	struct pack k = {.rs = rs, .root = root, .src = src, .out = out};
	const struct node *n = node_members(root, "rules");

	k.name = node_value(root, "pack");
	if (!k.name)
		bug("a rule pack without a name");
	for (; n; n = n->next) {
		struct rule *r;

		k.broken = false;
		r = pack_rule(&k, n);
		if (r && !k.broken)
			add_rule(&k, r);
	}
	for (n = node_members(root, "change"); n; n = n->next)
		pack_change(&k, n);
	map_release(&k.defined);
}

void rules_release(struct ruleset *rs)
{
	for (size_t i = 0; i < rs->patterns.n; i++)
		pattern_free(rs->patterns.p[i]);
	vec_release(&rs->patterns);
	vec_release(&rs->rules);
	map_release(&rs->ids);
	arena_release(&rs->arena);
}

/* As many as a bank may have and still be told what it meant. */
enum { NEAR_MAX = 1000 };

void rules_near(const struct ruleset *rs, struct nearest *near)
{
	for (size_t i = 0; i < rs->rules.n && i < NEAR_MAX; i++)
		nearest_try(near, rs->rules.p[i]->id);
}

const struct rule *rules_find(const struct ruleset *rs, const char *id)
{
	return map_get(&rs->ids, id);
}

const struct param *rule_param(const struct rule *r, const char *name)
{
	for (size_t i = 0; i < r->nparams; i++)
		if (strcmp(r->params[i].spec->name, name) == 0)
			return &r->params[i];
	bug("check '%s' has no parameter '%s'", r->check->name, name);
}

double rule_number(const struct rule *r, const char *name)
{
	return rule_param(r, name)->number;
}

size_t rule_count(const struct rule *r, const char *name)
{
	return rule_param(r, name)->count;
}

bool rule_has_word(const struct rule *r, const char *name, const char *word,
		   size_t n)
{
	const struct param *p = rule_param(r, name);

	for (size_t i = 0; i < p->nwords; i++)
		if (strlen(p->words[i]) == n &&
		    memcmp(p->words[i], word, n) == 0)
			return true;
	return false;
}
