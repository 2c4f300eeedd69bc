/* Calls git so that content cannot make it run or believe anything. */
#include "report/git.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/run.h"

enum { SECONDS = 600, OUTPUT_MAX = 1 << 28, LINES_MAX = 1 << 16 };

/* --- Which repository --- */

static bool has_git(struct arena *a, const char *dir, struct stat *st)
{
	return lstat(path_join(a, dir, ".git"), st) == 0;
}

/* Is PATH the folder TOP or beneath it? Both are what realpath() gives. */
static bool is_beneath(const char *path, const char *top)
{
	size_t n = strcmp(top, "/") == 0 ? 0 : strlen(top);

	return strncmp(path, top, n) == 0 && (!path[n] || path[n] == '/');
}

/* The nearest folder from DIR upwards with a .git, of which ST tells; NULL:
 * there is none. */
static const char *climb(struct arena *a, const char *dir, struct stat *st)
{
	while (!has_git(a, dir, st)) {
		if (strcmp(dir, "/") == 0)
			return NULL;
		dir = path_above(a, dir);
	}
	return dir;
}

_Noreturn static void refuse(const char *dir, const char *why)
{
	die(EXIT_USAGE,
	    "'%s/.git' %s; git is asked only about the repository around the "
	    "bank and the working folder",
	    dir, why);
}

/*
 * The top of the repository for the BANK: the one around the working folder
 * HERE, or if the bank lies outside of that the one around the bank. No
 * repository in the bank is believed, and none may hide its files from the one
 * around it. A bank may be the whole of a repository that is in no other.
 */
static const char *find_top(struct arena *a, const char *bank, const char *here)
{
	struct stat git, other, mine;
	const char *top = climb(a, here, &git);
	const char *nearest = climb(a, bank, &other);
	bool around = top && is_beneath(bank, top);

	if (top && is_beneath(top, bank) && strcmp(top, bank) != 0)
		refuse(top, "is in the bank's folder");
	if (!around) {
		top = nearest;
		git = other;
	}
	if (!nearest)
		die(EXIT_USAGE,
		    "'%s' is in no repository, so git cannot tell what changed",
		    bank);
	if (strcmp(nearest, top) != 0)
		refuse(nearest, "is another repository");
	if ((!around || strcmp(top, bank) == 0) && strcmp(top, "/") != 0 &&
	    climb(a, path_above(a, top), &other))
		refuse(top, strcmp(top, bank) == 0
				    ? "is in the bank's folder"
				    : "is in another repository");
	if (stat(here, &mine) != 0 ||
	    (git.st_uid != geteuid() && git.st_uid != mine.st_uid))
		refuse(top, "belongs to somebody else");
	return top;
}

/* The top of the repository for DIR; *BANK gets DIR's full path. */
static const char *top_of(struct arena *a, const char *dir, const char **bank)
{
	char full[PATH_MAX], here[PATH_MAX];

	if (!realpath(dir, full) || !realpath(".", here))
		die(EXIT_MACHINE, "cannot find %s:", dir);
	*bank = arena_strdup(a, full);
	return arena_strdup(a, find_top(a, *bank, here));
}

/* --- What it reads --- */

/* The text of the file NAME of DIR; NULL: there is none. */
static char *read_lines(struct arena *a, const char *dir, const char *name)
{
	char *data, *text;
	size_t n;

	if (file_read(dir, name, LINES_MAX, &data, &n) != FILE_OK)
		return NULL;
	text = arena_copy(a, data, n);
	free(data);
	return text;
}

/* Adds the folder that is called PATH in DIR, and returns it. */
static const char *add_folder(grant_list *l, struct arena *a, const char *dir,
			      const char *path)
{
	const char *full = *path == '/' ? path : path_join(a, dir, path);

	vec_push(l, ((struct grant){full, MAY_READ}));
	return full;
}

/* The folders that OBJECTS borrows from, and these in turn. */
static void add_alternates(grant_list *l, struct arena *a, const char *objects,
			   int depth)
{
	char *list = read_lines(a, objects, "info/alternates"), *rest;

	for (char *s = list ? strtok_r(list, "\n", &rest) : NULL;
	     s && depth < 5; s = strtok_r(NULL, "\n", &rest))
		if (*s != '#')
			add_alternates(l, a, add_folder(l, a, objects, s),
				       depth + 1);
}

