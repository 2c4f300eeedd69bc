/* Checks that ids exist and are unique, and that parts of a case follow. */
#include "blueprint/looks.h"
#include "blueprint/refs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

/* Is it written like an id? If not, the schema has reported it. */
static bool is_id(const struct field *f)
{
	return f->s && *f->s &&
	       !f->s[strspn(f->s, "abcdefghijklmnopqrstuvwxyz0123456789-")];
}

typedef const char *name_at(const void *set, size_t i);

/* Names that suggestions of a bank are looked for in: enough is enough. */
enum { SUGGEST_MAX = 2000000 };

/* Reports an unknown name with the closest one of the N that SET has. */
static void unknown_in(struct bank *b, struct diags *ds, struct source *src,
		       const char *rule, const struct field *f,
		       const char *what, const char *file, const void *set,
		       size_t n, name_at *at)
{
	struct nearest near = {.word = f->s};
	struct diag *d;

	b->compared += n;
	for (size_t i = 0; i < n && b->compared < SUGGEST_MAX; i++)
		if (at(set, i))
			nearest_try(&near, at(set, i));
	d = diag_add(ds, rule, src, f->at,
		     near.found ? "%s has no %s '%s'; did you mean '%s'?"
				: "%s has no %s '%s'",
		     file, what, f->s, near.found);
	if (near.found)
		diag_fix(ds, d, f->at, near.found, false,
			 arena_printf(ds->arena, "write '%s'", near.found));
}

static const char *topic_at(const void *set, size_t i)
{
	return ((const struct exam *)set)->topics[i].id.s;
}

static const char *decides_at(const void *set, size_t i)
{
	return ((const struct exam *)set)->decides[i].id.s;
}

static const char *service_at(const void *set, size_t i)
{
	return ((const struct services *)set)->p[i].id.s;
}

static const char *case_at(const void *set, size_t i)
{
	return ((const struct bank *)set)->cases.p[i]->id.s;
}

static const char *record_at(const void *set, size_t i)
{
	return ((const struct bank *)set)->records.p[i]->id.s;
}

/* Tasks are numbers: all of them are listed rather than guessed at. */
static void unknown_task(struct diags *ds, struct source *src, const char *rule,
			 const struct field *f, const struct exam *e)
{
	struct buf all = BUF_INIT;

	for (size_t i = 0; i < e->ndomains; i++)
		for (size_t j = 0; j < e->domains[i].ntasks; j++)
			buf_printf(&all, "%s%s", all.n ? ", " : "",
				   e->domains[i].tasks[j].id.s);
	diag_add(ds, rule, src, f->at,
		 "exam.yaml has no task '%s'; its tasks are %s", f->s,
		 buf_cstr(&all));
	buf_release(&all);
}

static void check_weights(struct bank *b)
{
	const struct exam *e = b->exam;
	const struct domain *last = &e->domains[e->ndomains - 1];
	double sum = 0;

	for (size_t i = 0; i < e->ndomains; i++)
		sum += e->domains[i].weight;
	if (fabs(sum - 100) > 1e-6)
		diag_add(&b->diags, "exam/weights", e->src, last->weight_at,
			 "the weights of the domains sum to %g, not to 100",
			 sum);
}

void refs_check_exam(struct bank *b)
{
	const struct exam *e = b->exam;
	const struct services *s = b->services;

	if (e) {
		check_weights(b);
		looks_check(b);
		if (e->bounds.options_min > e->bounds.options_max)
			diag_add(&b->diags, "exam/option-bounds", e->src,
				 e->options_at,
				 "a question cannot have at least %u options "
				 "and at most %u",
				 e->bounds.options_min, e->bounds.options_max);
		for (size_t i = 0; i < e->ntopics; i++)
			for (size_t j = 0; j < e->topics[i].tasks.n; j++) {
				const struct field *f =
					&e->topics[i].tasks.p[j];

				if (!exam_task(e, f->s))
					unknown_task(&b->diags, e->src,
						     "exam/unknown-task", f, e);
			}
	}
	for (size_t i = 0; i < s->n; i++) {
		const struct field *f = &s->p[i].part_of;

		if (f->s && !services_find(s, f->s))
			unknown_in(b, &b->diags, s->src, "exam/unknown-service",
				   f, "service", "services.yaml", s, s->n,
				   service_at);
	}
}

