/* Makes items, stimuli, exams and services of trees that their XSD accepted. */
#include "model/fill.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"

/* A list of plain values: <name><item value=…/>…</name>. */
static struct field_list list(struct arena *a, const struct node *n,
			      const char *name)
{
	const struct node *c = node_members(n, name);
	struct field_list out = {
		arena_array(a, struct field, node_count(c) + 1), 0};

	for (; c; c = c->next)
		out.p[out.n++] = node_field(c, "value");
	return out;
}

static unsigned number(const struct node *n, const char *name,
		       unsigned otherwise)
{
	const char *s = n ? node_value(n, name) : NULL;

	return s ? (unsigned)strtoul(s, NULL, 10) : otherwise;
}

/*
 * A decimal number without the locale's say (strtod reads a comma in some).
 */
static double decimal(const struct node *n, const char *name, double otherwise)
{
	const char *s = n ? node_value(n, name) : NULL;
	double v = 0, unit = 1;

	if (!s)
		return otherwise;
	for (; *s >= '0' && *s <= '9'; s++)
		v = v * 10 + (*s - '0');
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9'; s++)
			v += (*s - '0') * (unit /= 10);
	return v;
}

/* The index of a name in a list of names that the schema vouches for. */
static int index_of(const char *s, const char *const *names, int n,
		    int otherwise)
{
	for (int i = 0; s && i < n; i++)
		if (strcmp(s, names[i]) == 0)
			return i;
	return otherwise;
}

static bool is_false(const char *s)
{
	return s && strcmp(s, "false") == 0;
}

/* Items */

static const struct node *body(const struct node *root, const char *name)
{
	const struct node *n = node_child(root, name);

	if (!n)
		bug("a valid item without %s", name);
	return n;
}

/* Copies an id; a clash with the N ids before it gets an ordinal. */
static void put_id(char to[OPTION_ID_SIZE], const struct node *n,
		   const char *first, size_t stride, size_t before)
{
	unsigned clash = 1;

	for (size_t i = 0; i < before; i++)
		/* Eight bytes are what "%.8s" leaves of an id; each ends.
		 * NOLINTNEXTLINE(bugprone-not-null-terminated-result) */
		clash += strncmp(first + i * stride, node_value(n, "id"), 8) ==
			 0;
	snprintf(to, OPTION_ID_SIZE, clash > 1 ? "%.8s-%u" : "%.8s",
		 node_value(n, "id"), clash % 100);
}

static void fill_options(struct item *it, const struct node *c)
{
	it->noptions = node_count(c);
	it->options = arena_array(it->arena, struct option, it->noptions);
	for (; c; c = c->next) {
		size_t i = (size_t)(node_value(c, "label")[0] - 'A');
		struct option *o = &it->options[i];
		const struct node *why = node_child(c, "rationale");

		put_id(o->id, c, it->options[0].id, sizeof *o, i);
		o->key = strcmp(c->name, "correct") == 0;
		o->mark = c->key;
		o->text = c->rich;
		o->rationale = why ? why->rich : NULL;
		it->nkeys += o->key;
	}
}

static void fill_steps(struct item *it, const struct node *c)
{
	it->steps = arena_array(it->arena, struct step, node_count(c));
	for (; c; c = c->next) {
		struct step *s = &it->steps[it->nsteps];

		put_id(s->id, c, it->steps[0].id, sizeof *s, it->nsteps);
		s->text = c->rich;
		it->nsteps++;
	}
}

static void fill_pairs(struct item *it, const struct node *c)
{
	it->pairs = arena_array(it->arena, struct pair, node_count(c));
	for (; c; c = c->next) {
		bool extra = strcmp(c->name, "extra") == 0;
		struct pair *p = &it->pairs[it->npairs];
		const struct node *r = extra ? c : body(c, "response");

		put_id(p->response_id, r, it->pairs[0].response_id, sizeof *p,
		       it->npairs);
		p->response = r->rich;
		if (!extra) {
			const struct node *q = body(c, "prompt");

			put_id(p->prompt_id, q, it->pairs[0].prompt_id,
			       sizeof *p, it->npairs);
			p->prompt = q->rich;
		}
		it->nextras += extra;
		it->npairs++;
	}
}

