/* Papers without answers must not change when the answers do. */
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
