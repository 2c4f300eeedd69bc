/*
 * Publishes the folders of formats: by one build at a time, all of them at once
 * or none, and nothing is left behind when the run ends early. A unit "site" is
 * staged as ".site.examc-new" beside it; the exchange leaves the old tree under
 * that name, or as ".site.examc-old" where there is no exchange. So whatever
 * bears the first name is never needed, what bears the second only while there
 * is no unit.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/err.h"
#include "base/file.h"
#include "publish/parts.h"

#define LOCK ".examc-lock"
#define WORK "examc-work"
#define NEW ".examc-new"
#define OLD ".examc-old"

struct name {
	char s[NAME_MAX + 1];
};

static struct name beside(const char *unit, const char *suffix)
{
	struct name n;

	snprintf(n.s, sizeof n.s, ".%s%s", unit, suffix);
	return n;
}

/* The suffix of a NAME that beside() has made, NULL: that is no such name. */
static const char *suffix_of(const char *name)
{
	const char *s = strstr(name, ".examc-");

	return s > name + 1 && *name == '.' &&
			       (!strcmp(s, NEW) || !strcmp(s, OLD))
		       ? s
		       : NULL;
}

/* --- At the end of the run --- */

/* The folder that this process made: it goes again if nothing gets into it. */
static struct {
	char *dir;
	pid_t pid;
} fresh;

static void drop_fresh(bool remove)
{
	if (fresh.dir && remove && fresh.pid == getpid())
		(void)rmdir(fresh.dir);
	free(fresh.dir);
	fresh.dir = NULL;
}

/* What is open. */
static struct out *current;

static void withdraw(struct out *o);

static void at_exit(void)
{
	if (current && current->pid == getpid()) {
		/* Other threads that are still writing begin no file more. */
		(void)pthread_rwlock_wrlock(&current->stages);
		withdraw(current);
	}
	current = NULL;
	drop_fresh(true);
}

static void register_end(void)
{
	static bool registered;

	registered = registered || atexit(at_exit) == 0;
}

int out_make(const char *dir)
{
	int made;

	register_end();
	made = file_make_folder(dir);
	if (made == 1) {
		drop_fresh(false);
		fresh.dir = xstrdup(dir);
		fresh.pid = getpid();
	}
	return made;
}

/* --- May DIR be written to? --- */

static void refuse_place(const char *dir, const char *sources)
{
	char here[PATH_MAX], working[PATH_MAX], source[PATH_MAX];
	size_t n;

	if (!realpath(dir, here) || !realpath(".", working) ||
	    !realpath(sources, source))
		die(EXIT_MACHINE, "cannot look at %s or %s:", dir, sources);
	n = strlen(here);
	if (n == 1 || !strcmp(here, working))
		die(EXIT_USAGE, "output folder %s is the %s", dir,
		    n == 1 ? "root of the file system"
			   : "working folder; give another");
	if (!strncmp(here, source, n) && (source[n] == '/' || !source[n]))
		die(EXIT_USAGE,
		    "output folder %s holds the sources (%s); give one beside "
		    "them",
		    dir, sources);
}

/* Unless examc wrote NAME of FD: returns 1, and STRANGER gets the name. */
static int find_stranger(int fd, const char *name, void *stranger)
{
	char path[NAME_MAX + sizeof "/" MANIFEST];
	struct stat st = {0}, was, is;

	if (!strcmp(name, ".gitignore") || !strcmp(name, LOCK) ||
	    !strcmp(name, WORK) || suffix_of(name) || mark_is(name))
		return 0;
	if (beneath_stat(fd, name, &was) < 0)
		return errno == ENOENT ? 0 : -1;
	snprintf(path, sizeof path, "%s/" MANIFEST, name);
	if (beneath_stat(fd, path, &st) < 0 && errno != ENOENT &&
	    errno != ENOTDIR && errno != ELOOP && errno != EACCES)
		return -1;
	if (S_ISREG(st.st_mode))
		return 0;
	/* Another build may have replaced it meanwhile. */
	if (beneath_stat(fd, name, &is) < 0 || is.st_ino != was.st_ino)
		return find_stranger(fd, name, stranger);
	snprintf(stranger, NAME_MAX + 1, "%s", name);
	return 1;
}

