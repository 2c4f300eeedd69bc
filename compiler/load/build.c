/* Checked banks to formats, in one publication. */
#include "load/build.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/list.h"
#include "base/log.h"
#include "base/progress.h"
#include "base/vec.h"
#include "language/date.h"
#include "blueprint/coverage.h"
#include "blueprint/ledger.h"
#include "load/figures.h"
#include "emit/emit.h"
#include "emit/leak.h"
#include "load/edition.h"
#include "load/extras.h"
#include "publish/out.h"
#include "form/forms.h"
#include "load/glyphs.h"
#include "load/printing.h"
#include "load/sitting.h"
#include "model/bank.h"
#include "model/edition.h"
#include "model/figures.h"
#include "survey/worst.h"

/* Without --to: all that need no other program. */
bool build_wants(const struct build_options *o, const char *name)
{
	return o->to ? list_has(o->to, ",", name)
		     : strcmp(name, "pdf") != 0 && strcmp(name, "docx") != 0;
}

bool build_prints(const struct build_options *o)
{
	return build_wants(o, "pdf") || build_wants(o, "docx");
}

bool build_site_waits(const struct build_options *o)
{
	return build_wants(o, "pdf") && build_wants(o, "site");
}

static int by_count(const void *pa, const void *pb)
{
	const struct complaint *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->rule, b->rule);
}

typedef VEC(struct complaint) complaints;

/* COVERAGE: those that count the questions of the bank, too. */
static void count_complaints(const struct diags *ds, bool coverage,
			     complaints *all)
{
	for (const struct diag *d = ds->first; d; d = d->next) {
		size_t i = 0;

		if (!coverage && strncmp(d->rule, "coverage/", 9) == 0)
			continue;
		while (i < all->n && strcmp(all->p[i].rule, d->rule) != 0)
			i++;
		if (i == all->n)
			vec_push(all,
				 ((struct complaint){
					 d->rule, severity_name(d->sev), 0}));
		all->p[i].n++;
	}
}

/* Why W is in the list. A finding with a note names another question, which may
 * be a secure one: of that only the rule is told. */
static const char *why_public(const struct worst *w, struct arena *a)
{
	if (!w->first->notes)
		return worst_why(w, a);
	return arena_printf(a, "[%s]%s%s", w->first->rule,
			    *w->others ? "; also " : "", w->others);
}

/* The questions of B that have findings, the worst first. */
static void rank_doubtful(struct figures *f, const struct bank *b,
			  struct arena *a)
{
	struct worst_list list;
	diag_list all = {0};

	for (size_t i = 0; i < b->records.n; i++)
		for (const struct diag *d = b->records.p[i]->diags.first; d;
		     d = d->next)
			vec_push(&all, d);
	worst_of(&list, all.p, all.n, a);
	f->doubtful = arena_array(a, struct doubtful, list.n + 1);
	for (; f->ndoubtful < list.n; f->ndoubtful++) {
		const struct worst *w = &list.p[f->ndoubtful];

		f->doubtful[f->ndoubtful] = (struct doubtful){
			w->name, worst_counts(w, a), why_public(w, a)};
	}
	worst_release(&list);
	vec_release(&all);
}

/* What covers the blueprint is counted anew: B may have fewer questions than
 * the bank whose findings it has. */
static struct figures figures_of(struct bank *b, struct arena *a)
{
	struct bank counted = *b;
	struct figures f = {0};
	struct buf text = BUF_INIT;
	complaints all = {0};

	figures_text(b, &text);
	f.guessing = arena_strdup(a, buf_cstr(&text));
	buf_release(&text);
	counted.diags = (struct diags){.arena = a};
	coverage_check(&counted);
	count_complaints(&b->diags, false, &all);
	count_complaints(&counted.diags, true, &all);
	for (size_t i = 0; i < b->records.n; i++)
		count_complaints(&b->records.p[i]->diags, true, &all);
	f.ncomplaints = all.n;
	if (all.n) {
		qsort(all.p, all.n, sizeof *all.p, by_count);
		f.complaints = arena_array(a, struct complaint, all.n);
		memcpy(f.complaints, all.p, all.n * sizeof *all.p);
	}
	vec_release(&all);
	rank_doubtful(&f, b, a);
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

/* The figures of an edition. */
struct account {
	struct ledger ledger;
	struct figures figures;
};

static struct account *account_of(struct bank *b, struct arena *a)
{
	struct account *x = arena_new(a, struct account);

