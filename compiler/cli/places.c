/* Which files a command may touch, by its command line alone: nothing that is
 * written in a bank can add to the list. */
#include "cli/places.h"

#include <stdlib.h>
#include <string.h>

#include "base/confine.h"
#include "base/file.h"
#include "cli/commands.h"
#include "publish/out.h"
#include "report/git.h"

/* What belongs to the machine: libraries, locales, fonts, programs. */
static const char *const machine[] = {"/usr",	    "/bin",	  "/sbin",
				      "/lib",	    "/lib32",	  "/lib64",
				      "/nix/store", "/gnu/store", NULL};

static void add(grant_list *l, const char *path, unsigned may)
{
	vec_push(l, ((struct grant){path, may}));
}

static void add_machine(grant_list *l, unsigned may)
{
	for (const char *const *p = machine; *p; p++)
		add(l, *p, may);
	add(l, "/dev/null", MAY_READ | MAY_WRITE);
	/* How many processors there are; what sanitizers look at. */
	add(l, "/sys/devices/system/cpu/online", MAY_READ);
	add(l, "/proc/self", MAY_READ);
}

/* The folders of PATH, for who has git in a place of his own. */
static void add_programs(grant_list *l, struct arena *a)
{
	const char *path = getenv("PATH");
	char *list = arena_strdup(a, path ? path : ""), *rest;

	add_machine(l, MAY_RUN);
	add(l, "/etc/ld.so.cache", MAY_READ);
	for (char *p = strtok_r(list, ":", &rest); p;
	     p = strtok_r(NULL, ":", &rest))
		if (*p == '/' && strspn(p, "/") < strlen(p))
			add(l, p, MAY_RUN);
}

static void add_temporary(grant_list *l)
{
	const char *tmp = getenv("TMPDIR");

	add(l, tmp && *tmp ? tmp : "/tmp", MAY_READ | MAY_WRITE);
}

/*
 * The folder that the report FILE gets into, or as much as there is of the way
 * to it; NULL: a link is on that way, or outside of the working folder it is not
 * all there: nothing will be written.
 */
static const char *folder_of(struct arena *a, const char *file)
{
	const char *down, *at = path_split(a, file, &down);
	bool here = strcmp(at, ".") == 0;
	enum file_kind kind;
	char *rest;

	for (char *p = strtok_r(path_dir(a, down), "/", &rest); p;
	     p = strtok_r(NULL, "/", &rest)) {
		const char *next = path_join(a, at, p);

		if (!file_kind_of(next, &kind))
			return here ? at : NULL;
		if (kind != FILE_FOLDER)
			return NULL;
		at = next;
	}
	return at;
}

/* The output folder: made now, because what is not there cannot be allowed. */
static void add_output(grant_list *l, struct arena *a, const char *dir)
{
	enum file_kind kind;
	const char *rest;

	dir = path_split(a, dir, &rest);
	dir = path_join(a, dir, rest);
	/* out_open() tells what is wrong. */
	if (out_make(dir) < 0 || !file_kind_of(dir, &kind) ||
	    kind != FILE_FOLDER)
		return;
	add(l, dir, MAY_READ | MAY_WRITE);
	add(l, path_dir(a, dir), MAY_TIDY);
}

/* Does the command change files of authors, or make some? */
static bool writes_bank(const struct options *o)
{
	return o->command->run == command_init ||
	       o->command->run == command_new || o->write_baseline ||
	       o->write || o->renew ||
	       ((o->command->run == command_fix ||
		 o->command->run == command_fmt) &&
		!o->dry_run);
}

void confine_command(const struct options *o, const struct target *t, size_t n,
		     const char *more)
{
	bool build = o->command->run == command_build;
	const char *fonts = getenv("EXAMC_FONTS"), *folder;
	struct arena a = {0};
	grant_list l = {0};

	add_machine(&l, MAY_READ);
	for (size_t i = 0; i < n; i++)
		add(&l, t[i].dir,
		    writes_bank(o) ? MAY_READ | MAY_WRITE : MAY_READ);
	for (size_t i = 0; i < n; i++)
		if (t[i].cache)
			add(&l, t[i].cache, MAY_READ | MAY_WRITE);
	if (more)
		add(&l, more, MAY_READ);
	if (build && o->build.layout.list)
		add(&l, o->build.layout.list, MAY_READ);
	if (build && fonts && *fonts)
		add(&l, fonts, MAY_READ);
	if (build && n)
		add_output(&l, &a, build_folder(&o->build, t[0].dir, &a));
	else if (o->output && (folder = folder_of(&a, o->output)))
		add(&l, folder, MAY_WRITE);
	if (o->report.since) {
		add_programs(&l, &a);
		for (size_t i = 0; i < n; i++)
			git_places(&l, &a, t[i].dir);
		if (o->command->run == command_coverage || o->figures)
			add_temporary(&l);
	}
#ifdef CONFINE_ALSO /* where the tools that built it put what they measure */
	add(&l, CONFINE_ALSO, MAY_READ | MAY_WRITE);
#endif
	confine(&l, o->max_bytes);
	vec_release(&l);
	arena_release(&a);
}
