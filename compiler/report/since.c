/* Asks git, once for changed and once for new files. */
#include "report/since.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"

enum { NO_PROGRAM = 127 };

/* In the child: runs a program with its output into the pipe. */
_Noreturn static void child(char *const argv[], int to)
{
	int null = open("/dev/null", O_RDWR);

	if (dup2(to, STDOUT_FILENO) < 0 || dup2(null, STDIN_FILENO) < 0 ||
	    dup2(null, STDERR_FILENO) < 0)
		_exit(1);
	execvp(argv[0], argv);
	_exit(errno == ENOENT ? NO_PROGRAM : 1);
}

static int run(char *const argv[], struct buf *out)
{
	char chunk[4096];
	int ends[2], status;
	pid_t pid;
	ssize_t n;

	if (pipe(ends) != 0 || (pid = fork()) < 0)
		die(EXIT_MACHINE, "cannot start a program:");
	if (pid == 0) {
		close(ends[0]);
		child(argv, ends[1]);
	}
	close(ends[1]);
	while ((n = read(ends[0], chunk, sizeof chunk)) > 0 ||
	       (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(out, chunk, (size_t)n);
	close(ends[0]);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die(EXIT_MACHINE, "cannot wait for a program:");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* Adds the NUL-terminated paths of OUT. */
static void add_paths(struct map *changed, struct arena *a,
		      const struct buf *out)
{
	static int present;

	for (size_t i = 0; i < out->n; i += strlen(out->p + i) + 1)
		map_put(changed, arena_strdup(a, out->p + i), &present);
}

char *since_checkout(struct arena *a, const char *dir, const char *rev)
{
	const char *tmp = getenv("TMPDIR");
	char *copy = arena_printf(a, "%s/examc-XXXXXX", tmp ? tmp : "/tmp");
	char *tar;
	struct buf out = BUF_INIT;
	int status;

	if (!mkdtemp(copy))
		die(EXIT_MACHINE, "cannot make a folder like %s:", copy);
	tar = arena_printf(a, "%s/revision.tar", copy);
	status = *rev == '-'
			 ? 1
			 : run((char *const[]){"git", "-C", (char *)(size_t)dir,
					       "archive", "-o", tar,
					       (char *)(size_t)rev, ".", NULL},
			       &out);
	if (status == 0 &&
	    run((char *const[]){"tar", "-xf", tar, "-C", copy, NULL}, &out) !=
		    0)
		status = NO_PROGRAM;
	buf_release(&out);
	if (status == 0)
		return copy;
	since_remove(copy);
	if (status == NO_PROGRAM)
		die(EXIT_TOOL, "--since needs git and tar here, and one of "
			       "them is not installed");
	die(EXIT_USAGE, "git does not know '%s' in '%s'", rev, dir);
}

void since_remove(const char *copy)
{
	struct buf out = BUF_INIT;

	run((char *const[]){"rm", "-rf", "--", (char *)(size_t)copy, NULL},
	    &out);
	buf_release(&out);
}

void since_read(struct map *changed, struct arena *a, const char *dir,
		const char *rev)
{
	char *const diff[] = {
		"git",	       "-C",	     (char *)(size_t)dir, "diff", "-z",
		"--name-only", "--relative", (char *)(size_t)rev, "--",	  ".",
		NULL};
	char *const fresh[] = {
		"git", "-C",	   (char *)(size_t)dir,	 "ls-files",
		"-z",  "--others", "--exclude-standard", NULL};
	struct buf out = BUF_INIT;
	int status = *rev == '-' ? 1 : run(diff, &out);

	if (status == NO_PROGRAM)
		die(EXIT_TOOL, "--since needs git, which is not installed");
	if (status == 0)
		status = run(fresh, &out);
	if (status != 0)
		die(EXIT_USAGE, "git does not know '%s' in '%s'", rev, dir);
	add_paths(changed, a, &out);
	buf_release(&out);
}
