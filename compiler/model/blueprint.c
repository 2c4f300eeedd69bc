/* Finds tasks, topics, terms and services by their id; shares questions out by
 * weight. */
#include "model/blueprint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

const char *const service_status_names[] = {"active", "maintenance", "sunset",
					    "ended"};
const char *const service_scope_names[] = {"in", "out", "feature"};

const char *const rationales_names[] = {"every", "key", "explanation", "none"};

const struct bounds bounds_default = {3, 10, 8, RATIONALES_every};
const struct bounds bounds_widest = {2, 26, 64, RATIONALES_none};

static int by_id(const void *pa, const void *pb)
{
	const struct field *const *a = pa, *const *b = pb;

	return strcmp((*a)->s, (*b)->s);
}

struct id_index id_index_make(struct arena *a, const void *things, size_t n,
			      size_t size)
{
	struct id_index x = {arena_array(a, const struct field *, n + 1), 0};

	for (const char *p = things; n > 0; n--, p += size) {
		const struct field *id = (const void *)p;

		if (id->s)
			x.p[x.n++] = id;
	}
	if (x.n)
		qsort(x.p, x.n, sizeof *x.p, by_id);
	return x;
}

static const void *id_index_find(const struct id_index *x, const char *id)
{
	const struct field key = {.s = id}, *wanted = &key;
	const struct field **hit = x->n && id ? bsearch(&wanted, x->p, x->n,
							sizeof *x->p, by_id)
					      : NULL;

	return hit ? *hit : NULL;
}

const struct task *exam_task(const struct exam *e, const char *id)
{
	for (size_t i = 0; i < e->ndomains; i++)
		for (size_t j = 0; j < e->domains[i].ntasks; j++)
			if (strcmp(e->domains[i].tasks[j].id.s, id) == 0)
				return &e->domains[i].tasks[j];
	return NULL;
}

const struct topic *exam_topic(const struct exam *e, const char *id)
{
	return id_index_find(&e->topic_index, id);
}

const struct vocabulary *exam_decides(const struct exam *e, const char *id)
{
	for (size_t i = 0; i < e->ndecides; i++)
		if (strcmp(e->decides[i].id.s, id) == 0)
			return &e->decides[i];
	return NULL;
}

const struct service *services_find(const struct services *s, const char *id)
{
	return id_index_find(&s->index, id);
}

size_t vendor_prefix(const struct vendor *v, const char *s)
{
	for (size_t i = 0; v && i < v->names.n; i++) {
		size_t n = strlen(v->names.p[i].s);

		if (strncmp(s, v->names.p[i].s, n) == 0 && s[n] == ' ')
			return n + 1;
	}
	return 0;
}

/*
 * Weights are rounded to millionths first, so that quotas are exact integers
 * and the result is the same on every machine.
 */
enum { WEIGHT_UNIT = 1000000 };

static unsigned long long weight_units(double w)
{
	return w > 0 ? (unsigned long long)llround(w * WEIGHT_UNIT) : 0;
}

void apportion(const double *weights, size_t n, unsigned total, unsigned *parts)
{
	unsigned long long sum = 0;
	unsigned given = 0;

	for (size_t i = 0; i < n; i++)
		sum += weight_units(weights[i]);
	for (size_t i = 0; i < n; i++) {
		parts[i] =
			sum ? (unsigned)(weight_units(weights[i]) * total / sum)
			    : 0;
		given += parts[i];
	}
	if (!sum)
		return;
	/* Fewer seats are left than there are parts, so each gets one at most:
	 * a part that got its extra seat is told by its quota. */
	for (; given < total; given++) {
		unsigned long long best = 0;
		size_t winner = n;

		for (size_t i = 0; i < n; i++) {
			unsigned long long quota = weight_units(weights[i]) *
						   total;

			if (parts[i] != quota / sum)
				continue; /* has its extra seat */
			if (winner == n || quota % sum > best) {
				best = quota % sum;
				winner = i;
			}
		}
		if (winner == n)
			bug("apportion: no part left");
		parts[winner]++;
	}
}

void exam_targets(const struct exam *e, unsigned total, unsigned *parts)
{
	double weights[64] = {0};
	unsigned form[64], rest[64];
	unsigned forms = e->items ? total / e->items : 0;

	if (e->ndomains > 64)
		bug("%zu domains", e->ndomains);
	for (size_t i = 0; i < e->ndomains; i++)
		weights[i] = e->domains[i].weight;
	apportion(weights, e->ndomains, e->items, form);
	apportion(weights, e->ndomains, total - forms * e->items, rest);
	for (size_t i = 0; i < e->ndomains; i++)
		parts[i] = forms * form[i] + rest[i];
}
