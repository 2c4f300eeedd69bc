/*
 * Folder in, folder replaced whole. A unit "site" is staged as
 * ".site.examc-new" beside it; the exchange leaves the old tree under that
 * name. Where no exchange exists the old tree passes through
 * ".site.examc-old". So whatever bears the first name is never needed, and
 * what bears the second is needed only while there is no unit.
 */
#include "publish/stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"

#define SUFFIX_NEW ".examc-new"
#define SUFFIX_OLD ".examc-old"

enum { FLAGS_FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW };

struct side_name {
	char s[NAME_MAX + 1];
};

static struct side_name side_name(const char *unit, const char *suffix)
{
	struct side_name n;

	snprintf(n.s, sizeof n.s, ".%s%s", unit, suffix);
	return n;
}

/* Is NAME a staging or an aside folder? UNIT gets the unit it belongs to. */
static bool is_side_name(const char *name, struct side_name *unit)
{
	size_t n = strlen(name), k = strlen(SUFFIX_NEW);

	if (name[0] != '.' || n <= k + 1 || n > NAME_MAX)
		return false;
	if (strcmp(name + n - k, SUFFIX_NEW) != 0 &&
	    strcmp(name + n - k, SUFFIX_OLD) != 0)
		return false;
	snprintf(unit->s, sizeof unit->s, "%.*s", (int)(n - k - 1), name + 1);
	return true;
}

bool stage_is_side_name(const char *name)
{
	struct side_name unit;

	return is_side_name(name, &unit);
}

int stage_open_at(int fd, const char *name, int flags)
{
	return (int)TEMP_FAILURE_RETRY(openat(fd, name, flags | O_CLOEXEC));
}

int stage_stat_at(int fd, const char *name, struct stat *st)
{
	return (int)TEMP_FAILURE_RETRY(
		fstatat(fd, name, st, AT_SYMLINK_NOFOLLOW));
}

bool stage_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Does NAME stand in FD? -1: cannot be told. */
static int exists(int fd, const char *name)
{
	struct stat st;

	if (stage_stat_at(fd, name, &st) == 0)
		return 1;
	return errno == ENOENT ? 0 : -1;
}

/* close() that keeps errno. */
static void close_quietly(int fd)
{
	int err = errno;

	close(fd);
	errno = err;
}

/* --- Trees --- */

static int unlink_at(int fd, const char *name, int flags)
{
	if (TEMP_FAILURE_RETRY(unlinkat(fd, name, flags)) < 0 &&
	    errno != ENOENT)
		return -1;
	return 0;
}

static int remove_tree(int fd, const char *name);

/* Removes what is in D. Returns the number of entries met, -1: failed. */
static long empty_folder(DIR *d)
{
	long n = 0;

	for (;;) {
		struct dirent *e;

		errno = 0;
		e = readdir(d);
		if (!e && errno == EINTR)
			continue;
		if (!e)
			return errno ? -1 : n;
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		n++;
		if ((e->d_type == DT_DIR || e->d_type == DT_UNKNOWN
			     ? remove_tree(dirfd(d), e->d_name)
			     : unlink_at(dirfd(d), e->d_name, 0)) < 0)
			return -1;
	}
}

/* rm -rf, no symlink followed, nothing allocated that could end the run. */
static int remove_tree(int fd, const char *name)
{
	int sub = stage_open_at(fd, name, FLAGS_FOLDER);
	DIR *d;
	long n;

	if (sub < 0 && (errno == ENOTDIR || errno == ELOOP))
		return unlink_at(fd, name, 0);
	if (sub < 0)
		return errno == ENOENT ? 0 : -1;
	do
		d = fdopendir(sub);
	while (!d && errno == EINTR);
	if (!d) {
		close_quietly(sub);
		return -1;
	}
	/* Some file systems skip entries when others go: until all are met. */
	while ((n = empty_folder(d)) > 0)
		rewinddir(d);
	sub = errno;
	closedir(d);
	errno = sub;
	return n < 0 ? -1 : unlink_at(fd, name, AT_REMOVEDIR);
}

int stage_remove_work(int fd)
{
	return remove_tree(fd, STAGE_WORK);
}

