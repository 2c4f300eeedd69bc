/* fork and exec, with a pipe for each output and a clock. */
#include "base/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"

/* An output of the program: the end of the pipe that we read; -1: closed. */
struct tap {
	int fd;
	struct buf *to;
};

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* In the child: becomes the program. Only if that fails, FAILED gets errno. */
_Noreturn static void child(const struct run *r, int out, int err, int failed)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), why = EIO;
	char *const *argv = (char *const *)(size_t)r->argv;
	char *const *env = (char *const *)(size_t)r->env;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (; env && *env && !r->bare; env++)
		putenv(*env);
	if (null >= 0 && dup2(null, 0) >= 0 &&
	    dup2(out < 0 ? null : out, 1) >= 0 &&
	    dup2(err < 0 ? null : err, 2) >= 0 &&
	    (!r->dir || chdir(r->dir) == 0)) {
		execvpe(*argv, argv, r->bare ? env : environ);
		why = errno;
	}
	_exit(write(failed, &why, sizeof why) == sizeof why ? 127 : 126);
}

static void make_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) < 0)
		die(EXIT_MACHINE, "cannot make a pipe:");
}

/* Takes what is in the pipe now. */
static void take(struct tap *t, size_t most)
{
	char bytes[16 * 1024];
	ssize_t n = TEMP_FAILURE_RETRY(read(t->fd, bytes, sizeof bytes));
	/* What is put nowhere has no pipe.
	 * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
	size_t room = most && t->to->n < most ? most - t->to->n : 0;

	if (n <= 0) {
		close(t->fd);
		t->fd = -1;
		return;
	}
	buf_add(t->to, bytes, !most || (size_t)n < room ? (size_t)n : room);
}

/* Waits at most WAIT milliseconds for output, and takes all that is there. */
static void listen(struct tap taps[2], int wait, size_t most)
{
	for (;;) {
		struct pollfd p[2] = {{.fd = taps[0].fd, .events = POLLIN},
				      {.fd = taps[1].fd, .events = POLLIN}};
		bool open = p[0].fd >= 0 || p[1].fd >= 0;

		/* With both closed, the program may still be at work. */
		if (poll(p, 2, open || wait < 5 ? wait : 5) <= 0)
			return;
		for (int i = 0; i < 2; i++)
			if (p[i].revents)
				take(&taps[i], most);
		wait = 0;
	}
}

/* Its end. What it has started may hold the pipes for longer than it lives. */
static int attend(const struct run *r, pid_t pid, struct tap taps[2])
{
	long long end = now_ms() + (long long)r->seconds * 1000;
	bool late = false;
	int status;

	for (;;) {
		pid_t got = waitpid(pid, &status, late ? 0 : WNOHANG);

		if (got == pid)
			break;
		if (got < 0 && errno != EINTR)
			die(EXIT_MACHINE, "cannot wait for a program:");
		listen(taps, 20, r->most);
		late = r->seconds && now_ms() > end;
		if (late)
			kill(pid, SIGKILL);
	}
	listen(taps, 0, r->most);
	if (late)
		return RUN_TIMEOUT;
	return WIFEXITED(status) ? WEXITSTATUS(status) : RUN_FAILED;
}

/* Starts the program. Returns 0, or errno if it cannot be. */
static int start(const struct run *r, int out, int err, pid_t *pid)
{
	int failed[2], why;

	make_pipe(failed);
	*pid = fork();
	if (*pid < 0)
		die(EXIT_MACHINE, "cannot start a program:");
	if (*pid == 0)
		child(r, out, err, failed[1]);
	close(failed[1]);
	if (TEMP_FAILURE_RETRY(read(failed[0], &why, sizeof why)) != sizeof why)
		why = 0; /* the pipe was closed, for it runs */
	close(failed[0]);
	return why;
}

int run_program(const struct run *r)
{
	struct tap taps[2] = {{-1, r->out}, {-1, r->err}};
	int out[2] = {-1, -1}, err[2] = {-1, -1}, why, status;
	bool one = r->out == r->err;
	pid_t pid;

	if (r->out)
		make_pipe(out);
	if (r->err && !one)
		make_pipe(err);
	why = start(r, out[1], one ? out[1] : err[1], &pid);
	for (int i = 0; i < 2; i++) {
		int *ends = i ? err : out;

		if (ends[1] >= 0)
			close(ends[1]);
		taps[i].fd = ends[0];
	}
	status = attend(r, pid, taps);
	for (int i = 0; i < 2; i++)
		if (taps[i].fd >= 0)
			close(taps[i].fd);
	if (!why)
		return status;
	return why == ENOENT ? RUN_MISSING : RUN_FAILED;
}
