/* What a tree says of a bank's files, as hashes that are kept. */
#include <sys/stat.h>

#include "load/near_parts.h"

uint64_t seen_path(uint64_t seed, uint64_t path)
{
	return hash_bytes(&path, sizeof path, seed);
}

static struct seen seen_entry(const struct tree *t, const struct tree_entry *e,
			      uint64_t seed)
{
	struct seen x = {seen_path(seed, e->path), 0};
	struct stamp s = e->stamp;

	if (S_ISDIR(s.mode))
		s.size = s.modified = s.changed = 0;
	if (stamp_is_old(s.modified, t->seen) &&
	    stamp_is_old(s.changed, t->seen))
		x.stamp = hash_bytes(&s, sizeof s, x.path) | 1;
	return x;
}

void seen_all(seen_list *l, const struct tree *t, uint64_t seed)
{
	for (size_t i = 0; i < t->entries.n; i++)
		vec_push(l, seen_entry(t, &t->entries.p[i], seed));
}
