/* Targets by largest remainders, differences, and the next questions. */
#include "check/coverage.h"

#include <math.h>
#include <string.h>

#include "base/json.h"

/* Broken questions are planned ones: mending them must not move targets. */
static bool is_planned(const struct bank *b, const struct record *r)
{
	return record_counts(b, r) ||
	       (r->broken && r->status == STATUS_released);
}

static unsigned count_topic(const struct bank *b, const struct topic *t)
{
	unsigned n = 0;

	for (size_t i = 0; i < b->records.n; i++)
		n += is_planned(b, b->records.p[i]) &&
		     b->records.p[i]->topic == t;
	return n;
}

struct coverage coverage_count(const struct bank *b, struct arena *arena)
{
	const struct exam *e = b->exam;
	struct coverage c = {.nrows = e->ndomains};
	unsigned *targets = arena_array(arena, unsigned, e->ndomains);

	c.rows = arena_array(arena, struct coverage_row, e->ndomains);
	for (size_t i = 0; i < b->records.n; i++) {
		const struct record *r = b->records.p[i];

		if (!is_planned(b, r) || !r->domain)
			continue;
		c.rows[r->domain - e->domains].actual++;
		c.total++;
	}
	exam_targets(e, c.total, targets);
	for (size_t i = 0; i < c.nrows; i++) {
		struct coverage_row *row = &c.rows[i];

		row->domain = &e->domains[i];
		row->target = targets[i];
		if (c.total)
			row->off = 100.0 * ((double)row->actual - row->target) /
				   c.total;
	}
	return c;
}

static void check_domain(struct bank *b, const struct coverage *c,
			 const struct coverage_row *row)
{
	bool small = c->total < b->exam->items;
	unsigned gap = row->actual < row->target ? row->target - row->actual
						 : row->actual - row->target;

	if (fabs(row->off) <= b->exam->tolerance + 1e-9)
		return;
	diag_add(&b->diags, small ? "coverage/small-bank" : "coverage/domain",
		 b->exam->src, row->domain->id.at,
		 "domain '%s' has %u of %u questions; its weight of %g%% asks "
		 "for %u: %s %u",
		 row->domain->id.s, row->actual, c->total, row->domain->weight,
		 row->target, row->actual < row->target ? "write" : "over by",
		 gap);
}

void coverage_check(struct bank *b)
{
	const struct exam *e = b->exam;
	struct arena a = {0};
	struct coverage c = coverage_count(b, &a);

	for (size_t i = 0; c.total && i < c.nrows; i++)
		check_domain(b, &c, &c.rows[i]);
	for (size_t i = 0; c.total && i < e->ntopics; i++) {
		unsigned n = count_topic(b, &e->topics[i]);

		if (n < e->topics[i].minimum)
			diag_add(&b->diags, "coverage/topic", e->src,
				 e->topics[i].id.at,
				 "topic '%s' has %u question%s, its minimum "
				 "is %u",
				 e->topics[i].id.s, n, n == 1 ? "" : "s",
				 e->topics[i].minimum);
	}
	arena_release(&a);
}

static void text_rows(const struct coverage *c, struct buf *out)
{
	int width = (int)strlen("domain");

	for (size_t i = 0; i < c->nrows; i++)
		if ((int)strlen(c->rows[i].domain->id.s) > width)
			width = (int)strlen(c->rows[i].domain->id.s);
	buf_printf(out, "%-*s  weight  target  actual  difference\n", width,
		   "domain");
	for (size_t i = 0; i < c->nrows; i++) {
		const struct coverage_row *r = &c->rows[i];

		buf_printf(out, "%-*s  %5g%%  %6u  %6u  %+10d\n", width,
			   r->domain->id.s, r->domain->weight, r->target,
			   r->actual, (int)r->actual - (int)r->target);
	}
	buf_printf(out, "%-*s  %5g%%  %6u  %6u\n", width, "all", 100.0,
		   c->total, c->total);
}

/*
 * What the next full form lacks: the bank's size rounded up to whole forms,
 * apportioned, less what is there.
 */