void git_places(grant_list *l, struct arena *a, const char *dir)
{
	const char *bank, *top = add_folder(l, a, "", top_of(a, dir, &bank));
	const char *git = path_join(a, top, ".git"), *common = git;
	char *link = read_lines(a, top, ".git"), *rest;

	if (link && strncmp(link, "gitdir: ", 8) == 0)
		common = git = add_folder(l, a, top,
					  strtok_r(link + 8, "\n", &rest));
	link = read_lines(a, git, "commondir");
	if (link && *link != '\n')
		common = add_folder(l, a, git, strtok_r(link, "\n", &rest));
	add_alternates(l, a, path_join(a, common, "objects"), 0);
}

/* --- How it is called --- */

/* "NAME=value" of our environment; WITHOUT: what else it is. */
static const char *variable(struct arena *a, const char *name,
			    const char *without)
{
	const char *value = getenv(name);

	return arena_printf(a, "%s=%s", name, value ? value : without);
}

static int call(const char *const *argv, struct buf *out)
{
	struct arena a = {0};
	const char *const env[] = {variable(&a, "PATH", "/usr/bin:/bin"),
				   variable(&a, "HOME", "/nonexistent"),
				   "LC_ALL=C",
				   "GIT_CONFIG_NOSYSTEM=1",
				   "GIT_CONFIG_GLOBAL=/dev/null",
				   "GIT_ATTR_NOSYSTEM=1",
				   "GIT_ALLOW_PROTOCOL=none",
				   "GIT_NO_LAZY_FETCH=1",
				   "GIT_NO_REPLACE_OBJECTS=1",
				   "GIT_OPTIONAL_LOCKS=0",
				   "GIT_TERMINAL_PROMPT=0",
				   "GIT_LITERAL_PATHSPECS=1",
				   NULL};
	size_t before = out->n;
	int status = run_program(&(struct run){.argv = argv,
					       .env = env,
					       .bare = true,
					       .seconds = SECONDS,
					       .out = out,
					       .most = before + OUTPUT_MAX});

	arena_release(&a);
	if (status == RUN_MISSING)
		die(EXIT_TOOL, "--since needs %s, which is not installed",
		    argv[0]);
	if (status == RUN_TIMEOUT || out->n - before == OUTPUT_MAX)
		die(EXIT_MACHINE, "%s takes too long or says too much",
		    argv[0]);
	return status;
}

/* Programs that the repository's own configuration names are for people who
 * work in it: attributes of files, which are content, could call them. */
static void silence_filters(struct git *g, struct arena *a)
{
	static const char *const list[] = {"config",
					   "-z",
					   "--name-only",
					   "--get-regexp",
					   "^(filter[.]|tar[.].*[.]command$)",
					   NULL};
	struct buf keys = BUF_INIT;

	git_run(g, list, &keys);
	for (size_t i = 0; i < keys.n; i += strlen(keys.p + i) + 1) {
		if (strchr(keys.p + i, '='))
			die(EXIT_USAGE,
			    "git's configuration has the filter '%s', which "
			    "cannot be switched off",
			    keys.p + i);
		vec_push(&g->call, "-c");
		vec_push(&g->call, arena_printf(a, "%s=", keys.p + i));
	}
	buf_release(&keys);
}

void git_open(struct git *g, struct arena *a, const char *dir)
{
	static const char *const options[] = {"core.fsmonitor=false",
					      "core.hooksPath=/dev/null",
					      "core.attributesFile=/dev/null",
					      "protocol.allow=never",
					      "diff.external=",
					      "submodule.recurse=false",
					      "gc.auto=0"};
	const char *bank, *top = top_of(a, dir, &bank);

	*g = (struct git){.dir = dir};
	vec_push(&g->call, "git");
	vec_push(&g->call, "-C");
	vec_push(&g->call, bank);
	vec_push(&g->call,
		 arena_printf(a, "--git-dir=%s", path_join(a, top, ".git")));
	vec_push(&g->call, arena_printf(a, "--work-tree=%s", top));
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		vec_push(&g->call, "-c");
		vec_push(&g->call, options[i]);
	}
	silence_filters(g, a);
}

int git_run(const struct git *g, const char *const *args, struct buf *out)
{
	VEC(const char *) argv = {0};
	int status;

	for (size_t i = 0; i < g->call.n; i++)
		vec_push(&argv, g->call.p[i]);
	for (; *args; args++)
		vec_push(&argv, *args);
	vec_push(&argv, NULL);
	status = call(argv.p, out);
	vec_release(&argv);
	return status;
}

void git_release(struct git *g)
{
	vec_release(&g->call);
}
