/* Asks git, once for changed and once for new files; fetches old ones. */
#include "report/since.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/err.h"
#include "base/file.h"
#include "base/run.h"
#include "report/git.h"

/* Adds the NUL-terminated paths of OUT. */
static void add_paths(struct map *changed, struct arena *a,
		      const struct buf *out)
{
	static int present;

	for (size_t i = 0; i < out->n; i += strlen(out->p + i) + 1)
		map_put(changed, arena_strdup(a, out->p + i), &present);
}

_Noreturn static void unknown(const char *rev, const char *dir)
{
	die(EXIT_USAGE, "git does not know '%s' in '%s'", rev, dir);
}

/* Unpacks the file TAR into the folder TO. */
static bool unpack(const char *tar, const char *to)
{
	const char *const argv[] = {"tar", "-xf", tar, NULL};
	int status = run_program(&(struct run){.argv = argv, .dir = to});

	if (status == RUN_MISSING)
		die(EXIT_TOOL, "--since needs tar here, which is not "
			       "installed");
	return status == 0;
}

char *since_checkout(struct arena *a, const char *dir, const char *rev)
{
	const char *tmp = getenv("TMPDIR"), *tar;
	char full[PATH_MAX], *copy;
	struct buf none = BUF_INIT;
	struct git g;
	bool ok;

	git_open(&g, a, dir);
	if (!tmp || !*tmp)
		tmp = "/tmp";
	copy = arena_printf(a, "%s/examc-XXXXXX",
			    realpath(tmp, full) ? full : tmp);
	if (!mkdtemp(copy))
		die(EXIT_MACHINE, "cannot make a folder like %s:", copy);
	tar = path_join(a, copy, "revision.tar");
	ok = *rev != '-' &&
	     git_run(&g,
		     (const char *const[]){"archive", "--format=tar", "-o", tar,
					   rev, ".", NULL},
		     &none) == 0 &&
	     unpack(tar, copy);
	buf_release(&none);
	git_release(&g);
	if (ok)
		return copy;
	since_remove(copy);
	unknown(rev, dir);
}

void since_remove(const char *copy)
{
	struct arena a = {0};
	int at = open(path_dir(&a, copy), O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (at < 0 || beneath_remove(at, path_base(copy)) < 0)
		die(EXIT_MACHINE, "cannot remove %s:", copy);
	close(at);
	arena_release(&a);
}

void since_read(struct map *changed, struct arena *a, const char *dir,
		const char *rev)
{
	struct buf out = BUF_INIT;
	struct git g;

	git_open(&g, a, dir);
	if (*rev == '-' ||
	    git_run(&g,
		    (const char *const[]){
			    "diff", "-z", "--name-only", "--relative",
			    "--no-ext-diff", "--no-textconv",
			    "--ignore-submodules=all", rev, "--", ".", NULL},
		    &out) != 0 ||
	    git_run(&g,
		    (const char *const[]){"ls-files", "-z", "--others",
					  "--exclude-standard", NULL},
		    &out) != 0)
		unknown(rev, dir);
	add_paths(changed, a, &out);
	buf_release(&out);
	git_release(&g);
}