	x->ledger = ledger_count(b, a);
	x->ledger.forms = forms_most(b, &(struct wish){0});
	x->figures = figures_of(b, a);
	return x;
}

/* Completes ED, an edition of B. */
static void complete(struct edition *ed, const struct build_options *o,
		     const struct bank *b, const struct account *x,
		     struct arena *a)
{
	ed->ledger = &x->ledger;
	ed->figures = &x->figures;
	ed->layout = &o->layout;
	ed->hands = o->jobs;
	ed->findings = findings_of(b, ed, a);
}

/* Is a format wanted that everybody may read (or, with SECRET, one that may have
 * secure questions)? */
static bool wants(const struct build_options *o, const struct emitter *e,
		  bool secret)
{
	bool for_pdf = strcmp(e->name, "print") == 0 && build_prints(o);

	return e->run && e->secret == secret &&
	       (build_wants(o, e->name) || for_pdf);
}

/* What is published together: all formats, or those that PDF are made of and
 * what needs none, and then the site. */
enum round { ROUND_ONLY, ROUND_FIRST, ROUND_SITE };

static bool is_of(enum round round, const struct emitter *e)
{
	return round == ROUND_ONLY ||
	       (strcmp(e->name, "site") == 0) == (round == ROUND_SITE);
}

static void emit_formats(const struct build_options *o,
			 const struct edition *ed, bool secret,
			 enum round round, struct out *out)
{
	for (const struct emitter *e = emitters; e->name; e++) {
		if (!wants(o, e, secret) || !is_of(round, e))
			continue;
		out_begin(out, e->name, ed->exam->id.s);
		e->run(ed, out);
		out_end(out);
	}
}

static bool has_secure_form(const struct edition *ed)
{
	for (size_t i = 0; i < ed->nforms; i++)
		if (form_is_secure(&ed->forms[i]))
			return true;
	return false;
}

/* Whoever wants pages of a bank that has no question for them is told why. */
static void say_empty(const struct build_options *o, const struct bank *b,
		      const struct edition *all, const struct edition *open)
{
	if (all->nitems && !open->nitems &&
	    (build_wants(o, "site") || build_wants(o, "json")))
		log_printf(stderr,
			   "%s: all %zu questions are secure: they are in "
			   "print, and the site and JSON have none\n",
			   b->dir, all->nitems);
}

/* What is published of a bank. */
struct editions {
	struct arena a;
	struct bank visible;
	struct edition all, open; /* for candidates; for everybody */
};

static void make_editions(const struct build_options *o, struct bank *b,
			  struct editions *e)
{
	if (!b->exam)
		die(EXIT_USAGE, "'%s' has no exam.yaml, so nothing to publish",
		    b->dir);
	e->all = edition_of(b, &e->a);
	complete(&e->all, o, b, account_of(b, &e->a), &e->a);
	e->visible = bank_public(b, &e->a);
	e->open = e->all;
	if (e->visible.records.n < b->records.n || has_secure_form(&e->all)) {
		e->open = edition_public(&e->visible, &e->a);
		complete(&e->open, o, &e->visible,
			 account_of(&e->visible, &e->a), &e->a);
	}
	e->open.extras = extras_list(b->dir, o->trust_extra, &e->a);
	e->open.with_packs = build_wants(o, "print") || build_prints(o);
	say_empty(o, b, &e->all, &e->open);
	leak_secure(&e->open);
}

void build_tell(const char *dir, size_t changed, size_t removed,
		const char *format)
{
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

		if (record_is_published(b, b->records.p[i]) && it->verified.s &&
		    date_parse(it->verified.s, &day) && day > newest)
			newest = day;
	}
	return (long long)newest * 86400;
}

