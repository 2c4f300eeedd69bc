/* Reading order, formats, one publication. */
#include "load/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/list.h"
#include "base/log.h"
#include "base/vec.h"
#include "language/date.h"
#include "blueprint/ledger.h"
#include "load/figures.h"
#include "blueprint/locks.h"
#include "emit/emit.h"
#include "publish/out.h"
#include "form/forms.h"
#include "load/glyphs.h"
#include "load/printing.h"
#include "model/bank.h"
#include "model/edition.h"
#include "model/figures.h"

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

/* Only what has no error is published, whatever --fail-on lets pass. */
static bool is_published(const struct bank *b, const struct record *r)
{
	return record_counts(b, r) && record_has_place(r) && !r->diags.errors;
}

/* Notes the first published part of each case: CASES maps ids to the place of
 * an item. */
static void find_leads(const struct bank *b, struct arena *a, struct map *cases)
{
	for (size_t i = 0; i < b->records.n; i++) {
		const struct item *it = b->records.p[i]->item;
		const struct item **lead;

		if (!is_published(b, b->records.p[i]) || !it->case_id.s)
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
static size_t forms_of(const struct bank *b, struct arena *a,
		       struct form **forms)
{
	size_t n = 0;

	*forms = arena_array(a, struct form, b->locks.n + 1);
	for (size_t i = 0; i < b->locks.n; i++)
		if (locks_form(b, a, b->locks.p[i], &(*forms)[n]))
			n++;
		else
			fprintf(stderr,
				"%s: not published: a question in it has an "
				"error or is gone\n",
				b->locks.p[i]->src->path);
	return n;
}

struct edition edition_of(const struct bank *b, struct arena *a)
{
	struct edition ed = {
		.exam = b->exam, .services = b->services, .root = b->dir};
	VEC(struct sort_key) keys = {0};
	struct map leads = {0};
	const struct item **items;
	struct form *forms;
	const struct stimulus **cases = arena_array(a, const struct stimulus *,
						    b->cases.n + 1);

	find_leads(b, a, &leads);
	for (size_t i = 0; i < b->records.n; i++)
		if (is_published(b, b->records.p[i]))
			vec_push(&keys,
				 key_of(b, &leads, b->records.p[i]->item));
	if (keys.n)
		qsort(keys.p, keys.n, sizeof *keys.p, by_key);
	items = arena_array(a, const struct item *, keys.n + 1);
	for (size_t i = 0; i < keys.n; i++)
		items[i] = keys.p[i].item;
	ed.items = items;
	ed.nitems = keys.n;
	ed.nforms = forms_of(b, a, &forms);
	ed.forms = forms;
	add_cases_of_forms(&ed, &leads);
	ed.ncases = pick_cases(b, &leads, cases);
	map_release(&leads);
	ed.cases = cases;
	vec_release(&keys);
	return ed;
}

/* Without --to: all that need no browser. */
bool build_wants(const struct build_options *o, const char *name)
{
	return o->to ? list_has(o->to, ",", name) : strcmp(name, "pdf") != 0;
}

static int by_count(const void *pa, const void *pb)
{
	const struct complaint *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->rule, b->rule);
}

typedef VEC(struct complaint) complaints;

static void count_complaints(const struct diags *ds, complaints *all)
{
	for (const struct diag *d = ds->first; d; d = d->next) {
		size_t i = 0;

		while (i < all->n && strcmp(all->p[i].rule, d->rule) != 0)
			i++;
		if (i == all->n)
			vec_push(all,
				 ((struct complaint){
					 d->rule, severity_name(d->sev), 0}));
		all->p[i].n++;
	}
}

static struct figures figures_of(struct bank *b, struct arena *a)
{
	struct figures f = {0};
	struct buf text = BUF_INIT;
	complaints all = {0};

	figures_text(b, &text);
	f.guessing = arena_strdup(a, buf_cstr(&text));
	buf_release(&text);
	count_complaints(&b->diags, &all);
	for (size_t i = 0; i < b->records.n; i++)
		count_complaints(&b->records.p[i]->diags, &all);
	f.ncomplaints = all.n;
	if (all.n) {
		qsort(all.p, all.n, sizeof *all.p, by_count);
		f.complaints = arena_array(a, struct complaint, all.n);
		memcpy(f.complaints, all.p, all.n * sizeof *all.p);
	}
	vec_release(&all);
	return f;
}

/* A line a finding, for each item of ED; "" for none. */
static const char *const *findings_of(const struct bank *b,
				      const struct edition *ed, struct arena *a)
{
	const char **out = arena_array(a, const char *, ed->nitems + 1);
	struct map places = {0};

	for (size_t i = 0; i < ed->nitems; i++) {
		out[i] = "";
		map_put(&places, ed->items[i]->id.s, &out[i]);
	}
	for (size_t i = 0; i < b->records.n; i++) {
		const struct record *r = b->records.p[i];
		const char **place = r->item ? map_get(&places, r->item->id.s)
					     : NULL;

		for (const struct diag *d = r->diags.first; place && d;
		     d = d->next)
			*place = arena_printf(a, "%s%s: %s [%s]\n", *place,
					      severity_name(d->sev), d->text,
					      d->rule);
	}
	map_release(&places);
	return out;
}

static void emit_bank(const struct build_options *o, struct bank *b,
		      struct out *out)
{
	struct arena a = {0};
	struct edition ed;
	struct ledger ledger;
	struct figures figures;

	if (!b->exam)
		die(EXIT_USAGE, "'%s' has no exam.yaml, so nothing to publish",
		    b->dir);
	ed = edition_of(b, &a);
	ledger = ledger_count(b, &a);
	ledger.forms = forms_most(b, 0, false);
	ed.ledger = &ledger;
	figures = figures_of(b, &a);
	ed.figures = &figures;
	ed.layout = &o->layout;
	ed.findings = findings_of(b, &ed, &a);
	for (const struct emitter *e = emitters; e->name; e++) {
		bool for_pdf = strcmp(e->name, "print") == 0 &&
			       build_wants(o, "pdf");

		if (!e->run || (!build_wants(o, e->name) && !for_pdf))
			continue;
		out_begin(out, e->name, b->exam->id.s);
		e->run(&ed, out);
		out_end(out);
	}
	arena_release(&a);
}

void build_tell(struct out *out, const char *dir, const char *format)
{
	size_t removed, changed = out_publish(out, &removed);

	log_printf(stderr, "%s%s: %zu file%s written, %zu removed\n", dir,
		   format, changed, changed == 1 ? "" : "s", removed);
}

/* Midnight of the newest day on which a fact of B was checked, so that the same
 * content gives the same files on any day; SOURCE_DATE_EPOCH comes first. */
static long long moment_of(const struct bank *b)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int newest = 0, day;

	if (epoch && *epoch)
		return strtoll(epoch, NULL, 10);
	for (size_t i = 0; i < b->records.n; i++) {
		const struct item *it = b->records.p[i]->item;

		if (is_published(b, b->records.p[i]) && it->verified.s &&
		    date_parse(it->verified.s, &day) && day > newest)
			newest = day;
	}
	return (long long)newest * 86400;
}

void build_check(const struct build_options *o, struct bank *b)
{
	if (build_wants(o, "print") || build_wants(o, "pdf"))
		glyphs_check(b);
}

const char *build_folder(const struct build_options *o, const char *dir,
			 struct arena *a)
{
	if (o->output)
		return o->output;
	return path_join(a, path_above(a, path_above(a, dir)), "output");
}

void build_publish(const struct build_options *o, struct bank *banks, size_t n)
{
	struct arena a = {0};
	const char *dir = build_folder(o, banks[0].dir, &a);

	for (size_t i = 0; i < n; i++) {
		struct out *out = out_open(dir, banks[i].dir);

		emit_bank(o, &banks[i], out);
		if (o->orders)
			out_later(out, "pdf");
		build_tell(out, dir, "");
	}
	for (size_t i = 0; i < n && o->orders; i++)
		printing_order(o->orders, banks[i].exam->id.s,
			       moment_of(&banks[i]));
	arena_release(&a);
}
