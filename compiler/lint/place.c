/* Which options keep their place on a page, and which are shuffled. */
#include <math.h>

#include "language/date.h"
#include "language/others.h"
#include "language/quantity.h"
#include "lint/lint.h"

/* The text of an option as a quantity; dates are days. */
static bool read_quantity(const struct rich *r, struct quantity *q)
{
	int day;

	if (!date_parse(r->text, &day))
		return quantity_read(r->text, r->len, q);
	*q = (struct quantity){.value = day, .upper = day};
	return true;
}

/* Which ends a quantity has: numbers, thresholds and ranges. */
static int ends_of(const struct quantity *q)
{
	return q->range + 2 * (bool)isinf(q->value) + 4 * (bool)isinf(q->upper);
}

/* What is known of a row of quantities, in the order of the file. */
struct row {
	struct quantity first, last;
	size_t n;
	bool up, down;	     /* one is more, less than the one before it */
	bool above, beneath; /* none begins before, ends behind the end, the
			      * beginning of the one before it */
	bool mixed;	     /* ranges with other ends than the first */
};

static void row_add(struct row *r, const struct quantity *q)
{
	if (r->n++ == 0) {
		*r = (struct row){
			.first = *q, .n = 1, .above = true, .beneath = true};
	} else {
		r->up |= quantity_compare(&r->last, q) < 0;
		r->down |= quantity_compare(&r->last, q) > 0;
		r->above &= r->last.upper <= q->value;
		r->beneath &= q->upper <= r->last.value;
		r->mixed |= ends_of(q) != ends_of(&r->first);
	}
	r->last = *q;
}

/*
 * Are the options, but for those that speak of others, numbers, dates or sizes
 * that rise or that fall? Ranges with different ends, open ones among them, are
 * a row if none reaches into the next: "at least 5" and "at most 10" do.
 */
static bool is_series(const struct item *it)
{
	struct row r = {0};
	struct quantity q;

	for (size_t i = 0; i < it->noptions; i++) {
		if (it->options[i].of_others)
			continue;
		if (!read_quantity(it->options[i].text, &q) ||
		    (r.n && q.shape != r.first.shape))
			return false;
		row_add(&r, &q);
	}
	return r.up != r.down && (!r.mixed || (r.up ? r.above : r.beneath));
}

static bool speaks_of_others(const struct rich *r, const char *language)
{
	struct arena a = {0};
	struct words w = words_cut(&a, r->prose, r->len);
	bool yes = words_speak_of_others(&w, language) != OTHERS_NO;

	arena_release(&a);
	return yes;
}

void lint_place_options(struct item *it, const char *language)
{
	bool kept;

	for (size_t i = 0; i < it->noptions; i++)
		it->options[i].of_others = speaks_of_others(it->options[i].text,
							    language);
	kept = it->keep_order || is_series(it);
	for (size_t i = 0; i < it->noptions; i++)
		it->options[i].place = it->options[i].of_others &&
						       !it->keep_order
					       ? PLACE_LAST
				       : kept ? PLACE_KEPT
					      : PLACE_FREE;
}
