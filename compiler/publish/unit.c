/*
 * A format's files in, a complete staging folder out. Each file is compared
 * with the published one; only the first difference makes the folder, so a
 * build that changes nothing writes nothing. What is published may be anybody's
 * work: only plain files whose bytes have been seen are taken over, and a
 * folder that holds anything else differs.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "publish/parts.h"

enum {
	FILE_MAX = 1024 * 1024 * 1024, /* bytes of what is read */
	HASH_LEN = 32,
	MODE_FILE = 0644,
};

struct entry {
	const char *path; /* in the unit */
	size_t size;
	char hash[HASH_LEN + 1];
	/* As a manifest says; found so, to be taken over; new or changed. */
	enum { SAID, KEPT, STAGED } state;
};

static _Noreturn void die_at(const struct unit *u, const char *verb,
			     const char *rel)
{
	die(EXIT_MACHINE, "cannot %s %s/%s:", verb, u->path, rel);
}

/* --- The manifest: a line "<hash> <size> <path>" for each file --- */

/* Is PATH relative, without "." and "..", one line, not the manifest? */
static bool is_path(const char *path)
{
	if (strchr(path, '\n') || !strcmp(path, MANIFEST))
		return false;
	for (const char *p = path;; p++) {
		size_t n = strcspn(p, "/");

		if (n <= 2 && strspn(p, ".") == n)
			return false;
		p += n;
		if (!*p)
			return true;
	}
}

/* Adds an entry for PATH, which lives as long as O. */
static struct entry *add_entry(struct out *o, struct unit *u, const char *path)
{
	struct entry *e = arena_new(&o->arena, struct entry);

	e->path = path;
	map_put(&u->by_path, path, e);
	vec_push(&u->files, e);
	return e;
}

static int by_path(const void *a, const void *b)
{
	return strcmp((*(struct entry *const *)a)->path,
		      (*(struct entry *const *)b)->path);
}

static void print_manifest(struct unit *u, struct buf *out)
{
	if (u->files.n)
		qsort(u->files.p, u->files.n, sizeof *u->files.p, by_path);
	for (size_t i = 0; i < u->files.n; i++) {
		const struct entry *e = u->files.p[i];

		buf_printf(out, "%s %zu %s\n", e->hash, e->size, e->path);
	}
}

/* Reads what it can; that was all if it prints as the same text. */
static bool read_manifest(struct out *o, struct unit *u)
{
	struct buf again = BUF_INIT;
	char *text, *rest;
	size_t n;
	bool same;

	if (file_read_at(u->was, u->path, MANIFEST, FILE_MAX, &text, &n) !=
	    FILE_OK)
		return false;
	for (char *s = strtok_r(arena_copy(&o->arena, text, n), "\n", &rest); s;
	     s = strtok_r(NULL, "\n", &rest)) {
		struct entry e = {.state = SAID};
		char *end = s + strspn(s, "0123456789abcdef");

		if (end - s != HASH_LEN || *end != ' ')
			continue;
		memcpy(e.hash, s, HASH_LEN);
		e.size = strtoull(end, &end, 10);
		e.path = end + 1;
		if (*end == ' ' && is_path(e.path) &&
		    !map_get(&u->by_path, e.path))
			*add_entry(o, u, e.path) = e;
	}
	print_manifest(u, &again);
	same = again.n == n && !memcmp(buf_cstr(&again), text, n);
	buf_release(&again);
	free(text);
	return same;
}

/* --- What is published already --- */

/*
 * The E->size bytes that are published as E, if that is a file as we write them
 * and its hash is right; else NULL. Bytes that are known (WANT) are compared as
 * well: who plants a file can make it fit a hash. The caller frees the result.
 */
static char *read_published(const struct unit *u, const struct entry *e,
			    const void *want)
{
	int fd = beneath_open(u->was, e->path, O_RDONLY | O_NONBLOCK, 0);
	char *data = NULL, hash[HASH_LEN + 1] = "";
	struct stat st;
	size_t n;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP ||
		       errno == ENXIO || (errno == EACCES && want)))
		return NULL;
	if (fd < 0 || TEMP_FAILURE_RETRY(fstat(fd, &st)) < 0 ||
	    (st.st_mode == (S_IFREG | MODE_FILE) && e->size <= FILE_MAX &&
	     (uintmax_t)st.st_size == e->size &&
	     !file_read_open(fd, e->size, e->size, &data, &n)))
		die_at(u, "read", e->path);
	close(fd);
	if (!data)
		return NULL;
	hash_hex(data, n, hash);
	if (!strcmp(hash, e->hash) && (!want || !memcmp(data, want, n)))
		return data;
	free(data);
	return NULL;
}

static bool is_published(const struct unit *u, const struct entry *e,
			 const void *want)
{
	char *data = read_published(u, e, want);

	free(data);
	return data != NULL;
}

