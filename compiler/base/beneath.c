/* Opens, makes, links, replaces and removes files beneath an open folder. */
#include "base/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	FLAGS_STEP = O_PATH | O_DIRECTORY | O_CLOEXEC,
	FLAGS_NEW = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	CHUNK = 16 * 1024, /* bytes copied at a time */
};

void beneath_close(int fd)
{
	int err = errno;

	if (fd >= 0)
		close(fd);
	errno = err;
}

static int stat_at(int dir, const char *name, struct stat *st)
{
	return (int)TEMP_FAILURE_RETRY(
		fstatat(dir, name, st, AT_SYMLINK_NOFOLLOW));
}

static int open_at(int dir, const char *name, int flags, mode_t mode)
{
	return (int)TEMP_FAILURE_RETRY(openat(dir, name, flags, mode));
}

/* --- Opening --- */

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

/* openat2: no way but down. */
static int open_down(int dir, const char *path, int flags, mode_t mode)
{
	struct open_how how = {
		.flags = (unsigned)(flags | O_CLOEXEC),
		.mode = flags & O_CREAT ? mode : 0,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
			   RESOLVE_NO_MAGICLINKS,
	};

	return (int)TEMP_FAILURE_RETRY(
		syscall(SYS_openat2, dir, path, &how, sizeof how));
}

/* Was that no answer yet? EPERM: a sandbox whose filter is older than the
 * call. ENOENT: perhaps a folder is to be made first. */
static bool needs_steps(bool make)
{
	return errno == ENOSYS || errno == EPERM || (errno == ENOENT && make);
}

/*
 * Opens the folder NAME of AT, and closes AT. A symlink is ENOTDIR to the
 * kernel, as if a file stood there: say ELOOP, as openat2 does.
 */
static int step(int at, const char *name, bool make)
{
	struct stat st;
	int fd = -1;

	if (!make || TEMP_FAILURE_RETRY(mkdirat(at, name, 0777)) == 0 ||
	    errno == EEXIST)
		fd = open_at(at, name, FLAGS_STEP | O_NOFOLLOW, 0);
	if (fd < 0 && errno == ENOTDIR)
		errno = stat_at(at, name, &st) == 0 && S_ISLNK(st.st_mode)
				? ELOOP
				: ENOTDIR;
	beneath_close(at);
	return fd;
}

int beneath_parent(int dir, const char *rel, bool make, const char **name)
{
	const char *slash = strrchr(rel, '/');
	char path[PATH_MAX] = ".", *rest;
	int at;

	*name = slash ? slash + 1 : rel;
	if (!goes_down(rel) || (slash && slash - rel >= PATH_MAX)) {
		errno = goes_down(rel) ? ENAMETOOLONG : EXDEV;
		return -1;
	}
	if (slash)
		snprintf(path, sizeof path, "%.*s", (int)(slash - rel), rel);
	at = open_down(dir, path, FLAGS_STEP, 0);
	if (at >= 0 || !needs_steps(make))
		return at;
	at = open_at(dir, ".", FLAGS_STEP, 0);
	for (char *p = strtok_r(path, "/", &rest); p && at >= 0;
	     p = strtok_r(NULL, "/", &rest))
		at = step(at, p, make);
	return at;
}

int beneath_open(int dir, const char *rel, int flags, mode_t mode)
{
	const char *name;
	int fd = -1, at;

	errno = EXDEV;
	if (goes_down(rel))
		fd = open_down(dir, rel, flags, mode);
	if (fd >= 0 || !needs_steps(flags & O_CREAT))
		return fd;
	at = beneath_parent(dir, rel, flags & O_CREAT, &name);
	fd = at < 0 ? -1
		    : open_at(at, name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
	beneath_close(at);
	return fd;
}

int beneath_stat(int dir, const char *rel, struct stat *st)
{
	const char *name;
	int at = beneath_parent(dir, rel, false, &name);
	int r = at < 0 ? -1 : stat_at(at, name, st);

	beneath_close(at);
	return r;
}

/* --- Writing --- */

static int write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t k = TEMP_FAILURE_RETRY(write(fd, p, n));

		if (k < 0)
			return -1;
		p += k;
		n -= (size_t)k;
	}
	return 0;
}

/* Ends the writing of the new file FD, which is REL of DIR; removes it if that
 * failed (R is -1) or fails. */
static int finish(int dir, const char *rel, int fd, int r)
{
	const char *name;
	int err, at;

	if (r < 0)
		beneath_close(fd);
	else if (close(fd) < 0 && errno != EINTR)
		r = -1; /* some file systems tell only here */
	if (r == 0)
		return 0;
	err = errno;
	at = beneath_parent(dir, rel, false, &name);
	(void)TEMP_FAILURE_RETRY(unlinkat(at, name, 0));
	beneath_close(at);
	errno = err;
	return -1;
}

