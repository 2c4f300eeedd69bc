/* Files read and replaced, folders listed; no planted link is followed. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/err.h"
#include "base/vec.h"

enum { STDIN_GUESS = 16 * 1024 };

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

bool file_read_open(int fd, size_t guess, size_t max, char **data, size_t *size)
{
	size_t cap = guess + 2, n = 0; /* one byte to see growth, one NUL */
	char *p = xmalloc(cap);
	ssize_t k;

	*data = NULL;
	*size = 0;
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

enum file_error file_read_at(int dir, const char *shown, const char *rel,
			     size_t max, char **data, size_t *size)
{
	int fd = beneath_open(dir, rel, O_RDONLY | O_NONBLOCK, 0);
	enum file_error e = FILE_OK;
	struct stat st;

	*data = NULL;
	*size = 0;
	if (fd < 0 && (e = error_of(errno)) != FILE_OK)
		return e;
	if (fd < 0 || TEMP_FAILURE_RETRY(fstat(fd, &st)) < 0)
		die(EXIT_MACHINE, "cannot read %s/%s:", shown, rel);
	if (!S_ISREG(st.st_mode))
		e = FILE_REFUSED;
	else if ((uintmax_t)st.st_size > max)
		e = FILE_TOO_LARGE;
	else if (!file_read_open(fd, (size_t)st.st_size, max, data, size))
		die(EXIT_MACHINE, "cannot read %s/%s:", shown, rel);
	else if (!*data) /* it grew under our hands */
		e = FILE_TOO_LARGE;
	close(fd);
	return e;
}

static int open_root(const char *root)
{
	return (int)TEMP_FAILURE_RETRY(
		open(root, O_PATH | O_DIRECTORY | O_CLOEXEC));
}

enum file_error file_read(const char *root, const char *rel, size_t max,
			  char **data, size_t *size)
{
	int dir = open_root(root);
	enum file_error e;

	*data = NULL;
	*size = 0;
	if (dir < 0 && (e = error_of(errno)) != FILE_OK)
		return e;
	if (dir < 0)
		die(EXIT_MACHINE, "cannot read %s/%s:", root, rel);
	e = file_read_at(dir, root, rel, max, data, size);
	close(dir);
	return e;
}

enum file_error file_read_stdin(size_t max, char **data, size_t *size)
{
	if (!file_read_open(STDIN_FILENO, STDIN_GUESS, max, data, size))
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

int file_make_folder(const char *path)
{
	struct arena a = {0};
	const char *rest, *name;
	int root = open_root(path_split(&a, path, &rest));
	int at = root < 0 ? -1 : beneath_parent(root, rest, true, &name);
	int r = at < 0 ? -1 : (int)TEMP_FAILURE_RETRY(mkdirat(at, name, 0755));

	beneath_close(root);
	beneath_close(at);
	arena_release(&a);
	return r == 0 ? 1 : at >= 0 && errno == EEXIST ? 0 : -1;
}

int file_open_folder(const char *path)
{
	struct arena a = {0};
	const char *rest;
	int root = open_root(path_split(&a, path, &rest));
	int fd = root < 0 ? -1
			  : beneath_open(root, rest, O_RDONLY | O_DIRECTORY, 0);

	beneath_close(root);
	arena_release(&a);
	return fd;
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

/* "/", or where the first folder of PATH leads if that is a symlink, which then
 * *PATH is behind: systems have such ones, "/home" say. */
static char *top_of(struct arena *a, const char **path)
{
	size_t n = strspn(*path, "/");
	char *top = arena_copy(a, *path, n + strcspn(*path + n, "/"));
	enum file_kind kind;
	char real[PATH_MAX];

	if (!file_kind_of(top, &kind) || kind != FILE_SYMLINK ||
	    !realpath(top, real))
		return arena_strdup(a, "/");
	*path += strlen(top);
	return arena_strdup(a, real);
}

char *path_split(struct arena *a, const char *path, const char **rest)
{
	char *root = *path == '/' ? top_of(a, &path) : arena_strdup(a, ".");
	char *way = arena_strdup(a, "."), *next;

	for (char *p = strtok_r(arena_strdup(a, path), "/", &next); p;
	     p = strtok_r(NULL, "/", &next))
		if (strcmp(p, "..") != 0)
			way = strcmp(p, ".") == 0 ? way : path_join(a, way, p);
		else if (strcmp(way, ".") != 0)
			way = path_dir(a, way);
		else
			root = *root == '/' ? path_dir(a, root)
					    : path_above(a, root);
	*rest = way;
	return root;
}

/* --- Files of an author --- */

/* The names in the folder AT are on disk when this returns 0. */
static int sync_folder(int at)
{
	int fd = beneath_open(at, ".", O_RDONLY | O_DIRECTORY, 0), r;

	r = fd < 0 ? -1 : (int)TEMP_FAILURE_RETRY(fsync(fd));
	beneath_close(fd);
	/* EINVAL: a file system that does not sync folders. */
	return r < 0 && errno == EINVAL ? 0 : r;
}

/* Replaces the file NAME of AT. Returns -1 and errno; ELOOP: not a file. */
static int replace_at(int at, const char *name, const char *text, size_t n)
{
	mode_t mode = 0666;
	struct stat st;
	uint64_t random;
	char temp[40];
	bool there = stat_at(at, name, &st);
	int err;

	if (!there && errno != ENOENT)
		return -1;
	if (there && !S_ISREG(st.st_mode)) {
		errno = ELOOP;
		return -1;
	}
	if (there)
		mode = st.st_mode & 07777;
	if (TEMP_FAILURE_RETRY(getrandom(&random, sizeof random, 0)) < 0)
		return -1;
	snprintf(temp, sizeof temp, ".examc-%016" PRIx64 ".new", random);
	if (beneath_put(at, temp, mode, text, n, true) < 0)
		return -1;
	if ((!there || TEMP_FAILURE_RETRY(fchmodat(at, temp, mode, 0)) == 0) &&
	    TEMP_FAILURE_RETRY(renameat(at, temp, at, name)) == 0)
		return 0;
	err = errno;
	(void)TEMP_FAILURE_RETRY(unlinkat(at, temp, 0));
	errno = err;
	return -1;
}

void file_replace(const char *root, const char *rel, const char *text, size_t n)
{
	struct arena a = {0};
	const char *path = path_join(&a, root, rel), *name;
	int dir = open_root(root), at, r;

	at = dir < 0 ? -1 : beneath_parent(dir, rel, true, &name);
	r = at < 0 ? -1 : replace_at(at, name, text, n);
	if (r < 0 && (errno == ELOOP || errno == EXDEV))
		die(EXIT_USAGE,
		    "%s is not a plain file, or is behind a symlink: it is not "
		    "written",
		    path);
	if (r < 0)
		die(EXIT_MACHINE, "cannot write %s:", path);
	if (sync_folder(at) < 0)
		die(EXIT_MACHINE,
		    "%s is written, but not known to be on disk:", path);
	close(dir);
	close(at);
	arena_release(&a);
}

bool path_ends(const char *path, const char *end)
{
	size_t n = strlen(path), k = strlen(end);

	return n >= k && strcmp(path + n - k, end) == 0;
}
