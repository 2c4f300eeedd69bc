/* For tests of what ends a run: children, failing system calls, folders. */
#ifndef TESTS_UNIT_CHILD_H
#define TESTS_UNIT_CHILD_H

#include <check.h>
#include <errno.h>
#include <ftw.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- A folder for the test, and the working folder while it runs --- */

static char child_home[64];

static inline int child_remove_(const char *path, const struct stat *st,
				int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static inline void child_enter(void)
{
	snprintf(child_home, sizeof child_home, "/tmp/examc-unit-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(child_home));
	ck_assert_int_eq(chdir(child_home), 0);
}

static inline void child_leave(void)
{
	ck_assert_int_eq(chdir("/"), 0);
	nftw(child_home, child_remove_, 16, FTW_DEPTH | FTW_PHYS);
}

/* --- Running FN where it may end the process --- */

struct child {
	int status; /* exit code, or 1000 + signal */
	char err[1024];
};

static inline struct child child_run(void (*fn)(void))
{
	struct child c = {0};
	FILE *err = tmpfile();
	int status;
	pid_t pid;

	ck_assert_ptr_nonnull(err);
	fflush(NULL);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		dup2(fileno(err), STDERR_FILENO);
		fn();
		exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	c.status = WIFEXITED(status) ? WEXITSTATUS(status)
				     : 1000 + WTERMSIG(status);
	rewind(err);
	c.err[fread(c.err, 1, sizeof c.err - 1, err)] = 0;
	fclose(err);
	return c;
}

/* FN ends with STATUS and one line on stderr that holds TEXT. */
static inline void child_dies(void (*fn)(void), int status, const char *text)
{
	struct child c = child_run(fn);

	ck_assert_msg(c.status == status, "status %d, not %d: %s", c.status,
		      status, c.err);
	ck_assert_msg(strstr(c.err, text) != NULL, "no '%s' in: %s", text,
		      c.err);
	ck_assert_ptr_eq(strchr(c.err, '\n'), c.err + strlen(c.err) - 1);
}

static inline void child_lives(void (*fn)(void))
{
	struct child c = child_run(fn);

	ck_assert_msg(c.status == 0, "status %d: %s", c.status, c.err);
}

/*
 * From now on the system call NR fails with ERR; with FLAGS only where they
 * are its fifth argument (renameat2).
 */
static inline void child_fail(int nr, int err, unsigned flags)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)nr, 0, 3),
		BPF_STMT(
			BPF_LD | BPF_W | BPF_ABS,
			flags ? (unsigned)offsetof(struct seccomp_data, args[4])
			      : (unsigned)offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
			 flags ? flags : (unsigned)nr, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)err),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = {sizeof code / sizeof *code, code};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog) != 0)
		_exit(1);
}

static inline void child_try_fail_(void)
{
	child_fail(SYS_getsid, EIO, 0);
	exit(syscall(SYS_getsid, 0) != -1);
}

/* Can child_fail() do it? valgrind would trip over its own calls. */
static inline bool child_can_fail(void)
{
	const char *preload = getenv("LD_PRELOAD");

	if (!(preload && strstr(preload, "vgpreload")) &&
	    child_run(child_try_fail_).status == 0)
		return true;
	fprintf(stderr, "skipped: no failing system calls here\n");
	return false;
}

#endif
