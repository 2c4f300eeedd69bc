/* What the whole bank shows, as tables and as JSON: guessing, places of keys,
 * twins, lengths. */
#include "survey/figures.h"

#include <string.h>

#include "survey/chance.h"
#include "survey/guess.h"
#include "survey/spread.h"
#include "model/item.h"

static const struct {
	const char *name, *what, *ask;
} not_checked[] = {
#define UNCHECKED(name, what, ask) {name, what, ask},
#include "survey/not_checked.def"
#undef UNCHECKED
};

enum { UNCHECKED_COUNT = sizeof not_checked / sizeof *not_checked };

static double percent(double part, double all)
{
	return all > 0 ? 100 * part / all : 0;
}

static size_t domains_of(const struct bank *b)
{
	return b->exam ? b->exam->ndomains : 0;
}

static size_t found(const struct bank *b, const char *rule)
{
	size_t n = 0;

	for (size_t i = 0; i < b->records.n; i++)
		for (const struct diag *d = b->records.p[i]->diags.first; d;
		     d = d->next)
			n += strcmp(d->rule, rule) == 0;
	return n;
}

/* Text */

static void strategy_row(const struct strategy *s, const struct guesswork *each,
			 size_t ndomains, size_t index, bool best,
			 struct buf *out)
{
	struct estimate e = wilson(s->hits, (double)s->n);

	buf_printf(out,
		   "%c %-13s %6.1f %5zu  %5.1f  %5.1f-%-5.1f %6.1f %+6.1f ",
		   best ? '*' : ' ', s->name, s->hits, s->n, 100 * e.p,
		   100 * e.low, 100 * e.high, percent(s->chance, (double)s->n),
		   percent(s->hits - s->chance, (double)s->n));
	buf_printf(out, s->p < 0.0001 ? " <.0001" : " %6.4f", s->p);
	for (size_t i = 0; i < ndomains; i++) {
		const struct strategy *d = &each[i].by[index];

		buf_printf(out, "  %6.1f", percent(d->hits, (double)d->n));
	}
	buf_char(out, '\n');
}

static void text_guesses(const struct survey *b, const struct guesswork *all,
			 struct buf *out)
{
	const struct exam *e = b->bank->exam;
	size_t n = domains_of(b->bank);
	struct guesswork *each = arena_array(&b->bank->arena, struct guesswork,
					     n + 1);

	buf_printf(out,
		   "Guessing without knowledge: %zu questions with one key and "
		   "three options or more\n\n",
		   all->n);
	buf_printf(out, "  %-13s %6s %5s  %5s  %-11s %6s %6s  %6s", "strategy",
		   "right", "of", "%", "95 %", "chance", "gain", "p");
	for (size_t i = 0; i < n; i++) {
		each[i] = guess_count(b, &e->domains[i]);
		buf_printf(out, "  %5s%zu", "dom.", i + 1);
	}
	buf_char(out, '\n');
	for (size_t i = 0; i < STRATEGIES; i++)
		if (all->by[i].n)
			strategy_row(&all->by[i], each, n, i, i == all->best,
				     out);
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%sdom.%zu %s (%zu)", i ? ", " : "\n  ", i + 1,
			   e->domains[i].id.s, each[i].n);
	buf_printf(out,
		   "%s\nKey's length over the mean distractor's: median "
		   "%.2f\n",
		   n ? "\n" : "", all->median_ratio);
}

static void text_positions(const struct guesswork *g, struct buf *out)
{
	size_t count[OPTION_MAX];

	for (size_t n = 3; n <= OPTION_MAX; n++) {
		size_t total = guess_positions(g, n, count);
		double p;

		if (!total)
			continue;
		buf_printf(out, "Keys among %zu options:", n);
		for (size_t i = 0; i < n; i++)
			buf_printf(out, " %c %zu (%.0f %%)", (int)('A' + i),
				   count[i],
				   percent((double)count[i], (double)total));
		if (!guess_position_test(count, n, &p))
			buf_str(out, ", too few to test\n");
		else if (p < 0.001)
			buf_str(out, ", p < .001\n");
		else
			buf_printf(out, ", p = %.3f\n", p);
	}
}

