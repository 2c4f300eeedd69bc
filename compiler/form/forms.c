/* Makes a pool of a bank, and of an assembly forms with shuffled options. */
#include "form/forms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/map.h"
#include "base/vec.h"
#include "form/random.h"
#include "form/shuffle.h"

/* What it takes to read an item: the first part of a case has its scenario. */
static unsigned load_of(const struct bank *b, const struct item *it)
{
	const struct stimulus *k = it->case_id.s && it->part <= 1
					   ? bank_stimulus(b, it->case_id.s)
					   : NULL;

	return (unsigned)(it->words + (k ? rich_words(k->scenario) : 0));
}

/* The place of ID among the shares; N: it has none, 0 without any shares. */
static unsigned kind_of(const struct share *shares, size_t n, const char *id)
{
	unsigned i = 0;

	while (i < n && strcmp(shares[i].id.s, id) != 0)
		i++;
	return i;
}

static struct pool_item pool_item_of(const struct bank *b,
				     const struct record *r)
{
	const struct exam *e = b->exam;
	const struct item *it = r->item;

	return (struct pool_item){
		.id = it->id.s,
		.case_id = it->case_id.s,
		.part = it->part,
		.domain = (unsigned)(r->domain - e->domains),
		.type = kind_of(e->types, e->ntypes, item_types[it->type].name),
		.difficulty = kind_of(e->difficulties, e->ndifficulties,
				      difficulty_names[it->difficulty]),
		.points = (unsigned)it->difficulty + 1,
		.words = load_of(b, it)};
}

static void share_out(const struct share *shares, size_t n, unsigned items,
		      size_t *count, unsigned *parts)
{
	double weights[POOL_KINDS];

	*count = n && n < POOL_KINDS ? n : 1;
	if (*count != n) {
		parts[0] = items;
		return;
	}
	for (size_t i = 0; i < n; i++)
		weights[i] = shares[i].share;
	apportion(weights, n, items, parts);
}

static struct plan plan_of(const struct exam *e, unsigned count, unsigned items)
{
	struct plan p = {.forms = count, .items = items};
	double weights[POOL_DOMAINS];

	p.ndomains = e->ndomains < POOL_DOMAINS ? e->ndomains : POOL_DOMAINS;
	for (size_t i = 0; i < p.ndomains; i++)
		weights[i] = e->domains[i].weight;
	apportion(weights, p.ndomains, items, p.domain);
	share_out(e->types, e->ntypes, items, &p.ntypes, p.type);
	share_out(e->difficulties, e->ndifficulties, items, &p.ndifficulties,
		  p.difficulty);
	return p;
}

static unsigned items_of(const struct bank *b, const struct wish *w)
{
	return w->items ? w->items : b->exam->items;
}

/* The questions that may be in a form, and where each record is among them. */
struct source_items {
	VEC(struct pool_item) items;
	VEC(const struct record *) records;
	size_t *index; /* by record; SIZE_MAX: none */
	struct map ids;
};

static bool may_be_in_form(const struct bank *b, const struct record *r,
			   const struct wish *w)
{
	return record_counts(b, r) && r->domain && !r->diags.errors &&
	       !(w->fresh && bank_releases(b, r)) &&
	       !(w->open && !record_is_public(r));
}

static void take_records(const struct bank *b, const struct wish *w,
			 struct source_items *s)
{
	s->index = xcalloc(b->records.n + 1, sizeof *s->index);
	for (size_t i = 0; i < b->records.n; i++) {
		const struct record *r = b->records.p[i];

		s->index[i] = SIZE_MAX;
		if (!may_be_in_form(b, r, w) || !r->item ||
		    map_get(&s->ids, r->id.s))
			continue;
		s->index[i] = s->items.n;
		map_put(&s->ids, r->id.s, &s->index[i]);
		for (size_t k = 0; k < r->more->formerly.n; k++)
			map_put(&s->ids, r->more->formerly.p[k].s,
				&s->index[i]);
		vec_push(&s->items, pool_item_of(b, r));
		vec_push(&s->records, r);
	}
}

typedef VEC(struct apart) apart_list;

static void add_named(const struct source_items *s, size_t self,
		      const struct field_list *l, apart_list *out)
{
	for (size_t i = 0; i < l->n; i++) {
		const size_t *other = l->p[i].s ? map_get(&s->ids, l->p[i].s)
						: NULL;

		if (other)
			vec_push(out, ((struct apart){self, *other}));
	}
}