static unsigned next_form(const struct bank *b, const struct coverage *c,
			  unsigned *missing)
{
	const struct exam *e = b->exam;
	unsigned forms = 1, most = c->total / e->items + 1, short_by;

	/* One form more than the bank has is always short of something, but
	 * for a blueprint whose weights are all zero. */
	for (;; forms++) {
		short_by = 0;
		exam_targets(e, forms * e->items, missing);
		for (size_t i = 0; i < c->nrows; i++) {
			unsigned have = c->rows[i].actual;

			missing[i] = missing[i] > have ? missing[i] - have : 0;
			short_by += missing[i];
		}
		if (short_by || forms >= most)
			return forms;
	}
}

/* The topic of the domain that has the fewest questions for its minimum. */
static const struct topic *poorest_topic(const struct bank *b,
					 const struct domain *d)
{
	const struct topic *best = NULL;
	unsigned fewest = 0;

	for (size_t i = 0; i < b->exam->ntopics; i++) {
		const struct topic *t = &b->exam->topics[i];
		unsigned n = count_topic(b, t);
		const struct task *first =
			t->tasks.n ? exam_task(b->exam, t->tasks.p[0].s) : NULL;

		if (!first || first->domain != d)
			continue;
		if (!best || n < fewest) {
			best = t;
			fewest = n;
		}
	}
	return best;
}

/* The domain with the most missing questions; false when none misses any. */
static bool most_missing(const struct coverage *c, const unsigned *missing,
			 size_t *most)
{
	*most = 0;
	for (size_t i = 1; i < c->nrows; i++)
		if (missing[i] > missing[*most])
			*most = i;
	return missing[*most] > 0;
}

static void text_next(const struct bank *b, const struct coverage *c,
		      struct arena *a, struct buf *out)
{
	unsigned *missing = arena_array(a, unsigned, c->nrows);
	unsigned forms = next_form(b, c, missing);

	buf_printf(out, "\nWrite next, for %u full form%s of %u:\n", forms,
		   forms == 1 ? "" : "s", b->exam->items);
	for (size_t i; most_missing(c, missing, &i); missing[i] = 0) {
		const struct domain *d = c->rows[i].domain;
		const struct topic *t = poorest_topic(b, d);

		buf_printf(out, "  %3u for %s%s%s\n", missing[i], d->id.s,
			   t ? ", first on " : "", t ? t->id.s : "");
	}
}

void coverage_text(const struct bank *b, struct buf *out)
{
	struct arena a = {0};
	struct coverage c = coverage_count(b, &a);

	text_rows(&c, out);
	text_next(b, &c, &a, out);
	arena_release(&a);
}

static struct js *json_next(const struct bank *b, const struct coverage *c,
			    struct arena *a)
{
	unsigned *missing = arena_array(a, unsigned, c->nrows);
	unsigned forms = next_form(b, c, missing);
	struct js *next = js_object(), *list = js_array();

	for (size_t i; most_missing(c, missing, &i); missing[i] = 0) {
		const struct domain *d = c->rows[i].domain;
		const struct topic *t = poorest_topic(b, d);
		struct js *o = js_object();

		js_set(o, "domain", js_string(d->id.s));
		js_set(o, "missing", js_int(missing[i]));
		js_set(o, "topic", js_string(t ? t->id.s : NULL));
		js_push(list, o);
	}
	js_set(next, "forms", js_int(forms));
	js_set(next, "domains", list);
	return next;
}

void coverage_json(const struct bank *b, struct buf *out)
{
	struct arena a = {0};
	struct coverage c = coverage_count(b, &a);
	struct js *top = js_object(), *list = js_array();

	for (size_t i = 0; i < c.nrows; i++) {
		const struct coverage_row *r = &c.rows[i];
		struct js *o = js_object();

		js_set(o, "id", js_string(r->domain->id.s));
		js_set(o, "name", js_string(r->domain->name.s));
		js_set(o, "weight", js_real(r->domain->weight));
		js_set(o, "target", js_int(r->target));
		js_set(o, "actual", js_int(r->actual));
		js_set(o, "difference",
		       js_int((long long)r->actual - (long long)r->target));
		js_push(list, o);
	}
	js_set(top, "schema", js_int(1));
	js_set(top, "exam", js_string(b->exam->id.s));
	js_set(top, "total", js_int(c.total));
	js_set(top, "domains", list);
	js_set(top, "next", json_next(b, &c, &a));
	js_write(top, 1, out);
	js_free(top);
	arena_release(&a);
}