static void hash_rich(struct buf *b, const struct rich *r)
{
	if (r)
		buf_add(b, r->text, r->len);
	buf_char(b, '\0');
}

/* What decides whether an answer given to an older version still counts. */
static void hash_content(struct item *it)
{
	struct buf b = BUF_INIT;

	buf_str(&b, item_types[it->type].name);
	hash_rich(&b, it->stem);
	for (size_t i = 0; i < it->noptions; i++) {
		hash_rich(&b, it->options[i].text);
		buf_char(&b, it->options[i].key ? 'x' : '-');
	}
	/* A newer field is hashed only where it is: older hashes stay. */
	if (it->keep_order)
		buf_str(&b, "shuffle: false");
	for (size_t i = 0; i < it->nsteps; i++)
		hash_rich(&b, it->steps[i].text);
	for (size_t i = 0; i < it->npairs; i++) {
		hash_rich(&b, it->pairs[i].prompt);
		hash_rich(&b, it->pairs[i].response);
	}
	snprintf(it->content_hash, sizeof it->content_hash, "%016llx",
		 (unsigned long long)hash_bytes(b.p, b.n, 0));
	buf_release(&b);
}

static void fill_references(struct item *it, const struct node *root)
{
	const struct node *c = node_members(root, "references");

	it->references = arena_array(it->arena, struct reference,
				     node_count(c) + 1);
	for (; c; c = c->next) {
		struct reference *r = &it->references[it->nreferences++];

		r->url = node_field(c, "url");
		if (!r->url.s)
			r->url = node_field(c, "value");
		r->text = node_field(c, "text");
		r->quote = node_field(c, "quote");
	}
}

static void fill_allows(struct item *it, const struct node *root)
{
	const struct node *lint = node_child(root, "lint");
	const struct node *c = lint ? node_members(lint, "allow") : NULL;

	it->allows = arena_array(it->arena, struct allow, node_count(c) + 1);
	for (; c; c = c->next) {
		struct allow *al = &it->allows[it->nallows++];

		al->rule = node_field(c, "rule");
		al->why = node_field(c, "why");
		al->until = node_field(c, "until");
	}
}

static void fill_front(struct item *it, const struct node *root,
		       const struct exam *exam)
{
	struct arena *a = it->arena;

	it->id = node_field(root, "id");
	it->title = node_field(root, "title");
	it->topic = node_field(root, "topic");
	it->task = node_field(root, "task");
	it->decides = node_field(root, "decides");
	it->verified = node_field(root, "verified");
	it->case_id = node_field(root, "case");
	it->type_field = node_field(root, "type");
	it->difficulty_field = node_field(root, "difficulty");
	it->part = number(root, "part", 0);
	it->status = (enum item_status)index_of(node_value(root, "status"),
						status_names, ITEM_STATUSES,
						STATUS_released);
	it->difficulty = (enum difficulty)index_of(it->difficulty_field.s,
						   difficulty_names, 3, 0);
	it->keep_order = is_false(node_value(root, "shuffle"));
	it->services = list(a, root, "services");
	it->skills = list(a, root, "skills");
	it->tags = list(a, root, "tags");
	it->variant_of = list(a, root, "variant-of");
	it->enemies = list(a, root, "enemies");
	it->formerly = list(a, root, "formerly");
	fill_references(it, root);
	fill_allows(it, root);
	if (!exam)
		return;
	it->task_ref = exam_task(exam, it->task.s);
	it->topic_ref = exam_topic(exam, it->topic.s);
	it->decides_ref = it->decides.s ? exam_decides(exam, it->decides.s)
					: NULL;
}