static void open_folder(struct out *o, const char *sources)
{
	int strange;
	struct name stranger;
	enum file_kind kind;

	if (out_make(o->dir) < 0 && errno != ELOOP)
		die(errno == ENOTDIR ? EXIT_USAGE : EXIT_MACHINE,
		    "cannot make output folder %s:", o->dir);
	o->fd = file_open_folder(o->dir);
	if (o->fd < 0 && errno == ENOTDIR &&
	    !(file_kind_of(o->dir, &kind) && kind == FILE_SYMLINK))
		die(EXIT_USAGE, "output folder %s is not a folder", o->dir);
	if (o->fd < 0 && (errno == ENOTDIR || errno == ELOOP))
		die(EXIT_USAGE,
		    "output folder %s is a symlink or behind a symlink; give "
		    "the folder itself",
		    o->dir);
	if (o->fd < 0 ||
	    (strange = beneath_each(o->fd, find_stranger, stranger.s)) < 0)
		die(EXIT_MACHINE, "cannot read output folder %s:", o->dir);
	refuse_place(o->dir, sources);
	if (strange)
		die(EXIT_USAGE,
		    "output folder %s holds %s, which examc did not write; "
		    "give a new or an empty folder",
		    o->dir, stranger.s);
}

/* --- One build at a time --- */

/*
 * Removes what builds leave beside units; an old unit that a swap put aside
 * goes back if there is no new one. Allocates nothing.
 */
static int clean(int fd, const char *name, void *arg)
{
	const char *suffix = suffix_of(name);
	struct name unit;

	(void)arg;
	if (!suffix && strcmp(name, WORK) != 0)
		return 0;
	if (suffix && !strcmp(suffix, OLD)) {
		snprintf(unit.s, sizeof unit.s, "%.*s",
			 (int)(suffix - name) - 1, name + 1);
		if (beneath_rename(fd, name, unit.s) == 0)
			return 0;
		if (errno != EEXIST && errno != ENOTEMPTY)
			return -1;
	}
	return beneath_remove(fd, name);
}

/*
 * Removes all that is not published. Runs inside exit() too: it must not end
 * the run, and what it cannot remove the next build does.
 */
static void withdraw(struct out *o)
{
	(void)beneath_each(o->fd, clean, NULL);
	if (!o->torn)
		marks_withdraw(o);
	(void)TEMP_FAILURE_RETRY(unlinkat(o->fd, LOCK, 0));
	drop_fresh(true);
}

/* Unlocks the folder by closing the lock's descriptor. */
static void out_free(struct out *o)
{
	current = NULL;
	umask(o->umask);
	close(o->lock);
	close(o->fd);
	for (size_t i = 0; i < o->units.n; i++) {
		struct unit *u = o->units.p[i];

		beneath_close(u->was);
		beneath_close(u->stage);
		vec_release(&u->files);
		map_release(&u->by_path);
		kept_free(u->kept);
	}
	vec_release(&o->units);
	arena_release(&o->arena);
	free(o);
}

struct out *out_open(const char *dir, const char *sources)
{
	struct out *o = xcalloc(1, sizeof *o);
	const char *rest;

	register_end();
	if (current && current->pid == getpid())
		bug("%s is still open", current->dir);
	if (!*dir)
		die(EXIT_USAGE, "the output folder has no name");
	dir = path_split(&o->arena, dir, &rest);
	o->dir = path_join(&o->arena, dir, rest);
	o->pid = getpid();
	o->memory = -1;
	pthread_mutex_init(&o->lists, NULL);
	pthread_rwlock_init(&o->stages, NULL);
	o->umask = umask(022); /* readers of the output are not its writers */
	open_folder(o, sources);
	o->lock = beneath_lock(o->fd, LOCK);
	if (o->lock < 0 && errno == EWOULDBLOCK)
		die(EXIT_LOCKED, "another build is writing to %s", o->dir);
	if (o->lock < 0)
		die(EXIT_MACHINE, "cannot lock %s:", o->dir);
	current = o;
	if (beneath_each(o->fd, clean, NULL) < 0)
		die(EXIT_MACHINE, "cannot clean up %s:", o->dir);
	marks_tell(o);
	return o;
}