int stage_make(int fd, const char *unit)
{
	struct side_name new = side_name(unit, SUFFIX_NEW);

	if (TEMP_FAILURE_RETRY(mkdirat(fd, new.s, 0755)) < 0)
		return -1;
	return stage_open_at(fd, new.s, FLAGS_FOLDER);
}

int stage_folders(int fd, const char *rel)
{
	char path[PATH_MAX];
	size_t n = strlen(rel);

	if (n >= sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(path, rel, n + 1);
	for (char *p = path; (p = strchr(p, '/')); *p++ = '/') {
		*p = 0;
		if (TEMP_FAILURE_RETRY(mkdirat(fd, path, 0755)) < 0 &&
		    errno != EEXIST)
			return -1;
	}
	return 0;
}

/* --- The swap --- */

static int rename_at(int fd, const char *from, const char *to)
{
	return (int)TEMP_FAILURE_RETRY(renameat(fd, from, fd, to));
}

/* In three steps; each failure is taken back. */
static int swap_in_steps(int fd, const char *unit)
{
	struct side_name new = side_name(unit, SUFFIX_NEW);
	struct side_name old = side_name(unit, SUFFIX_OLD);
	int err;

	if (rename_at(fd, unit, old.s) < 0)
		return -1;
	if (rename_at(fd, new.s, unit) == 0) {
		if (rename_at(fd, old.s, new.s) == 0)
			return 0;
		err = errno;
		rename_at(fd, unit, new.s);
	} else {
		err = errno;
	}
	rename_at(fd, old.s, unit);
	errno = err;
	return -1;
}

int stage_swap(int fd, const char *unit)
{
	struct side_name new = side_name(unit, SUFFIX_NEW);
	struct stat staged, now;

	if (stage_stat_at(fd, new.s, &staged) < 0)
		return -1;
	while (renameat2(fd, new.s, fd, unit, RENAME_EXCHANGE) < 0) {
		/* Mount points, overlays, file systems without exchange. */
		if (errno == EBUSY || errno == EXDEV || errno == EINVAL ||
		    errno == ENOSYS || errno == EOPNOTSUPP)
			return swap_in_steps(fd, unit);
		if (errno != EINTR)
			return -1;
		/* Done after all? A second exchange would take it back. */
		if (stage_stat_at(fd, unit, &now) == 0 &&
		    stage_same_file(&staged, &now))
			return 0;
	}
	return 0;
}

static int rename_new(int fd, const char *from, const char *to)
{
	int r = (int)TEMP_FAILURE_RETRY(
		renameat2(fd, from, fd, to, RENAME_NOREPLACE));

	/* Without the flag: it would replace at most an empty folder. */
	if (r < 0 && (errno == EINVAL || errno == ENOSYS))
		return rename_at(fd, from, to);
	return r;
}

int stage_swap_first(int fd, const char *unit)
{
	struct side_name new = side_name(unit, SUFFIX_NEW);

	return rename_new(fd, new.s, unit);
}

int stage_unswap_first(int fd, const char *unit)
{
	struct side_name new = side_name(unit, SUFFIX_NEW);

	return rename_new(fd, unit, new.s);
}

int stage_repair(int fd, const char *unit)
{
	struct side_name new = side_name(unit, SUFFIX_NEW);
	struct side_name old = side_name(unit, SUFFIX_OLD);
	int aside = exists(fd, old.s), there;

	if (aside < 0)
		return -1;
	if (aside) {
		there = exists(fd, unit);
		if (there < 0)
			return -1;
		if ((there ? remove_tree(fd, old.s)
			   : rename_at(fd, old.s, unit)) < 0)
			return -1;
	}
	return remove_tree(fd, new.s);
}

void stage_clean(int fd, const char *path)
{
	struct arena a = {0};
	struct file_listing list = file_list(&a, path);
	struct side_name unit;

	for (size_t i = 0; i < list.n; i++)
		if (is_side_name(list.p[i].name, &unit) &&
		    stage_repair(fd, unit.s) < 0)
			die(EXIT_MACHINE, "cannot clean up %s/%s:", path,
			    list.p[i].name);
	if (stage_remove_work(fd) < 0)
		die(EXIT_MACHINE, "cannot clean up %s/%s:", path, STAGE_WORK);
	arena_release(&a);
}
