/* Makes a rule of an entry of a pack, and checks what an XSD cannot. */
#include "ruleset/pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "ruleset/message.h"

static const struct {
	const char *word;
	unsigned in;
} scopes[] = {
	{"stem", IN_STEM},
	{"stem.lead", IN_LEAD},
	{"stem.context", IN_CONTEXT},
	{"option", IN_OPTION},
	{"option.key", IN_KEY},
	{"option.distractor", IN_DISTRACTOR},
	{"rationale", IN_RATIONALE},
	{"explanation", IN_EXPLANATION},
	{"item", IN_ITEM},
	{"bank", IN_BANK},
};

static struct span attr_place(const struct node *n, const char *name)
{
	const struct attr *a = node_attr(n, name);

	return a ? a->at : n->key;
}

static unsigned scope_bits(const char *word)
{
	for (size_t i = 0; word && i < sizeof scopes / sizeof *scopes; i++)
		if (strcmp(scopes[i].word, word) == 0)
			return scopes[i].in;
	bug("scope '%s' got through the schema", word ? word : "");
}

static unsigned read_in(const struct node *n)
{
	const char *one = node_value(n, "in");
	unsigned bits = one ? scope_bits(one) : 0;

	for (const struct node *c = node_members(n, "in"); c; c = c->next)
		bits |= scope_bits(node_value(c, "value"));
	return bits;
}

/* Position of the attribute NAME's value in WORDS, or PRESET. */
static int word_of(const struct node *n, const char *name,
		   const char *const *words, int count, int preset)
{
	const char *value = node_value(n, name);

	if (!value)
		return preset;
	for (int i = 0; i < count; i++)
		if (strcmp(words[i], value) == 0)
			return i;
	bug("%s '%s' got through the schema", name, value);
}

static const char *const view_words[] = {"prose", "code", "raw"};
static const char *const safety_words[] = {"none", "manual", "unsafe", "safe"};

static const struct check *read_check(struct pack *k, const struct node *n)
{
	const char *name = node_value(n, "check");
	const struct check *c = name ? check_find(name) : NULL;
	struct nearest near = {.word = name ? name : ""};

	if (c)
		return c;
	for (size_t i = 0; i < checks_count; i++)
		nearest_try(&near, checks[i].name);
	pack_error(k, attr_place(n, "check"),
		   near.found ? "there is no check '%s'; did you mean '%s'?"
			      : "there is no check '%s'",
		   near.word, near.found);
	return NULL;
}

/* Puts one pattern of 'unless' in front of those that R has. */
static void add_unless(struct pack *k, struct rule *r, const struct attr *a)
{
	struct pattern *p = a ? pack_pattern(k, a, true, NULL) : NULL;
	struct unless *u;

	if (!p)
		return;
	u = arena_new(&k->rs->arena, struct unless);
	if (strcmp(a->name, "match") == 0)
		u->match = p;
	else if (strcmp(a->name, "text") == 0)
		u->text = p;
	else if (strcmp(a->name, "stem") == 0)
		u->stem = p;
	else if (strcmp(a->name, "item") == 0)
		u->item = p;
	else if (strcmp(a->name, "here") == 0 || strcmp(a->name, "unless") == 0)
		u->here = p;
	else
		bug("unless '%s' got through the schema", a->name);
	u->next = r->unless;
	r->unless = u;
}

static void read_unless(struct pack *k, struct rule *r, const struct node *n)
{
	const struct node *map = node_child(n, "unless");

	add_unless(k, r, node_attr(n, "unless"));
	for (const struct attr *a = map ? map->attrs : NULL; a; a = a->next)
		add_unless(k, r, a);
}

static void read_swaps(struct pack *k, struct rule *r, const struct node *n)
{
	struct swap **at = &r->swaps;

	for (const struct node *c = node_members(n, "swap"); c; c = c->next) {
		struct swap *s = arena_new(&k->rs->arena, struct swap);

		s->from = pack_pattern(k, node_attr(c, "from"), false, NULL);
		s->to = node_value(c, "to");
		*at = s;
		at = &s->next;
	}
	if (r->swaps && r->fix.safety > FIX_MANUAL && !r->fix.replace)
		r->fix.replace = "{to}";
}

