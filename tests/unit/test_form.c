/* Forms: against brute force on small pools, by their promises on large ones,
 * and what is said to be missing where something was taken away. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/assemble.h"
#include "form/random.h"
#include "suites.h"

enum { MOST = 1000 };

/* A pool of random questions and what it was made from. */
struct world {
	struct arena arena;
	struct pool_item items[MOST];
	struct apart pairs[MOST];
	size_t n, npairs;
	struct plan plan;
};

static size_t below(struct chance *c, size_t n)
{
	return chance_below(c, n);
}

static void add_item(struct world *w, struct chance *c, unsigned domain,
		     const char *case_id, unsigned part)
{
	struct pool_item *it = &w->items[w->n];
	/* One draw a statement: compilers choose the order within one. */
	unsigned difficulty = (unsigned)below(c, w->plan.ndifficulties);
	unsigned type = (unsigned)below(c, w->plan.ntypes);
	unsigned words = 50 + (unsigned)below(c, 60);

	*it = (struct pool_item){.id = arena_printf(&w->arena, "q%04zu", w->n),
				 .case_id = case_id,
				 .part = part,
				 .domain = domain,
				 .type = type,
				 .difficulty = difficulty,
				 .points = difficulty + 1,
				 .words = words};
	w->n++;
}

static void add_case(struct world *w, struct chance *c, unsigned parts)
{
	const char *id = arena_printf(&w->arena, "case%zu", w->n);

	for (unsigned p = 1; p <= parts; p++)
		add_item(w, c, (unsigned)below(c, w->plan.ndomains), id, p);
}

static void set_plan(struct world *w, unsigned forms, size_t ndomains,
		     const unsigned *domain, const unsigned *type,
		     size_t ntypes, const unsigned *difficulty,
		     size_t ndifficulties)
{
	w->plan = (struct plan){.forms = forms,
				.ndomains = ndomains,
				.ntypes = ntypes,
				.ndifficulties = ndifficulties};
	for (size_t i = 0; i < ndomains; i++) {
		w->plan.domain[i] = domain[i];
		w->plan.items += domain[i];
	}
	memcpy(w->plan.type, type, ntypes * sizeof *type);
	memcpy(w->plan.difficulty, difficulty,
	       ndifficulties * sizeof *difficulty);
}

/* Draws N pairs of questions that must be apart. */
static void add_pairs(struct world *w, struct chance *c, size_t n)
{
	for (; n > 0; n--) {
		struct apart *pair = &w->pairs[w->npairs++];

		pair->a = below(c, w->n);
		pair->b = below(c, w->n);
	}
}

static struct pool pool_of(struct world *w)
{
	return pool_make(&w->arena, w->items, w->n, w->pairs, w->npairs);
}

/* Every promise but that of the objective. */
static void ck_forms(const struct world *w, const struct pool *p,
		     const struct assembly *m)
{
	char seen[MOST] = {0};

	for (size_t f = 0; f < w->plan.forms; f++) {
		unsigned domain[POOL_DOMAINS] = {0};

		for (size_t i = 0; i < m->count[f]; i++) {
			const struct unit *u = &p->units[m->form[f][i]];

			ck_assert_msg(!seen[m->form[f][i]]++, "a unit twice");
			for (size_t k = 0; k < u->n; k++)
				domain[u->items[k]->domain]++;
			for (size_t a = 0; a < u->napart; a++)
				for (size_t j = 0; j < m->count[f]; j++)
					ck_assert_msg(m->form[f][j] !=
							      u->apart[a],
						      "enemies in one form");
		}
		for (size_t d = 0; d < w->plan.ndomains; d++)
			ck_assert_uint_eq(domain[d], w->plan.domain[d]);
	}
}