void build_check(const struct build_options *o, const struct target *t,
		 struct bank *b)
{
	if (build_wants(o, "site"))
		extras_check(b, t, o->trust_extra);
	if (build_wants(o, "print") || build_prints(o))
		/* Who did not ask for papers by name gets the rest. */
		glyphs_check(b, o->to && (!o->layout.documents ||
					  list_has(o->layout.documents, ",",
						   "booklet")));
}

static bool is_content(const char *dir)
{
	return strcmp(path_base(dir), "content") == 0;
}

const char *build_folder(const struct build_options *o, const char *dir,
			 struct arena *a)
{
	char full[PATH_MAX];
	const char *here;

	if (o->output)
		return o->output;
	here = realpath(dir, full) ? full : dir;
	if (is_content(here))
		dir = path_above(a, dir);
	else if (is_content(path_dir(a, here)))
		dir = path_above(a, path_above(a, dir));
	return path_join(a, dir, "output");
}

/* Marks what another program makes, or what waits for that. */
static void mark_later(const struct build_options *o, struct out *out)
{
	static const char *const pressed[] = {"pdf", "docx"};

	for (size_t i = 0; i < sizeof pressed / sizeof *pressed; i++)
		if (o->orders && build_wants(o, pressed[i]))
			out_later(out, pressed[i]);
	if (o->orders && build_site_waits(o))
		out_later(out, "site");
}

/* Publishes what of the bank B, whose editions are E, is of ROUND, in DIR.
 * Returns whether that differs from what was there. */
static bool publish_bank(const struct build_options *o, const char *dir,
			 const struct bank *b, const struct editions *e,
			 enum round round)
{
	struct out *out = out_open(dir, b->dir);
	size_t removed, changed;

	progress_begin("writing", 0);
	if (b->circumstances)
		out_remember(out, b->memory);
	emit_formats(o, &e->open, false, round, out);
	emit_formats(o, &e->all, true, round, out);
	if (round != ROUND_SITE)
		mark_later(o, out);
	changed = out_publish(out, &removed);
	progress_end();
	build_tell(dir, changed, removed, round == ROUND_SITE ? "/site" : "");
	return changed || removed;
}

/* Publishes the sites of all banks when the PDF are there, or will not be. */
static bool publish_sites(const struct build_options *o, const char *dir,
			  const struct bank *banks, struct editions *e,
			  size_t n)
{
	const char *made = printing_wait(o->orders) ? dir : NULL;
	bool differs = false;

	for (size_t i = 0; i < n; i++) {
		e[i].open.made = made;
		differs |= publish_bank(o, dir, &banks[i], &e[i], ROUND_SITE);
	}
	return differs;
}

bool build_publish(const struct build_options *plain, struct bank *banks,
		   size_t n)
{
	bool differs = false;
	struct arena a = {0};
	struct build_options own = *plain;
	const struct build_options *o = &own;
	const char *dir = build_folder(o, banks[0].dir, &a);
	struct editions *e = arena_array(&a, struct editions, n);
	enum round round = o->orders && build_site_waits(o) ? ROUND_FIRST
							    : ROUND_ONLY;

	own.layout.edit = build_wants(o, "docx");
	if (o->layout.list)
		own.layout.candidates = sitting_read(o->layout.list, &a);
	for (size_t i = 0; i < n; i++) {
		make_editions(o, &banks[i], &e[i]);
		differs |= publish_bank(o, dir, &banks[i], &e[i], round);
	}
	for (size_t i = 0; i < n && o->orders; i++)
		printing_order(o->orders, banks[i].exam->id.s,
			       moment_of(&banks[i]));
	if (round == ROUND_FIRST)
		differs |= publish_sites(o, dir, banks, e, n);
	for (size_t i = 0; i < n; i++)
		arena_release(&e[i].a);
	arena_release(&a);
	return differs;
}
