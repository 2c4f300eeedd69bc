/* The path of an output folder in, its locked descriptor out, or a refusal. */
#include "publish/claim.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "publish/manifest.h"
#include "publish/stage.h"

#define LOCK_NAME ".examc-lock"

/* --- May DIR be written to? --- */

/* The folder PATH, or the one that the file PATH is in. */
static int open_folder_of(const char *path)
{
	int fd = stage_open_at(AT_FDCWD, path, O_PATH | O_DIRECTORY);
	struct arena a = {0};

	if (fd < 0 && errno == ENOTDIR)
		fd = stage_open_at(AT_FDCWD, path_dir(&a, path),
				   O_PATH | O_DIRECTORY);
	arena_release(&a);
	return fd;
}

/* Ends the run if DIR, which ST describes, is SOURCES or above it. */
static void refuse_above(const char *dir, const struct stat *st,
			 const char *sources)
{
	struct stat here, below = {0};
	int fd = open_folder_of(sources);

	while (fd >= 0 && TEMP_FAILURE_RETRY(fstat(fd, &here)) == 0) {
		int up, err;

		if (stage_same_file(&here, st))
			die(EXIT_USAGE,
			    "output folder %s holds the sources (%s); give "
			    "one beside them",
			    dir, sources);
		/* The root is its own parent. */
		if (stage_same_file(&here, &below)) {
			close(fd);
			return;
		}
		below = here;
		up = stage_open_at(fd, "..", O_PATH | O_DIRECTORY);
		err = errno;
		close(fd);
		errno = err;
		/* A parent that we may not search cannot be written either. */
		if (up < 0 && errno == EACCES)
			return;
		fd = up;
	}
	die(EXIT_MACHINE, "cannot look above %s:", sources);
}

/* Did examc write the entry E of FD (DIR), or does it not matter? */
static bool is_ours(int fd, const char *dir, const struct file_entry *e)
{
	char manifest[NAME_MAX + sizeof "/" MANIFEST_NAME];
	struct stat st;

	if (!strcmp(e->name, ".gitignore") || !strcmp(e->name, LOCK_NAME) ||
	    !strcmp(e->name, STAGE_WORK) || stage_is_side_name(e->name))
		return true;
	if (e->kind != FILE_FOLDER)
		return false;
	snprintf(manifest, sizeof manifest, "%s/" MANIFEST_NAME, e->name);
	if (stage_stat_at(fd, manifest, &st) == 0)
		return S_ISREG(st.st_mode);
	if (errno != ENOENT && errno != EACCES)
		die(EXIT_MACHINE, "cannot read %s/%s:", dir, manifest);
	return false;
}

static void refuse_foreign(int fd, const char *dir)
{
	struct arena a = {0};
	struct file_listing list = file_list(&a, dir);

	for (size_t i = 0; i < list.n; i++)
		if (!is_ours(fd, dir, &list.p[i]))
			die(EXIT_USAGE,
			    "output folder %s holds %s, which examc did not "
			    "write; give a new or an empty folder",
			    dir, list.p[i].name);
	arena_release(&a);
}

static void refuse_kind(const char *dir, const struct stat *st)
{
	struct stat other;

	if (S_ISLNK(st->st_mode))
		die(EXIT_USAGE,
		    "output folder %s is a symlink; give the folder itself",
		    dir);
	if (!S_ISDIR(st->st_mode))
		die(EXIT_USAGE, "output folder %s is not a folder", dir);
	if (stage_stat_at(AT_FDCWD, "/", &other) < 0)
		die(EXIT_MACHINE, "cannot look at /:");
	if (stage_same_file(st, &other))
		die(EXIT_USAGE,
		    "output folder %s is the root of the file system", dir);
	if (stage_stat_at(AT_FDCWD, ".", &other) < 0)
		die(EXIT_MACHINE, "cannot look at the working folder:");
	if (stage_same_file(st, &other))
		die(EXIT_USAGE,
		    "output folder %s is the working folder; give another",
		    dir);
}

/* mkdir -p; returns whether DIR itself is new. */
static bool make_folder(struct arena *a, const char *dir)
{
	for (bool again = true;; again = false) {
		if (TEMP_FAILURE_RETRY(mkdir(dir, 0755)) == 0)
			return true;
		if (errno == EEXIST)
			return false;
		if (errno != ENOENT || !again)
			die(errno == ENOTDIR ? EXIT_USAGE : EXIT_MACHINE,
			    "cannot make output folder %s:", dir);
		make_folder(a, path_dir(a, dir));
	}
}

int claim_folder(const char *dir, const char *sources, bool *made)
{
	struct arena a = {0};
	struct stat st;
	int fd;

	*made = make_folder(&a, dir);
	arena_release(&a);
	if (stage_stat_at(AT_FDCWD, dir, &st) < 0)
		die(EXIT_MACHINE, "cannot look at output folder %s:", dir);
	refuse_kind(dir, &st);
	refuse_above(dir, &st, sources);
	fd = stage_open_at(AT_FDCWD, dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
	if (fd < 0)
		die(EXIT_MACHINE, "cannot read output folder %s:", dir);
	refuse_foreign(fd, dir);
	return fd;
}

/* --- The lock --- */

/* Is LOCK still what LOCK_NAME means, or did its last owner remove it? */
static bool is_current_lock(int fd, int lock, const char *path)
{
	struct stat held, named;

	if (TEMP_FAILURE_RETRY(fstat(lock, &held)) < 0)
		die(EXIT_MACHINE, "cannot lock %s:", path);
	if (stage_stat_at(fd, LOCK_NAME, &named) == 0)
		return stage_same_file(&held, &named);
	if (errno != ENOENT)
		die(EXIT_MACHINE, "cannot lock %s:", path);
	return false;
}

int claim_lock(int fd, const char *path)
{
	for (;;) {
		int lock = (int)TEMP_FAILURE_RETRY(openat(
			fd, LOCK_NAME,
			O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
			0644));

		if (lock < 0)
			die(EXIT_MACHINE, "cannot lock %s:", path);
		if (TEMP_FAILURE_RETRY(flock(lock, LOCK_EX | LOCK_NB)) < 0) {
			if (errno == EWOULDBLOCK)
				die(EXIT_LOCKED,
				    "another build is writing to %s", path);
			die(EXIT_MACHINE, "cannot lock %s:", path);
		}
		if (is_current_lock(fd, lock, path))
			return lock;
		close(lock);
	}
}

void claim_release(int fd, int lock)
{
	/* Removed while held: who opened it before finds out above. A file
	 * that stays does no harm. */
	(void)TEMP_FAILURE_RETRY(unlinkat(fd, LOCK_NAME, 0));
	close(lock);
}
