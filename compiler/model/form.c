/* Says who may see a form. */
#include "model/form.h"

bool form_is_secure(const struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].item->status == STATUS_secure)
			return true;
	return f->was_secure;
}
