/* Which options keep their place on a page, and which are shuffled. */
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

/* Are the options, but for those that speak of others, numbers, dates or sizes
 * that rise or that fall? */
static bool is_series(const struct item *it)
{
	struct quantity first, last, q;
	bool up = false, down = false;
	size_t n = 0;

	for (size_t i = 0; i < it->noptions; i++) {
		if (it->options[i].of_others)
			continue;
		if (!read_quantity(it->options[i].text, &q) ||
		    (n && q.shape != first.shape))
			return false;
		if (n++ == 0)
			first = q;
		else {
			up = up || quantity_compare(&last, &q) < 0;
			down = down || quantity_compare(&last, &q) > 0;
		}
		last = q;
	}
	return up != down;
}

static bool speaks_of_others(const struct rich *r, const char *language)
{
	struct arena a = {0};
	struct words w = words_cut(&a, r->prose, r->len);
	bool yes = words_speak_of_others(&w, language);

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
