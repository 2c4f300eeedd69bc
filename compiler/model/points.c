/* Points of a question come from itself or from its type in exam.yaml. */
#include "model/points.h"

#include <string.h>

/* What exam.yaml says of the type of IT, or NULL. */
static const struct share *type_of(const struct exam *e, const struct item *it)
{
	for (size_t i = 0; i < e->ntypes; i++)
		if (strcmp(e->types[i].id.s, item_types[it->type].name) == 0)
			return &e->types[i];
	return NULL;
}

struct points points_of(const struct exam *e, const struct item *it)
{
	const struct share *type = type_of(e, it);
	struct points p = {it->points, false};

	if (!p.n)
		p.n = type && type->points ? type->points : 1;
	p.parts = type && type->parts &&
		  (item_shape(it) != SHAPE_CHOICE || it->nkeys > 1);
	return p;
}

bool points_told(const struct edition *ed)
{
	bool told = ed->claims.points;

	for (size_t i = 0; i < ed->exam->ntypes; i++)
		told = told || ed->exam->types[i].points ||
		       ed->exam->types[i].parts;
	return told;
}

size_t points_sum(const struct edition *ed)
{
	size_t sum = 0;

	for (size_t i = 0; i < ed->nitems; i++)
		sum += points_of(ed->exam, ed->items[i]).n;
	return sum;
}
