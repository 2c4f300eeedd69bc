/* Options that are quantities: values out of order, ranges that overlap. */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "lint/parts.h"
#include "language/quantity.h"

/* An option that is a quantity. */
struct ranked {
	const struct fact *fact;
	struct quantity q;
};

struct ranking {
	struct ranked *p;
	size_t n;
	size_t others;	 /* options that are neither quantities nor meta */
	bool last_other; /* the last one is one of them */
	bool special;	 /* ratios, times, thresholds: no plain numbers */
};

/* A version, a paragraph or a kind of ratio: "TLS 1.3", "f/8", "120/80". */
static bool is_named(const struct view *v, const struct words *w)
{
	if (w->n > 1 && (w->p[0].is & WORD_CAPS) && !(w->p[0].is & WORD_DIGIT))
		return true;
	if (v->n > 2 && memcmp(v->s, "\xC2\xA7", 2) == 0) /* section sign */
		return true;
	for (size_t i = 1; i < w->n; i++) {
		const struct word *before = &w->p[i - 1];

		if (w->p[i].from == before->to + 1 && v->s[before->to] == '/' &&
		    (w->p[i].is & WORD_NUMBER) &&
		    (!(before->is & WORD_NUMBER) ||
		     before->to - before->from >=
			     w->p[i].to - w->p[i].from + 1 ||
		     (before->to - before->from > 1 &&
		      before->to - before->from == w->p[i].to - w->p[i].from)))
			return true;
	}
	return false;
}

/* Has the text "1.5" or "1,5", which is another number where English is not
 * spoken? */
static bool has_point(const struct view *v)
{
	for (size_t i = 1; i + 1 < v->n; i++)
		if ((v->s[i] == '.' || v->s[i] == ',') &&
		    is_digit(v->s[i - 1]) && is_digit(v->s[i + 1]))
			return true;
	return false;
}

/* The quantities among the options; their shapes must be one. Made on first
 * use. */
static const struct ranking *rank_options(struct lint *l)
{
	const struct facts *f = lint_facts(l);
	struct ranking *k = l->ranking;

	if (k)
		return k;
	l->ranking = k = arena_new(&l->scratch, struct ranking);
	k->p = arena_array(&l->scratch, struct ranked, f->n + 1);
	for (size_t i = 0; i < f->n; i++) {
		const struct view *v = part_view(
			l, f->p[i].part, f->p[i].code ? VIEW_RAW : VIEW_PROSE);
		struct ranked *o = &k->p[k->n];

		if ((is_english(l->linter->language) || !has_point(v)) &&
		    quantity_read(v->s, v->n, &o->q) &&
		    (!k->n || o->q.shape == k->p[0].q.shape)) {
			o->fact = &f->p[i];
			k->n++;
			k->special |= o->q.paired || o->q.bound ||
				      is_named(v, f->p[i].words);
		} else if (!f->p[i].meta) {
			k->others++;
			k->last_other = i + 1 == f->n;
		}
	}
	return k;
}

static int by_value(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;
	int c = quantity_compare(&a->q, &b->q);

	return c ? c : (a->fact > b->fact) - (a->fact < b->fact);
}

/* Neither rising nor falling. */
static bool out_of_order(const struct ranking *k)
{
	bool up = false, down = false;

	for (size_t i = 1; i < k->n; i++) {
		int c = quantity_compare(&k->p[i - 1].q, &k->p[i].q);

		up = up || c < 0;
		down = down || c > 0;
	}
	return up && down;
}

static const char *listed(struct lint *l, const struct ranking *k)
{
	struct buf b = BUF_INIT;
	const char *out;

	for (size_t i = 0; i < k->n; i++) {
		const struct rich *r = k->p[i].fact->part->rich;

		buf_str(&b, i ? ", " : "");
		buf_add(&b, r->text, r->len);
	}
	out = arena_strdup(&l->scratch, buf_cstr(&b));
	buf_release(&b);
	return out;
}

/* Where option I of the item begins and ends in its file: marker, text,
 * rationale. */
static struct span block_of(const struct lint *l, size_t i)
{
	const struct option *o = &l->item->options[i];
	const struct source *s = l->item->src;
	struct span at = {o->mark.start, o->text->span.end};

	while (at.start > 0 && s->text[at.start - 1] != '\n')
		at.start--;
	if (o->rationale && o->rationale->span.end > at.end)
		at.end = o->rationale->span.end;
	while (at.end < s->size && s->text[at.end] != '\n')
		at.end++;
	return at;
}

/* One change: all options with what belongs to them, in the new order; what
 * stands between them stays in its place. */
static void add_reorder(struct lint *l, struct diag *d,
			const struct ranking *sorted)
{
	const struct source *s = l->item->src;
	struct span first = block_of(l, 0), slot, block;
	struct buf text = BUF_INIT;
	size_t n = l->item->noptions, at = first.start;

	if (sorted->n != n || !s || !s->text)
		return;
	for (size_t i = 0; i < n; i++) {
		slot = block_of(l, i);
		block = block_of(l, sorted->p[i].fact->part->index);
		if (slot.start < at || block.end > s->size) {
			buf_release(&text);
			return;
		}
		buf_add(&text, s->text + at, slot.start - at);
		buf_add(&text, s->text + block.start, block.end - block.start);
		at = slot.end;
	}
	diag_fix(l->out, d, span_of(first.start, at), buf_cstr(&text), true,
		 "put the options in rising order");
	buf_release(&text);
}