struct item *fill_item(struct arena *a, const struct node *root,
		       struct source *src, const struct exam *exam)
{
	struct item *it = arena_new(a, struct item);
	const struct node *explanation = node_child(root, "explanation");

	it->arena = a;
	it->src = src;
	for (int i = 0; i < ITEM_TYPES; i++)
		if (strcmp(root->name, item_types[i].name) == 0)
			it->type = (enum item_type)i;
	fill_front(it, root, exam);
	it->stem = body(root, "stem")->rich;
	it->lead_end = it->stem->len;
	it->explanation = explanation ? explanation->rich : NULL;
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		fill_options(it, body(root, "options")->first);
		break;
	case SHAPE_ORDER:
		fill_steps(it, body(root, "steps")->first);
		break;
	case SHAPE_MATCH:
		fill_pairs(it, body(root, "pairs")->first);
		break;
	}
	hash_content(it);
	return it;
}

struct stimulus *fill_stimulus(struct arena *a, const struct node *root,
			       struct source *src)
{
	struct stimulus *k = arena_new(a, struct stimulus);

	k->src = src;
	k->id = node_field(root, "id");
	k->title = node_field(root, "title");
	k->scenario = body(root, "scenario")->rich;
	return k;
}

/* The exam */

static void fill_domain(struct arena *a, struct domain *d, const struct node *n,
			unsigned ordinal)
{
	const struct node *c = body(n, "tasks")->first;

	d->id = node_field(n, "id");
	d->name = node_field(n, "name");
	d->alias = node_field(n, "alias");
	d->number = number(n, "number", ordinal);
	d->weight = decimal(n, "weight", 0);
	d->weight_at = node_field(n, "weight").at;
	d->tasks = arena_array(a, struct task, node_count(c));
	for (; c; c = c->next) {
		struct task *t = &d->tasks[d->ntasks++];

		t->id = node_field(c, "id");
		t->name = node_field(c, "name");
		t->domain = d;
	}
}

static void fill_topic(struct arena *a, struct topic *t, const struct node *n)
{
	t->id = node_field(n, "id");
	t->name = node_field(n, "name");
	t->tasks = list(a, n, "tasks");
	t->minimum = number(n, "minimum", 0);
}

static struct share *fill_shares(struct arena *a, const struct node *root,
				 const char *name, size_t *n)
{
	const struct node *c = node_members(root, name);
	struct share *out = arena_array(a, struct share, node_count(c) + 1);

	for (; c; c = c->next) {
		out[*n].id = node_field(c, "id");
		out[*n].share = decimal(c, "share", 0);
		++*n;
	}
	return out;
}

static void fill_form(struct exam *e, const struct node *form)
{
	e->items = number(form, "items", 1);
	e->scored = number(form, "scored", e->items);
	e->minutes = number(form, "minutes", 0);
	e->pass = number(form, "pass", 0);
	e->scale_min = number(form, "scale-min", 0);
	e->scale_max = number(form, "scale-max", 0);
}

/* A bound alone moves the other one's preset with it. */
static void fill_bounds(struct exam *e, const struct node *root)
{
	const struct node *options = node_child(root, "options");
	struct bounds *b = &e->bounds;
	unsigned min = number(options, "min", 0);
	unsigned max = number(options, "max", 0);

	*b = bounds_default;
	if (min && min > b->options_max)
		b->options_max = min;
	if (max && max < b->options_min)
		b->options_min = max;
	b->options_min = min ? min : b->options_min;
	b->options_max = max ? max : b->options_max;
	b->case_text = number(root, "case-text", b->case_text);
	b->rationales = (enum rationales)index_of(
		node_value(root, "rationales"), rationales_names, 4,
		(int)b->rationales);
	if (options)
		e->options_at = options->key;
}