static void put(struct out *o, struct unit *u, const char *rel, const void *p,
		size_t n)
{
	if (u->stage < 0)
		u->stage = stage_make(o->fd, u->name);
	if (u->stage < 0 ||
	    beneath_put(u->stage, rel, MODE_FILE, p, n, false) < 0)
		die_at(u, "write", rel);
}

/* Writes the manifest, and brings over what is kept. */
static void complete(struct out *o, struct unit *u)
{
	struct buf text = BUF_INIT;

	print_manifest(u, &text);
	put(o, u, MANIFEST, buf_cstr(&text), text.n);
	buf_release(&text);
	for (size_t i = 0; i < u->files.n; i++) {
		const struct entry *e = u->files.p[i];

		if (e->state == KEPT &&
		    beneath_link(u->was, u->stage, e->path) < 0)
			die_at(u, "write", e->path);
	}
}

/* --- The unit as a whole --- */

void out_begin(struct out *o, const char *format, const char *scope)
{
	struct unit *u = arena_new(&o->arena, struct unit);

	if (o->begun || !*format || strpbrk(format, "./\n"))
		bug("unit '%s'", format);
	for (size_t i = 0; i < o->units.n; i++)
		if (!strcmp(o->units.p[i]->name, format))
			bug("unit '%s' twice", format);
	u->name = arena_strdup(&o->arena, format);
	u->path = path_join(&o->arena, o->dir, format);
	u->scope = arena_strdup(&o->arena, scope);
	u->stage = -1;
	u->was = beneath_open(o->fd, format, O_RDONLY | O_DIRECTORY, 0);
	vec_push(&o->units, u);
	o->begun = u;
	if (u->was < 0 && errno != ENOENT)
		die(EXIT_MACHINE, "cannot read %s:", u->path);
	if (u->was >= 0 && !read_manifest(o, u))
		die(EXIT_USAGE,
		    "%s/" MANIFEST " is damaged; delete %s and build "
		    "again",
		    u->path, u->path);
}

void out_write(struct out *o, const char *rel, const void *p, size_t n)
{
	struct unit *u = o->begun;
	struct entry *e = u ? map_get(&u->by_path, rel) : NULL;
	char hash[HASH_LEN + 1];
	bool same;

	if (!u || !is_path(rel))
		bug("path '%s' in %s", rel, u ? u->path : "no unit");
	hash_hex(p, n, hash);
	same = e && e->size == n && !strcmp(e->hash, hash);
	if (e && e->state != SAID && !same)
		bug("%s/%s is written twice", u->name, rel);
	if (e && e->state != SAID)
		return;
	if (!e)
		e = add_entry(o, u, arena_strdup(&o->arena, rel));
	e->state = same && is_published(u, e, p) ? KEPT : STAGED;
	e->size = n;
	memcpy(e->hash, hash, sizeof hash);
	if (e->state == KEPT)
		return;
	put(o, u, rel, p, n);
	u->changed++;
}

void out_copy(struct out *o, const char *rel, const char *root,
	      const char *src_rel)
{
	char *data;
	size_t n;

	/* It was fit to be used when it was checked. */
	if (file_read(root, src_rel, FILE_MAX, &data, &n) != FILE_OK)
		die(EXIT_MACHINE, "%s/%s has changed during the build", root,
		    src_rel);
	out_write(o, rel, data, n);
	free(data);
}

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
			page = read_published(u, e, NULL);
		if (page)
			exams[n++] = (struct out_exam){
				arena_copy(&o->arena, e->path, len),
				arena_copy(&o->arena, page, e->size)};
		free(page);
	}
	return n;
}

/*
 * Keeps what other exams have published, drops the rest of what is published.
 * Returns whether that changes anything.
 */
static bool take_over(struct unit *u)
{
	size_t n = 0, all = u->files.n;
	struct stat st;

	for (size_t i = 0; i < all; i++) {
		struct entry *e = u->files.p[i];

		if (e->state == SAID && !in_scope(e->path, u->scope) &&
		    is_published(u, e, NULL))
			e->state = KEPT;
		if (e->state != SAID)
			u->files.p[n++] = e;
		else if (beneath_stat(u->was, e->path, &st) == 0 ||
			 errno == ELOOP)
			u->removed++;
	}
	u->files.n = n;
	return n < all;
}

void out_end(struct out *o)
{
	struct unit *u = o->begun;

	if (!u)
		bug("no unit of %s is begun", o->dir);
	/* One file more than the list: the manifest. Or there are strangers. */
	u->differs = take_over(u) || u->changed || u->was < 0 ||
		     beneath_count(u->was) != (long)u->files.n + 1;
	if (u->differs)
		complete(o, u);
	o->begun = NULL;
}
