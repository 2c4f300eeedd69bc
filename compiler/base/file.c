/* Bytes in from files, folders and standard input; no planted link is taken. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"

enum {
	/* O_NONBLOCK: opening a FIFO that nobody writes to must not hang. */
	FLAGS_FILE = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
	FLAGS_STEP = O_PATH | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC,
	STDIN_GUESS = 16 * 1024,
};

static enum file_kind kind_of_mode(mode_t mode)
{
	if (S_ISREG(mode))
		return FILE_REGULAR;
	if (S_ISDIR(mode))
		return FILE_FOLDER;
	return S_ISLNK(mode) ? FILE_SYMLINK : FILE_OTHER;
}

static bool stat_at(int dir, const char *name, struct stat *st)
{
	return TEMP_FAILURE_RETRY(
		       fstatat(dir, name, st, AT_SYMLINK_NOFOLLOW)) == 0;
}

/* Nothing can be at a path of which the kernel says this. */
static bool is_missing(int err)
{
	return err == ENOENT || err == ENOTDIR || err == ENAMETOOLONG;
}

/* --- Folders --- */

/* The kind of E in D; false: it went away while we were listing. */
static bool entry_kind(DIR *d, const struct dirent *e, enum file_kind *kind)
{
	struct stat st;

	if (e->d_type != DT_UNKNOWN) {
		*kind = kind_of_mode((mode_t)DTTOIF(e->d_type));
		return true;
	}
	/* Some file systems do not say: ask for each. */
	if (!stat_at(dirfd(d), e->d_name, &st)) {
		if (errno != ENOENT)
			die(EXIT_MACHINE, "cannot read %s:", e->d_name);
		return false;
	}
	*kind = kind_of_mode(st.st_mode);
	return true;
}

static struct dirent *next_entry(DIR *d)
{
	struct dirent *e;

	do {
		errno = 0;
		e = readdir(d);
	} while (!e && errno == EINTR);
	return e;
}

static DIR *open_folder(const char *path)
{
	DIR *d;

	do
		d = opendir(path);
	while (!d && errno == EINTR);
	if (!d)
		die(EXIT_MACHINE, "cannot read %s:", path);
	return d;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct file_entry *)a)->name,
		      ((const struct file_entry *)b)->name);
}

struct file_listing file_list(struct arena *a, const char *dir)
{
	VEC(struct file_entry) found = {0};
	struct file_listing list = {0};
	DIR *d = open_folder(dir);
	struct dirent *e;

	while ((e = next_entry(d))) {
		struct file_entry entry;

		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..") ||
		    !entry_kind(d, e, &entry.kind))
			continue;
		entry.name = arena_strdup(a, e->d_name);
		vec_push(&found, entry);
	}
	if (errno)
		die(EXIT_MACHINE, "cannot read %s:", dir);
	closedir(d);
	if (found.n) {
		qsort(found.p, found.n, sizeof *found.p, by_name);
		list.p = arena_array(a, struct file_entry, found.n);
		list.n = found.n;
		memcpy(list.p, found.p, found.n * sizeof *found.p);
	}
	vec_release(&found);
	return list;
}

/* --- Files --- */

/*
 * Is REL a plain way down? Judged here and not by the kernel, so that old
 * kernels and new ones refuse the same paths.
 */
static bool goes_down(const char *rel)
{
	for (;;) {
		size_t n = strcspn(rel, "/");

		if (n == 0 || (n == 2 && !memcmp(rel, "..", 2)))
			return false;
		if (!rel[n])
			return true;
		rel += n + 1;
	}
}

/*
 * Opens the component NAME of AT. A symlink on the way is ENOTDIR to the
 * kernel, as if a file stood there: say ELOOP, as openat2 does.
 */
static int open_step(int at, const char *name, int flags)
{
	int fd = (int)TEMP_FAILURE_RETRY(openat(at, name, flags));
	struct stat st;

	if (fd < 0 && errno == ENOTDIR)
		errno = stat_at(at, name, &st) && S_ISLNK(st.st_mode) ? ELOOP
								      : ENOTDIR;
	return fd;
}

/* What openat2 does in one call, a component at a time. */
static int open_stepwise(int root, const char *rel)
{
	for (int at = root, fd;; at = fd) {
		size_t n = strcspn(rel, "/");
		char name[NAME_MAX + 1];
		int err;

		if (n > NAME_MAX) {
			fd = -1;
			errno = ENAMETOOLONG;
		} else {
			memcpy(name, rel, n);
			name[n] = 0;
			fd = open_step(at, name,
				       rel[n] ? FLAGS_STEP : FLAGS_FILE);
		}
		err = errno;
		if (at != root)
			close(at);
		errno = err;
		if (fd < 0 || !rel[n])
			return fd;
		rel += n + 1;
	}
}

static int open_beneath(int root, const char *rel)
{
	struct open_how how = {
		.flags = FLAGS_FILE,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
			   RESOLVE_NO_MAGICLINKS,
	};
	long fd = TEMP_FAILURE_RETRY(
		syscall(SYS_openat2, root, rel, &how, sizeof how));

	/* EPERM: a sandbox whose filter is older than the call. */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		return open_stepwise(root, rel);
	return (int)fd;
}

/*
 * Reads FD to its end; GUESS is its likely size. *DATA stays NULL when there
 * are more than MAX bytes. Returns false on an error of the machine.
 */
