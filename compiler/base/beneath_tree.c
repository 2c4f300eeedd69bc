/* Walks over folders beneath an open one: to list, to count, to remove. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/beneath.h"

enum {
	ENTRIES = 16 * 1024, /* bytes of a folder's entries read at a time */
	DEPTH_MAX = 64,	     /* folders within folders that are gone into */
};

/* Opens the folder NAME of AT to list it. */
static int open_folder(int at, const char *name)
{
	return (int)TEMP_FAILURE_RETRY(openat(
		at, name, O_RDONLY | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC));
}

/* Something that is done with each entry of a folder. */
typedef int entry_fn(int dir, const struct dirent64 *e, void *arg);

static int each_entry(int dir, entry_fn *fn, void *arg)
{
	_Alignas(struct dirent64) char entries[ENTRIES];
	ssize_t n;
	int r = 0;

	if (lseek(dir, 0, SEEK_SET) < 0)
		return -1;
	while ((n = TEMP_FAILURE_RETRY(
			getdents64(dir, entries, sizeof entries))) > 0)
		for (const char *p = entries; p < entries + n;) {
			const struct dirent64 *e = (const void *)p;

			p += e->d_reclen;
			if (strcmp(e->d_name, ".") != 0 &&
			    strcmp(e->d_name, "..") != 0)
				r = fn(dir, e, arg);
			if (r)
				return r;
		}
	return n < 0 ? -1 : 0;
}

/* What beneath_each() was given. */
struct naming {
	int (*fn)(int dir, const char *name, void *arg);
	void *arg;
};

static int call_with_name(int dir, const struct dirent64 *e, void *naming)
{
	const struct naming *n = naming;

	return n->fn(dir, e->d_name, n->arg);
}

int beneath_each(int dir, int (*fn)(int dir, const char *name, void *arg),
		 void *arg)
{
	struct naming n = {fn, arg};

	return each_entry(dir, call_with_name, &n);
}

/* What beneath_each_name() was given. */
struct telling {
	int (*fn)(int dir, const struct beneath_name *n, void *arg);
	void *arg;
};

static int call_with_entry(int dir, const struct dirent64 *e, void *telling)
{
	const struct telling *t = telling;
	struct beneath_name n = {e->d_name, e->d_ino, e->d_type == DT_DIR};

	return t->fn(dir, &n, t->arg);
}

int beneath_each_name(int dir,
		      int (*fn)(int dir, const struct beneath_name *n,
				void *arg),
		      void *arg)
{
	struct telling t = {fn, arg};

	return each_entry(dir, call_with_entry, &t);
}

struct census {
	long n;
	int depth;
};

/* Counts E, or what is in it; a folder too deep to be looked into is one. File
 * systems that do not tell what an entry is have it opened. */
static int count_entry(int at, const struct dirent64 *e, void *census)
{
	struct census *c = census;
	bool maybe = e->d_type == DT_DIR || e->d_type == DT_UNKNOWN;
	int sub = maybe ? open_folder(at, e->d_name) : -1, r = 0;

	if (maybe && sub < 0 && errno != ENOTDIR && errno != ELOOP)
		return -1;
	if (sub < 0 || c->depth == DEPTH_MAX)
		c->n++;
	else {
		c->depth++;
		r = each_entry(sub, count_entry, c);
		c->depth--;
	}
	beneath_close(sub);
	return r;
}

long beneath_count(int dir)
{
	struct census c = {0};

	return each_entry(dir, count_entry, &c) < 0 ? -1 : c.n;
}

/* Removes NAME of AT. Returns 1 if that is a folder which holds something. */
static int remove_entry(int at, const char *name)
{
	if (TEMP_FAILURE_RETRY(unlinkat(at, name, 0)) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR)
		return -1;
	if (TEMP_FAILURE_RETRY(unlinkat(at, name, AT_REMOVEDIR)) == 0 ||
	    errno == ENOENT)
		return 0;
	return errno == ENOTEMPTY || errno == EEXIST ? 1 : -1;
}

/* A tree that is being removed. */
struct heap {
	int top;	 /* its uppermost folder */
	int depth;	 /* below it */
	unsigned serial; /* the next name for a folder that moves there */
	size_t met;	 /* entries */
};

/* Moves the folder NAME of AT to the top. */
static int lift(int at, const char *name, struct heap *h)
{
	char up[16];

	for (;;) {
		snprintf(up, sizeof up, "%u", h->serial++);
		if (TEMP_FAILURE_RETRY(renameat(at, name, h->top, up)) == 0)
			return 0;
		if (errno != EEXIST && errno != ENOTEMPTY && errno != ENOTDIR)
			return -1;
	}
}

static int remove_tree(int at, const char *name, void *heap)
{
	struct heap *h = heap;
	size_t met = ++h->met;
	int r, sub;

	/* Some file systems skip entries when others go: until none is met. */
	while ((r = remove_entry(at, name)) > 0) {
		if (h->depth == DEPTH_MAX)
			return lift(at, name, h);
		sub = open_folder(at, name);
		if (!h->depth++)
			h->top = sub;
		r = sub < 0 ? -1 : beneath_each(sub, remove_tree, h);
		h->depth--;
		beneath_close(sub);
		if (r == 0 && h->met == met) {
			errno = ENOTEMPTY;
			r = -1;
		}
		if (r < 0)
			return -1;
		met = h->met;
	}
	return r;
}

/* A tree may be deeper than the stack and the descriptors suffice for: what is
 * too far down moves up before it is removed. */
int beneath_remove(int dir, const char *name)
{
	struct heap h = {0};

	return remove_tree(dir, name, &h);
}
