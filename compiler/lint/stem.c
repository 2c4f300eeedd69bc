/* What a stem asks, and whether it asks for as many answers as there are keys. */
#include "lint/parts.h"
#include "language/ask.h"

void lint_read_stem(struct item *it)
{
	size_t from, to;

	stem_lead(it->stem->prose, it->stem->len, &it->lead, &it->lead_end);
	it->says_count = stem_asks_for(it->stem->prose, it->stem->len, &from,
				       &to) > 0;
}

/* The number in "(Select TWO.)" and the number of keys must agree. */
void check_select_n(struct lint *l, const struct rule *r)
{
	const struct item *it = l->item;
	size_t from, to, asked;

	if (item_shape(it) != SHAPE_CHOICE || !it->says_count)
		return;
	asked = stem_asks_for(it->stem->prose, it->stem->len, &from, &to);
	if (!asked || asked == it->nkeys)
		return;
	lint_found(l, r, l->stem, from, to,
		   (struct var[]){{"asked", lint_number(l, asked)},
				  {"keys", lint_number(l, it->nkeys)},
				  {NULL, NULL}});
}
