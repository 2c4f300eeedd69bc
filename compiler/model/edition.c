/* Look-ups in an edition. */
#include "model/edition.h"

#include <string.h>

const struct kase *edition_case(const struct edition *ed, const struct item *it)
{
	if (!it->case_id.s)
		return NULL;
	for (size_t i = 0; i < ed->ncases; i++)
		if (strcmp(ed->cases[i]->id.s, it->case_id.s) == 0)
			return ed->cases[i];
	return NULL;
}
