/* Walks over a folder, its uppermost folders by several threads. */
#include "base/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/beneath.h"
#include "base/crew.h"
#include "base/err.h"
#include "base/hash.h"

enum {
	DEPTH_MAX = 64,
	WORTH = 64, /* things that a folder counts for when hands are shared */
};

typedef VEC(char *) name_list;

struct walk {
	int dir;
	bool hidden;
	unsigned depth;
	uint64_t above;	     /* hash of the folder's path */
	struct buf *out;     /* of struct tree_entry */
	struct arena *arena; /* the uppermost folder: those in it are noted, */
	name_list *folders;  /* and not looked into; else NULL */
};

static uint64_t below(uint64_t above, const char *name, size_t n)
{
	return hash_bytes(name, n, above);
}

uint64_t tree_path(const char *rel)
{
	uint64_t path = 0;

	for (size_t n; *rel; rel += n + (rel[n] == '/')) {
		n = strcspn(rel, "/");
		path = below(path, rel, n);
	}
	return path;
}

static int look_at(int dir, const char *name, void *arg);

static int look_into(const struct walk *above, int dir, const char *name)
{
	struct walk w = *above;
	int r;

	if (++w.depth > DEPTH_MAX)
		return -1;
	w.above = below(above->above, name, strlen(name));
	w.folders = NULL;
	w.dir = (int)TEMP_FAILURE_RETRY(openat(
		dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
	if (w.dir < 0)
		return -1;
	r = beneath_each(w.dir, look_at, &w);
	beneath_close(w.dir);
	return r;
}

static int look_at(int dir, const char *name, void *arg)
{
	struct walk *w = arg;
	struct tree_entry x = {below(w->above, name, strlen(name)),
			       {.mode = 1}};
	bool skipped = *name == '.' && !w->hidden;

	if (skipped && strcmp(name, ".git") != 0)
		return 0;
	if (!skipped)
		x.stamp = stamp_of(dir, name);
	if (!x.stamp.mode)
		return -1;
	buf_add(w->out, (const char *)&x, sizeof x);
	if (!S_ISDIR(x.stamp.mode))
		return 0;
	if (!w->folders)
		return look_into(w, dir, name);
	vec_push(w->folders, arena_strdup(w->arena, name));
	return 0;
}

/* Folders that several threads share. */
struct shared_walk {
	struct walk walk;
	char **names;
	struct tree *tree;
	atomic_bool *failed;
};

static void make(size_t i, struct buf *out, const void *arg)
{
	const struct shared_walk *x = arg;
	struct walk w = x->walk;

	w.out = out;
	if (look_into(&w, w.dir, x->names[i]) != 0)
		*x->failed = true;
}

static void take(size_t i, const struct buf *text, const void *arg)
{
	const struct shared_walk *x = arg;

	(void)i;
	for (size_t at = 0; at < text->n; at += sizeof(struct tree_entry)) {
		struct tree_entry e;

		memcpy(&e, text->p + at, sizeof e);
		vec_push(&x->tree->entries, e);
	}
}

/* The place in the table of PATH, or that of nothing, where it would be. Other ones
 * in each run, so that nobody can choose names that collide. */
static size_t slot_of(const struct tree *t, uint64_t path)
{
	size_t at = hash_bytes(&path, sizeof path, t->seen) & (t->cap - 1);

	while (t->places[at] && t->entries.p[t->places[at] - 1].path != path)
		at = (at + 1) & (t->cap - 1);
	return at;
}

/* False: two paths have the same hash, so that neither can be told. */
static bool make_table(struct tree *t)
{
	t->cap = 64;
	while (t->cap < t->entries.n * 2)
		t->cap *= 2;
	t->places = xcalloc(t->cap, sizeof *t->places);
	for (size_t i = 0; i < t->entries.n; i++) {
		size_t at = slot_of(t, t->entries.p[i].path);

		if (t->places[at])
			return false;
		t->places[at] = (uint32_t)i + 1;
	}
	return true;
}

static bool walk(struct tree *t, int dir, bool hidden, unsigned jobs)
{
	struct arena a = {0};
	struct buf top = BUF_INIT;
	name_list folders = {0};
	atomic_bool failed = false;
	struct walk w = {dir, hidden, 0, 0, &top, &a, &folders};
	struct shared_walk x = {.tree = t, .failed = &failed};

	if (beneath_each(dir, look_at, &w) != 0)
		failed = true;
	x.walk = w;
	x.names = folders.p;
	take(0, &top, &x);
	crew_do(crew_size(jobs, folders.n * WORTH), folders.n,
		&(struct crew_work){make, take, &x});
	vec_release(&folders);
	buf_release(&top);
	arena_release(&a);
	return !failed && t->entries.n < UINT32_MAX / 2;
}

bool tree_read(struct tree *t, const char *dir, bool hidden, unsigned jobs)
{
	int fd = (int)TEMP_FAILURE_RETRY(
		open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	bool all;

	*t = (struct tree){.seen = stamp_now()};
	all = fd >= 0 && walk(t, fd, hidden, jobs) && make_table(t);
	beneath_close(fd);
	if (!all)
		tree_release(t);
	return all;
}

void tree_release(struct tree *t)
{
	vec_release(&t->entries);
	free(t->places);
	*t = (struct tree){0};
}

const struct stamp *tree_find(const struct tree *t, const char *rel)
{
	size_t at = t->cap ? slot_of(t, tree_path(rel)) : 0;

	return t->cap && t->places[at] ? &t->entries.p[t->places[at] - 1].stamp
				       : NULL;
}

void tree_add(struct tree_sum *sum, const struct tree *t)
{
	for (size_t i = 0; i < t->entries.n; i++) {
		const struct tree_entry *e = &t->entries.p[i];

		sum->sum[0] += hash_bytes(e, sizeof *e, 2);
		sum->sum[1] += hash_bytes(e, sizeof *e, 3);
		if (e->stamp.modified > sum->newest)
			sum->newest = e->stamp.modified;
		if (e->stamp.changed > sum->newest)
			sum->newest = e->stamp.changed;
	}
}
