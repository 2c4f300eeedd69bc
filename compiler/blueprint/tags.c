/* Tags that are one word to a reader and two to a filter: "Ships", "ships". */
#include "blueprint/tags.h"

#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"

/* How a tag is written where it stands first. */
struct spelling {
	const struct field *tag;
	struct source *src;
};

static void check_tag(struct bank *b, struct map *known, struct record *r,
		      const struct field *tag)
{
	struct spelling *here = arena_new(&b->arena, struct spelling);
	const struct spelling *first;
	struct buf folded = BUF_INIT;
	struct diag *d;

	*here = (struct spelling){tag, r->src};
	if (!utf8_fold(&folded, tag->s, strlen(tag->s)))
		buf_str(&folded, tag->s);
	first = map_put(known, arena_strdup(&b->arena, buf_cstr(&folded)),
			here);
	buf_release(&folded);
	if (!first || strcmp(first->tag->s, tag->s) == 0)
		return;
	d = diag_add(&r->diags, "bank/tag-spelling", r->src, tag->at,
		     "the tag '%s' is written '%s' elsewhere; learners would "
		     "see two",
		     tag->s, first->tag->s);
	diag_note(&r->diags, d, first->src, first->tag->at,
		  "the first one is here");
	diag_fix(&r->diags, d, tag->at, first->tag->s, false,
		 "write it in the same way");
}

void tags_check(struct bank *b)
{
	struct map known = {0};

	for (size_t i = 0; i < b->records.n; i++) {
		struct record *r = b->records.p[i];

		for (size_t k = 0; k < r->more->tags.n; k++)
			check_tag(b, &known, r, &r->more->tags.p[k]);
	}
	map_release(&known);
}
