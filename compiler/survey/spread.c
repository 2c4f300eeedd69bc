/* Sums up the lengths of texts over a bank: as a table and as JSON. */
#include "survey/spread.h"

#include <stdlib.h>

#include "base/vec.h"

static const char *const names[SIZES] = {"stem", "option", "rationale",
					 "stem and options"};
static const char *const keys[SIZES] = {"stem", "option", "rationale", "item"};

typedef VEC(size_t) size_list;

static void add_texts(size_list *l, const struct sizes *s, enum size_of what)
{
	switch (what) {
	case SIZE_stem:
		vec_push(l, s->stem);
		break;
	case SIZE_item:
		vec_push(l, s->item);
		break;
	case SIZE_option:
		for (size_t i = 0; i < s->noptions; i++)
			vec_push(l, s->options[i].text);
		break;
	case SIZE_rationale:
		for (size_t i = 0; i < s->noptions; i++)
			if (s->options[i].rationale)
				vec_push(l, s->options[i].rationale);
		break;
	case SIZES:
		break;
	}
}

static int ascending(const void *pa, const void *pb)
{
	size_t a = *(const size_t *)pa, b = *(const size_t *)pb;

	return (a > b) - (a < b);
}

struct spread sizes_spread(const struct survey *b, enum size_of what)
{
	struct spread s = {0};
	size_list l = {0};

	for (size_t i = 0; i < b->n; i++)
		if (record_counts(b->bank, b->p[i]))
			add_texts(&l, &b->p[i]->lint->sizes, what);
	if (l.n) {
		size_t low = (l.n - 1) / 2, high = l.n / 2;

		qsort(l.p, l.n, sizeof *l.p, ascending);
		s.least = l.p[0];
		s.low = l.p[l.n / 10];
		s.median = (double)(l.p[low] + l.p[high]) / 2;
		s.high = l.p[l.n - 1 - l.n / 10];
		s.most = l.p[l.n - 1];
	}
	s.n = l.n;
	vec_release(&l);
	return s;
}

/* How many items count, and how many of them name a reference. */
static size_t count_items(const struct survey *b, size_t *referenced)
{
	size_t n = 0;

	*referenced = 0;
	for (size_t i = 0; i < b->n; i++)
		if (record_counts(b->bank, b->p[i])) {
			n++;
			*referenced += b->p[i]->lint->sizes.referenced;
		}
	return n;
}

void sizes_text(const struct survey *b, struct buf *out)
{
	struct spread all[SIZES];
	size_t referenced, items = count_items(b, &referenced);

	if (!items)
		return;
	buf_printf(out, "\n  %-17s %5s %6s %6s %7s %6s %6s\n", "words", "texts",
		   "least", "10 %", "median", "90 %", "most");
	for (enum size_of i = 0; i < SIZES; i++) {
		struct spread s = all[i] = sizes_spread(b, i);

		if (s.n)
			buf_printf(out,
				   "  %-17s %5zu %6zu %6zu %7.1f %6zu %6zu\n",
				   names[i], s.n, s.least, s.low, s.median,
				   s.high, s.most);
	}
	buf_printf(out,
		   "\nOptions with a rationale: %zu of %zu; questions with a "
		   "reference: %zu of %zu\n",
		   all[SIZE_rationale].n, all[SIZE_option].n, referenced,
		   items);
}

struct js *sizes_json(const struct survey *b)
{
	struct js *o = js_object();
	size_t referenced, items = count_items(b, &referenced);

	for (enum size_of i = 0; i < SIZES; i++) {
		struct spread s = sizes_spread(b, i);
		struct js *one = js_object();

		js_set(one, "texts", js_int((long long)s.n));
		js_set(one, "least", js_int((long long)s.least));
		js_set(one, "p10", js_int((long long)s.low));
		js_set(one, "median", js_real(s.median));
		js_set(one, "p90", js_int((long long)s.high));
		js_set(one, "most", js_int((long long)s.most));
		js_set(o, keys[i], one);
	}
	js_set(o, "questions", js_int((long long)items));
	js_set(o, "referenced", js_int((long long)referenced));
	return o;
}
