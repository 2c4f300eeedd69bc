/*
 * Marks beside the formats: ".site.demo.examc-unfinished" says that what
 * site/ has of the exam demo may be of another edition than what the other
 * formats have. The kernel exchanges one folder at a time, so a build that is
 * killed between two leaves one new and one old. The marks are there before the
 * first exchange and until the last; a reader looks for them, the next build
 * tells of them, and whoever publishes a format anew takes its mark away.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/beneath.h"
#include "base/err.h"
#include "base/log.h"
#include "publish/parts.h"

#define END ".examc-unfinished"

struct name {
	char s[NAME_MAX + 1];
};

static struct name mark_of(const char *unit, const char *scope)
{
	struct name n;

	snprintf(n.s, sizeof n.s, ".%s.%s" END, unit, scope);
	return n;
}

bool mark_is(const char *name)
{
	const char *end = strstr(name, END);

	return *name == '.' && end && end > name + 1 && !end[strlen(END)];
}

/* --- What another build has left --- */

static int tell(int fd, const char *name, void *dir)
{
	struct name unit;
	struct stat st;

	if (!mark_is(name))
		return 0;
	log_printf(stderr,
		   "%s/%s: a build was ended before it had published all of "
		   "its formats; those that this one makes are whole again\n",
		   (const char *)dir, name);
	snprintf(unit.s, sizeof unit.s, "%.*s", (int)strcspn(name + 1, "."),
		 name + 1);
	if (beneath_stat(fd, unit.s, &st) == 0 || errno != ENOENT)
		return 0;
	return beneath_remove(fd,
			      name); /* there is nothing that could differ */
}

static bool told; /* once, though each bank opens the folder */

void out_told(void)
{
	told = true;
}

void marks_tell(struct out *o)
{
	char *dir = arena_strdup(&o->arena, o->dir);

	if (!told && beneath_each(o->fd, tell, dir) < 0)
		die(EXIT_MACHINE, "cannot clean up %s:", o->dir);
	told = true;
}

/* --- Ours --- */

/* Returns whether the mark is new. */
static bool put(struct out *o, const char *unit, const char *scope)
{
	struct name n = mark_of(unit, scope);

	if (beneath_put(o->fd, n.s, 0644, "", 0, false) == 0)
		return true;
	if (errno == EEXIST)
		return false;
	die(EXIT_MACHINE, "cannot write %s/%s:", o->dir, n.s);
}

void marks_put(struct out *o)
{
	size_t n = o->nlater;
	struct stat st;

	for (size_t i = 0; i < o->units.n; i++)
		n += o->units.p[i]->differs;
	if (n < 2) /* one exchange is whole or has not been */
		return;
	for (size_t i = 0; i < o->units.n; i++) {
		struct unit *u = o->units.p[i];

		u->marked = u->differs && put(o, u->name, u->scope);
	}
	for (struct later *l = o->later; l < o->later + o->nlater; l++)
		if (beneath_stat(o->fd, l->format, &st) == 0)
			l->marked = put(o, l->format, o->units.p[0]->scope);
}

void marks_withdraw(struct out *o)
{
	for (size_t i = 0; i < o->units.n; i++) {
		const struct unit *u = o->units.p[i];

		if (u->marked)
			(void)beneath_remove(o->fd,
					     mark_of(u->name, u->scope).s);
	}
	for (size_t i = 0; i < o->nlater; i++)
		if (o->later[i].marked)
			(void)beneath_remove(o->fd,
					     mark_of(o->later[i].format,
						     o->units.p[0]->scope)
						     .s);
}

void marks_drop(struct out *o)
{
	for (size_t i = 0; i < o->units.n; i++) {
		const struct unit *u = o->units.p[i];
		struct name n = mark_of(u->name, u->scope);
		struct stat st;

		if ((beneath_stat(o->fd, n.s, &st) == 0 || errno != ENOENT) &&
		    beneath_remove(o->fd, n.s) < 0)
			die(EXIT_MACHINE,
			    "%s is published, but %s cannot be removed:",
			    o->dir, n.s);
	}
}
