/*
 * The folder that a publication replaced is kept in the bank's cache: nearly all
 * that is in it is what is published, too, by another name, so that the next build
 * stages its files there and links no others. Nothing of it is believed: what has
 * not the very file that is published under that name, as it was when it was
 * published, goes before anything is staged.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/buf.h"
#include "publish/parts.h"

enum { DEPTH_MAX = 64 };

/* A folder that is looked through. */
struct search {
	struct unit *unit;
	const char *path; /* of the folder, "" or with a slash behind it */
	unsigned depth;
	size_t files; /* that stay, in it and below */
};

static int look_at(int dir, const struct beneath_name *n, void *search);

/* Only a folder as we make them. */
static int look_into(int dir, const char *name, struct search *s)
{
	int fd = (int)TEMP_FAILURE_RETRY(openat(
		dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
	struct stat st;
	int r = -1;

	if (fd >= 0 && s->depth <= DEPTH_MAX &&
	    TEMP_FAILURE_RETRY(fstat(fd, &st)) == 0 &&
	    st.st_mode == (S_IFDIR | MODE_FOLDER) && st.st_uid == geteuid())
		r = beneath_each_name(fd, look_at, s);
	beneath_close(fd);
	return r;
}

static int look_at(int dir, const struct beneath_name *n, void *search)
{
	struct search *s = search, below = *s;
	struct buf path = BUF_INIT;
	struct entry *e = NULL;
	int r;

	below.files = 0;
	buf_printf(&path, "%s%s%s", s->path, n->name, n->folder ? "/" : "");
	if (n->folder) {
		below.path = path.p;
		below.depth++;
		r = look_into(dir, n->name, &below);
		s->files += below.files;
	} else {
		e = map_get(&s->unit->by_path, path.p);
		if (e && (!e->inode || e->inode != n->inode))
			e = NULL;
		if (e)
			e->there = true;
		s->files += e != NULL;
		r = 0;
	}
	if (r == 0 && !e && !below.files)
		r = unlinkat(dir, n->name, n->folder ? AT_REMOVEDIR : 0);
	buf_release(&path);
	return r;
}

/* Leaves in the folder FD what is published in U, too. Some file systems skip
 * entries when others go: it is counted. */
static bool clear(struct unit *u, int fd)
{
	struct search s = {u, "", 0, 0};
	struct stat st;
	bool good = TEMP_FAILURE_RETRY(fstat(fd, &st)) == 0 &&
		    st.st_mode == (S_IFDIR | MODE_FOLDER) &&
		    st.st_uid == geteuid() &&
		    beneath_each_name(fd, look_at, &s) == 0 &&
		    beneath_count(fd) == (long)s.files;

	for (size_t i = 0; i < u->files.n && !good; i++)
		u->files.p[i]->there = false;
	return good;
}

struct name {
	char s[64];
};

static struct name spare_of(const struct out *o, const struct unit *u)
{
	struct name n;

	snprintf(n.s, sizeof n.s, "spare-%s", kept_name(o, u).s);
	return n;
}

int spare_take(struct out *o, struct unit *u, const char *stage)
{
	int fd;

	if (!u->kept || u->was < 0 ||
	    TEMP_FAILURE_RETRY(
		    renameat(o->memory, spare_of(o, u).s, o->fd, stage)) < 0)
		return -1;
	fd = beneath_open(o->fd, stage, O_RDONLY | O_DIRECTORY, 0);
	if (fd >= 0 && clear(u, fd))
		return fd;
	beneath_close(fd);
	(void)beneath_remove(o->fd, stage);
	return -1;
}

void spare_drop(struct unit *u, struct entry *e)
{
	const char *name;
	char folder[PATH_MAX];
	int at, r = 0;

	if (e->there && stage_remove(u, e->path) < 0)
		die_at(u, "remove", e->path);
	e->inode = 0;
	if (!e->there || snprintf(folder, sizeof folder, "%s", e->path) >=
				 (int)sizeof folder)
		return;
	for (char *end; r == 0 && (end = strrchr(folder, '/'));) {
		*end = 0;
		at = beneath_parent(u->stage, folder, false, &name);
		r = at < 0 ? -1 : unlinkat(at, name, AT_REMOVEDIR);
		beneath_close(at);
	}
}

void spare_put(const struct out *o, const struct unit *u, const char *old)
{
	struct name spare = spare_of(o, u);

	if (!u->kept || !u->differs)
		return;
	(void)beneath_remove(o->memory, spare.s);
	/* On another file system there is none. */
	(void)TEMP_FAILURE_RETRY(renameat(o->fd, old, o->memory, spare.s));
}
