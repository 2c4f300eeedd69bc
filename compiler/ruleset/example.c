/* Reads the examples of a rule from its pack: small questions in plain text. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ruleset/pack.h"
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
	const struct node *list = node_child(n, "key");

	if (one)
		take_keys(k, s, one->value, one->at);
	for (const struct node *c = list ? list->first : NULL; c; c = c->next)
		if (node_value(c, "value"))
			take_keys(k, s, node_value(c, "value"), c->at);
	if (!s->keys)
		s->keys = 1;
}

static void read_sample(struct pack *k, struct sample *s, const struct node *n)
{
	static const char *const abcd[] = {"a", "b", "c", "d"};

	s->id = pack_value(k, n, "id");
	s->stem = pack_value(k, n, "stem");
	s->explanation = pack_value(k, n, "explanation");
	s->scenario = pack_value(k, n, "scenario");
	s->verified = pack_value(k, n, "verified");
	s->type = pack_value(k, n, "type");
	s->status = pack_value(k, n, "status");
	s->topic = pack_value(k, n, "topic");
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

static struct field text_field(struct pack *k, const struct node *n,
			       const char *name)
{
	return (struct field){pack_value(k, n, name), n->at};
}

static struct field_list field_list(struct pack *k, const struct node *n,
				    const char *name)
{
	struct field_list f = {NULL, 0};
	const char **all = pack_list(k, n, name, &f.n);

	f.p = arena_array(&k->rs->arena, struct field, f.n + 1);
	for (size_t i = 0; i < f.n; i++)
		f.p[i] = (struct field){all[i], n->at};
	return f;
}

/* Position of WORD in WORDS[0..N), 0 if it is none of them or NULL. */
static int index_of(const char *word, const char *const *words, int n)
{
	for (int i = 0; word && i < n; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return 0;
}

static void read_service(struct pack *k, struct service *s,
			 const struct node *n)
{
	s->id = text_field(k, n, "id");
	s->name = text_field(k, n, "name");
	s->since = text_field(k, n, "since");
	s->ends = text_field(k, n, "ends");
	s->successor = text_field(k, n, "successor");
	s->old_names = field_list(k, n, "old-names");
	s->aliases = field_list(k, n, "aliases");
	s->status = (enum service_status)index_of(node_value(n, "status"),
						  service_status_names, 4);
	s->scope = (enum service_scope)index_of(node_value(n, "scope"),
						service_scope_names, 3);
}

static void read_services(struct pack *k, struct services *s,
			  const struct node *list)
{
	s->p = arena_array(&k->rs->arena, struct service, node_count(list) + 1);
	for (const struct node *c = list ? list->first : NULL; c; c = c->next)
		read_service(k, &s->p[s->n++], c);
}

/* How many questions the entry C of 'bank' stands for. */
static size_t repeats(const struct node *c)
{
	const char *n = node_value(c, "repeat");

	return n ? strtoul(n, NULL, 10) : 1;
}

static void read_bank(struct pack *k, struct example *e,
		      const struct node *bank)
{
	e->nitems = 0;
	for (const struct node *c = bank->first; c; c = c->next)
		e->nitems += repeats(c);
	e->items = arena_array(&k->rs->arena, struct sample, e->nitems + 1);
	e->nitems = 0;
	for (const struct node *c = bank->first; c; c = c->next)
		for (size_t i = repeats(c); i > 0; i--)
			read_sample(k, &e->items[e->nitems++], c);
}

static struct example *read_example(struct pack *k, const struct node *n,
				    bool bad)
{
	struct example *e = arena_new(&k->rs->arena, struct example);
	const struct node *bank = node_child(n, "bank");
	const char *todo = node_value(n, "todo");

	e->src = k->src;
	e->at_span = n->at;
	e->bad = bad;
	e->todo = todo && strcmp(todo, "true") == 0;
	e->at = pack_value(k, n, "at");
	e->today = pack_value(k, n, "today");
	read_services(k, &e->services, node_child(n, "services"));
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
		const struct node *list = node_child(n, lists[i]);

		if (!list || !list->first)
			pack_error(k, r->at,
				   "rule '%s' has no '%s' example; a rule "
				   "shows what it finds and what it leaves",
				   r->id, lists[i]);
		for (const struct node *c = list ? list->first : NULL; c;
		     c = c->next) {
			*at = read_example(k, c, i == 0);
			at = &(*at)->next;
		}
	}
}
