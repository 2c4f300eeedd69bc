/* Exams that share a unit: which files are whose. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "publish/parts.h"

/* Is PATH a file of the exam SCOPE: SCOPE.json, or something in SCOPE/? */
static bool in_scope(const char *path, const char *scope)
{
	size_t n = strlen(scope);

	return !strncmp(path, scope, n) &&
	       (path[n] == '/' || !strcmp(path + n, ".json"));
}

size_t out_exam_length(const char *s)
{
	return strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");
}

/* The exam whose first page PATH is, N bytes of it; 0: another file. */
static size_t exam_of(const char *path)
{
	size_t n = out_exam_length(path);

	return strcmp(path + n, "/index.html") == 0 ? n : 0;
}

size_t out_others(struct out *o, struct out_exam *exams, size_t max)
{
	struct unit *u = o->begun;
	size_t n = 0;

	if (!u)
		bug("no unit of %s is begun", o->dir);
	for (size_t i = 0; i < u->files.n && n < max; i++) {
		struct entry *e = u->files.p[i];
		size_t len = exam_of(e->path);
		char *page = NULL;

		if (len && e->state == SAID && !in_scope(e->path, u->scope))
			page = read_published(u, e);
		if (page)
			exams[n++] = (struct out_exam){
				arena_copy(&o->arena, e->path, len),
				arena_copy(&o->arena, page, e->size)};
		free(page);
	}
	return n;
}

void out_own_root(struct out *o, const char *folder)
{
	o->begun->root = folder;
}

/* Has another exam than that of U the file PATH, which is right in the unit, in
 * its folder, too? */
static bool has_owner(const struct unit *u, const struct entry *e)
{
	for (size_t i = 0; i < u->files.n; i++) {
		const struct entry *x = u->files.p[i];
		size_t n = out_exam_length(x->path), k = strlen(u->root);
		const char *p = x->path + n;

		if (n && *p == '/' && !strncmp(p + 1, u->root, k) &&
		    p[k + 1] == '/' && !strcmp(p + k + 2, e->path) &&
		    !strcmp(x->hash, e->hash) && !in_scope(x->path, u->scope))
			return true;
	}
	return false;
}

bool entry_is_foreign(const struct unit *u, const struct entry *e)
{
	if (in_scope(e->path, u->scope))
		return false;
	return !u->root || strchr(e->path, '/') || has_owner(u, e);
}
