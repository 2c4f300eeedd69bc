/* Prints the scores of rules as a table and as JSON. */
#include "measure/score_print.h"

#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "survey/chance.h"

static struct estimate of(size_t hits, size_t total)
{
	return wilson((double)hits, (double)total);
}

/* F1 rises with tp / (tp + fp + fn), which is a proportion. */
static struct estimate f1_of(const struct tally *t)
{
	struct estimate s = of(t->tp, t->tp + t->fp + t->fn);

	s.p = 2 * s.p / (1 + s.p);
	s.low = 2 * s.low / (1 + s.low);
	s.high = 2 * s.high / (1 + s.high);
	return s;
}

static void put_share(struct buf *out, struct estimate s)
{
	if (s.known)
		buf_printf(out, "  %5.3f %5.3f-%5.3f", s.p, s.low, s.high);
	else
		buf_printf(out, "  %5s %11s", "-", "");
}

static void put_row(struct buf *out, int width, const struct tally *t,
		    size_t items)
{
	size_t labels = t->tp + t->fp + t->fn + t->tn;
	struct buf id = BUF_INIT; /* a label may be called anything */

	log_line(&id, t->id, strlen(t->id));
	buf_printf(out, "%-*s  %6zu  %5zu", width, buf_cstr(&id), labels,
		   t->tp + t->fn);
	buf_release(&id);
	put_share(out, of(t->tp, t->tp + t->fp));
	put_share(out, of(t->tp, t->tp + t->fn));
	put_share(out, f1_of(t));
	put_share(out, of(t->fired, items));
	buf_char(out, '\n');
}

static bool was_judged(const struct tally *t)
{
	return t->tp + t->fp + t->fn + t->tn > 0;
}

/* Cohen's kappa of two readers: 0 as by chance, 1 the same; the share of "yes" is
 * taken as one for both. */
static double kappa(const struct readers *r)
{
	double n = (double)r->both, yes = (double)r->yes / (2 * n);
	double chance = yes * yes + (1 - yes) * (1 - yes);

	return chance < 1 ? ((double)r->same / n - chance) / (1 - chance) : 1;
}

static void put_readers(const struct readers *r, struct buf *out)
{
	if (r->both)
		buf_printf(out,
			   "Two readers agree on %zu of %zu labels (%.1f %%, "
			   "kappa %.2f).\n",
			   r->same, r->both,
			   100 * (double)r->same / (double)r->both, kappa(r));
}

void score_text(const struct score *s, struct buf *out)
{
	struct tally sum = {.id = "all judged rules"};
	int width = (int)strlen(sum.id);

	for (size_t i = 0; i < s->tallies.n; i++)
		if ((int)strlen(s->tallies.p[i]->id) > width)
			width = (int)strlen(s->tallies.p[i]->id);
	buf_printf(out, "%-*s  labels   flaws  %-17s  %-17s  %-17s  %s\n",
		   width, "rule", "precision", "recall", "F1", "fires");
	for (size_t i = 0; i < s->tallies.n; i++) {
		const struct tally *t = s->tallies.p[i];

		put_row(out, width, t, s->items.n);
		if (!was_judged(t))
			continue;
		sum.tp += t->tp;
		sum.fp += t->fp;
		sum.fn += t->fn;
		sum.tn += t->tn;
		sum.fired += t->fired;
	}
	if (was_judged(&sum)) {
		put_row(out, width, &sum, sum.fired);
		buf_str(out, "Intervals: 95 %, Wilson.\n");
	}
	put_readers(&s->readers, out);
}

static struct js *item_json(const struct score *s, const struct scored *item)
{
	struct js *o = js_object(), *fired = js_array();

	for (size_t i = 0; i < s->nrules; i++)
		if (item->fired[i])
			js_push(fired, js_string(s->tallies.p[i]->id));
	js_set(o, "id", js_string(item->id));
	js_set(o, "fired", fired);
	return o;
}

static struct js *share_json(struct estimate e)
{
	struct js *o;

	if (!e.known)
		return js_string(NULL);
	o = js_object();
	js_set(o, "p", js_real(e.p));
	js_set(o, "low", js_real(e.low));
	js_set(o, "high", js_real(e.high));
	return o;
}

static struct js *rule_json(const struct tally *t, size_t items)
{
	struct js *o = js_object();

	js_set(o, "id", js_string(t->id));
	js_set(o, "severity",
	       js_string(t->rule ? severity_name(t->rule->sev) : NULL));
	js_set(o, "tp", js_int((long long)t->tp));
	js_set(o, "fp", js_int((long long)t->fp));
	js_set(o, "fn", js_int((long long)t->fn));
	js_set(o, "tn", js_int((long long)t->tn));
	js_set(o, "fired", js_int((long long)t->fired));
	js_set(o, "precision", share_json(of(t->tp, t->tp + t->fp)));
	js_set(o, "recall", share_json(of(t->tp, t->tp + t->fn)));
	js_set(o, "f1", share_json(f1_of(t)));
	js_set(o, "fires", share_json(of(t->fired, items)));
	return o;
}

static struct js *readers_json(const struct readers *r)
{
	struct js *o = js_object();

	js_set(o, "labels", js_int((long long)r->both));
	js_set(o, "same", js_int((long long)r->same));
	js_set(o, "kappa", r->both ? js_real(kappa(r)) : js_string(NULL));
	return o;
}

void score_json(const struct score *s, struct buf *out)
{
	struct js *top = js_object(), *items = js_array(), *rules = js_array();

	for (size_t i = 0; i < s->items.n; i++)
		js_push(items, item_json(s, s->items.p[i]));
	for (size_t i = 0; i < s->tallies.n; i++)
		js_push(rules, rule_json(s->tallies.p[i], s->items.n));
	js_set(top, "items", items);
	js_set(top, "rules", rules);
	js_set(top, "readers", readers_json(&s->readers));
	js_write(top, 1, out);
	js_free(top);
}