static void check_topic(struct bank *b, struct record *r)
{
	const struct exam *e = b->exam;
	const struct topic *t = exam_topic(e, r->topic_field.s);
	struct diag *d;

	if (!t) {
		unknown_in(b, &r->diags, r->src, "bank/unknown-topic",
			   &r->topic_field, "topic", "exam.yaml", e, e->ntopics,
			   topic_at);
		return;
	}
	for (size_t i = 0; i < t->tasks.n; i++)
		if (strcmp(t->tasks.p[i].s, r->task_field.s) == 0 ||
		    !exam_task(e, t->tasks.p[i].s)) /* reported there */
			return;
	if (!t->tasks.n || !exam_task(e, r->task_field.s))
		return;
	d = diag_add(&r->diags, "bank/topic-task", r->src, r->task_field.at,
		     "topic '%s' is not filed under task %s", t->id.s,
		     r->task_field.s);
	diag_note(&r->diags, d, e->src, t->id.at, "its tasks are listed here");
}

static void check_names(struct bank *b, struct record *r)
{
	const struct exam *e = b->exam;
	const char *id = r->task_field.s;
	const struct task *task = id ? exam_task(e, id) : NULL;

	if (is_id(&r->topic_field) && id)
		check_topic(b, r);
	if (id && r->broken) {
		/* A broken question still counts as planned. */
		r->task = task;
		r->domain = task ? task->domain : NULL;
		r->topic = exam_topic(e, r->topic_field.s);
	}
	if (id && *id && !task)
		unknown_task(&r->diags, r->src, "bank/unknown-task",
			     &r->task_field, e);
	if (is_id(&r->decides_field) && !exam_decides(e, r->decides_field.s))
		unknown_in(b, &r->diags, r->src, "bank/unknown-decides",
			   &r->decides_field, "deciding constraint",
			   "exam.yaml", e, e->ndecides, decides_at);
}

/* Without services.yaml ids are free: said once, at the first. */
static void say_no_services(struct bank *b)
{
	for (size_t i = 0; !b->services->src && i < b->records.n; i++) {
		struct record *r = b->records.p[i];

		if (!r->services.n)
			continue;
		diag_add(&r->diags, "bank/no-services", r->src,
			 r->services.p[0].at,
			 "the bank has no services.yaml, so pages show the id "
			 "'%s' for a name, and nothing checks it",
			 r->services.p[0].s);
		return;
	}
}

static void check_services(struct bank *b, struct record *r)
{
	if (!b->services->src)
		return;
	for (size_t i = 0; i < r->services.n; i++)
		if (!services_find(b->services, r->services.p[i].s))
			unknown_in(b, &r->diags, r->src, "bank/unknown-service",
				   &r->services.p[i], "service",
				   "services.yaml", b->services, b->services->n,
				   service_at);
}

static void check_relatives(struct bank *b, struct record *r,
			    const struct field_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (r->id.s && bank_record(b, l->p[i].s) == r)
			diag_add(&r->diags, "bank/unknown-item", r->src,
				 l->p[i].at,
				 "a question is no relative of itself");
		else if (!bank_record(b, l->p[i].s))
			unknown_in(b, &r->diags, r->src, "bank/unknown-item",
				   &l->p[i], "question", "the bank", b,
				   b->records.n, record_at);
}

static void index_ids(struct bank *b)
{
	for (size_t i = 0; i < b->records.n; i++) {
		struct record *r = b->records.p[i], *first;
		struct diag *d;

		if (!r->id.s)
			continue;
		first = map_put(&b->ids, r->id.s, r);
		if (!first)
			continue;
		d = diag_add(&r->diags, "bank/duplicate-id", r->src, r->id.at,
			     "id '%s' is taken", r->id.s);
		diag_note(&r->diags, d, first->src, first->id.at,
			  "by this question");
	}
}

/* Ids that questions had before lead to them, once all ids of today are known;
 * an item keeps of its own those that lead to it. */
static void index_former_ids(struct bank *b)
{
	for (size_t i = 0; i < b->records.n; i++) {
		struct record *r = b->records.p[i], *first;
		size_t kept = 0;

		for (size_t k = 0; k < r->more->formerly.n; k++) {
			const struct field *f = &r->more->formerly.p[k];
			struct diag *d;

			first = map_put(&b->ids, f->s, r);
			if (!first && r->item)
				r->item->formerly.p[kept++] = *f;
			if (!first)
				continue;
			d = diag_add(&r->diags, "bank/duplicate-id", r->src,
				     f->at,
				     first == r ? "id '%s' is this question's "
						  "already"
						: "id '%s' is taken",
				     f->s);
			if (first != r)
				diag_note(&r->diags, d, first->src,
					  first->id.at, "by this question");
		}
		if (r->item)
			r->item->formerly.n = kept;
	}
}

/* Two files of one case; the first is the one that is used. */
static void check_case_ids(struct bank *b)
{
	struct map seen = {0};

	for (size_t i = 0; i < b->cases.n; i++) {
		const struct stimulus *k = b->cases.p[i], *first;

		first = map_put(&seen, k->id.s, b->cases.p[i]);
		if (first)
			diag_note(&b->diags,
				  diag_add(&b->diags, "bank/duplicate-id",
					   k->src, k->id.at, "id '%s' is taken",
					   k->id.s),
				  first->src, first->id.at, "by this case");
	}
	map_release(&seen);
}