static void add_pairs(const struct source_items *s, const struct apart *pairs,
		      size_t n, apart_list *out)
{
	for (size_t i = 0; i < s->records.n; i++) {
		add_named(s, i, &s->records.p[i]->more->enemies, out);
		add_named(s, i, &s->records.p[i]->more->variant_of, out);
	}
	for (size_t i = 0; i < n; i++)
		if (s->index[pairs[i].a] != SIZE_MAX &&
		    s->index[pairs[i].b] != SIZE_MAX)
			vec_push(out, ((struct apart){s->index[pairs[i].a],
						      s->index[pairs[i].b]}));
}

/* Form number NUMBER: its units in a random order, cases in one piece. */
static void make_form(struct arena *a, const struct source_items *s,
		      const struct pool *pool, const struct forms *all,
		      const char *exam, size_t number, struct form *f)
{
	const struct assembly *from = &all->assembly;
	struct chance c = {all->seed * 0x100000001B3U + number};
	struct deck decks[OPTION_MAX + 1] = {{{0}, 0}};
	size_t n = from->count[number];
	size_t *order = xcalloc(n + 1, sizeof *order);

	memcpy(order, from->form[number], n * sizeof *order);
	chance_shuffle(&c, order, n);
	f->id = arena_printf(a, "%s-%llu-%zu", exam,
			     (unsigned long long)all->seed, number + 1);
	f->items = arena_array(a, struct placed, all->plan.items + 1);
	for (size_t i = 0; i < n; i++) {
		const struct unit *u = &pool->units[order[i]];

		for (size_t k = 0; k < u->n; k++) {
			struct placed *p = &f->items[f->n++];

			p->item = s->records.p[u->items[k] - s->items.p]->item;
			shuffle_options(a, &c, decks, p);
		}
	}
	free(order);
}

/* The versions that are wished for of form NUMBER; ends the run if there are not
 * so many orders. */
static void add_versions(struct arena *a, const struct wish *w, struct form *f,
			 size_t number)
{
	size_t n;

	if (w->versions < 2)
		return;
	n = form_versions(a, f, w->versions, w->seed + number);
	if (n < w->versions)
		die(EXIT_FINDINGS,
		    "--versions %u: the questions and options of %s can be "
		    "put into %zu order%s, and no more",
		    w->versions, f->id, n, n == 1 ? "" : "s");
}

bool forms_make(struct arena *a, const struct bank *b, const struct wish *w,
		const struct apart *pairs, size_t npairs, struct forms *f)
{
	struct source_items s = {0};
	apart_list apart = {0};
	struct pool pool;
	bool ok;

	*f = (struct forms){.seed = w->seed};
	f->plan = plan_of(b->exam, w->count, items_of(b, w));
	take_records(b, w, &s);
	add_pairs(&s, pairs, npairs, &apart);
	pool = pool_make(a, s.items.p, s.items.n, apart.p, apart.n);
	ok = assemble(a, &pool, &f->plan, w->seed, &f->assembly, &f->lack);
	if (ok) {
		f->n = w->count;
		f->p = arena_array(a, struct form, f->n + 1);
		for (size_t i = 0; i < f->n; i++) {
			make_form(a, &s, &pool, f, b->exam->id.s, i, &f->p[i]);
			add_versions(a, w, &f->p[i], i);
			form_hash(a, &f->p[i]);
		}
	}
	vec_release(&apart);
	vec_release(&s.items);
	vec_release(&s.records);
	map_release(&s.ids);
	free(s.index);
	return ok;
}

unsigned forms_most(const struct bank *b, const struct wish *w)
{
	struct plan plan = plan_of(b->exam, 1, items_of(b, w));
	unsigned there[POOL_DOMAINS] = {0}, most = 0;
	bool first = true;

	for (size_t i = 0; i < b->records.n; i++)
		if (may_be_in_form(b, b->records.p[i], w))
			there[b->records.p[i]->domain - b->exam->domains]++;
	for (size_t d = 0; d < plan.ndomains; d++) {
		unsigned n;

		if (!plan.domain[d])
			continue;
		n = there[d] / plan.domain[d];
		most = first || n < most ? n : most;
		first = false;
	}
	return most;
}