static unsigned objective(const struct world *w, const struct pool *p,
			  const struct assembly *m)
{
	unsigned sum = 0;

	for (size_t f = 0; f < w->plan.forms; f++) {
		long type[POOL_KINDS] = {0}, difficulty[POOL_KINDS] = {0};

		for (size_t i = 0; i < m->count[f]; i++)
			for (size_t k = 0; k < p->units[m->form[f][i]].n; k++) {
				const struct pool_item *it =
					p->units[m->form[f][i]].items[k];

				type[it->type]++;
				difficulty[it->difficulty]++;
			}
		for (size_t k = 0; k < w->plan.ntypes; k++)
			sum += (unsigned)labs(type[k] - (long)w->plan.type[k]);
		for (size_t k = 0; k < w->plan.ndifficulties; k++)
			sum += (unsigned)labs(difficulty[k] -
					      (long)w->plan.difficulty[k]);
	}
	return sum;
}

/* All ways to put units into forms; the best objective, -1: there is none. */
struct brute {
	const struct world *w;
	const struct pool *p;
	int where[32];
	long domain[4][POOL_DOMAINS];
	long best;
};

static long brute_value(const struct brute *b)
{
	long sum = 0;

	for (size_t f = 0; f < b->w->plan.forms; f++) {
		long type[POOL_KINDS] = {0}, difficulty[POOL_KINDS] = {0};

		for (size_t u = 0; u < b->p->n; u++)
			for (size_t k = 0;
			     b->where[u] == (int)f && k < b->p->units[u].n;
			     k++) {
				type[b->p->units[u].items[k]->type]++;
				difficulty
					[b->p->units[u].items[k]->difficulty]++;
			}
		for (size_t k = 0; k < b->w->plan.ntypes; k++)
			sum += labs(type[k] - (long)b->w->plan.type[k]);
		for (size_t k = 0; k < b->w->plan.ndifficulties; k++)
			sum += labs(difficulty[k] -
				    (long)b->w->plan.difficulty[k]);
	}
	return sum;
}

static bool brute_may(const struct brute *b, size_t u, int f)
{
	const struct unit *unit = &b->p->units[u];

	for (size_t d = 0; d < b->w->plan.ndomains; d++)
		if (b->domain[f][d] + (long)unit->domains[d] >
		    (long)b->w->plan.domain[d])
			return false;
	for (size_t i = 0; i < unit->napart; i++)
		if (unit->apart[i] < u && b->where[unit->apart[i]] == f)
			return false;
	return true;
}

static void brute_try(struct brute *b, size_t u)
{
	bool full = true;

	if (u == b->p->n) {
		long value;

		for (size_t f = 0; f < b->w->plan.forms; f++)
			for (size_t d = 0; d < b->w->plan.ndomains; d++)
				full = full &&
				       b->domain[f][d] ==
					       (long)b->w->plan.domain[d];
		value = full ? brute_value(b) : -1;
		if (full && (b->best < 0 || value < b->best))
			b->best = value;
		return;
	}
	for (int f = -1; f < (int)b->w->plan.forms; f++) {
		const struct unit *unit = &b->p->units[u];

		if (f >= 0 && !brute_may(b, u, f))
			continue;
		b->where[u] = f;
		for (size_t d = 0; f >= 0 && d < b->w->plan.ndomains; d++)
			b->domain[f][d] += (long)unit->domains[d];
		brute_try(b, u + 1);
		for (size_t d = 0; f >= 0 && d < b->w->plan.ndomains; d++)
			b->domain[f][d] -= (long)unit->domains[d];
		b->where[u] = -1;
	}
}

/* One or two forms of four or five out of eight to eleven questions. */
static void small_world(struct world *w, struct chance *c)
{
	static const unsigned domains[][2] = {{2, 2}, {3, 1}, {3, 2}};
	static const unsigned types[] = {3, 1}, difficulties[] = {1, 2, 1};
	unsigned forms = 1 + (unsigned)below(c, 2);
	size_t which = below(c, 3);

	set_plan(w, forms, 2, domains[which], types, 2, difficulties, 3);
	if (below(c, 2))
		add_case(w, c, 2 + (unsigned)below(c, 2));
	for (size_t n = 8 + below(c, 3); w->n < n;)
		add_item(w, c, (unsigned)below(c, 2), NULL, 0);
	add_pairs(w, c, below(c, 5));
}

