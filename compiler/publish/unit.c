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
#include "base/hash.h"
#include "publish/parts.h"

enum { FILE_MAX = 1024 * 1024 * 1024 }; /* bytes of what is read */

_Noreturn void die_at(const struct unit *u, const char *verb, const char *rel)
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

/* The files of U by their paths: many are in that order as they are. */
static void sort_files(struct unit *u)
{
	bool sorted = true;

	for (size_t i = 1; i < u->files.n && sorted; i++)
		sorted = by_path(&u->files.p[i - 1], &u->files.p[i]) < 0;
	if (!sorted)
		qsort(u->files.p, u->files.n, sizeof *u->files.p, by_path);
}

static void print_manifest(struct unit *u, struct buf *out)
{
	char size[32];

	sort_files(u);
	for (size_t i = 0; i < u->files.n; i++) {
		const struct entry *e = u->files.p[i];
		int n = snprintf(size, sizeof size, " %zu ", e->size);

		buf_add(out, e->hash, HASH_LEN);
		buf_add(out, size, (size_t)n);
		buf_str(out, e->path);
		buf_char(out, '\n');
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
 * The descriptor of what is published as E, if that is a file as we write them,
 * of its size; else -1. TRUSTED: who cannot read it is an error of the machine.
 */
static int open_published(const struct unit *u, const struct entry *e,
			  bool trusted)
{
	int fd = beneath_open(u->was, e->path, O_RDONLY | O_NONBLOCK, 0);
	struct stat st;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP ||
		       errno == ENXIO || (errno == EACCES && !trusted)))
		return -1;
	if (fd < 0 || TEMP_FAILURE_RETRY(fstat(fd, &st)) < 0)
		die_at(u, "read", e->path);
	if (st.st_mode == (S_IFREG | MODE_FILE) && e->size <= FILE_MAX &&
	    (uintmax_t)st.st_size == e->size)
		return fd;
	close(fd);
	return -1;
}

char *read_published(const struct unit *u, const struct entry *e)
{
	int fd = open_published(u, e, true);
	char *data = NULL, hash[HASH_HEX];
	size_t n;

	if (fd < 0)
		return NULL;
	if (!file_read_open(fd, e->size, e->size, &data, &n))
		die_at(u, "read", e->path);
	close(fd);
	if (!data)
		return NULL;
	hash_hex(data, n, hash);
	if (!strcmp(hash, e->hash))
		return data;
	free(data);
	return NULL;
}

/* Up to N bytes of FD at P; fewer at its end. */
static size_t read_some(const struct unit *u, const struct entry *e, int fd,
			char *p, size_t n)
{
	size_t got = 0;
	ssize_t k;

	do {
		k = TEMP_FAILURE_RETRY(read(fd, p + got, n - got));
		if (k < 0)
			die_at(u, "read", e->path);
		got += (size_t)k;
	} while (k && got < n);
	return got;
}

enum { CHUNK = 32 * 1024 };

/* Bytes that are known are compared as well as the hash: who plants a file can
 * make it fit that. */
bool is_published(const struct unit *u, const struct entry *e, const void *want,
		  int with)
{
	int fd = open_published(u, e, !want && with < 0);
	char is[CHUNK], new[CHUNK], hash[HASH_HEX];
	struct hasher *h;
	bool same = true;
	size_t n, at = 0;

	if (fd < 0)
		return false;
	h = hash_begin();
	while ((n = read_some(u, e, fd, is, CHUNK)) > 0 && same) {
		hash_add(h, is, n);
		if (with >= 0)
			same = read_some(u, e, with, new, n) == n &&
			       !memcmp(is, new, n);
		else if (want)
			same = at + n <= e->size &&
			       !memcmp(is, (const char *)want + at, n);
		at += n;
	}
	close(fd);
	hash_end(h, hash);
	return same && at == e->size && !strcmp(hash, e->hash);
}

/* The staging folder of the unit that is begun; made if it is the first need. */
static int stage_of(struct out *o, struct unit *u)
{
	pthread_mutex_lock(&o->lists);
	pthread_rwlock_rdlock(&o->stages);
	if (u->stage < 0)
		u->stage = stage_make(o, u);
	pthread_rwlock_unlock(&o->stages);
	pthread_mutex_unlock(&o->lists);
	return u->stage;
}

/* Removes what the staging folder had as REL from the beginning. Called while the
 * run may not end. */
static int make_room(struct out *o, struct unit *u, const char *rel)
{
	struct entry *e;
	bool there;

	pthread_mutex_lock(&o->lists);
	e = map_get(&u->by_path, rel);
	there = e && e->there;
	if (there)
		e->there = false;
	pthread_mutex_unlock(&o->lists);
	return there ? stage_remove(u, rel) : 0;
}