int beneath_put(int dir, const char *rel, mode_t mode, const void *p, size_t n,
		bool sync)
{
	int fd = beneath_open(dir, rel, FLAGS_NEW, mode), r;

	if (fd < 0)
		return -1;
	r = write_all(fd, p, n);
	if (r == 0 && sync)
		r = (int)TEMP_FAILURE_RETRY(fsync(fd));
	return finish(dir, rel, fd, r);
}

int beneath_replace(int dir, const char *name, const void *p, size_t n)
{
	char new[NAME_MAX + 1];
	int r;

	snprintf(new, sizeof new, "%.200s.new", name);
	(void)TEMP_FAILURE_RETRY(unlinkat(dir, new, 0));
	r = beneath_put(dir, new, 0600, p, n, false);
	return r < 0 ? r
		     : (int)TEMP_FAILURE_RETRY(renameat(dir, new, dir, name));
}

static int copy_file(int from, int to, const char *name)
{
	int in = beneath_open(from, name, O_RDONLY | O_NONBLOCK, 0);
	char chunk[CHUNK];
	struct stat st;
	int out, r = -1;
	ssize_t k;

	if (in < 0)
		return -1;
	out = TEMP_FAILURE_RETRY(fstat(in, &st)) < 0
		      ? -1
		      : open_at(to, name, FLAGS_NEW, st.st_mode & 0777);
	if (out >= 0) {
		while ((k = TEMP_FAILURE_RETRY(read(in, chunk, CHUNK))) > 0 &&
		       write_all(out, chunk, (size_t)k) == 0)
			;
		if (k == 0)
			(void)futimens(out, (struct timespec[]){st.st_atim,
								st.st_mtim});
		r = finish(to, name, out, k == 0 ? 0 : -1);
	}
	beneath_close(in);
	return r;
}

int beneath_link(int from, int to, const char *name)
{
	int r = (int)TEMP_FAILURE_RETRY(linkat(from, name, to, name, 0));

	if (r < 0 && (errno == EXDEV || errno == EMLINK || errno == EPERM ||
		      errno == EOPNOTSUPP || errno == ENOSYS))
		r = copy_file(from, to, name);
	return r;
}

/* --- Renaming --- */

static int rename_at(int dir, const char *from, const char *to)
{
	return (int)TEMP_FAILURE_RETRY(renameat(dir, from, dir, to));
}

int beneath_rename(int dir, const char *from, const char *to)
{
	int r = (int)TEMP_FAILURE_RETRY(
		renameat2(dir, from, dir, to, RENAME_NOREPLACE));

	/* Without the flag: it would replace at most an empty folder. */
	if (r < 0 && (errno == EINVAL || errno == ENOSYS))
		return rename_at(dir, from, to);
	return r;
}

static int swap_in_steps(int dir, const char *next, const char *name,
			 const char *aside)
{
	int err;

	if (rename_at(dir, name, aside) < 0)
		return -1;
	if (rename_at(dir, next, name) == 0)
		return 0;
	err = errno;
	rename_at(dir, aside, name);
	errno = err;
	return -1;
}

int beneath_swap(int dir, const char *next, const char *name, const char *aside)
{
	struct stat before, now;

	if (beneath_stat(dir, next, &before) < 0)
		return -1;
	while (renameat2(dir, next, dir, name, RENAME_EXCHANGE) < 0) {
		/* Mount points, overlays, file systems without exchange. */
		if (errno == EBUSY || errno == EXDEV || errno == EINVAL ||
		    errno == ENOSYS || errno == EOPNOTSUPP)
			return swap_in_steps(dir, next, name, aside);
		if (errno != EINTR)
			return -1;
		/* Done after all? A second exchange would take it back. */
		if (beneath_stat(dir, name, &now) == 0 &&
		    now.st_dev == before.st_dev && now.st_ino == before.st_ino)
			break;
	}
	return 0;
}

int beneath_lock(int dir, const char *name)
{
	for (;;) {
		int fd = beneath_open(dir, name, O_RDWR | O_CREAT | O_NONBLOCK,
				      0644);
		struct stat st;

		if (fd < 0)
			return -1;
		if (TEMP_FAILURE_RETRY(flock(fd, LOCK_EX | LOCK_NB)) < 0 ||
		    TEMP_FAILURE_RETRY(fstat(fd, &st)) < 0) {
			beneath_close(fd);
			return -1;
		}
		if (st.st_nlink)
			return fd;
		close(fd); /* its last owner has removed it meanwhile */
	}
}
