/* Makes exams and services of trees that their XSD accepted. */
#include "model/fill.h"

#include "model/values.h"

static void fill_domain(struct arena *a, struct domain *d, const struct node *n,
			unsigned ordinal)
{
	const struct node *c = node_needed(n, "tasks")->first;

	d->id = node_field(n, "id");
	d->name = node_field(n, "name");
	d->alias = node_field(n, "alias");
	d->number = node_number(n, "number", ordinal);
	d->weight = node_decimal(n, "weight", 0);
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
	t->tasks = node_list(a, n, "tasks");
	t->minimum = node_number(n, "minimum", 0);
}

static const char *const scorings[] = {"all", "parts"};

static struct share *fill_shares(struct arena *a, const struct node *root,
				 const char *name, size_t *n)
{
	const struct node *c = node_members(root, name);
	struct share *out = arena_array(a, struct share, node_count(c) + 1);

	for (; c; c = c->next) {
		out[*n].id = node_field(c, "id");
		out[*n].share = node_decimal(c, "share", 0);
		out[*n].points = node_number(c, "points", 0);
		out[*n].parts = node_index(node_value(c, "scoring"), scorings,
					   2, 0);
		++*n;
	}
	return out;
}

static void fill_form(struct exam *e, const struct node *form)
{
	e->items = node_number(form, "items", 1);
	e->scored = node_number(form, "scored", e->items);
	e->minutes = node_number(form, "minutes", 0);
	e->pass = node_number(form, "pass", 0);
	e->scale_min = node_number(form, "scale-min", 0);
	e->scale_max = node_number(form, "scale-max", 0);
}

/* A bound alone moves the other one's preset with it. */
static void fill_bounds(struct exam *e, const struct node *root)
{
	const struct node *options = node_child(root, "options");
	struct bounds *b = &e->bounds;
	unsigned min = node_number(options, "min", 0);
	unsigned max = node_number(options, "max", 0);

	*b = bounds_default;
	if (min && min > b->options_max)
		b->options_max = min;
	if (max && max < b->options_min)
		b->options_min = max;
	b->options_min = min ? min : b->options_min;
	b->options_max = max ? max : b->options_max;
	b->case_text = node_number(root, "case-text", b->case_text);
	b->rationales = (enum rationales)node_index(
		node_value(root, "rationales"), rationales_names, 4,
		(int)b->rationales);
	if (options)
		e->options_at = options->key;
}

struct vendor fill_vendor(struct arena *a, const struct node *n)
{
	return (struct vendor){node_list(a, n, "vendor"),
			       node_list(a, n, "reference-hosts")};
}

/* Two keys may still stand where they stood before there was 'site'. */
static void fill_site(struct site_words *s, const struct node *root)
{
	const struct node *n = node_child(root, "site");
	const struct node *imprint = n ? node_child(n, "imprint") : NULL;
	const struct node *colors = n ? node_child(n, "colors") : NULL;

	s->name = node_field(n, "name");
	s->footer = node_field(n, "footer");
	s->license = node_field(n, "license");
	s->imprint_title = node_field(imprint, "title");
	s->imprint_url = node_field(imprint, "url");
	s->light = node_field(colors, "light");
	s->dark = node_field(colors, "dark");
	s->logo = node_field(n, "logo");
	s->base_url = node_field(n, "base-url");
	s->report_url = node_field(n, "report-url");
	if (!s->base_url.s)
		s->base_url = node_field(root, "base-url");
	if (!s->report_url.s)
		s->report_url = node_field(root, "report-url");
}

static void fill_print(struct print_words *p, const struct node *n)
{
	p->institution = node_field(n, "institution");
	p->logo = node_field(n, "logo");
	p->cover = node_field(n, "cover");
	p->aids = node_field(n, "aids");
	p->license = node_field(n, "license");
	p->formulas = node_field(n, "formulas");
	p->watermark = node_field(n, "watermark");
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
	e->tolerance = node_decimal(root, "tolerance", 0);
	fill_bounds(e, root);
	fill_form(e, node_needed(root, "form"));
}

struct exam *fill_exam(struct arena *a, const struct node *root,
		       struct source *src)
{
	struct exam *e = arena_new(a, struct exam);
	const struct node *c = node_needed(root, "domains")->first;

	e->src = src;
	fill_facts(e, root);
	fill_site(&e->site, root);
	fill_print(&e->print, node_child(root, "print"));
	e->vendor = fill_vendor(a, root);
	e->domains = arena_array(a, struct domain, node_count(c));
	for (; c; c = c->next, e->ndomains++)
		fill_domain(a, &e->domains[e->ndomains], c,
			    (unsigned)e->ndomains + 1);
	c = node_needed(root, "topics")->first;
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
	s->old_names = node_list(a, n, "old-names");
	s->aliases = node_list(a, n, "aliases");
	s->status = (enum service_status)node_index(node_value(n, "status"),
						    service_status_names, 4, 0);
	s->scope = (enum service_scope)node_index(node_value(n, "scope"),
						  service_scope_names, 3, 0);
}

struct services *fill_services(struct arena *a, const struct node *root,
			       struct source *src)
{
	struct services *s = arena_new(a, struct services);
	const struct node *c = node_needed(root, "services")->first;

	s->src = src;
	s->p = arena_array(a, struct service, node_count(c) + 1);
	for (; c; c = c->next)
		fill_service(a, &s->p[s->n++], c);
	s->index = id_index_make(a, s->p, s->n, sizeof *s->p);
	return s;
}