START_TEST(small_pools_equal_brute_force)
{
	struct chance c = {(uint64_t)_i * 7919 + 1};
	unsigned possible = 0, impossible = 0;

	for (int n = 0; n < 40; n++) {
		struct world *w = calloc(1, sizeof *w);
		struct assembly m;
		struct lack lack;
		struct pool p;
		struct brute b = {.w = w, .best = -1};
		bool ok;

		small_world(w, &c);
		p = pool_of(w);
		b.p = &p;
		brute_try(&b, 0);
		ok = assemble(&w->arena, &p, &w->plan, (uint64_t)n, &m, &lack);
		ck_assert_msg(ok == (b.best >= 0), "pool %d of %d: %s", n, _i,
			      ok ? "found what is not there" : "not found");
		possible += ok;
		impossible += !ok;
		if (ok) {
			ck_forms(w, &p, &m);
			ck_assert_uint_eq(m.objective, objective(w, &p, &m));
			ck_assert_int_eq(m.objective, b.best);
			ck_assert_uint_le(m.bound, m.objective);
		} else {
			unsigned missing = 0;

			for (size_t d = 0; d < 2; d++)
				missing += lack.missing[d];
			ck_assert_uint_gt(missing, 0);
		}
		arena_release(&w->arena);
		free(w);
	}
	ck_assert_uint_gt(possible, 5);
	ck_assert_uint_gt(impossible, 5);
}
END_TEST

/* A case that fits, but with which no form can be made, must stay out: the
 * single questions may not stand beside it. */
START_TEST(a_case_may_stay_out)
{
	static const unsigned domains[] = {1, 2}, types[] = {3}, hard[] = {3};
	struct chance c = {1};
	struct world *w = calloc(1, sizeof *w);
	struct assembly m;
	struct lack lack;
	struct pool p;

	set_plan(w, 1, 2, domains, types, 1, hard, 1);
	add_item(w, &c, 0, "case", 1);
	add_item(w, &c, 1, "case", 2);
	add_item(w, &c, 0, NULL, 0);
	for (int i = 0; i < 2; i++)
		add_item(w, &c, 1, NULL, 0);
	for (size_t i = 3; i < 5; i++) /* none beside the case */
		w->pairs[w->npairs++] = (struct apart){0, i};
	p = pool_of(w);
	ck_assert(assemble(&w->arena, &p, &w->plan, 1, &m, &lack));
	ck_forms(w, &p, &m);
	arena_release(&w->arena);
	free(w);
}
END_TEST

static const unsigned exam_domains[] = {18, 17, 14, 16};
static const unsigned exam_types[] = {47, 12, 4, 2};
static const unsigned exam_difficulties[] = {13, 33, 19};

/* As many questions of each domain as FORMS need, and MORE. */
static void exam_world(struct world *w, struct chance *c, unsigned forms,
		       unsigned more)
{
	set_plan(w, forms, 4, exam_domains, exam_types, 4, exam_difficulties,
		 3);
	for (unsigned d = 0; d < 4; d++)
		for (unsigned i = exam_domains[d] * forms + more; i > 0; i--)
			add_item(w, c, d, NULL, 0);
}

