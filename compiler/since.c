/* Asks git, once for changed and once for new files. */
#include "since.h"

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

/* In the child: runs git with its output into the pipe. */
_Noreturn static void child(char *const argv[], int to)
{
	int null = open("/dev/null", O_RDWR);

	if (dup2(to, STDOUT_FILENO) < 0 || dup2(null, STDIN_FILENO) < 0 ||
	    dup2(null, STDERR_FILENO) < 0)
		_exit(1);
	execvp(argv[0], argv);
	_exit(errno == ENOENT ? NO_PROGRAM : 1);
}

static int run_git(char *const argv[], struct buf *out)
{
	char chunk[4096];
	int ends[2], status;
	pid_t pid;
	ssize_t n;

	if (pipe(ends) != 0 || (pid = fork()) < 0)
		die(EXIT_MACHINE, "cannot start git:");
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
			die(EXIT_MACHINE, "cannot wait for git:");
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
	int status = *rev == '-' ? 1 : run_git(diff, &out);

	if (status == NO_PROGRAM)
		die(EXIT_TOOL, "--since needs git, which is not installed");
	if (status == 0)
		status = run_git(fresh, &out);
	if (status != 0)
		die(EXIT_USAGE, "git does not know '%s' in '%s'", rev, dir);
	add_paths(changed, a, &out);
	buf_release(&out);
}
