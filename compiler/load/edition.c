/* Puts the questions of a bank into reading order, all of them or those that
 * everybody may see. */
#include "load/edition.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/vec.h"
#include "blueprint/locks.h"
#include "model/bank.h"

/* What an item is sorted by; a case's items take the place of its first. */
struct sort_key {
	const struct item *item;
	size_t domain, topic;
	const char *id; /* of the item, or of its case's first part */
	unsigned part;
};

static int by_key(const void *pa, const void *pb)
{
	const struct sort_key *a = pa, *b = pb;
	int c;

	if (a->domain != b->domain)
		return a->domain < b->domain ? -1 : 1;
	if (a->topic != b->topic)
		return a->topic < b->topic ? -1 : 1;
	c = strcmp(a->id, b->id);
	if (c)
		return c;
	if (a->part != b->part)
		return a->part < b->part ? -1 : 1;
	return strcmp(a->item->id.s, b->item->id.s);
}

bool record_is_published(const struct bank *b, const struct record *r)
{
	/* That an id is taken is no error in a draft. */
	return record_counts(b, r) && record_has_place(r) && !r->diags.errors &&
	       bank_record(b, r->id.s) == r;
}

/* Notes the first published part of each case: CASES maps ids to the place of
 * an item. */
static void find_leads(const struct bank *b, struct arena *a, struct map *cases)
{
	for (size_t i = 0; i < b->records.n; i++) {
		const struct item *it = b->records.p[i]->item;
		const struct item **lead;

		if (!record_is_published(b, b->records.p[i]) || !it->case_id.s)
			continue;
		lead = map_get(cases, it->case_id.s);
		if (!lead) {
			lead = arena_new(a, const struct item *);
			map_put(cases, it->case_id.s, lead);
		}
		if (!*lead || it->part < (*lead)->part)
			*lead = it;
	}
}

static struct sort_key key_of(const struct bank *b, const struct map *cases,
			      const struct item *it)
{
	const struct item *const *first =
		it->case_id.s ? map_get(cases, it->case_id.s) : NULL;
	const struct item *lead = first ? *first : it;
	const struct exam *e = b->exam;

	return (struct sort_key){
		.item = it,
		.domain = (size_t)(lead->task_ref->domain - e->domains),
		.topic = (size_t)(lead->topic_ref - e->topics),
		.id = lead->id.s,
		.part = it->part};
}

static size_t pick_cases(const struct bank *b, const struct map *used,
			 const struct stimulus **out)
{
	size_t n = 0;

	for (size_t i = 0; i < b->cases.n; i++)
		if (map_get(used, b->cases.p[i]->id.s))
			out[n++] = b->cases.p[i];
	return n;
}

/* A retired question may be the last of its case. */
static void add_cases_of_forms(const struct edition *ed, struct map *used)
{
	for (size_t i = 0; i < ed->nforms; i++)
		for (size_t k = 0; k < ed->forms[i].n; k++) {
			struct placed *p = &ed->forms[i].items[k];

			if (p->item->case_id.s)
				map_put(used, p->item->case_id.s, p);
		}
}

/* The released forms that are whole; of the others a line says why not. */
static size_t whole_forms(const struct bank *b, struct arena *a,
			  struct form *forms)
{
	size_t n = 0;

	for (size_t i = 0; i < b->locks.n; i++)
		if (locks_form(b, a, b->locks.p[i], &forms[n]))
			n++;
		else
			log_printf(stderr,
				   "%s: not published: a question in it has an "
				   "error or is gone\n",
				   b->locks.p[i]->src->path);
	return n;
}

/* Of them those without secure questions; of the others a line says so. */
static size_t public_forms(const struct bank *b, struct arena *a,
			   struct form *forms)
{
	size_t n = 0;

	for (size_t i = 0; i < b->locks.n; i++) {
		if (!locks_form(b, a, b->locks.p[i], &forms[n]))
			continue;
		if (form_is_secure(&forms[n]))
			log_printf(stderr,
				   "%s: in print alone: it was made with "
				   "secure questions\n",
				   b->locks.p[i]->src->path);
		else
			n++;
	}
	return n;
}

/* The records of B in reading order, with FORMS, which are all that count. */
static struct edition arrange(const struct bank *b, struct arena *a,
			      const struct form *forms, size_t nforms)
{
	struct edition ed = {.exam = b->exam,
			     .services = b->services,
			     .root = b->dir,
			     .store = b->store,
			     .circumstances = b->circumstances,
			     .forms = forms,
			     .nforms = nforms};
	VEC(struct sort_key) keys = {0};
	struct map leads = {0};
	const struct item **items;
	const struct stimulus **cases = arena_array(a, const struct stimulus *,
						    b->cases.n + 1);

	if (b->exam->print.formulas.s)
		ed.formulas = bank_stimulus(b, b->exam->print.formulas.s);
	find_leads(b, a, &leads);
	for (size_t i = 0; i < b->records.n; i++)
		if (record_is_published(b, b->records.p[i]))
			vec_push(&keys,
				 key_of(b, &leads, b->records.p[i]->item));
	if (keys.n)
		qsort(keys.p, keys.n, sizeof *keys.p, by_key);
	items = arena_array(a, const struct item *, keys.n + 1);
	for (size_t i = 0; i < keys.n; i++)
		items[i] = keys.p[i].item;
	ed.items = items;
	ed.nitems = keys.n;
	ed.claims = edition_claims(items, keys.n);
	add_cases_of_forms(&ed, &leads);
	ed.ncases = pick_cases(b, &leads, cases);
	map_release(&leads);
	ed.cases = cases;
	vec_release(&keys);
	return ed;
}

struct edition edition_of(const struct bank *b, struct arena *a)
{
	struct form *forms = arena_array(a, struct form, b->locks.n + 1);

	return arrange(b, a, forms, whole_forms(b, a, forms));
}

/* L without ids of secure questions. */
static struct field_list open_ids(const struct bank *b, struct arena *a,
				  const struct field_list *l)
{
	struct field_list out = {arena_array(a, struct field, l->n + 1), 0};

	for (size_t i = 0; i < l->n; i++) {
		const struct record *r = bank_record(b, l->p[i].s);

		if (!r || record_is_public(r))
			out.p[out.n++] = l->p[i];
	}
	return out;
}

struct edition edition_public(const struct bank *b, struct arena *a)
{
	struct form *forms = arena_array(a, struct form, b->locks.n + 1);
	struct edition ed = arrange(b, a, forms, public_forms(b, a, forms));
	const struct item **items = arena_array(a, const struct item *,
						ed.nitems + 1);

	for (size_t i = 0; i < ed.nitems; i++) {
		struct item *it = arena_new(a, struct item);

		*it = *ed.items[i];
		it->variant_of = open_ids(b, a, &it->variant_of);
		it->enemies = open_ids(b, a, &it->enemies);
		items[i] = it;
	}
	ed.items = items;
	return ed;
}
