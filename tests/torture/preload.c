/*
 * Loaded before the C library (LD_PRELOAD): allocations that fail, reads and
 * writes that do little. TORTURE says what:
 *
 *   count      writes the number of allocations to the file TORTURE_LOG
 *   fail:K     the Kth allocation fails; fail:K+ and all behind it
 *   each:K:N   at the Kth and each Nth from there, a child goes on in which it
 *              fails (by turns alone and with all behind it). A child that does
 *              not end with exit 4 and one line is told in TORTURE_LOG: a line
 *              "K status bytes of stdout, of stderr", and these bytes.
 *              With TORTURE_IN those count alone that a library of this name
 *              asks for ("libqrencode").
 *   short      read() and write() do 7 bytes at most, every other one is
 *              interrupted
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void *(*real_malloc)(size_t n);
static void *(*real_calloc)(size_t n, size_t size);
static void *(*real_realloc)(void *p, size_t n);

static enum { NOTHING, COUNT, FAIL, EACH, SHORT } mode;
static unsigned long calls, at, step;
static bool all_behind, is_child;
static int log_fd = -1; /* opened before the program confines itself */
static const char *library;

__attribute__((constructor)) static void begin(void)
{
	const char *how = getenv("TORTURE"), *log = getenv("TORTURE_LOG");
	char *end;

	library = getenv("TORTURE_IN");
	if (!how)
		return;
	if (log)
		log_fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
			      0644);
	if (strcmp(how, "count") == 0) {
		mode = COUNT;
	} else if (strcmp(how, "short") == 0) {
		mode = SHORT;
	} else if (strncmp(how, "fail:", 5) == 0) {
		at = strtoul(how + 5, &end, 10);
		all_behind = *end == '+';
		mode = FAIL;
	} else if (strncmp(how, "each:", 5) == 0) {
		at = strtoul(how + 5, &end, 10);
		step = strtoul(end + 1, NULL, 10);
		mode = EACH;
	}
}

/* --- The log --- */

static void write_log(const void *p, size_t n)
{
	if (syscall(SYS_write, log_fd, p, n) != (long)n)
		_exit(99);
}

__attribute__((destructor)) static void end(void)
{
	char text[32];

	if (mode == COUNT)
		write_log(text,
			  (size_t)snprintf(text, sizeof text, "%lu\n", calls));
}

/* --- A child at each point --- */

/* All of the file FD in memory, mapped. */
static const char *contents(int fd, size_t *n)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		_exit(99);
	*n = (size_t)st.st_size;
	return *n ? mmap(NULL, *n, PROT_READ, MAP_PRIVATE, fd, 0) : "";
}

static void judge(int status, const int fd[2])
{
	size_t n[2];
	const char *said[2] = {contents(fd[0], &n[0]), contents(fd[1], &n[1])};
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
	char head[80];

	if (code != 4 || n[1] < 8 || memcmp(said[1], "examc: ", 7) != 0 ||
	    memchr(said[1], '\n', n[1]) != said[1] + n[1] - 1) {
		write_log(head, (size_t)snprintf(head, sizeof head,
						 "%lu %d %zu %zu\n", calls,
						 code, n[0], n[1]));
		for (int i = 0; i < 2; i++)
			if (n[i])
				write_log(said[i], n[i]);
	}
	for (int i = 0; i < 2; i++) {
		if (n[i])
			munmap((void *)(uintptr_t)said[i], n[i]);
		close(fd[i]);
	}
}

/* Is this the child in which allocation fails? */
static bool branch(void)
{
	int fd[2] = {memfd_create("out", MFD_CLOEXEC),
		     memfd_create("err", MFD_CLOEXEC)};
	int status;
	pid_t pid;

	if (fd[0] < 0 || fd[1] < 0)
		_exit(99);
	pid = fork();
	if (pid < 0)
		_exit(99);
	if (pid == 0) {
		is_child = true;
		all_behind = calls / step % 2;
		dup2(fd[0], STDOUT_FILENO);
		dup2(fd[1], STDERR_FILENO);
		close(fd[0]);
		close(fd[1]);
		alarm(20);
		return true;
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			_exit(99);
	judge(status, fd);
	return false;
}

/* Is the code at CALLER of the library that is meant? */
static bool is_meant(const void *caller)
{
	Dl_info where;

	return !library || (dladdr(caller, &where) && where.dli_fname &&
			    strstr(where.dli_fname, library));
}

static bool fails(const void *caller)
{
	bool yes = false;

	if (mode == NOTHING || mode == SHORT || !is_meant(caller))
		return false;
	calls++;
	if (mode == EACH && is_child)
		yes = all_behind;
	else if (mode == EACH && calls >= at && (calls - at) % step == 0)
		yes = branch();
	else if (mode == FAIL)
		yes = calls == at || (all_behind && calls > at);
	if (yes)
		errno = ENOMEM;
	return yes;
}

static void find_real(void)
{
	*(void **)&real_malloc = dlsym(RTLD_NEXT, "malloc");
	*(void **)&real_calloc = dlsym(RTLD_NEXT, "calloc");
	*(void **)&real_realloc = dlsym(RTLD_NEXT, "realloc");
}

void *malloc(size_t n)
{
	if (!real_malloc)
		find_real();
	return fails(__builtin_return_address(0)) ? NULL : real_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	if (!real_calloc)
		find_real();
	return fails(__builtin_return_address(0)) ? NULL : real_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	if (!real_realloc)
		find_real();
	return fails(__builtin_return_address(0)) ? NULL : real_realloc(p, n);
}

/* --- Short transfers --- */

static bool interrupted(void)
{
	static unsigned transfers;

	if (mode != SHORT || transfers++ % 2)
		return false;
	errno = EINTR;
	return true;
}

ssize_t read(int fd, void *p, size_t n)
{
	if (interrupted())
		return -1;
	return syscall(SYS_read, fd, p, mode == SHORT && n > 7 ? 7 : n);
}

ssize_t write(int fd, const void *p, size_t n)
{
	if (interrupted())
		return -1;
	return syscall(SYS_write, fd, p, mode == SHORT && n > 7 ? 7 : n);
}
