/* Papers without answers must not change when the answers do; secure questions
 * are in no public edition. */
#include "emit/leak.h"

#include <string.h>

#include "base/err.h"

void leak_write(const struct edition *ed, const char *what, leak_writer *write,
		const void *data, struct buf *out)
{
	struct arena a = {0};
	struct edition blind = edition_blind(ed, &a);
	struct buf other = BUF_INIT;

	write(ed, data, out);
	write(&blind, data, &other);
	if (out->n != other.n || memcmp(out->p, other.p, other.n) != 0)
		bug("%s: depends on what is right", what);
	buf_release(&other);
	arena_release(&a);
}

void leak_secure(const struct edition *ed)
{
	for (size_t i = 0; i < ed->nitems; i++)
		if (ed->items[i]->status == STATUS_secure)
			bug("a public edition has a secure question");
	for (size_t i = 0; i < ed->nforms; i++)
		if (form_is_secure(&ed->forms[i]))
			bug("a public edition has the secure form '%s'",
			    ed->forms[i].id);
}
