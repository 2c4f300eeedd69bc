/* Takes away what reading a bank does not need, by the kernel's own means. */
#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/err.h"

/*
 * No honest bank meets these limits; they are for input that makes the program
 * run away. A generated bank of 100,000 questions (tests/bench) has 230 MB of
 * text. Checking it takes 40 seconds of processor time, building all formats
 * but PDF 140 seconds, 7 GB of address space and files of at most 0.6 GB: ten
 * times what was measured at 10,000. Memory and files follow --max-bytes, which
 * is 4 GiB by itself, so that who allows more text gets more.
 */
enum {
	MEMORY_PER_BYTE = 8, /* 32 GiB of address space */
	FILE_PER_BYTE = 4,   /* 16 GiB in one file */
	CPU_SECONDS = 4 * 60 * 60,
};

/* --- Landlock --- */

#if __has_include(<linux/landlock.h>) && defined SYS_landlock_create_ruleset
#include <linux/landlock.h>

/* What younger interfaces added; the header may be older than the kernel. */
#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#define RIGHT_TRUNCATE (1ULL << 14)
#define RIGHT_IOCTL_DEV (1ULL << 15)

/* All of struct landlock_ruleset_attr. Kernels take members that they do not
 * know if they are 0. */
struct ruleset {
	uint64_t files, net, scoped;
};

/* Rights by the interface that they came with, and by what we call them. TIDY
 * is a part of WRITE. What has no name of ours is never allowed. */
static const struct {
	uint64_t rights;
	int abi;
	unsigned may;
} rights[] = {
	{LANDLOCK_ACCESS_FS_EXECUTE, 1, MAY_RUN},
	{LANDLOCK_ACCESS_FS_READ_FILE, 1, MAY_READ | MAY_RUN},
	{LANDLOCK_ACCESS_FS_READ_DIR, 1, MAY_READ | MAY_RUN | MAY_WRITE},
	{LANDLOCK_ACCESS_FS_REMOVE_DIR, 1, MAY_WRITE | MAY_TIDY},
	{LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
		 LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG,
	 1, MAY_WRITE},
	{LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |
		 LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
		 LANDLOCK_ACCESS_FS_MAKE_SYM,
	 1, 0},
	/* Before ABI 2 nothing moves to another folder: links are copies. */
	{LANDLOCK_ACCESS_FS_REFER, 2, MAY_WRITE},
	{RIGHT_TRUNCATE, 3, MAY_WRITE},
	{RIGHT_IOCTL_DEV, 5, 0},
};

/* Those that a file has, too. */
static const uint64_t file_rights = LANDLOCK_ACCESS_FS_EXECUTE |
				    LANDLOCK_ACCESS_FS_WRITE_FILE |
				    LANDLOCK_ACCESS_FS_READ_FILE |
				    RIGHT_TRUNCATE;

enum {
	NET_TCP = 3,	/* bind and connect, since ABI 4 */
	SCOPED_ALL = 3, /* abstract sockets and signals, since ABI 6 */
};

uint64_t confine_rights(int abi, unsigned may)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < sizeof rights / sizeof *rights; i++)
		if (rights[i].abi <= abi &&
		    (may == ~0U || (rights[i].may & may)))
			sum |= rights[i].rights;
	return sum;
}

int confine_abi(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
			   LANDLOCK_CREATE_RULESET_VERSION);

	return abi > 0 ? (int)abi : 0;
}

/* The calls that this kernel or container does not let us make. */
static bool is_missing(void)
{
	return errno == ENOSYS || errno == EOPNOTSUPP || errno == EPERM;
}

/* Nothing is there, or nothing that we may see. */
static bool is_nowhere(void)
{
	return errno == ENOENT || errno == ENOTDIR || errno == EACCES ||
	       errno == ELOOP || errno == ENAMETOOLONG;
}

static void allow(int ruleset, int abi, const struct grant *p)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = confine_rights(abi, p->may),
		.parent_fd = (int)TEMP_FAILURE_RETRY(
			open(p->path, O_PATH | O_CLOEXEC)),
	};
	struct stat st;

	if (rule.parent_fd < 0 && is_nowhere())
		return;
	if (rule.parent_fd < 0 ||
	    TEMP_FAILURE_RETRY(fstat(rule.parent_fd, &st)) < 0)
		die(EXIT_MACHINE, "cannot find %s:", p->path);
	if (!S_ISDIR(st.st_mode))
		rule.allowed_access &= file_rights;
	if (rule.allowed_access &&
	    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH,
		    &rule, 0) < 0)
		die(EXIT_MACHINE, "cannot confine the program to %s:", p->path);
	close(rule.parent_fd);
}

void confine_files(const grant_list *grants, int abi)
{
	struct ruleset all = {.files = confine_rights(abi, ~0U),
			      .net = abi < 4 ? 0 : NET_TCP,
			      .scoped = abi < 6 ? 0 : SCOPED_ALL};
	int ruleset;

	if (abi < 1)
		return;
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all,
			       0);
	if (ruleset < 0 && is_missing())
		return;
	if (ruleset < 0)
		die(EXIT_MACHINE, "cannot confine the program:");
	for (size_t i = 0; i < grants->n; i++)
		allow(ruleset, abi, &grants->p[i]);
	if (syscall(SYS_landlock_restrict_self, ruleset, 0) < 0 &&
	    !is_missing())
		die(EXIT_MACHINE, "cannot confine the program:");
	close(ruleset);
}

#else
int confine_abi(void)
{
	return 0;
}

uint64_t confine_rights(int abi, unsigned may)
{
	(void)abi, (void)may;
	return 0;
}

void confine_files(const grant_list *grants, int abi)
{
	(void)grants, (void)abi;
}
#endif

/* --- Limits --- */

/* Sets a limit that is above MOST to that. */
static void limit(int what, rlim_t most)
{
	struct rlimit now;

	if (getrlimit((__rlimit_resource_t)what, &now) < 0)
		return;
	if (now.rlim_max > most)
		now.rlim_max = most;
	if (now.rlim_cur > most)
		now.rlim_cur = most;
	(void)setrlimit((__rlimit_resource_t)what, &now);
}

/* What is staged stays, and the next build removes it. */
static void on_cpu_limit(int signal)
{
	static const char text[] = "examc: it takes more than four hours of "
				   "processor time\n";

	(void)signal;
	(void)!write(STDERR_FILENO, text, sizeof text - 1);
	_exit(EXIT_MACHINE);
}

static void set_limits(size_t bytes)
{
	struct sigaction late = {.sa_handler = on_cpu_limit};

	limit(RLIMIT_CORE, 0); /* it would hold answers of a secure exam */
	limit(RLIMIT_FSIZE, (rlim_t)bytes * FILE_PER_BYTE);
	/* Sanitizers reserve terabytes. */
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
	limit(RLIMIT_AS, (rlim_t)bytes * MEMORY_PER_BYTE);
#endif
	limit(RLIMIT_CPU, CPU_SECONDS);
	signal(SIGXFSZ, SIG_IGN); /* write() fails, and that is told */
	sigaction(SIGXCPU, &late, NULL);
}

/* --- All of it --- */

void confine(const grant_list *grants, size_t bytes)
{
	set_limits(bytes);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	confine_files(grants, confine_abi());
}

void confine_describe(struct buf *out)
{
	int abi = confine_abi();

	if (abi)
		buf_printf(out, "Landlock ABI %d, ", abi);
	buf_str(out, "no-new-privs, limits");
	if (!abi)
		buf_str(out, " (no Landlock here)");
}
