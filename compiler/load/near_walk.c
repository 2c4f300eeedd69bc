/* Looks at the names and stamps of all that is in a bank's folder. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/crew.h"
#include "load/near_parts.h"

enum { DEPTH_MAX = 64 };

typedef VEC(char *) name_list;

struct walk {
	int dir;
	uint64_t above; /* hash of the folder's path */
	uint64_t now;
	unsigned depth;
	struct buf *out;     /* of struct seen */
	struct arena *arena; /* the top of the bank: folders are noted, */
	name_list *folders;  /* and not looked into; else NULL */
};

static uint64_t below(uint64_t above, const char *name, size_t n)
{
	return hash_bytes(name, n, above);
}

uint64_t seen_path(uint64_t seed, const char *rel)
{
	size_t n;

	for (; *rel; rel += n + (rel[n] == '/')) {
		n = strcspn(rel, "/");
		seed = below(seed, rel, n);
	}
	return seed;
}

static void note(struct walk *w, uint64_t path, const struct stamp *s)
{
	struct seen x = {path, 0};

	if (stamp_is_old(s->modified, w->now) &&
	    stamp_is_old(s->changed, w->now))
		x.stamp = hash_bytes(s, sizeof *s, w->above) | 1;
	buf_add(w->out, (const char *)&x, sizeof x);
}

static int look_at(int dir, const char *name, void *arg);

static int look_into(struct walk *above, int dir, const char *name)
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

/* Of what is hidden, one name alone means something (file/repository). */
static int look_at(int dir, const char *name, void *arg)
{
	struct walk *w = arg;
	uint64_t path = below(w->above, name, strlen(name));
	struct stamp s = {.mode = 1};

	if (*name == '.') {
		if (strcmp(name, ".git") == 0)
			note(w, path, &s);
		return 0;
	}
	s = stamp_of(dir, name);
	if (!s.mode)
		return -1;
	if (!S_ISDIR(s.mode)) {
		note(w, path, &s);
		return 0;
	}
	s.size = s.modified = s.changed = 0;
	note(w, path, &s);
	if (!w->folders)
		return look_into(w, dir, name);
	vec_push(w->folders, arena_strdup(w->arena, name));
	return 0;
}

/* Folders that several threads share. */
struct shared_walk {
	struct walk walk;
	char **names;
	seen_list *list;
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
	for (size_t at = 0; at < text->n; at += sizeof(struct seen)) {
		struct seen s;

		memcpy(&s, text->p + at, sizeof s);
		vec_push(x->list, s);
	}
}

bool seen_all(seen_list *l, int dir, uint64_t seed, unsigned jobs)
{
	struct arena a = {0};
	struct buf top = BUF_INIT;
	name_list folders = {0};
	atomic_bool failed = false;
	struct walk w = {dir, seed, stamp_now(), 0, &top, &a, &folders};
	struct shared_walk x = {.list = l, .failed = &failed};

	if (beneath_each(dir, look_at, &w) != 0)
		failed = true;
	x.walk = w;
	x.names = folders.p;
	take(0, &top, &x);
	crew_do(crew_size(jobs, folders.n), folders.n,
		&(struct crew_work){make, take, &x});
	vec_release(&folders);
	buf_release(&top);
	arena_release(&a);
	return !failed;
}