int stage_open(struct out *o, const char *rel)
{
	struct unit *u = o->begun;
	int stage = stage_of(o, u), fd = -1;

	pthread_rwlock_rdlock(&o->stages);
	if (stage >= 0 && make_room(o, u, rel) == 0)
		fd = beneath_open(stage, rel, O_RDWR | O_CREAT | O_EXCL,
				  MODE_FILE);
	pthread_rwlock_unlock(&o->stages);
	if (fd < 0)
		die_at(u, "write", rel);
	return fd;
}

int stage_remove(const struct unit *u, const char *rel)
{
	const char *name;
	int at = beneath_parent(u->stage, rel, false, &name), r;

	r = at < 0 ? -1 : (int)TEMP_FAILURE_RETRY(unlinkat(at, name, 0));
	beneath_close(at);
	return r;
}

static void put(struct out *o, struct unit *u, const char *rel, const void *p,
		size_t n)
{
	int stage = stage_of(o, u), r = -1;

	pthread_rwlock_rdlock(&o->stages);
	if (stage >= 0 && make_room(o, u, rel) == 0)
		r = beneath_put(stage, rel, MODE_FILE, p, n, false);
	pthread_rwlock_unlock(&o->stages);
	if (r < 0)
		die_at(u, "write", rel);
}

/* The file REL of the old unit is one of the new. */
static void bring(const struct unit *u, struct seat *was, struct seat *now,
		  const char *rel)
{
	const char *name;
	int from = seat_take(was, rel, &name);
	int to = from < 0 ? -1 : seat_take(now, rel, &name);

	if (to < 0 || beneath_link(from, to, name) < 0)
		die_at(u, "write", rel);
}

/* Writes the manifest, and brings over what is kept. */
static void complete(struct out *o, struct unit *u)
{
	struct buf text = BUF_INIT;
	struct seat was = {.root = u->was, .fd = -1}, now;

	print_manifest(u, &text);
	put(o, u, MANIFEST, buf_cstr(&text), text.n);
	now = (struct seat){.root = u->stage, .make = true, .fd = -1};
	buf_release(&text);
	for (size_t i = 0; i < u->files.n; i++)
		if (u->files.p[i]->state == KEPT && !u->files.p[i]->there)
			bring(u, &was, &now, u->files.p[i]->path);
	seat_leave(&was);
	seat_leave(&now);
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
	kept_begin(o, u);
}

struct entry *entry_begin(struct out *o, const char *rel, const char *hash,
			  size_t n, bool *same)
{
	struct unit *u = o->begun;
	struct entry *e;

	if (!u || !is_path(rel))
		bug("path '%s' in %s", rel, u ? u->path : "no unit");
	pthread_mutex_lock(&o->lists);
	e = map_get(&u->by_path, rel);
	*same = e && e->size == n && !strcmp(e->hash, hash);
	if (e && e->state != SAID && !*same)
		bug("%s/%s is written twice", u->name, rel);
	if (e && e->state != SAID) {
		e = NULL;
	} else {
		if (!e)
			e = add_entry(o, u, arena_strdup(&o->arena, rel));
		e->state = BUSY;
		e->size = n;
		memcpy(e->hash, hash, sizeof e->hash);
	}
	pthread_mutex_unlock(&o->lists);
	return e;
}

void entry_end(struct out *o, struct entry *e, bool kept)
{
	pthread_mutex_lock(&o->lists);
	e->state = kept ? KEPT : STAGED;
	o->begun->changed += !kept;
	pthread_mutex_unlock(&o->lists);
}

void out_write(struct out *o, const char *rel, const void *p, size_t n)
{
	char hash[HASH_HEX];
	struct entry *e;
	bool kept;

	hash_hex(p, n, hash);
	e = entry_begin(o, rel, hash, n, &kept);
	if (!e)
		return;
	kept = kept && is_published(o->begun, e, p, -1);
	if (!kept)
		put(o, o->begun, rel, p, n);
	entry_end(o, e, kept);
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

void out_each(struct out *o,
	      void fn(const char *path, const char *hash, void *arg), void *arg)
{
	struct unit *u = o->begun;

	if (!u)
		bug("no unit of %s is begun", o->dir);
	sort_files(u);
	for (size_t i = 0; i < u->files.n; i++)
		if (u->files.p[i]->state == KEPT ||
		    u->files.p[i]->state == STAGED)
			fn(u->files.p[i]->path, u->files.p[i]->hash, arg);
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

		if (e->state == SAID && entry_is_foreign(u, e) &&
		    is_published(u, e, NULL, -1))
			e->state = KEPT;
		if (e->state != SAID) {
			u->files.p[n++] = e;
			continue;
		}
		spare_drop(u, e);
		if (beneath_stat(u->was, e->path, &st) == 0 || errno == ELOOP)
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