void survey_text(struct bank *b, struct buf *out)
{
	struct survey s = survey_of(b);
	struct guesswork all = guess_count(&s, NULL);

	text_guesses(&s, &all, out);
	text_positions(&all, out);
	buf_printf(out,
		   "Near-duplicates: %zu; the same question with another key: "
		   "%zu\n",
		   found(b, "bank/near-duplicate"),
		   found(b, "bank/key-conflict"));
	sizes_text(&s, out);
}

void not_checked_text(struct buf *out)
{
	buf_str(out, "\nNot checked; ask a reviewer (examc explain "
		     "not-checked):\n");
	for (size_t i = 0; i < UNCHECKED_COUNT; i++)
		buf_printf(out, "  [ ] %s (%s)\n", not_checked[i].ask,
			   not_checked[i].what);
}

/* JSON */

static struct js *strategy_json(const struct strategy *s)
{
	struct estimate e = wilson(s->hits, (double)s->n);
	struct js *o = js_object();

	js_set(o, "name", js_string(s->name));
	js_set(o, "questions", js_int((long long)s->n));
	js_set(o, "hits", js_real(s->hits));
	js_set(o, "rate", js_real(e.p));
	js_set(o, "low", js_real(e.low));
	js_set(o, "high", js_real(e.high));
	js_set(o, "chance", js_real(s->n ? s->chance / (double)s->n : 0));
	js_set(o, "p", js_real(s->p));
	return o;
}

static struct js *guesses_json(const struct guesswork *g)
{
	struct js *o = js_object(), *list = js_array();

	for (size_t i = 0; i < STRATEGIES; i++)
		if (g->by[i].n)
			js_push(list, strategy_json(&g->by[i]));
	js_set(o, "domain", js_string(g->domain ? g->domain->id.s : NULL));
	js_set(o, "questions", js_int((long long)g->n));
	js_set(o, "best", js_string(g->n ? g->by[g->best].name : NULL));
	js_set(o, "keyLengthRatio", js_real(g->median_ratio));
	js_set(o, "strategies", list);
	return o;
}

static struct js *positions_json(const struct guesswork *g)
{
	struct js *list = js_array();
	size_t count[OPTION_MAX];

	for (size_t n = 3; n <= OPTION_MAX; n++) {
		struct js *o, *keys;
		double p;

		if (!guess_positions(g, n, count))
			continue;
		o = js_object();
		keys = js_array();
		for (size_t i = 0; i < n; i++)
			js_push(keys, js_int((long long)count[i]));
		js_set(o, "options", js_int((long long)n));
		js_set(o, "keys", keys);
		js_set(o, "p",
		       guess_position_test(count, n, &p) ? js_real(p)
							 : js_string(NULL));
		js_push(list, o);
	}
	return list;
}

struct js *not_checked_json(void)
{
	struct js *list = js_array();

	for (size_t i = 0; i < UNCHECKED_COUNT; i++) {
		struct js *o = js_object();

		js_set(o, "name", js_string(not_checked[i].name));
		js_set(o, "what", js_string(not_checked[i].what));
		js_set(o, "ask", js_string(not_checked[i].ask));
		js_push(list, o);
	}
	return list;
}

struct js *survey_json(struct bank *b)
{
	struct survey s = survey_of(b);
	struct guesswork all = guess_count(&s, NULL);
	struct js *o = js_object(), *domains = js_array();

	for (size_t i = 0; i < domains_of(b); i++) {
		struct guesswork g = guess_count(&s, &b->exam->domains[i]);

		js_push(domains, guesses_json(&g));
	}
	js_set(o, "exam", js_string(b->exam ? b->exam->id.s : NULL));
	js_set(o, "guessing", guesses_json(&all));
	js_set(o, "domains", domains);
	js_set(o, "keyPositions", positions_json(&all));
	js_set(o, "nearDuplicates",
	       js_int((long long)found(b, "bank/near-duplicate")));
	js_set(o, "keyConflicts",
	       js_int((long long)found(b, "bank/key-conflict")));
	js_set(o, "words", sizes_json(&s));
	return o;
}
