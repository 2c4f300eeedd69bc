/*
 * A format's files in, a complete staging folder out. Each file is compared
 * with the published one; only the first difference makes the folder, so a
 * build that changes nothing writes nothing.
 */
#include "publish/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "publish/stage.h"

enum {
	MANIFEST_MAX = 1024 * 1024 * 1024, /* bytes */
	CHUNK = 16 * 1024,		   /* bytes compared at a time */
	MODE_FILE = 0644,
};

static _Noreturn void die_at(const struct unit *u, const char *verb,
			     const char *rel)
{
	die(EXIT_MACHINE, "cannot %s %s/%s/%s:", verb, u->dir, u->name, rel);
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

struct unit *unit_new(const char *dir, int dir_fd, const char *name,
		      const char *scope)
{
	struct unit *u = xcalloc(1, sizeof *u);

	if (name[0] == '.' || strchr(name, '/') || !manifest_is_path(name) ||
	    strlen(name) > UNIT_NAME_MAX)
		bug("unit '%s'", name);
	memcpy(u->name, name, strlen(name));
	u->dir = dir;
	u->dir_fd = dir_fd;
	u->scope = xstrdup(scope);
	u->was_fd = u->stage_fd = -1;
	return u;
}

void unit_free(struct unit *u)
{
	close_fd(&u->was_fd);
	close_fd(&u->stage_fd);
	manifest_release(&u->was);
	manifest_release(&u->now);
	free(u->scope);
	free(u);
}

static void read_manifest(struct unit *u)
{
	struct arena a = {0};
	char *text;
	size_t n;

	if (file_read(path_join(&a, u->dir, u->name), MANIFEST_NAME,
		      MANIFEST_MAX, &text, &n) != FILE_OK ||
	    !manifest_parse(&u->was, text, n))
		die(EXIT_USAGE,
		    "%s/%s/" MANIFEST_NAME " is damaged; delete %s/%s and "
		    "build again",
		    u->dir, u->name, u->dir, u->name);
	free(text);
	arena_release(&a);
}

void unit_begin(struct unit *u)
{
	u->was_fd = stage_open_at(u->dir_fd, u->name,
				  O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
	u->first = u->was_fd < 0;
	if (!u->first)
		read_manifest(u);
	else if (errno != ENOENT)
		die(EXIT_MACHINE, "cannot read %s/%s:", u->dir, u->name);
}

/* --- Writing --- */

/* The staging folder, made when it is first needed. */
static int stage_of(struct unit *u)
{
	if (u->stage_fd < 0)
		u->stage_fd = stage_make(u->dir_fd, u->name);
	if (u->stage_fd < 0)
		die(EXIT_MACHINE, "cannot write %s:", u->dir);
	return u->stage_fd;
}

/*
 * Creates REL. Its folders are made when that fails: asking for each file
 * whether they are there would cost more.
 */
static int create(struct unit *u, const char *rel)
{
	int dir = stage_of(u), fd;

	for (bool again = true;; again = false) {
		fd = (int)TEMP_FAILURE_RETRY(openat(
			dir, rel,
			O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			MODE_FILE));
		if (fd >= 0)
			return fd;
		if (!again || errno != ENOENT || stage_folders(dir, rel) < 0)
			die_at(u, "write", rel);
	}
}

static void write_all(const struct unit *u, const char *rel, int fd,
		      const char *p, size_t n)
{
	while (n) {
		ssize_t k = TEMP_FAILURE_RETRY(write(fd, p, n));

		if (k < 0)
			die_at(u, "write", rel);
		p += k;
		n -= (size_t)k;
	}
}

static void close_written(const struct unit *u, const char *rel, int fd)
{
	/* Some file systems tell only here that a write failed. */
	if (close(fd) < 0 && errno != EINTR)
		die_at(u, "write", rel);
}

static void write_file(struct unit *u, const char *rel, const char *p, size_t n)
{
	int fd = create(u, rel);

	write_all(u, rel, fd, p, n);
	close_written(u, rel, fd);
}

/* --- What is published already --- */

/* Opens the published file REL; -1 and errno: there is none to be kept. */
static int open_published(const struct unit *u, const char *rel)
{
	int fd = stage_open_at(u->was_fd, rel,
			       O_RDONLY | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0 && errno != ENOENT && errno != ENOTDIR && errno != ELOOP &&
	    errno != EACCES && errno != ENXIO)
		die_at(u, "read", rel);
	return fd;
}

static size_t read_chunk(const struct unit *u, const char *rel, int fd,
			 char chunk[CHUNK])
{
	ssize_t k = TEMP_FAILURE_RETRY(read(fd, chunk, CHUNK));

	if (k < 0)
		die_at(u, "read", rel);
	return (size_t)k;
}

/* Is the published file REL what we would write? */
static bool is_published(const struct unit *u, const char *rel, const char *p,
			 size_t n)
{
	int fd = open_published(u, rel);
	char chunk[CHUNK];
	struct stat st;
	bool same;

	if (fd < 0)
		return false;
	if (TEMP_FAILURE_RETRY(fstat(fd, &st)) < 0)
		die_at(u, "read", rel);
	same = S_ISREG(st.st_mode) && (st.st_mode & 07777) == MODE_FILE &&
	       (size_t)st.st_size == n;
	while (same && n) {
		size_t k = read_chunk(u, rel, fd, chunk);

		same = k > 0 && k <= n && !memcmp(p, chunk, k);
		p += k;
		n -= k;
	}
	close(fd);
	return same;
}

/* For file systems without hard links, or with their limit reached. */
static void copy_published(struct unit *u, const char *rel)
{
	int from = open_published(u, rel), to;
	struct timespec times[2];
	char chunk[CHUNK];
	struct stat st;

	if (from < 0 || TEMP_FAILURE_RETRY(fstat(from, &st)) < 0)
		die_at(u, "read", rel);
	to = create(u, rel);
	for (size_t k; (k = read_chunk(u, rel, from, chunk));)
		write_all(u, rel, to, chunk, k);
	/* A copy is as old as its original where that can be had: tools that
	 * synchronise folders go by the time. */
	times[0] = st.st_atim;
	times[1] = st.st_mtim;
	(void)futimens(to, times);
	close(from);
	close_written(u, rel, to);
}

static int link_published(struct unit *u, const char *rel)
{
	return (int)TEMP_FAILURE_RETRY(
		linkat(u->was_fd, rel, stage_of(u), rel, 0));
}

static bool is_gone(const struct unit *u, const char *rel)
{
	struct stat st;

	if (stage_stat_at(u->was_fd, rel, &st) == 0)
		return false;
	if (errno != ENOENT && errno != ENOTDIR)
		die_at(u, "read", rel);
	return true;
}

/*
 * Takes the published file REL into the staging folder. Returns false if it
 * is gone: nobody has looked at the files of other exams.
 */
static bool keep_file(struct unit *u, const char *rel)
{
	if (link_published(u, rel) == 0)
		return true;
	if (errno == ENOENT || errno == ENOTDIR) {
		if (is_gone(u, rel))
			return false;
		if (stage_folders(stage_of(u), rel) == 0 &&
		    link_published(u, rel) == 0)
			return true;
	}
	if (errno != EXDEV && errno != EMLINK && errno != EPERM &&
	    errno != EOPNOTSUPP && errno != ENOSYS)
		die_at(u, "write", rel);
	copy_published(u, rel);
	return true;
}

/* --- The unit as a whole --- */

void unit_write(struct unit *u, const char *rel, const void *p, size_t n)
{
	const struct entry *was;
	struct entry *e;
	char hash[33];

	if (!manifest_is_path(rel))
		bug("path '%s' in %s", rel, u->name);
	hash_hex(p, n, hash);
	e = manifest_add(&u->now, rel);
	if (!e) {
		e = manifest_find(&u->now, rel);
		if (e->size != n || strcmp(e->hash, hash) != 0)
			bug("%s/%s is written twice", u->name, rel);
		return;
	}
	memcpy(e->hash, hash, sizeof hash);
	e->size = n;
	was = manifest_find(&u->was, rel);
	e->keep = was && was->size == n && !strcmp(was->hash, hash) &&
		  is_published(u, rel, p, n);
	if (e->keep)
		return;
	write_file(u, rel, p, n);
	u->changed++;
}

/* Is PATH a file of the exam SCOPE: SCOPE.json, or something in SCOPE/? */
static bool in_scope(const char *path, const char *scope)
{
	size_t n = strlen(scope);

	return !strncmp(path, scope, n) &&
	       (path[n] == '/' || !strcmp(path + n, ".json"));
}

/* Adds what other exams have published, counts what this one drops. */
static void take_over(struct unit *u)
{
	for (size_t i = 0; i < u->was.list.n; i++) {
		const struct entry *was = u->was.list.p[i];
		struct entry *e;

		if (manifest_find(&u->now, was->path))
			continue;
		if (in_scope(was->path, u->scope)) {
			u->removed++;
			continue;
		}
		e = manifest_add(&u->now, was->path);
		memcpy(e->hash, was->hash, sizeof e->hash);
		e->size = was->size;
		e->keep = true;
	}
}

static void complete(struct unit *u)
{
	struct buf text = BUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < u->now.list.n; i++) {
		struct entry *e = u->now.list.p[i];

		if (!e->keep || keep_file(u, e->path))
			u->now.list.p[n++] = e;
	}
	u->now.list.n = n;
	manifest_print(&u->now, &text);
	write_file(u, MANIFEST_NAME, buf_cstr(&text), text.n);
	buf_release(&text);
}

void unit_end(struct unit *u)
{
	take_over(u);
	u->differs = u->first || u->changed || u->removed;
	if (u->differs)
		complete(u);
	close_fd(&u->was_fd);
	close_fd(&u->stage_fd);
	manifest_release(&u->was);
	manifest_release(&u->now);
}