static bool read_all(int fd, size_t guess, size_t max, char **data,
		     size_t *size)
{
	size_t cap = guess + 2, n = 0; /* one byte to see growth, one NUL */
	char *p = xmalloc(cap);
	ssize_t k;

	do {
		if (n + 1 == cap)
			p = xrealloc(p, cap *= 2);
		k = TEMP_FAILURE_RETRY(read(fd, p + n, cap - 1 - n));
		n += k > 0 ? (size_t)k : 0;
	} while (k > 0 && n <= max);
	if (k < 0 || n > max) {
		int err = errno;

		free(p);
		errno = err;
		return k >= 0;
	}
	p[n] = 0;
	*data = p;
	*size = n;
	return true;
}

/* What an errno of opening a file means; FILE_OK: ask the machine's owner. */
static enum file_error error_of(int err)
{
	if (is_missing(err))
		return FILE_MISSING;
	/* ENXIO, ENODEV: a socket, or a device without a driver. */
	if (err == ELOOP || err == EXDEV || err == ENXIO || err == ENODEV)
		return FILE_REFUSED;
	return FILE_OK;
}

/* Opens REL beneath ROOT, -1 and errno if that fails. */
static int open_rel(const char *root, const char *rel)
{
	int dir = (int)TEMP_FAILURE_RETRY(
		open(root, O_PATH | O_DIRECTORY | O_CLOEXEC));
	int fd, err;

	if (dir < 0)
		return -1;
	fd = open_beneath(dir, rel);
	err = errno;
	close(dir);
	errno = err;
	return fd;
}

enum file_error file_read(const char *root, const char *rel, size_t max,
			  char **data, size_t *size)
{
	enum file_error e = FILE_OK;
	struct stat st;
	int fd;

	*data = NULL;
	*size = 0;
	if (!goes_down(rel))
		return FILE_REFUSED;
	fd = open_rel(root, rel);
	if (fd < 0 && (e = error_of(errno)) != FILE_OK)
		return e;
	if (fd < 0 || TEMP_FAILURE_RETRY(fstat(fd, &st)) < 0)
		die(EXIT_MACHINE, "cannot read %s/%s:", root, rel);
	if (!S_ISREG(st.st_mode))
		e = FILE_REFUSED;
	else if ((uintmax_t)st.st_size > max)
		e = FILE_TOO_LARGE;
	else if (!read_all(fd, (size_t)st.st_size, max, data, size))
		die(EXIT_MACHINE, "cannot read %s/%s:", root, rel);
	else if (!*data) /* it grew under our hands */
		e = FILE_TOO_LARGE;
	close(fd);
	return e;
}

enum file_error file_read_stdin(size_t max, char **data, size_t *size)
{
	*data = NULL;
	*size = 0;
	if (!read_all(STDIN_FILENO, STDIN_GUESS, max, data, size))
		die(EXIT_MACHINE, "cannot read standard input:");
	return *data ? FILE_OK : FILE_TOO_LARGE;
}

bool file_kind_of(const char *path, enum file_kind *kind)
{
	struct stat st;

	if (!stat_at(AT_FDCWD, path, &st)) {
		if (!is_missing(errno))
			die(EXIT_MACHINE, "cannot read %s:", path);
		return false;
	}
	*kind = kind_of_mode(st.st_mode);
	return true;
}

/* --- Paths --- */

char *path_join(struct arena *a, const char *dir, const char *name)
{
	size_t n = strlen(dir);

	if (!*name)
		return arena_strdup(a, n ? dir : ".");
	if (n == 0 || !strcmp(dir, "."))
		return arena_strdup(a, name);
	return arena_printf(a, "%s%s%s", dir, dir[n - 1] == '/' ? "" : "/",
			    name);
}

const char *path_base(const char *path)
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/') /* "a/b/" is about b */
		n--;
	while (n > 0 && path[n - 1] != '/')
		n--;
	return path + n;
}

char *path_dir(struct arena *a, const char *path)
{
	size_t n = (size_t)(path_base(path) - path);

	if (n == 0)
		return arena_strdup(a, ".");
	while (n > 1 && path[n - 1] == '/')
		n--;
	return arena_copy(a, path, n);
}

char *path_above(struct arena *a, const char *dir)
{
	if (strcmp(dir, ".") == 0)
		return arena_strdup(a, "..");
	if (strcmp(path_base(dir), "..") == 0)
		return arena_printf(a, "%s/..", dir);
	return path_dir(a, dir);
}

void file_replace(const char *path, const char *text, size_t n)
{
	struct buf tmp = BUF_INIT;
	struct stat st;
	FILE *out;

	buf_printf(&tmp, "%s.examc-new", path);
	out = fopen(buf_cstr(&tmp), "wb");
	if (!out)
		die(EXIT_MACHINE, "cannot write %s:", buf_cstr(&tmp));
	if (stat(path, &st) == 0 && fchmod(fileno(out), st.st_mode & 07777))
		die(EXIT_MACHINE, "cannot write %s:", buf_cstr(&tmp));
	if (fwrite(text, 1, n, out) != n || fclose(out) != 0 ||
	    rename(buf_cstr(&tmp), path) != 0)
		die(EXIT_MACHINE, "cannot write %s:", path);
	buf_release(&tmp);
}

bool path_ends(const char *path, const char *end)
{
	size_t n = strlen(path), k = strlen(end);

	return n >= k && strcmp(path + n - k, end) == 0;
}
