/* fork and exec with a pipe for both outputs and a clock. */
#include "base/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"

enum { SAID_MAX = 64 * 1024 };

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

_Noreturn static void child(const char *const *argv, const char *env, int out)
{
	int null = open("/dev/null", O_RDONLY);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (null < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 ||
	    dup2(out, 2) < 0)
		_exit(127);
	if (env)
		putenv((char *)(size_t)env);
	execv(argv[0], (char *const *)(size_t)argv);
	_exit(127);
}

/* Takes what is in the pipe, waiting at most WAIT milliseconds for it. */
static void take(int fd, int wait, struct buf *said)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	char bytes[4096];

	while (poll(&p, 1, wait) > 0) {
		ssize_t n = read(fd, bytes, sizeof bytes);

		if (n <= 0) {
			/* Closed, but the program may still be at work. */
			poll(NULL, 0, wait);
			return;
		}
		if (said->n + (size_t)n <= SAID_MAX)
			buf_add(said, bytes, (size_t)n);
		wait = 0;
	}
}

/* Its end. What it has started may hold the pipe for longer than it lives. */
static int attend(pid_t pid, int fd, long long end, struct buf *said)
{
	bool ended = false;
	int status;

	for (;;) {
		pid_t got = waitpid(pid, &status, ended ? 0 : WNOHANG);

		if (got < 0 && errno != EINTR)
			return RUN_FAILED;
		if (got == pid)
			break;
		take(fd, 20, said);
		if (!ended && now_ms() > end) {
			kill(pid, SIGKILL);
			ended = true;
		}
	}
	take(fd, 0, said);
	if (ended)
		return RUN_TIMEOUT;
	if (!WIFEXITED(status) || WEXITSTATUS(status) == 127)
		return RUN_FAILED;
	return WEXITSTATUS(status);
}

int run_program(const char *const *argv, const char *env, unsigned seconds,
		struct buf *said)
{
	long long end = now_ms() + (long long)seconds * 1000;
	int pipe_fd[2], status;
	pid_t pid;

	if (pipe2(pipe_fd, O_CLOEXEC) < 0)
		die(EXIT_MACHINE, "cannot make a pipe:");
	pid = fork();
	if (pid < 0)
		die(EXIT_MACHINE, "cannot start a program:");
	if (pid == 0)
		child(argv, env, pipe_fd[1]);
	close(pipe_fd[1]);
	status = attend(pid, pipe_fd[0], end, said);
	close(pipe_fd[0]);
	return status;
}
