/* Gives parts of one question that look different different ids, and those that
 * look the same the same one, so that the schema finds them. */
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/vec.h"
#include "read/markdown.h"

/* A part and what a reader sees of it. */
struct look {
	struct attr *id;
	char seen[17]; /* 16 hex digits of its hash */
	bool shared;   /* a part that looks different has its id */
};

typedef VEC(struct look) look_list;

/* Is the name of N one of NAMES, which blanks part? */
static bool is_called(const struct node *n, const char *names)
{
	size_t len = strlen(n->name);

	for (const char *p = names; (p = strstr(p, n->name)); p += len)
		if ((p == names || p[-1] == ' ') && (!p[len] || p[len] == ' '))
			return true;
	return false;
}

static void collect(struct node *list, const char *names, look_list *all)
{
	for (struct node *n = list->first; n; n = n->next) {
		struct look look = {.id = node_attr(n, "id")};

		if (look.id && is_called(n, names)) {
			snprintf(look.seen, sizeof look.seen, "%016llx",
				 (unsigned long long)rich_seen_hash(n->rich));
			vec_push(all, look);
		} else if (!n->rich)
			collect(n, names, all);
	}
}

/* Marks the looks that share an id with one that looks different. */
static void find_shared(look_list *all)
{
	struct map first = {0};

	for (size_t i = 0; i < all->n; i++) {
		struct look *look = &all->p[i];
		struct look *other = map_put(&first, look->id->value, look);

		if (other && strcmp(other->seen, look->seen) != 0)
			other->shared = true;
	}
	for (size_t i = 0; i < all->n; i++) {
		struct look *first_one = map_get(&first, all->p[i].id->value);

		all->p[i].shared = first_one->shared;
	}
	map_release(&first);
}

void parts_tell_apart(struct body *b, struct node *list, const char *names)
{
	look_list all = {0};
	struct map by_look = {0};

	collect(list, names, &all);
	find_shared(&all);
	for (size_t i = 0; i < all.n; i++) {
		struct look *look = &all.p[i], *twin;

		if (look->shared)
			look->id->value = arena_copy(b->r->arena, look->seen,
						     8);
		twin = map_put(&by_look, look->seen, look);
		if (twin)
			look->id->value = twin->id->value;
	}
	map_release(&by_look);
	vec_release(&all);
}
