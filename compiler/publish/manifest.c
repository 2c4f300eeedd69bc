/* Lines "<hash> <size> <path>" in and out; no clock, so that builds agree. */
#include "publish/manifest.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { HASH_LEN = 32 };

bool manifest_is_path(const char *path)
{
	if (strchr(path, '\n') || !strcmp(path, MANIFEST_NAME))
		return false;
	for (const char *p = path;; p++) {
		size_t n = strcspn(p, "/");

		if (n == 0 || (n <= 2 && strspn(p, ".") == n))
			return false;
		p += n;
		if (!*p)
			return true;
	}
}

struct entry *manifest_find(const struct manifest *m, const char *path)
{
	return map_get(&m->by_path, path);
}

struct entry *manifest_add(struct manifest *m, const char *path)
{
	struct entry *e;

	if (manifest_find(m, path))
		return NULL;
	e = arena_new(&m->arena, struct entry);
	e->path = arena_strdup(&m->arena, path);
	map_put(&m->by_path, e->path, e);
	vec_push(&m->list, e);
	return e;
}

static bool parse_line(struct manifest *m, const char *line)
{
	const char *size = line + HASH_LEN + 1;
	struct entry *e;
	unsigned long long n;
	char *end;

	if (strspn(line, "0123456789abcdef") != HASH_LEN ||
	    line[HASH_LEN] != ' ' || !isdigit((unsigned char)*size))
		return false;
	errno = 0;
	n = strtoull(size, &end, 10);
	if (errno || *end != ' ' || !manifest_is_path(end + 1))
		return false;
	e = manifest_add(m, end + 1);
	if (!e)
		return false;
	e->size = (size_t)n;
	memcpy(e->hash, line, HASH_LEN);
	return true;
}

bool manifest_parse(struct manifest *m, const char *text, size_t n)
{
	struct buf line = BUF_INIT;
	bool ok = true;

	for (size_t at = 0; ok && at < n; at += line.n + 1) {
		const char *nl = memchr(text + at, '\n', n - at);

		buf_reset(&line);
		buf_add(&line, text + at, nl ? (size_t)(nl - text) - at : 0);
		ok = nl && strlen(line.p) == line.n && parse_line(m, line.p);
	}
	buf_release(&line);
	return ok;
}

static int by_path(const void *a, const void *b)
{
	return strcmp((*(struct entry *const *)a)->path,
		      (*(struct entry *const *)b)->path);
}

void manifest_print(struct manifest *m, struct buf *out)
{
	if (m->list.n)
		qsort(m->list.p, m->list.n, sizeof *m->list.p, by_path);
	for (size_t i = 0; i < m->list.n; i++) {
		const struct entry *e = m->list.p[i];

		buf_printf(out, "%s %zu %s\n", e->hash, e->size, e->path);
	}
}

void manifest_release(struct manifest *m)
{
	vec_release(&m->list);
	map_release(&m->by_path);
	arena_release(&m->arena);
}