void out_abandon(struct out *o)
{
	withdraw(o);
	out_free(o);
}

const char *out_work(struct out *o)
{
	if (o->work)
		return o->work;
	o->work = path_join(&o->arena, o->dir, WORK);
	if (TEMP_FAILURE_RETRY(mkdirat(o->fd, WORK, 0755)) < 0)
		die(EXIT_MACHINE, "cannot make %s:", o->work);
	return o->work;
}

/* --- Publishing --- */

int stage_make(struct out *o, struct unit *u)
{
	struct name new = beside(u->name, NEW);
	int fd = spare_take(o, u, new.s);

	if (fd >= 0)
		return fd;
	if (TEMP_FAILURE_RETRY(mkdirat(o->fd, new.s, MODE_FOLDER)) < 0)
		return -1;
	return beneath_open(o->fd, new.s, O_RDONLY | O_DIRECTORY, 0);
}

/* Exchanges U and what is staged, or takes that BACK. */
static int swap(int fd, const struct unit *u, bool back)
{
	struct name new = beside(u->name, NEW), old = beside(u->name, OLD);
	int r;

	if (!u->differs)
		return 0;
	if (u->was < 0)
		return back ? beneath_rename(fd, u->name, new.s)
			    : beneath_rename(fd, new.s, u->name);
	r = beneath_swap(fd, new.s, u->name, old.s);
	return r < 0 && back ? beneath_swap(fd, old.s, u->name, new.s) : r;
}

void out_later(struct out *o, const char *format)
{
	if (o->nlater == LATER_MAX)
		bug("more than %d formats later", LATER_MAX);
	o->later[o->nlater++] = (struct later){format, false};
}

/* Exchanges all units; one that cannot be takes the others back with it. */
static void publish(struct out *o)
{
	bool back = true;

	marks_put(o);
	/* Data before names: what a power cut leaves is old or complete. */
	if (TEMP_FAILURE_RETRY(syncfs(o->fd)) < 0)
		die(EXIT_MACHINE, "cannot write %s:", o->dir);
	o->published = kept_moment(o);
	o->torn = true;
	for (size_t i = 0; i < o->units.n; i++) {
		const struct unit *u = o->units.p[i];
		int err;

		if (swap(o->fd, u, false) == 0)
			continue;
		err = errno;
		while (i--)
			back = swap(o->fd, o->units.p[i], true) == 0 && back;
		o->torn = !back;
		errno = err;
		die(EXIT_MACHINE, "cannot replace %s%s:", u->path,
		    err == EBUSY || err == EXDEV
			    ? ", a mount point or part of an image's layer; "
			      "delete it or build elsewhere"
			    : "");
	}
	o->torn = false;
	o->nlater = 0; /* those marks stay */
	/* EINVAL: a file system that does not sync folders. */
	if (TEMP_FAILURE_RETRY(fsync(o->fd)) < 0 && errno != EINVAL)
		die(EXIT_MACHINE,
		    "%s is published, but not known to be on disk:", o->dir);
}

size_t out_publish(struct out *o, size_t *removed)
{
	size_t changed = 0;
	bool differs = false;

	if (o->begun)
		bug("a unit of %s is not ended", o->dir);
	*removed = 0;
	for (size_t i = 0; i < o->units.n; i++) {
		changed += o->units.p[i]->changed;
		*removed += o->units.p[i]->removed;
		differs |= o->units.p[i]->differs;
	}
	if (differs)
		publish(o);
	marks_drop(o);
	for (size_t i = 0; i < o->units.n; i++)
		spare_put(o, o->units.p[i], beside(o->units.p[i]->name, NEW).s);
	if (beneath_each(o->fd, clean, NULL) < 0)
		die(EXIT_MACHINE,
		    "%s is published, but the old files cannot be removed:",
		    o->dir);
	for (size_t i = 0; i < o->units.n; i++)
		kept_save(o, o->units.p[i]);
	drop_fresh(false); /* it stays, even if nothing is in it */
	out_abandon(o);
	return changed;
}
