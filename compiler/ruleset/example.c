/* Reads the examples of a rule from its pack: small questions in plain text. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ruleset/pack.h"
#include "model/fill.h"
#include "model/item.h"

static void take_keys(struct pack *k, struct sample *s, const char *letters,
		      struct span at)
{
	for (; *letters; letters++) {
		int c = toupper((unsigned char)*letters);

		if (c == ' ' || c == ',')
			continue;
		if (c < 'A' || c >= 'A' + (int)s->noptions)
			pack_error(k, at, "there is no option %c to be the key",
				   c);
		else
			s->keys |= (uint32_t)1 << (c - 'A');
	}
}

static void read_keys(struct pack *k, struct sample *s, const struct node *n)
{
	const struct attr *one = node_attr(n, "key");

	if (one)
		take_keys(k, s, one->value, one->at);
	for (const struct node *c = node_members(n, "key"); c; c = c->next)
		if (node_value(c, "value"))
			take_keys(k, s, node_value(c, "value"), c->at);
	if (!s->keys)
		s->keys = 1;
}

static void read_sample(struct pack *k, struct sample *s, const struct node *n)
{
	static const char *const abcd[] = {"a", "b", "c", "d"};

	s->id = node_value(n, "id");
	s->stem = node_value(n, "stem");
	s->explanation = node_value(n, "explanation");
	s->scenario = node_value(n, "scenario");
	s->verified = node_value(n, "verified");
	s->type = node_value(n, "type");
	s->status = node_value(n, "status");
	s->topic = node_value(n, "topic");
	s->options = pack_list(k, n, "options", &s->noptions);
	s->rationales = pack_list(k, n, "rationales", &s->nrationales);
	s->references = pack_list(k, n, "references", &s->nreferences);
	if (!s->noptions) {
		s->options = arena_array(&k->rs->arena, const char *, 4);
		memcpy(s->options, abcd, sizeof abcd);
		s->noptions = 4;
	}
	if (!s->stem)
		s->stem = "Which one is right?";
	if (s->noptions > OPTION_MAX)
		pack_error(k, n->at, "an example has at most %d options",
			   OPTION_MAX);
	else
		read_keys(k, s, n);
}

/* How many questions the entry C of 'bank' stands for. */
static size_t repeats(const struct node *c)
{
	const char *n = node_value(c, "repeat");

	return n ? strtoul(n, NULL, 10) : 1;
}

static void read_bank(struct pack *k, struct example *e,
		      const struct node *first)
{
	for (const struct node *c = first; c; c = c->next)
		e->nitems += repeats(c);
	e->items = arena_array(&k->rs->arena, struct sample, e->nitems + 1);
	e->nitems = 0;
	for (const struct node *c = first; c; c = c->next)
		for (size_t i = repeats(c); i > 0; i--)
			read_sample(k, &e->items[e->nitems++], c);
}

static struct example *read_example(struct pack *k, const struct node *n,
				    bool bad)
{
	struct example *e = arena_new(&k->rs->arena, struct example);
	const struct node *bank = node_members(n, "bank");
	const char *todo = node_value(n, "todo");

	e->src = k->src;
	e->at_span = n->at;
	e->bad = bad;
	e->todo = todo && strcmp(todo, "true") == 0;
	e->at = node_value(n, "at");
	e->today = node_value(n, "today");
	if (node_child(n, "services"))
		e->services = *fill_services(&k->rs->arena, n, NULL);
	e->vendor = fill_vendor(&k->rs->arena, n);
	if (bank) {
		read_bank(k, e, bank);
		return e;
	}
	e->nitems = 1;
	e->items = arena_array(&k->rs->arena, struct sample, 1);
	read_sample(k, &e->items[0], n);
	return e;
}

void pack_examples(struct pack *k, struct rule *r, const struct node *n)
{
	struct example **at = &r->examples;
	static const char *const lists[] = {"bad", "ok"};

	for (int i = 0; i < 2; i++) {
		const struct node *c = node_members(n, lists[i]);

		if (!c)
			pack_error(k, r->at,
				   "rule '%s' has no '%s' example; a rule "
				   "shows what it finds and what it leaves",
				   r->id, lists[i]);
		for (; c; c = c->next) {
			*at = read_example(k, c, i == 0);
			at = &(*at)->next;
		}
	}
}
