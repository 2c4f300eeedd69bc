/* Prints forms as a table and as JSON, and what a bank lacks as sentences. */
#include <stdio.h>
#include <string.h>

#include "form/forms.h"

/* Appends "3/0/2". */
static void put_counts(struct buf *out, const size_t *counts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%zu", i ? "/" : "", counts[i]);
}

/* Keys of questions with four options, by place. */
static void count_places(const struct form *f, size_t places[4])
{
	memset(places, 0, 4 * sizeof *places);
	for (size_t i = 0; i < f->n; i++) {
		const struct placed *p = &f->items[i];

		for (size_t o = 0; p->item->nkeys == 1 && p->noptions == 4 &&
				   o < p->item->noptions;
		     o++)
			for (size_t k = 0; p->item->options[o].key && k < 4;
			     k++)
				places[k] += strcmp(p->options[k],
						    p->item->options[o].id) ==
					     0;
	}
}

static void text_row(const struct bank *b, const struct form *f,
		     struct buf *out)
{
	size_t domains[POOL_DOMAINS] = {0}, types[ITEM_TYPES] = {0};
	size_t difficulties[DIFFICULTY_hard + 1] = {0}, places[4];

	for (size_t i = 0; i < f->n; i++) {
		const struct item *it = f->items[i].item;

		if (it->task_ref)
			domains[it->task_ref->domain - b->exam->domains]++;
		types[it->type]++;
		difficulties[it->difficulty]++;
	}
	count_places(f, places);
	buf_printf(out, "%-20s %s  %3zu  ", f->id, f->hash, f->n);
	put_counts(out, domains, b->exam->ndomains);
	buf_str(out, "  ");
	put_counts(out, types, ITEM_TYPES);
	buf_str(out, "  ");
	put_counts(out, difficulties, DIFFICULTY_hard + 1);
	buf_str(out, "  ");
	put_counts(out, places, 4);
	buf_char(out, '\n');
}

void forms_text(const struct bank *b, const struct forms *f, struct buf *out)
{
	const struct assembly *m = &f->assembly;

	buf_printf(out,
		   "%-20s %-16s    n  domains, types, difficulties, keys "
		   "A/B/C/D\n",
		   "form", "hash");
	for (size_t i = 0; i < f->n; i++)
		text_row(b, &f->p[i], out);
	buf_printf(out,
		   "\nOff the wanted types and difficulties by %u in all; no "
		   "assembly can do better than %u.\n"
		   "Reading load %u to %u words, difficulty %u to %u points a "
		   "form.\n",
		   m->objective, m->bound, m->lightest, m->heaviest, m->easiest,
		   m->hardest);
}

static struct js *form_json(const struct form *f)
{
	struct js *o = js_object(), *items = js_array(), *more = js_array();

	for (size_t i = 0; i < f->n; i++) {
		struct js *it = js_object(), *options = js_array();

		for (size_t k = 0; k < f->items[i].noptions; k++)
			js_push(options, js_string(f->items[i].options[k]));
		js_set(it, "id", js_string(f->items[i].item->id.s));
		js_set(it, "options", options);
		js_push(items, it);
	}
	js_set(o, "id", js_string(f->id));
	js_set(o, "hash", js_string(f->hash));
	js_set(o, "items", items);
	if (!f->version) {
		js_free(more);
		return o;
	}
	js_set(o, "version", js_string((const char[]){f->version, 0}));
	for (size_t i = 0; i < f->nversions; i++)
		js_push(more, form_json(&f->versions[i]));
	if (f->nversions)
		js_set(o, "versions", more);
	else
		js_free(more);
	return o;
}

static struct js *lack_json(const struct bank *b, const struct forms *f)
{
	static const char *const why[] = {"nothing", "domain", "apart",
					  "cases"};
	struct js *o = js_object(), *list = js_array();

	for (size_t d = 0; d < f->plan.ndomains; d++) {
		struct js *row;

		if (!f->lack.missing[d])
			continue;
		row = js_object();
		js_set(row, "domain", js_string(b->exam->domains[d].id.s));
		js_set(row, "needed", js_int(f->lack.needed[d]));
		js_set(row, "missing", js_int(f->lack.missing[d]));
		js_push(list, row);
	}
	js_set(o, "why", js_string(why[f->lack.why]));
	js_set(o, "domains", list);
	return o;
}

struct js *forms_json(const struct bank *b, const struct forms *f)
{
	const struct assembly *m = &f->assembly;
	struct js *o = js_object(), *list = js_array();
	unsigned over = m->objective - m->bound;

	for (size_t i = 0; i < f->n; i++)
		js_push(list, form_json(&f->p[i]));
	js_set(o, "forms", list);
	if (f->lack.why != SHORT_NOTHING) {
		js_set(o, "short", lack_json(b, f));
		return o;
	}
	js_set(o, "seed", js_int((long long)f->seed));
	js_set(o, "objective", js_int(m->objective));
	js_set(o, "bound", js_int(m->bound));
	js_set(o, "gap",
	       js_real(!over	  ? 0
		       : m->bound ? (double)over / m->bound
				  : 1));
	js_set(o, "lightest", js_int(m->lightest));
	js_set(o, "heaviest", js_int(m->heaviest));
	return o;
}

void forms_lack(const struct bank *b, const struct forms *f, struct buf *out)
{
	for (size_t d = 0; d < f->plan.ndomains; d++) {
		const char *domain = b->exam->domains[d].id.s;
		unsigned needed = f->lack.needed[d];
		unsigned missing = f->lack.missing[d];

		if (!missing)
			continue;
		buf_printf(out, "%u form%s of %u need%s %u questions of %s; ",
			   f->plan.forms, f->plan.forms == 1 ? "" : "s",
			   f->plan.items, f->plan.forms == 1 ? "s" : "", needed,
			   domain);
		if (f->lack.why == SHORT_DOMAIN)
			buf_printf(out, "the bank has %u: %u missing\n",
				   needed - missing, missing);
		else if (f->lack.why == SHORT_APART)
			buf_printf(out,
				   "enemies, variants and near-duplicates keep "
				   "%u places empty: write %u that may meet "
				   "the others\n",
				   missing, missing);
		else
			buf_printf(out,
				   "cases are not divided, which leaves %u "
				   "places empty: write %u questions without "
				   "a case\n",
				   missing, missing);
	}
}