/* A text that may be a version: "3.10", "v1.2.9", "Python 3.9". */
struct version {
	double value;
	size_t name;  /* letters before the number */
	size_t parts; /* numbers between the dots */
};

enum { PARTS_MAX = 3, PART_END = 1000 };

/* False: S is none, or an address or a date. */
static bool version_read(const char *s, size_t n, struct version *v)
{
	size_t i = strcspn(s, "0123456789");

	*v = (struct version){.name = i};
	if (n && s[n - 1] == '.')
		n--;
	while (i < n && is_digit(s[i]) && v->parts++ < PARTS_MAX) {
		unsigned long part = 0;

		for (; i < n && is_digit(s[i]) && part < PART_END; i++)
			part = part * 10 + (unsigned long)(s[i] - '0');
		if (part >= PART_END)
			return false;
		v->value = v->value * PART_END + (double)part;
		i += i < n && s[i] == '.';
	}
	for (size_t k = v->parts; k < PARTS_MAX; k++)
		v->value *= PART_END;
	return v->parts > 1 && v->parts <= PARTS_MAX && i == n &&
	       s[n - 1] != '.';
}

/* What is known of options that all may be versions. */
struct versions {
	struct ranking ranking;
	bool sure;  /* of three numbers each: no decimals */
	bool named; /* "Python 3.9": hardly decimals */
};

/* False: an option is no version, or they are of different things. */
static bool versions_of(struct lint *l, struct versions *out)
{
	const struct facts *f = lint_facts(l);
	const struct view *first = NULL;
	struct version v;
	size_t name = 0;

	*out = (struct versions){.sure = true};
	out->ranking.p = arena_array(&l->scratch, struct ranked, f->n + 1);
	for (size_t i = 0; i < f->n; i++) {
		const struct view *text = part_view(l, f->p[i].part, VIEW_RAW);
		struct ranked *o = &out->ranking.p[out->ranking.n];

		if (f->p[i].meta)
			continue;
		if (!version_read(text->s, text->n, &v) ||
		    (first &&
		     (v.name != name || memcmp(first->s, text->s, name) != 0)))
			return false;
		first = text;
		name = v.name;
		o->fact = &f->p[i];
		o->q = (struct quantity){.value = v.value, .upper = v.value};
		out->sure &= v.parts == PARTS_MAX;
		out->named = v.name && ((*text->s >= 'A' && *text->s <= 'Z') ||
					(*text->s == 'v' && v.name == 1));
		out->ranking.n++;
	}
	return true;
}

/*
 * The options in the order in which they stand, if that is neither rising nor
 * falling; NULL: it is, or there is none. "3.8, 3.9, 3.10" rise as versions,
 * "3.10, 3.8, 3.9" fall neither as these nor as decimals.
 */
static const struct ranking *unordered(struct lint *l, size_t least)
{
	const struct ranking *k = rank_options(l);
	struct versions *v = arena_new(&l->scratch, struct versions);
	bool versions = versions_of(l, v);

	if (versions && (v->ranking.n < least || !out_of_order(&v->ranking)))
		return NULL;
	if (versions && v->sure)
		return &v->ranking;
	/* "No limit" may stand behind numbers. */
	if (k->n < least || k->special || k->others > (size_t)k->last_other ||
	    !out_of_order(k))
		return NULL;
	return versions && v->named ? &v->ranking : k;
}

void check_order(struct lint *l, const struct rule *r)
{
	const struct ranking *k = unordered(l, rule_count(r, "min"));
	struct ranking sorted;
	const struct part *p;
	struct diag *d;

	if (!k)
		return;
	sorted = *k;
	sorted.p = arena_array(&l->scratch, struct ranked, k->n);
	memcpy(sorted.p, k->p, k->n * sizeof *k->p);
	qsort(sorted.p, sorted.n, sizeof *sorted.p, by_value);
	p = k->p[0].fact->part;
	d = lint_found_part(l, r, p,
			    (struct var[]){{"found", listed(l, k)},
					   {"sorted", listed(l, &sorted)},
					   {NULL, NULL}});
	if (d && r->fix.reorder)
		add_reorder(l, d, &sorted);
}

/* Options whose ranges both hold a value of the stem. Thresholds and targets to
 * choose from are no ranges to sort a value in. */
void check_number_overlap(struct lint *l, const struct rule *r)
{
	const struct view *stem = part_view(l, l->stem, VIEW_PROSE);
	const struct ranking *k = rank_options(l);

	if (k->n < 3 || k->others)
		return;
	for (size_t i = 0; i < k->n; i++)
		for (size_t j = i + 1; j < k->n; j++) {
			const struct part *p = k->p[j].fact->part;

			if (!k->p[i].q.range || !k->p[j].q.range ||
			    !quantity_within(stem->s, stem->n, &k->p[i].q,
					     &k->p[j].q))
				continue;
			lint_found_part(l, r, p,
					(struct var[]){{"other",
							k->p[i].fact->part->id},
						       {NULL, NULL}});
			return;
		}
}
