/* Checks the versions of a released form: each has the form's questions, once,
 * with all their options. */
#include "blueprint/lock_versions.h"

#include <string.h>

void lock_check_hash(struct bank *b, const struct lock *l,
		     const struct lock_version *v, const struct field *written)
{
	struct arena a = {0};
	const char *hash = lock_hash(&a, l, v);

	if (strcmp(hash, written->s) != 0)
		diag_add(&b->diags, "form/bad-hash", l->src, written->at,
			 "the hash of what is written here is %s: the file "
			 "was edited or merged; examc form --renew %s writes "
			 "it anew",
			 hash, l->id.s);
	arena_release(&a);
}

/* Does R list each option of IT once, and no other? */
static bool has_options_of(const struct lock_row *r, const struct lock_item *it)
{
	struct map there = {0}, seen = {0};
	bool ok = r->options.n == it->noptions;

	for (size_t i = 0; i < it->noptions; i++)
		map_put(&there, it->options[i].id.s, &it->options[i]);
	for (size_t i = 0; i < r->options.n; i++) {
		const char *id = r->options.p[i].s;

		ok = ok && map_get(&there, id) &&
		     !map_put(&seen, id, &r->options.p[i]);
	}
	map_release(&there);
	map_release(&seen);
	return ok;
}

/* The first row of V that no question of L fits, or that repeats one; NULL: V
 * has all questions of L with their options. *FEW: rows are missing. */
static const struct lock_row *misfit(const struct lock *l,
				     const struct lock_version *v, bool *few)
{
	const struct lock_row *bad = NULL;
	struct map seen = {0};

	for (size_t i = 0; i < v->nrows && !bad; i++) {
		struct lock_row *r = &v->rows[i];
		const struct lock_item *it = lock_find(l, r->id.s);

		if (!it || map_put(&seen, r->id.s, r) || !has_options_of(r, it))
			bad = r;
	}
	map_release(&seen);
	*few = v->nrows < l->nitems;
	return bad;
}

bool lock_fits(const struct lock *l, const struct lock_version *v)
{
	bool few;

	return !misfit(l, v, &few) && !few;
}

void lock_check_version(struct bank *b, const struct lock *l, size_t i)
{
	const struct lock_version *v = &l->versions[i];
	const struct lock_row *bad;
	bool few;

	lock_check_hash(b, l, v, &v->hash);
	bad = misfit(l, v, &few);
	if (v->id.s[0] != (char)('B' + i))
		diag_add(&b->diags, "form/bad-version", l->src, v->id.at,
			 "this is version %c of the form '%s': its versions "
			 "are lettered in order, the questions above are A",
			 (char)('B' + i), l->id.s);
	if (bad)
		diag_add(&b->diags, "form/bad-version", l->src, bad->id.at,
			 "version %s must have each question of the form '%s' "
			 "once, with its options; '%s' is not one of them, "
			 "is there twice, or has others",
			 v->id.s, l->id.s, bad->id.s);
	else if (few)
		diag_add(&b->diags, "form/bad-version", l->src, v->id.at,
			 "version %s has %zu questions, and the form '%s' has "
			 "%zu",
			 v->id.s, v->nrows, l->id.s, l->nitems);
}
