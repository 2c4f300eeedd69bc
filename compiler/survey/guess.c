/* Counts what strategies without knowledge hit, and how likely that is. */
#include "survey/guess.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/vec.h"
#include "survey/chance.h"
#include "survey/rest.h"

static const struct {
	const char *name, *what;
} known[] = {
#define GUESS(name, what) {#name, what},
#include "lint/guess.def"
#undef GUESS
	{"position A", "the first option"},
	{"position B", "the second option"},
	{"position C", "the third option"},
	{"position D", "the fourth option"},
	{"position E", "the fifth option"},
	{"middle", "an option in the middle"},
};

/* Where a record is counted. */
struct count {
	struct guess_counts *c;
	size_t options;
	unsigned by; /* 1, or all bits: one less */
};

/* TOPS of the options look best to the strategy I; HIT: the key is one. */
static void take(const struct count *x, size_t i, size_t tops, bool hit)
{
	x->c->items[i][x->options][tops] += x->by;
	x->c->hits[i][x->options][tops] += hit ? x->by : 0;
}

/* The habit of choosing option AT: it gains only where pages do not shuffle. */
static void take_position(const struct count *x, const struct lint_record *k,
			  size_t at)
{
	if (at < k->nfree)
		take(x, GUESSES + at, k->nfree, k->key_place < 0);
	else
		take(x, GUESSES + at, 1, (size_t)k->key_place == at);
}

/* Does REC count for guessing? Drafts do not: nobody gets them. */
static bool is_guessed(const struct bank *b, const struct record *rec)
{
	return rec->lint->single && rec->lint->noptions <= OPTION_MAX &&
	       rec->key_position >= 0 && record_counts(b, rec);
}

void guess_add(struct guess_counts *c, const struct bank *b,
	       const struct record *rec, int by)
{
	const struct lint_record *k = rec->lint;
	size_t n = k->noptions;
	struct count x = {c, n, (unsigned)by};

	if (!is_guessed(b, rec))
		return;
	for (size_t i = 0; i < GUESSES; i++)
		take(&x, i, k->guesses[i].tops, k->guesses[i].hit);
	for (size_t i = 0; k->nfree < n && i < POSITIONS && i < n; i++)
		take_position(&x, k, i);
	if (!k->nfree)
		take(&x, STRATEGIES - 1, n - 2,
		     k->key_place > 0 && (size_t)k->key_place + 1 < n);
	c->places[n][rec->key_position] += x.by;
}

/* Sums up what was counted for the strategy I. */
static void judge(struct strategy *s, const struct guess_counts *c, size_t at)
{
	struct lot lots[(OPTION_MAX + 1) * (OPTION_MAX + 1)];
	size_t count = 0;

	for (size_t n = 1; n <= OPTION_MAX; n++)
		for (size_t k = 1; k <= n; k++) {
			unsigned items = c->items[at][n][k];

			if (!items)
				continue;
			lots[count++] = (struct lot){(double)k / (double)n,
						     1 / (double)k, items};
			s->n += items;
			s->hits += c->hits[at][n][k] / (double)k;
			s->chance += items / (double)n;
		}
	s->p = fmin(1, sum_tail(lots, count, s->hits - 0.5) * STRATEGIES);
}

/* Hits above chance, as a share of the items; -1 without items. */
static double gain(const struct strategy *s)
{
	return s->n ? (s->hits - s->chance) / (double)s->n : -1;
}

static int ascending(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;

	return (a > b) - (a < b);
}

static double median(double *p, size_t n)
{
	if (!n)
		return 0;
	qsort(p, n, sizeof *p, ascending);
	return n % 2 ? p[n / 2] : (p[n / 2 - 1] + p[n / 2]) / 2;
}

/* Counts of all of B, in a place of their own, with those that are not there. */
static struct guess_counts *count_all(const struct survey *b,
				      const struct domain *domain)
{
	struct guess_counts *c = xcalloc(1, sizeof *c);

	if (b->bank->rest && !domain)
		*c = b->bank->rest->survey->guess;
	for (size_t i = 0; i < b->n; i++)
		if (!domain || b->p[i]->domain == domain)
			guess_add(c, b->bank, b->p[i], 1);
	return c;
}

static double median_ratio(const struct survey *b, const struct domain *domain)
{
	VEC(double) ratios = {0};
	double m;

	for (size_t i = 0; i < b->n; i++)
		if (is_guessed(b->bank, b->p[i]) &&
		    (!domain || b->p[i]->domain == domain))
			vec_push(&ratios, b->p[i]->lint->length_ratio);
	m = median(ratios.p, ratios.n);
	vec_release(&ratios);
	return m;
}

struct guesswork guess_count(const struct survey *b,
			     const struct domain *domain)
{
	struct guesswork g = {.domain = domain};
	struct guess_counts *c = count_all(b, domain);

	for (size_t i = 0; i < STRATEGIES; i++) {
		g.by[i].name = known[i].name;
		g.by[i].what = known[i].what;
		judge(&g.by[i], c, i);
		if (gain(&g.by[i]) > gain(&g.by[g.best]))
			g.best = i;
	}
	memcpy(g.places, c->places, sizeof g.places);
	free(c);
	g.n = g.by[0].n; /* which can be tried on all */
	g.chance = g.n ? g.by[0].chance / (double)g.n : 0;
	g.median_ratio = median_ratio(b, domain);
	return g;
}

size_t guess_cues(const struct guesswork *g, size_t items, double least,
		  double p, const struct strategy **cues)
{
	size_t n = 0;

	for (size_t i = 0; i < STRATEGIES; i++) {
		const struct strategy *s = &g->by[i];
		size_t at = n;

		if (s->n < items || s->p >= p || gain(s) <= least)
			continue;
		for (; at && gain(cues[at - 1]) < gain(s); at--)
			cues[at] = cues[at - 1];
		cues[at] = s;
		n++;
	}
	return n;
}

size_t guess_positions(const struct guesswork *g, size_t n, size_t *count)
{
	size_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += count[i] = g->places[n][i];
	return total;
}

bool guess_position_test(const size_t *count, size_t n, double *p)
{
	double total = 0, even, sum = 0;

	for (size_t i = 0; i < n; i++)
		total += (double)count[i];
	even = total / (double)n;
	for (size_t i = 0; i < n; i++)
		sum += ((double)count[i] - even) * ((double)count[i] - even);
	if (even < 5) /* the approximation needs five a cell */
		return false;
	*p = chi_square_tail(sum / even, (unsigned)n - 1);
	return true;
}
