/* Rule, place by name, text without its blanks; never a line number. */
#include "report/fingerprint.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "load/load.h"

/* The span's bytes, runs of blanks as one. */
static void add_span(struct buf *b, struct source *src, struct span span)
{
	bool blank = false;

	source_reload(src);
	for (size_t i = span.start; src->text && i < span.end && i < src->size;
	     i++) {
		char c = src->text[i];

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			blank = true;
			continue;
		}
		if (blank)
			buf_char(b, ' ');
		blank = false;
		buf_char(b, c);
	}
}

/* How often a fingerprint was asked for: what the next equal finding tries. */
struct times {
	unsigned next;
};

static struct times *times_of(struct fingerprints *f, const char *print)
{
	struct times *t = map_get(&f->seen, print);

	if (!t) {
		t = arena_new(&f->arena, struct times);
		map_put(&f->seen, arena_strdup(&f->arena, print), t);
	}
	return t;
}

static const char *name_of(const struct buf *b, unsigned n,
			   char out[FINGERPRINT_SIZE])
{
	snprintf(out, FINGERPRINT_SIZE, "%016llx",
		 (unsigned long long)hash_bytes(b->p, b->n, n));
	return out;
}

void fingerprint(struct fingerprints *f, const struct diag *d, const char *rule,
		 char out[FINGERPRINT_SIZE])
{
	struct buf b = BUF_INIT;
	struct times *t;

	buf_printf(&b, "%s\n%s\n", rule,
		   !d->src	  ? ""
		   : d->src->item ? d->src->item
		   : d->src->rel  ? d->src->rel
				  : d->src->path);
	if (d->src)
		add_span(&b, d->src, d->span);
	t = times_of(f, name_of(&b, 0, out));
	/* Another finding's text may have given that name by chance. */
	while (t->next++ > 0 &&
	       times_of(f, name_of(&b, t->next - 1, out))->next++ > 0)
		;
	buf_release(&b);
}

void fingerprints_release(struct fingerprints *f)
{
	map_release(&f->seen);
	arena_release(&f->arena);
}