static int by_case(const void *pa, const void *pb)
{
	const struct record *a = *(const struct record *const *)pa;
	const struct record *b = *(const struct record *const *)pb;
	int c = strcmp(a->more->case_field.s, b->more->case_field.s);

	if (c)
		return c;
	if (a->more->part != b->more->part)
		return a->more->part < b->more->part ? -1 : 1;
	return strcmp(a->src->path, b->src->path);
}

/* The N questions of one case, by their parts, must be parts 1, 2, 3 … */
static void check_parts(struct record *const *p, size_t n)
{
	const char *id = p[0]->more->case_field.s;
	size_t i = 0;
	struct record *r;
	struct diag *d;

	while (i < n && p[i]->more->part == i + 1)
		i++;
	if (i == n)
		return;
	r = p[i];
	if (i > 0 && p[i - 1]->more->part == r->more->part) {
		d = diag_add(&r->diags, "bank/case-part", r->src,
			     r->more->case_field.at,
			     "case '%s' has two parts %u", id, r->more->part);
		diag_note(&r->diags, d, p[i - 1]->src,
			  p[i - 1]->more->case_field.at,
			  "the other one is here");
	} else
		diag_add(&r->diags, "bank/case-part", r->src,
			 r->more->case_field.at,
			 r->more->part
				 ? "case '%s' has a part %u but no part %zu"
				 : "a question of case '%s' needs a key "
				   "'part'; %.0u%zu is free",
			 id, r->more->part, i + 1);
}

static void check_cases(struct bank *b)
{
	VEC(struct record *) parts = {0};
	struct map used = {0};
	const struct field *sheet = b->exam ? &b->exam->print.formulas : NULL;
	size_t end;

	if (sheet && sheet->s)
		map_put(&used, sheet->s, b->exam);
	for (size_t i = 0; i < b->records.n; i++) {
		struct record *r = b->records.p[i];

		if (!r->more->case_field.s)
			continue;
		map_put(&used, r->more->case_field.s, r);
		if (bank_stimulus(b, r->more->case_field.s) &&
		    (!r->broken || r->more->part))
			vec_push(&parts, r);
	}
	if (parts.n)
		qsort(parts.p, parts.n, sizeof *parts.p, by_case);
	for (size_t i = 0; i < parts.n; i = end) {
		const char *id = parts.p[i]->more->case_field.s;

		for (end = i + 1; end < parts.n; end++)
			if (strcmp(parts.p[end]->more->case_field.s, id) != 0)
				break;
		check_parts(&parts.p[i], end - i);
	}
	for (size_t i = 0; i < b->cases.n; i++) {
		const struct stimulus *k = b->cases.p[i];

		if (bank_stimulus(b, k->id.s) == k && !map_get(&used, k->id.s))
			diag_add(&b->diags, "bank/unused-case", k->src,
				 k->id.at, "no question belongs to case '%s'",
				 k->id.s);
	}
	vec_release(&parts);
	map_release(&used);
}

/* The formula sheet of exam.yaml is a case. */
static void check_formulas(struct bank *b)
{
	const struct field *f = b->exam ? &b->exam->print.formulas : NULL;

	if (f && f->s && !bank_stimulus(b, f->s) &&
	    !map_get(&b->lost_cases, f->s))
		unknown_in(b, &b->diags, b->exam->src, "bank/unknown-case", f,
			   "case", "the folder cases/", b, b->cases.n, case_at);
}

void refs_check_bank(struct bank *b)
{
	index_ids(b);
	index_former_ids(b);
	say_no_services(b);
	for (size_t i = 0; i < b->records.n; i++) {
		struct record *r = b->records.p[i];

		if (b->exam)
			check_names(b, r);
		check_services(b, r);
		check_relatives(b, r, &r->more->variant_of);
		check_relatives(b, r, &r->more->enemies);
		if (r->more->part && !r->more->case_field.s)
			diag_add(&r->diags, "bank/case-part", r->src,
				 r->more->part_at,
				 "a part of no case; name it with the key "
				 "'case'");
		if (is_id(&r->more->case_field) &&
		    !bank_stimulus(b, r->more->case_field.s) &&
		    !map_get(&b->lost_cases, r->more->case_field.s))
			unknown_in(b, &r->diags, r->src, "bank/unknown-case",
				   &r->more->case_field, "case",
				   "the folder cases/", b, b->cases.n, case_at);
	}
	check_cases(b);
	check_case_ids(b);
	check_formulas(b);
}