START_TEST(large_pools_keep_all_promises)
{
	struct chance c = {(uint64_t)_i + 99};
	struct world *w = calloc(1, sizeof *w);
	struct assembly m, again;
	struct lack lack;
	struct pool p;
	size_t order[MOST];
	struct world *other = calloc(1, sizeof *other);
	unsigned forms;

	forms = 2 + (unsigned)below(&c, 3);
	exam_world(w, &c, forms, (unsigned)below(&c, 30));
	add_case(w, &c, 2);
	add_case(w, &c, 3);
	add_pairs(w, &c, 20);
	p = pool_of(w);
	ck_assert(assemble(&w->arena, &p, &w->plan, 5, &m, &lack));
	ck_forms(w, &p, &m);
	ck_assert_uint_eq(m.objective, objective(w, &p, &m));
	ck_assert_msg(m.objective == m.bound, "objective %u, bound %u",
		      m.objective, m.bound);
	/* The order of the questions is of no account. */
	*other = *w;
	other->arena = (struct arena){NULL, 0};
	for (size_t i = 0; i < w->n; i++)
		order[i] = i;
	chance_shuffle(&c, order, w->n);
	for (size_t i = 0; i < w->n; i++)
		other->items[order[i]] = w->items[i];
	for (size_t i = 0; i < w->npairs; i++)
		other->pairs[i] = (struct apart){order[w->pairs[i].b],
						 order[w->pairs[i].a]};
	p = pool_of(other);
	ck_assert(assemble(&other->arena, &p, &w->plan, 5, &again, &lack));
	for (size_t f = 0; f < w->plan.forms; f++) {
		ck_assert_uint_eq(m.count[f], again.count[f]);
		ck_assert_mem_eq(m.form[f], again.form[f],
				 m.count[f] * sizeof *m.form[f]);
	}
	arena_release(&other->arena);
	arena_release(&w->arena);
	free(other);
	free(w);
}
END_TEST

/* Something is taken away; what is said to be missing must be just that. */
START_TEST(shortages_are_right)
{
	struct chance c = {(uint64_t)_i * 31 + 4};
	struct world *w = calloc(1, sizeof *w);
	unsigned forms = 1 + (unsigned)below(&c, 3),
		 lost = 1 + (unsigned)below(&c, 9);
	unsigned d = (unsigned)below(&c, 4), e = (d + 1) % 4,
		 kind = (unsigned)_i % 4;
	struct assembly m;
	struct lack lack;
	struct pool p;

	exam_world(w, &c, forms, 0);
	if (kind == 0 || kind == 1) {
		/* Too few of one domain, or of two. */
		for (size_t i = 0, n1 = lost, n2 = kind ? 2 : 0; i < w->n;) {
			bool gone = (w->items[i].domain == d && n1) ||
				    (w->items[i].domain == e && n2);

			n1 -= gone && w->items[i].domain == d;
			n2 -= gone && w->items[i].domain == e;
			if (gone)
				w->items[i] = w->items[--w->n];
			else
				i++;
		}
	} else if (kind == 2) {
		/* LOST more enemies than forms, and every question needed. */
		size_t first[16], n = 0;

		lost = 1 + lost % 4;
		for (size_t i = 0; i < w->n && n < forms + lost; i++)
			if (w->items[i].domain == d)
				first[n++] = i;
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < i; j++)
				w->pairs[w->npairs++] =
					(struct apart){first[i], first[j]};
	} else {
		/* A case with more parts of a domain than a form has. */
		unsigned part = 0;

		lost = exam_domains[d] + 1;
		if (forms == 1) {
			arena_release(&w->arena);
			free(w);
			return;
		}
		for (size_t i = 0; i < w->n && part < lost; i++)
			if (w->items[i].domain == d) {
				w->items[i].case_id = "whale";
				w->items[i].part = ++part;
			}
	}
	p = pool_of(w);
	ck_assert(!assemble(&w->arena, &p, &w->plan, 1, &m, &lack));
	ck_assert_int_eq(lack.why, kind == 2 ? SHORT_APART : SHORT_DOMAIN);
	ck_assert_uint_eq(lack.missing[d], lost);
	ck_assert_uint_eq(lack.needed[d], exam_domains[d] * forms);
	for (unsigned i = 0; i < 4; i++)
		if (i != d)
			ck_assert_uint_eq(lack.missing[i],
					  kind == 1 && i == e ? 2 : 0);
	arena_release(&w->arena);
	free(w);
}
END_TEST

Suite *form_suite(void)
{
	Suite *s = suite_create("form");
	TCase *t = tcase_create("form");

	tcase_set_timeout(t, 120);
	tcase_add_test(t, a_case_may_stay_out);
	tcase_add_loop_test(t, small_pools_equal_brute_force, 0, 5);
	tcase_add_loop_test(t, large_pools_keep_all_promises, 0, 20);
	tcase_add_loop_test(t, shortages_are_right, 0, 200);
	suite_add_tcase(s, t);
	return s;
}