static void read_pattern(struct pack *k, struct rule *r, const struct node *n)
{
	const struct attr *a = node_attr(n, "pattern");

	if (a)
		r->pattern = pack_pattern(k, a, false, &r->pattern_text);
	r->any_case = r->pattern_text &&
		      strncmp(r->pattern_text, "(?i", 3) == 0;
}

/* Keys that the check needs, and those that it does not know. */
static void check_uses(struct pack *k, const struct rule *r,
		       const struct node *n)
{
	static const struct {
		const char *key;
		unsigned uses, needed;
	} keys[] = {
		{"in", USES_IN, USES_IN},
		{"pattern", USES_PATTERN, USES_PATTERN},
		{"view", USES_PATTERN | USES_SWAP, 0},
		{"unless", USES_PATTERN | USES_SWAP, 0},
		{"swap", USES_SWAP, USES_SWAP},
	};

	for (size_t i = r->check->bank; i < sizeof keys / sizeof *keys; i++) {
		const struct attr *a = node_attr(n, keys[i].key);
		const struct node *c = node_child(n, keys[i].key);

		if (!a && !c && (r->check->uses & keys[i].needed))
			pack_error(k, r->at, "check '%s' needs '%s'",
				   r->check->name, keys[i].key);
		if ((a || c) && !(r->check->uses & keys[i].uses))
			pack_error(k, a ? a->key : c->key,
				   "check '%s' does not use '%s'",
				   r->check->name, keys[i].key);
		if (a && c)
			bug("'%s' twice", keys[i].key);
	}
	if (r->check->bank && r->in & ~(unsigned)IN_BANK)
		pack_error(k, r->at,
			   "check '%s' looks at the bank: 'in' can "
			   "only be 'bank'",
			   r->check->name);
	if ((r->in & IN_BANK) && !r->check->bank)
		pack_error(k, r->at,
			   "check '%s' looks at one item, not at "
			   "the bank",
			   r->check->name);
}

static void read_fix(struct rule *r, const struct node *n)
{
	const struct node *fix = node_child(n, "fix");

	if (!fix)
		return;
	r->fix.safety = (enum fix_safety)word_of(fix, "safety", safety_words, 4,
						 FIX_MANUAL);
	r->fix.hint = node_value(fix, "hint");
	r->fix.replace = node_value(fix, "replace");
	r->fix.emphasise = node_value(fix, "emphasise");
	r->fix.reorder = node_value(fix, "reorder") != NULL;
}

/* Is NAME a group of one of the rule's patterns? */
static bool is_group(const struct rule *r, struct piece name)
{
	const char *group;

	for (size_t i = 0; r->pattern && (group = pattern_group(r->pattern, i));
	     i++)
		if (piece_is(name, group))
			return true;
	for (const struct swap *s = r->swaps; s; s = s->next)
		for (size_t i = 0;
		     s->from && (group = pattern_group(s->from, i)); i++)
			if (piece_is(name, group))
				return true;
	return false;
}

static bool is_variable(const struct rule *r, struct piece name)
{
	static const char *const always[] = {"part", "id", "match"};

	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		if (piece_is(name, always[i]))
			return true;
	for (const char *const *v = r->check->vars; *v; v++)
		if (piece_is(name, *v))
			return true;
	return is_group(r, name);
}

/* Reports unknown {variables} in the template TEXT. */
static void check_template(struct pack *k, const struct rule *r,
			   const char *text, struct span at)
{
	size_t next = 0, from;
	struct piece name, how;

	while (text && message_next(text, &next, &from, &name, &how)) {
		if (!is_variable(r, name))
			pack_error(k, at, "check '%s' has no variable {%.*s}",
				   r->check->name, (int)name.n, name.p);
		if (!message_knows(how))
			pack_error(k, at,
				   "'%.*s' is no way to write a value; known "
				   "are upper, lower, word and WORD",
				   (int)how.n, how.p);
	}
}

static size_t tally_at(const struct node *n, const char *name)
{
	return (size_t)strtoul(node_value(n, name), NULL, 10);
}

static void read_measured(struct rule *r, const struct node *n)
{
	const struct node *m = node_child(n, "measured");

	if (!m)
		return;
	r->measured = true;
	r->right = tally_at(m, "right");
	r->wrong = tally_at(m, "wrong");
	r->confidence = confidence_of(r->right, r->wrong);
}