struct vendor fill_vendor(struct arena *a, const struct node *n)
{
	return (struct vendor){list(a, n, "vendor"),
			       list(a, n, "reference-hosts")};
}

/* Two keys may still stand where they stood before there was 'site'. */
static void fill_site(struct site_words *s, const struct node *root)
{
	const struct node *n = node_child(root, "site");
	const struct node *imprint = n ? node_child(n, "imprint") : NULL;

	s->name = node_field(n, "name");
	s->footer = node_field(n, "footer");
	s->license = node_field(n, "license");
	s->imprint_title = node_field(imprint, "title");
	s->imprint_url = node_field(imprint, "url");
	s->base_url = node_field(n, "base-url");
	s->report_url = node_field(n, "report-url");
	if (!s->base_url.s)
		s->base_url = node_field(root, "base-url");
	if (!s->report_url.s)
		s->report_url = node_field(root, "report-url");
}

static void fill_facts(struct exam *e, const struct node *root)
{
	e->id = node_field(root, "id");
	e->title = node_field(root, "title");
	e->code = node_field(root, "code");
	e->language = node_field(root, "language");
	e->status = node_field(root, "status");
	e->source_url = node_field(root, "source");
	e->verified = node_field(root, "verified");
	e->tolerance = decimal(root, "tolerance", 0);
	fill_bounds(e, root);
	fill_form(e, body(root, "form"));
}

struct exam *fill_exam(struct arena *a, const struct node *root,
		       struct source *src)
{
	struct exam *e = arena_new(a, struct exam);
	const struct node *c = body(root, "domains")->first;

	e->src = src;
	fill_facts(e, root);
	fill_site(&e->site, root);
	e->vendor = fill_vendor(a, root);
	e->domains = arena_array(a, struct domain, node_count(c));
	for (; c; c = c->next, e->ndomains++)
		fill_domain(a, &e->domains[e->ndomains], c,
			    (unsigned)e->ndomains + 1);
	c = body(root, "topics")->first;
	e->topics = arena_array(a, struct topic, node_count(c) + 1);
	for (; c; c = c->next)
		fill_topic(a, &e->topics[e->ntopics++], c);
	e->topic_index = id_index_make(a, e->topics, e->ntopics,
				       sizeof *e->topics);
	c = node_members(root, "decides");
	e->decides = arena_array(a, struct vocabulary, node_count(c) + 1);
	for (; c; c = c->next) {
		e->decides[e->ndecides].id = node_field(c, "id");
		e->decides[e->ndecides++].name = node_field(c, "name");
	}
	e->types = fill_shares(a, root, "types", &e->ntypes);
	e->difficulties = fill_shares(a, root, "difficulties",
				      &e->ndifficulties);
	return e;
}

/* Services */

static void fill_service(struct arena *a, struct service *s,
			 const struct node *n)
{
	s->id = node_field(n, "id");
	s->name = node_field(n, "name");
	s->since = node_field(n, "since");
	s->ends = node_field(n, "ends");
	s->successor = node_field(n, "successor");
	s->source = node_field(n, "source");
	s->checked = node_field(n, "checked");
	s->part_of = node_field(n, "part-of");
	s->old_names = list(a, n, "old-names");
	s->aliases = list(a, n, "aliases");
	s->status = (enum service_status)index_of(node_value(n, "status"),
						  service_status_names, 4, 0);
	s->scope = (enum service_scope)index_of(node_value(n, "scope"),
						service_scope_names, 3, 0);
}

struct services *fill_services(struct arena *a, const struct node *root,
			       struct source *src)
{
	struct services *s = arena_new(a, struct services);
	const struct node *c = body(root, "services")->first;

	s->src = src;
	s->p = arena_array(a, struct service, node_count(c) + 1);
	for (; c; c = c->next)
		fill_service(a, &s->p[s->n++], c);
	s->index = id_index_make(a, s->p, s->n, sizeof *s->p);
	return s;
}
