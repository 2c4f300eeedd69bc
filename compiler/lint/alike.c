/* Options that a reader can tell apart, but only by a sign, a letter's case or
 * a picture. */
#include <string.h>

#include "base/buf.h"
#include "lint/parts.h"

bool parts_rival(const struct part *a, const struct part *b)
{
	return (a->in & b->in & IN_STEP)
		       ? strcspn(a->name, " ") == strcspn(b->name, " ") &&
				 a->name[0] == b->name[0]
		       : (a->in & (IN_KEY | IN_DISTRACTOR)) &&
				 (b->in & (IN_KEY | IN_DISTRACTOR));
}

static bool has_picture(const struct rich *r)
{
	for (size_t i = 0; i < r->nmarks; i++)
		if (r->marks[i].kind == RICH_PICTURE)
			return true;
	return false;
}

/* The normal form of the part's text. */
static const char *normal_of(struct lint *l, const struct part *p)
{
	struct buf b = BUF_INIT;
	const char *out;

	rich_normal(p->rich, &b);
	out = arena_strdup(&l->scratch, buf_cstr(&b));
	buf_release(&b);
	return out;
}

void check_alike(struct lint *l, const struct rule *r)
{
	const char **normal = arena_array(&l->scratch, const char *,
					  l->nparts + 1);

	for (size_t i = 0; i < l->nparts; i++) {
		const struct part *p = &l->parts[i];

		if (!(p->in & IN_OPTION))
			continue;
		normal[i] = normal_of(l, p);
		for (size_t j = 0; j < i; j++) {
			const struct part *q = &l->parts[j];
			bool pictures = has_picture(p->rich) &&
					has_picture(q->rich);

			if (!normal[j] || !parts_rival(p, q) ||
			    strcmp(normal[i], normal[j]) != 0 ||
			    rich_seen_hash(p->rich) == rich_seen_hash(q->rich))
				continue;
			lint_found_part(
				l, r, p,
				(struct var[]){
					{"other", q->name},
					{"how", pictures ? "in pictures that "
							   "have the same alt "
							   "text"
							 : "in case, signs or "
							   "style"},
					{NULL, NULL}});
			break;
		}
	}
}