static void read_words(struct pack *k, struct rule *r, const struct node *n)
{
	const struct node *fix = node_child(n, "fix");

	r->message = node_value(n, "message");
	r->message_at = attr_place(n, "message");
	r->why = node_value(n, "why");
	r->source = node_value(n, "source");
	r->docs = node_value(n, "docs");
	r->tags = pack_list(k, n, "tags", &r->ntags);
	r->was = pack_list(k, n, "was", &r->nwas);
	check_template(k, r, r->message, r->message_at);
	if (fix) {
		check_template(k, r, r->fix.hint, attr_place(fix, "hint"));
		check_template(k, r, r->fix.replace,
			       attr_place(fix, "replace"));
		check_template(k, r, r->fix.emphasise,
			       attr_place(fix, "emphasise"));
	}
}

/* From now on the bank answers for what R costs. */
static void own(const struct pack *k, struct rule *r, struct span at)
{
	r->own_src = k->src;
	r->own_at = at;
}

struct rule *pack_rule(struct pack *k, const struct node *n)
{
	struct rule *r = arena_new(&k->rs->arena, struct rule);

	r->pack = k->name;
	r->id = arena_printf(&k->rs->arena, "%s/%s", k->name,
			     node_value(n, "id"));
	r->src = k->src;
	r->at = attr_place(n, "id");
	if (k->rs->own)
		own(k, r, r->at);
	r->check = read_check(k, n);
	if (!r->check)
		return NULL;
	r->sev = (enum severity)word_of(n, "severity", severity_words, 4,
					SEV_WARN);
	r->shipped_sev = r->sev;
	r->confidence = (enum confidence)word_of(
		n, "confidence", confidence_names, CONFIDENCES, 0);
	read_measured(r, n);
	r->view = (enum view_kind)word_of(n, "view", view_words, VIEWS, 0);
	r->in = read_in(n);
	r->calibrate = node_value(n, "calibrate") != NULL;
	check_uses(k, r, n);
	read_fix(r, n);
	read_pattern(k, r, n);
	read_swaps(k, r, n);
	read_unless(k, r, n);
	pack_params(k, r, node_child(n, "with"));
	read_words(k, r, n);
	pack_examples(k, r, n);
	return r;
}

static struct rule *find_changed(struct pack *k, const struct node *n)
{
	struct nearest near = {.word = node_value(n, "rule")};
	struct rule *r = map_get(&k->rs->ids, near.word);

	if (r)
		return r;
	k->compared += k->rs->rules.n;
	if (k->compared < SUGGEST_MAX)
		rules_near(k->rs, &near);
	pack_error(k, attr_place(n, "rule"),
		   near.found ? "there is no rule '%s'; did you mean '%s'?"
			      : "there is no rule '%s'",
		   near.word, near.found);
	return NULL;
}

/* Keeps what the rule is before its first change. */
static void keep_written(struct arena *a, struct rule *r)
{
	struct rule *w = arena_new(a, struct rule);
	struct unless **at = &w->unless;

	*w = *r;
	w->params = arena_array(a, struct param, r->nparams + 1);
	if (r->nparams)
		memcpy(w->params, r->params, r->nparams * sizeof *w->params);
	for (const struct unless *u = r->unless; u; u = u->next) {
		*at = arena_new(a, struct unless);
		**at = *u;
		at = &(*at)->next;
	}
	*at = NULL;
	r->written = w;
}

void pack_change(struct pack *k, const struct node *n)
{
	struct rule *r = find_changed(k, n);

	if (!r)
		return;
	if (!r->written)
		keep_written(&k->rs->arena, r);
	r->changed_src = k->src;
	r->changed_at = attr_place(n, "rule");
	r->sev = (enum severity)word_of(n, "severity", severity_words, 4,
					(int)r->sev);
	pack_params_change(k, r, node_child(n, "with"));
	if (k->rs->own && (node_child(n, "with") || node_attr(n, "unless") ||
			   node_child(n, "unless")))
		own(k, r, attr_place(n, "rule"));
	if ((node_attr(n, "unless") || node_child(n, "unless")) &&
	    !(r->check->uses & (USES_PATTERN | USES_SWAP)))
		pack_error(k, attr_place(n, "rule"),
			   "check '%s' does not use 'unless'", r->check->name);
	else
		read_unless(k, r, n);
}
