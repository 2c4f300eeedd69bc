/* Decides whether one file of a bank alone changed since it was all read. */
#include "load/near.h"

#include <stdlib.h>
#include <string.h>

#include "base/build_id.h"
#include "base/err.h"
#include "load/near_parts.h"

/* All that decides and is no file of the bank. */
static void find_key(struct near *n)
{
	const struct session *s = n->session;
	struct hasher *h = hash_begin_secret(n->cache->secret);
	uint64_t facts[] = {(uint64_t)s->today, s->drafts, s->max_files,
			    s->max_bytes};

	build_ids(h);
	hash_add(h, facts, sizeof facts);
	hash_end(h, n->key);
}

/* The place in the table of the file at PATH, or -1. */
static int64_t find_seen(struct near_file *f, uint64_t path)
{
	uint64_t cap = f->head->size[NEAR_SEEN] / sizeof(struct seen);

	for (uint64_t i = 0; i < cap && !f->bad; i++) {
		uint64_t at = (path + i) & (cap - 1);
		const struct seen *s = near_file_at(f, NEAR_SEEN,
						    at * sizeof *s, sizeof *s);

		if (!s || !s->path)
			return -1;
		if (s->path == path)
			return (int64_t)at;
	}
	return -1;
}

/* Is all that was seen as it was, but for the file at PATH? */
static bool same_but(struct near *n, uint64_t path)
{
	struct near_file *f = &n->file;
	bool there = false;

	if (n->seen.n != f->head->seen)
		return false;
	for (size_t i = 0; i < n->seen.n; i++) {
		const struct seen *is = &n->seen.p[i], *was;
		int64_t at = find_seen(f, is->path);

		if (at < 0)
			return false;
		was = near_file_at(f, NEAR_SEEN, (uint64_t)at * sizeof *was,
				   sizeof *was);
		there = there || is->path == path;
		if (is->path != path && (!is->stamp || was->stamp != is->stamp))
			return false;
	}
	return there;
}

static bool find_place(struct near *n, uint64_t path)
{
	int64_t at = find_seen(&n->file, path);
	const uint32_t *place =
		at < 0 ? NULL
		       : near_file_at(&n->file, NEAR_PLACES,
				      (uint64_t)at * sizeof *place,
				      sizeof *place);

	n->place = place ? *place : (uint32_t)NEAR_NONE;
	return n->place < n->file.head->records;
}

struct near *near_open(const struct session *s, const struct target *t)
{
	struct near *n;

	if (!s->cache || !s->cache->keeps)
		return NULL;
	n = xcalloc(1, sizeof *n);
	n->cache = s->cache;
	n->session = s;
	n->target = t;
	n->file.fd = -1;
	memcpy(&n->seed, s->cache->secret, sizeof n->seed);
	find_key(n);
	n->usable = t->tree && !tree_find(t->tree, "lint.baseline");
	if (n->usable)
		seen_all(&n->seen, t->tree, n->seed);
	return n;
}

bool near_knows(struct near *n)
{
	uint64_t path = seen_path(n->seed, tree_path(*n->target->only.p));

	return n->usable && near_file_open(&n->file, n->cache->dir, n->key) &&
	       same_but(n, path) && find_place(n, path);
}

const char *const *near_cases(struct near *n, size_t *count)
{
	const struct near_head *h = n->file.head;
	const char *p = near_file_at(&n->file, NEAR_NAMES, 0, h->case_bytes);
	const char *end = p ? p + h->case_bytes : NULL;

	while (p && p < end && memchr(p, 0, (size_t)(end - p))) {
		vec_push(&n->cases, p);
		p += strlen(p) + 1;
	}
	*count = n->cases.n;
	return n->cases.p;
}

void near_close(struct near *n)
{
	if (!n)
		return;
	near_file_close(&n->file);
	survey_rest_release(&n->rest);
	vec_release(&n->seen);
	vec_release(&n->cases);
	arena_release(&n->arena);
	free(n);
}
