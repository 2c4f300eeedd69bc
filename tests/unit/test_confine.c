/* base/confine: what a confined process can no longer do, on which kernel. */
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "base/confine.h"
#include "child.h"
#include "suites.h"

static void put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static void setup(void)
{
	static const char *const folders[] = {"in", "out", "top", "top/new",
					      "apart"};

	child_enter();
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		ck_assert_int_eq(mkdir(folders[i], 0755), 0);
	put("in/question", "which?");
	put("in/program", "#!/bin/sh\n");
	put("apart/secret", "root:x");
	put("apart/labels", "0");
	put("top/file", "kept");
}

/* --- What it can do: each returns 0, or -1 --- */

static int can_open(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0644);

	return fd < 0 ? -1 : close(fd);
}

static int can_run(const char *path)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		execl(path, path, NULL);
		_exit(126);
	}
	return waitpid(pid, &status, 0) == pid && status == 0 ? 0 : -1;
}

/* All that a bank could want of the rest of the machine. Returns how many of
 * these attempts succeed; each can be made anew. */
static int escapes(void)
{
	int n = 0;

	n += can_open("apart/secret", O_RDONLY) == 0;
	n += can_open("../../etc/passwd", O_RDONLY) == 0;
	n += can_open("in/../apart/secret", O_RDONLY) == 0;
	n += can_open("apart", O_RDONLY | O_DIRECTORY) == 0;
	n += can_open("apart/secret", O_WRONLY | O_APPEND) == 0;
	n += can_open("apart/labels", O_WRONLY) == 0;
	n += can_open("new", O_WRONLY | O_CREAT) == 0;
	n += can_open("in/new", O_WRONLY | O_CREAT) == 0;
	n += symlink("apart", "out/link") == 0 && unlink("out/link") == 0;
	n += mkfifo("out/pipe", 0644) == 0 && unlink("out/pipe") == 0;
	n += link("apart/secret", "out/secret") == 0 &&
	     unlink("out/secret") == 0;
	n += rename("apart/secret", "out/s") == 0 &&
	     rename("out/s", "apart/secret") == 0;
	n += can_run("in/program") == 0;
	n += unlink("top/file") == 0;
	return n;
}
enum { ESCAPES = 14 };

/* What the work needs. Returns how many of it fails. */
static int failures(void)
{
	int n = 0;

	n += can_open("in/question", O_RDONLY) != 0;
	n += can_open("in", O_RDONLY | O_DIRECTORY) != 0;
	n += can_open("apart/labels", O_RDONLY) != 0;
	n += can_open("/dev/null", O_RDWR) != 0;
	n += mkdir("out/.site.new", 0755) != 0;
	n += can_open("out/.site.new/a", O_WRONLY | O_CREAT | O_EXCL) != 0;
	n += can_open("out/.site.new/a", O_WRONLY | O_TRUNC) != 0;
	n += rename("out/.site.new", "out/site") != 0;
	n += can_open("out/site/a", O_RDONLY) != 0;
	n += unlink("out/site/a") != 0;
	n += rmdir("out/site") != 0;
	n += rmdir("top/new") != 0;
	n += can_run("/bin/true") != 0;
	return n;
}

static grant_list grants(void)
{
	static struct grant all[] = {
		{"in", MAY_READ},
		{"out", MAY_READ | MAY_WRITE},
		{"top", MAY_TIDY},
		{"apart/labels", MAY_READ},
		{"/dev/null", MAY_READ | MAY_WRITE},
		{"/usr", MAY_RUN},
		{"/bin", MAY_RUN},
		{"/lib", MAY_RUN},
		{"/lib64", MAY_RUN},
		{"/etc/ld.so.cache", MAY_READ},
		{"/proc/self", MAY_READ}, /* for sanitizers */
		{"not/there", MAY_READ},
		{"in/question/x", MAY_READ},
	};
	return (grant_list){.p = all, .n = sizeof all / sizeof *all};
}

static bool has_landlock(void)
{
	if (confine_abi())
		return true;
	fprintf(stderr, "skipped: this kernel has no Landlock\n");
	return false;
}

/* --- Files --- */

