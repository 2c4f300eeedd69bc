/*
 * Units in, published folders out: the lock around them, all of them at once
 * or none, and nothing left behind when the run ends early.
 */
#include "publish/out.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/vec.h"
#include "publish/claim.h"
#include "publish/stage.h"
#include "publish/unit.h"

enum { COPY_MAX = 256 * 1024 * 1024 }; /* bytes of a copied file */

struct out {
	char *dir; /* as given, for messages */
	int fd, lock;
	bool made;  /* DIR is new: it goes again if nothing gets into it */
	bool begun; /* the last unit has not ended */
	mode_t umask;
	pid_t pid; /* who opened it: a forked child must not clean up */
	VEC(struct unit *) units;
	char *work; /* out_work()'s path, or NULL */
};

/* What is open, for the end of the run. */
static struct out *current;

/*
 * Removes all that is not published. Runs inside exit() too: it must not end
 * the run, and what it cannot remove the next build does.
 */
static void withdraw(struct out *o)
{
	for (size_t i = 0; i < o->units.n; i++)
		(void)stage_repair(o->fd, o->units.p[i]->name);
	if (o->work)
		(void)stage_remove_work(o->fd);
	claim_release(o->fd, o->lock);
	if (o->made)
		(void)rmdir(o->dir);
}

static void at_exit(void)
{
	struct out *o = current;

	current = NULL;
	if (o && o->pid == getpid())
		withdraw(o);
}

static void out_free(struct out *o)
{
	current = NULL;
	umask(o->umask);
	close(o->fd);
	for (size_t i = 0; i < o->units.n; i++)
		unit_free(o->units.p[i]);
	vec_release(&o->units);
	free(o->work);
	free(o->dir);
	free(o);
}

/* From here on the end of the run cleans up behind O. */
static void clean_at_exit(struct out *o)
{
	static bool registered;

	if (!registered && atexit(at_exit) != 0)
		die(EXIT_MACHINE, "out of memory");
	registered = true;
	current = o;
}

struct out *out_open(const char *dir, const char *sources)
{
	struct out *o = xcalloc(1, sizeof *o);
	size_t n = strlen(dir);

	if (current && current->pid == getpid())
		bug("%s is still open", current->dir);
	if (n == 0)
		die(EXIT_USAGE, "the output folder has no name");
	o->dir = xstrdup(dir);
	while (n > 1 && o->dir[n - 1] == '/') /* lstat would follow a link */
		o->dir[--n] = 0;
	o->pid = getpid();
	o->umask = umask(022); /* readers of the output are not its writers */
	o->fd = claim_folder(o->dir, sources, &o->made);
	o->lock = claim_lock(o->fd, o->dir);
	clean_at_exit(o);
	stage_clean(o->fd, o->dir);
	return o;
}

void out_abandon(struct out *o)
{
	withdraw(o);
	out_free(o);
}

/* --- Units --- */

static struct unit *unit_of(struct out *o)
{
	if (!o->begun)
		bug("no unit of %s is begun", o->dir);
	return o->units.p[o->units.n - 1];
}

void out_begin(struct out *o, const char *format, const char *scope)
{
	if (o->begun)
		bug("unit '%s' begun inside another", format);
	for (size_t i = 0; i < o->units.n; i++)
		if (!strcmp(o->units.p[i]->name, format))
			bug("unit '%s' twice", format);
	vec_push(&o->units, unit_new(o->dir, o->fd, format, scope));
	o->begun = true;
	unit_begin(unit_of(o));
}

void out_write(struct out *o, const char *rel, const void *p, size_t n)
{
	unit_write(unit_of(o), rel, p, n);
}

void out_copy(struct out *o, const char *rel, const char *root,
	      const char *src_rel)
{
	char *data;
	size_t n;

	/* It was fit to be used when it was checked. */
	if (file_read(root, src_rel, COPY_MAX, &data, &n) != FILE_OK)
		die(EXIT_MACHINE, "%s/%s has changed during the build", root,
		    src_rel);
	out_write(o, rel, data, n);
	free(data);
}

void out_end(struct out *o)
{
	unit_end(unit_of(o));
	o->begun = false;
}

const char *out_work(struct out *o)
{
	size_t n = strlen(o->dir) + sizeof "/" STAGE_WORK;

	if (o->work)
		return o->work;
	o->work = xmalloc(n);
	snprintf(o->work, n, "%s/" STAGE_WORK, o->dir);
	if (TEMP_FAILURE_RETRY(mkdirat(o->fd, STAGE_WORK, 0755)) < 0)
		die(EXIT_MACHINE, "cannot make %s:", o->work);
	return o->work;
}

/* --- Publishing --- */

static int swap(const struct out *o, const struct unit *u)
{
	if (!u->differs)
		return 0;
	return u->first ? stage_swap_first(o->fd, u->name)
			: stage_swap(o->fd, u->name);
}

static void swap_back(const struct out *o, const struct unit *u)
{
	if (!u->differs)
		return;
	if (u->first)
		(void)stage_unswap_first(o->fd, u->name);
	else
		(void)stage_swap(o->fd, u->name);
}

/* Exchanges all units; one that cannot be takes the others back with it. */
static void swap_all(const struct out *o)
{
	for (size_t i = 0; i < o->units.n; i++) {
		const struct unit *u = o->units.p[i];
		int err;

		if (swap(o, u) == 0)
			continue;
		err = errno;
		while (i--)
			swap_back(o, o->units.p[i]);
		errno = err;
		if (err == EBUSY || err == EXDEV)
			die(EXIT_MACHINE,
			    "cannot replace %s/%s, a mount point or part of "
			    "an image's layer; delete it or build elsewhere:",
			    o->dir, u->name);
		die(EXIT_MACHINE, "cannot replace %s/%s:", o->dir, u->name);
	}
}

static void publish(const struct out *o)
{
	/* Data before names: what a power cut leaves is old or complete. */
	if (TEMP_FAILURE_RETRY(syncfs(o->fd)) < 0)
		die(EXIT_MACHINE, "cannot write %s:", o->dir);
	swap_all(o);
	/* EINVAL: a file system that does not sync folders. */
	if (TEMP_FAILURE_RETRY(fsync(o->fd)) < 0 && errno != EINVAL)
		die(EXIT_MACHINE,
		    "%s is published, but not known to be on disk:", o->dir);
	for (size_t i = 0; i < o->units.n; i++)
		if (stage_repair(o->fd, o->units.p[i]->name) < 0)
			die(EXIT_MACHINE,
			    "%s is published, but the old files cannot be "
			    "removed:",
			    o->dir);
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
	if (o->work && stage_remove_work(o->fd) < 0)
		die(EXIT_MACHINE, "cannot remove %s:", o->work);
	claim_release(o->fd, o->lock);
	out_free(o);
	return changed;
}
