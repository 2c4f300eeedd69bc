/* Counts what strategies without knowledge hit, and how likely that is. */
#include "survey/guess.h"

#include <math.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/vec.h"
#include "survey/chance.h"

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

/* K of N options look best to the strategy; HIT: the key is one of them. */
static void take(struct strategy *s, size_t n, size_t k, bool hit)
{
	s->n++;
	s->hits += hit ? 1 / (double)k : 0;
	s->chance += 1 / (double)n;
	s->items[n][k]++;
}

/* The habit of choosing option AT: it gains only where pages do not shuffle. */
static void take_position(struct strategy *s, const struct lint_record *k,
			  size_t at)
{
	if (at < k->nfree)
		take(s, k->noptions, k->nfree, k->key_place < 0);
	else
		take(s, k->noptions, 1, (size_t)k->key_place == at);
}

static void take_item(struct guesswork *g, const struct record *rec)
{
	const struct lint_record *k = rec->lint;
	size_t n = k->noptions;

	for (size_t i = 0; i < GUESSES; i++)
		take(&g->by[i], n, k->guesses[i].tops, k->guesses[i].hit);
	for (size_t i = 0; k->nfree < n && i < POSITIONS && i < n; i++)
		take_position(&g->by[GUESSES + i], k, i);
	if (!k->nfree)
		take(&g->by[STRATEGIES - 1], n, n - 2,
		     k->key_place > 0 && (size_t)k->key_place + 1 < n);
	g->n++;
	g->chance += 1 / (double)n;
}

static void judge(struct strategy *s)
{
	struct lot lots[(OPTION_MAX + 1) * (OPTION_MAX + 1)];
	size_t count = 0;

	for (size_t n = 1; n <= OPTION_MAX; n++)
		for (size_t k = 1; k <= n; k++)
			if (s->items[n][k])
				lots[count++] = (struct lot){
					(double)k / (double)n, 1 / (double)k,
					s->items[n][k]};
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

/* Does REC count for guessing? Drafts do not: nobody gets them. */
static bool is_guessed(const struct survey *b, const struct record *rec)
{
	return rec->lint->single && rec->lint->noptions <= OPTION_MAX &&
	       rec->key_position >= 0 && record_counts(b->bank, rec);
}

struct guesswork guess_count(const struct survey *b,
			     const struct domain *domain)
{
	struct guesswork g = {.domain = domain};
	VEC(double) ratios = {0};

	for (size_t i = 0; i < STRATEGIES; i++) {
		g.by[i].name = known[i].name;
		g.by[i].what = known[i].what;
	}
	for (size_t i = 0; i < b->n; i++) {
		const struct record *rec = b->p[i];

		if (!is_guessed(b, rec) || (domain && rec->domain != domain))
			continue;
		take_item(&g, rec);
		vec_push(&ratios, rec->lint->length_ratio);
	}
	g.chance = g.n ? g.chance / (double)g.n : 0;
	for (size_t i = 0; i < STRATEGIES; i++) {
		judge(&g.by[i]);
		if (gain(&g.by[i]) > gain(&g.by[g.best]))
			g.best = i;
	}
	g.median_ratio = median(ratios.p, ratios.n);
	vec_release(&ratios);
	return g;
}

const struct strategy *guess_winner(const struct guesswork *g, size_t items,
				    double least, double p)
{
	const struct strategy *best = NULL;

	for (size_t i = 0; i < STRATEGIES; i++) {
		const struct strategy *s = &g->by[i];

		if (s->n >= items && s->p < p && gain(s) > least &&
		    (!best || gain(s) > gain(best)))
			best = s;
	}
	return best;
}

size_t guess_positions(const struct survey *b, size_t n, size_t *count)
{
	size_t total = 0;

	for (size_t i = 0; i < n; i++)
		count[i] = 0;
	for (size_t i = 0; i < b->n; i++) {
		const struct record *rec = b->p[i];

		if (!is_guessed(b, rec) || rec->lint->noptions != n)
			continue;
		count[rec->key_position]++;
		total++;
	}
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