START_TEST(test_rights)
{
	static const struct {
		int abi;
		uint64_t all;
	} known[] = {{1, (1U << 13) - 1}, {2, (1U << 14) - 1},
		     {3, (1U << 15) - 1}, {4, (1U << 15) - 1},
		     {5, (1U << 16) - 1}, {9, (1U << 16) - 1}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		ck_assert_uint_eq(confine_rights(known[i].abi, ~0U),
				  known[i].all);
	ck_assert_uint_eq(confine_rights(7, MAY_READ),
			  LANDLOCK_ACCESS_FS_READ_FILE |
				  LANDLOCK_ACCESS_FS_READ_DIR);
	ck_assert_uint_eq(confine_rights(7, MAY_TIDY),
			  LANDLOCK_ACCESS_FS_REMOVE_DIR);
	ck_assert_uint_eq(confine_rights(7, MAY_WRITE) &
				  (LANDLOCK_ACCESS_FS_READ_FILE |
				   LANDLOCK_ACCESS_FS_EXECUTE |
				   LANDLOCK_ACCESS_FS_MAKE_SYM),
			  0);
	ck_assert_uint_eq(confine_rights(1, MAY_WRITE) >> 13, 0);
	ck_assert_uint_eq(confine_rights(7, 0), 0);
}
END_TEST

/* The attempts are real ones: unconfined, each succeeds. */
START_TEST(test_unconfined)
{
	ck_assert_int_eq(escapes(), ESCAPES);
	ck_assert_int_eq(failures(), 0);
}
END_TEST

static int abi_now;

static void confined_at_abi(void)
{
	grant_list l = grants();
	int n;

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	confine_files(&l, abi_now);
	n = escapes();
	if (n)
		die(EXIT_MACHINE, "%d escapes with ABI %d", n, abi_now);
	n = failures();
	if (n)
		die(EXIT_MACHINE, "%d failures with ABI %d", n, abi_now);
}

START_TEST(test_confined)
{
	if (!has_landlock())
		return;
	for (abi_now = 1; abi_now <= confine_abi(); abi_now++) {
		mkdir("top/new", 0755);
		child_lives(confined_at_abi);
	}
}
END_TEST

static void confined(void)
{
	grant_list l = grants();

	confine(&l, (size_t)1 << 32);
	if (escapes())
		die(EXIT_MACHINE, "an escape");
	if (!prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0))
		die(EXIT_MACHINE, "new privileges");
}

START_TEST(test_all_of_it)
{
	if (has_landlock())
		child_lives(confined);
}
END_TEST

/* --- Kernels and containers that offer less --- */

static int refusal;

static void refused(void)
{
	grant_list l = grants();
	struct buf said = BUF_INIT;

	child_fail(SYS_landlock_create_ruleset, refusal, 0);
	if (confine_abi() != 0)
		die(EXIT_MACHINE, "an ABI");
	confine(&l, (size_t)1 << 32);
	if (escapes() != ESCAPES)
		die(EXIT_MACHINE, "confined by what?");
	confine_describe(&said);
	if (strcmp(buf_cstr(&said),
		   "no-new-privs, limits (no Landlock here)") != 0)
		die(EXIT_MACHINE, "%s", buf_cstr(&said));
	buf_release(&said);
}

static void restrict_fails(void)
{
	grant_list l = grants();

	child_fail(SYS_landlock_restrict_self, refusal, 0);
	confine(&l, (size_t)1 << 32);
}

START_TEST(test_less)
{
	static const int silent[] = {ENOSYS, EOPNOTSUPP, EPERM};

	if (!child_can_fail())
		return;
	for (size_t i = 0; i < 3; i++) {
		refusal = silent[i];
		put("top/file", "kept");
		child_lives(refused);
		child_lives(restrict_fails);
	}
	refusal = ENOMEM;
	if (has_landlock())
		child_dies(restrict_fails, EXIT_MACHINE,
			   "cannot confine the program: Cannot allocate");
}
END_TEST

/* --- Limits --- */

static void limited(void)
{
	enum { BYTES = 1 << 28 };
	grant_list l = grants();
	struct rlimit core, cpu;
	int fd = open("out/large", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

	confine(&l, BYTES);
	getrlimit(RLIMIT_CORE, &core);
	getrlimit(RLIMIT_CPU, &cpu);
	if (core.rlim_max != 0 || cpu.rlim_max > 4 * 60 * 60)
		die(EXIT_MACHINE, "no limits");
	if (pwrite(fd, "x", 1, 4LL * BYTES - 1) != 1)
		die(EXIT_MACHINE, "a limit that is too low:");
	if (pwrite(fd, "x", 1, 4LL * BYTES) != -1 || errno != EFBIG)
		die(EXIT_MACHINE, "files of any size");
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
	/* A compiler that sees nobody use it need not ask for it. */
	void *volatile memory = malloc((size_t)BYTES * 8);

	if (memory)
		die(EXIT_MACHINE, "memory of any size");
#endif
}

static void out_of_time(void)
{
	grant_list l = grants();

	confine(&l, (size_t)1 << 32);
	raise(SIGXCPU); /* as the kernel does at the limit */
}

/* What is lower already is not raised. */
static void limited_before(void)
{
	struct rlimit few = {1000, 2000};
	grant_list l = grants();

	setrlimit(RLIMIT_FSIZE, &few);
	confine(&l, (size_t)1 << 32);
	getrlimit(RLIMIT_FSIZE, &few);
	if (few.rlim_cur != 1000 || few.rlim_max != 2000)
		die(EXIT_MACHINE, "a limit was raised");
}

START_TEST(test_limits)
{
	child_lives(limited);
	child_lives(limited_before);
	child_dies(out_of_time, EXIT_MACHINE, "four hours of processor time");
}
END_TEST

Suite *confine_suite(void)
{
	Suite *s = suite_create("confine");
	TCase *t = tcase_create("confine");

	tcase_add_checked_fixture(t, setup, child_leave);
	tcase_set_timeout(t, 40);
	tcase_add_test(t, test_rights);
	tcase_add_test(t, test_unconfined);
	tcase_add_test(t, test_confined);
	tcase_add_test(t, test_all_of_it);
	tcase_add_test(t, test_less);
	tcase_add_test(t, test_limits);
	suite_add_tcase(s, t);
	return s;
}
