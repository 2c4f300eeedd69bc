/* base/file: what is read and written, what is refused, on which kernel. */
#include <limits.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>

#include "base/err.h"
#include "base/file.h"
#include "child.h"

Suite *file_suite(void);

static void put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	size_t n = strlen(text);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, n), (ssize_t)n);
	close(fd);
}

static void make_socket(const char *path)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	int s = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(a.sun_path, sizeof a.sun_path, "%s", path);
	ck_assert_int_eq(bind(s, (struct sockaddr *)&a, sizeof a), 0);
	close(s);
}

static void setup(void)
{
	child_enter();
	mkdir("root", 0755);
	mkdir("root/sub", 0755);
	mkdir("root/sub/deep", 0755);
	put("outside", "secret");
	put("root/a.md", "hello\n");
	put("root/empty", "");
	put("root/sub/deep/b.md", "deep\n");
	ck_assert_int_eq(symlink("a.md", "root/link"), 0);
	ck_assert_int_eq(symlink("../outside", "root/out"), 0);
	ck_assert_int_eq(symlink("sub", "root/sublink"), 0);
	ck_assert_int_eq(symlink("/proc/self/environ", "root/environ"), 0);
	ck_assert_int_eq(mkfifo("root/fifo", 0644), 0);
	make_socket("root/socket");
	ck_assert_int_eq(symlink("root", "typed"), 0);
	alarm(20); /* a FIFO must not hang us */
}

static int open_fds(void)
{
	struct arena a = {0};
	int n = (int)file_list(&a, "/proc/self/fd").n;

	arena_release(&a);
	return n;
}

static const struct {
	const char *root, *rel;
	size_t max;
	enum file_error e;
	const char *data;
} reads[] = {
	{"root", "a.md", 100, FILE_OK, "hello\n"},
	{"root", "a.md", 6, FILE_OK, "hello\n"},
	{"root", "a.md", 5, FILE_TOO_LARGE, NULL},
	{"root", "empty", 0, FILE_OK, ""},
	{"root", "sub/deep/b.md", 100, FILE_OK, "deep\n"},
	{"root/sub", "deep/b.md", 100, FILE_OK, "deep\n"},
	{"root", "./a.md", 100, FILE_OK, "hello\n"},
	{".", "outside", 100, FILE_OK, "secret"},
	{"typed", "a.md", 100, FILE_OK, "hello\n"},
	{"root", "none", 100, FILE_MISSING, NULL},
	{"root", "none/a.md", 100, FILE_MISSING, NULL},
	{"root", "a.md/x", 100, FILE_MISSING, NULL},
	{"none", "a.md", 100, FILE_MISSING, NULL},
	{"outside", "a.md", 100, FILE_MISSING, NULL},
	{"root", "link", 100, FILE_REFUSED, NULL},
	{"root", "out", 100, FILE_REFUSED, NULL},
	{"root", "environ", 100, FILE_REFUSED, NULL},
	{"root", "sublink/deep/b.md", 100, FILE_REFUSED, NULL},
	{"/proc", "self/environ", 100, FILE_REFUSED, NULL},
	{"root", "fifo", 100, FILE_REFUSED, NULL},
	{"root", "socket", 100, FILE_REFUSED, NULL},
	{"root", "sub", 100, FILE_REFUSED, NULL},
	{"root", ".", 100, FILE_REFUSED, NULL},
	{"/dev", "null", 100, FILE_REFUSED, NULL},
	{"/dev", "tty", 100, FILE_REFUSED, NULL},
	{"root", "", 100, FILE_REFUSED, NULL},
	{"root", "/etc/passwd", 100, FILE_REFUSED, NULL},
	{"root", "../outside", 100, FILE_REFUSED, NULL},
	{"root", "sub/../../outside", 100, FILE_REFUSED, NULL},
	{"root", "sub/../a.md", 100, FILE_REFUSED, NULL},
	{"root", "sub//deep/b.md", 100, FILE_REFUSED, NULL},
	{"root", "a.md/", 100, FILE_REFUSED, NULL},
	{"root", "..", 100, FILE_REFUSED, NULL},
};

static void read_everything(void)
{
	char *data, name[301];
	size_t size;

	for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
		enum file_error e = file_read(reads[i].root, reads[i].rel,
					      reads[i].max, &data, &size);

		ck_assert_msg(e == reads[i].e, "%s of %s: %d, not %d",
			      reads[i].rel, reads[i].root, e, reads[i].e);
		if (e == FILE_OK) {
			ck_assert_str_eq(data, reads[i].data);
			ck_assert_uint_eq(size, strlen(reads[i].data));
		} else
			ck_assert_ptr_null(data);
		free(data);
	}
	/* An author can write this name, no file can bear it. */
	memset(name, 'n', 300);
	name[300] = 0;
	ck_assert_int_eq(file_read("root", name, 9, &data, &size),
			 FILE_MISSING);
}

START_TEST(test_read)
{
	int before = open_fds();

	read_everything();
	ck_assert_int_eq(open_fds(), before);
}
END_TEST

static void read_without_openat2(void)
{
	int before = open_fds();

	child_fail(SYS_openat2, ENOSYS, 0);
	read_everything();
	if (open_fds() != before)
		die(EXIT_MACHINE, "descriptors left open");
}

static void read_in_old_sandbox(void)
{
	child_fail(SYS_openat2, EPERM, 0);
	read_everything();
}

START_TEST(test_read_on_old_kernels)
{
	if (!child_can_fail())
		return;
	child_lives(read_without_openat2);
	child_lives(read_in_old_sandbox);
}
END_TEST

START_TEST(test_read_size_unknown)
{
	char *data;
	size_t size;

	/* The kernel says that this file has no bytes. */
	ck_assert_int_eq(file_read("/proc", "version", 4096, &data, &size),
			 FILE_OK);
	ck_assert_uint_gt(size, 5);
	ck_assert_uint_eq(strlen(data), size);
	free(data);
	ck_assert_int_eq(file_read("/proc", "version", 5, &data, &size),
			 FILE_TOO_LARGE);
}
END_TEST

static void read_a(void)
{
	char *data;
	size_t size;

	file_read("root", "a.md", 100, &data, &size);
}

static void read_with_bad_disk(void)
{
	child_fail(SYS_read, EIO, 0);
	read_a();
}

static void read_with_all_fds_used(void)
{
	child_fail(SYS_openat2, EMFILE, 0);
	read_a();
}

static void list_missing(void)
{
	struct arena a = {0};

	file_list(&a, "root/no\nne");
}

static void list_with_bad_disk(void)
{
	struct arena a = {0};

	child_fail(SYS_getdents64, EIO, 0);
	file_list(&a, "root");
}

START_TEST(test_machine)
{
	child_dies(list_missing, EXIT_MACHINE,
		   "examc: cannot read root/no<U+000A>ne: No such file");
	if (!child_can_fail())
		return;
	child_dies(read_with_bad_disk, EXIT_MACHINE,
		   "examc: cannot read root/a.md: Input/output error");
	child_dies(read_with_all_fds_used, EXIT_MACHINE,
		   "examc: cannot read root/a.md: Too many open files");
	child_dies(list_with_bad_disk, EXIT_MACHINE,
		   "examc: cannot read root: Input/output error");
}
END_TEST

START_TEST(test_list)
{
	static const struct file_entry want[] = {
		{"a.md", FILE_REGULAR},	   {"empty", FILE_REGULAR},
		{"environ", FILE_SYMLINK}, {"fifo", FILE_OTHER},
		{"link", FILE_SYMLINK},	   {"out", FILE_SYMLINK},
		{"socket", FILE_OTHER},	   {"sub", FILE_FOLDER},
		{"sublink", FILE_SYMLINK}, {"\xC3\xA9", FILE_REGULAR},
	};
	int before = open_fds();
	struct arena a = {0};
	struct file_listing l;

	put("root/\xC3\xA9", ""); /* behind ASCII: bytes are unsigned */
	l = file_list(&a, "root");
	ck_assert_uint_eq(l.n, sizeof want / sizeof *want);
	for (size_t i = 0; i < l.n; i++) {
		ck_assert_str_eq(l.p[i].name, want[i].name);
		ck_assert_int_eq(l.p[i].kind, want[i].kind);
	}
	ck_assert_uint_eq(file_list(&a, "root/sub/deep").n, 1);
	rename("root/sub/deep/b.md", "b.md");
	ck_assert_uint_eq(file_list(&a, "root/sub/deep").n, 0);
	arena_release(&a);
	ck_assert_int_eq(open_fds(), before);
}
END_TEST

START_TEST(test_list_many)
{
	struct arena a = {0};
	struct file_listing l;
	char name[32];

	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof name, "root/sub/%d", i * 7919 % 1000);
		put(name, "");
	}
	l = file_list(&a, "root/sub");
	ck_assert_uint_eq(l.n, 1001);
	for (size_t i = 1; i < l.n; i++)
		ck_assert_int_lt(strcmp(l.p[i - 1].name, l.p[i].name), 0);
	arena_release(&a);
}
END_TEST

START_TEST(test_kind_of)
{
	enum file_kind kind;

	ck_assert(file_kind_of("root", &kind) && kind == FILE_FOLDER);
	ck_assert(file_kind_of("root/a.md", &kind) && kind == FILE_REGULAR);
	ck_assert(file_kind_of("typed", &kind) && kind == FILE_SYMLINK);
	ck_assert(file_kind_of("root/fifo", &kind) && kind == FILE_OTHER);
	ck_assert(!file_kind_of("none", &kind));
	ck_assert(!file_kind_of("outside/none", &kind));
}
END_TEST

static void stdin_of(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	ck_assert_int_eq(dup2(fd, STDIN_FILENO), STDIN_FILENO);
	close(fd);
}

START_TEST(test_stdin)
{
	char *data;
	size_t size;

	stdin_of("root/a.md");
	ck_assert_int_eq(file_read_stdin(6, &data, &size), FILE_OK);
	ck_assert_str_eq(data, "hello\n");
	ck_assert_uint_eq(size, 6);
	free(data);
	stdin_of("root/a.md");
	ck_assert_int_eq(file_read_stdin(5, &data, &size), FILE_TOO_LARGE);
	ck_assert_ptr_null(data);
	stdin_of("/dev/null");
	ck_assert_int_eq(file_read_stdin(5, &data, &size), FILE_OK);
	ck_assert_str_eq(data, "");
	free(data);
	stdin_of("/dev/zero");
	ck_assert_int_eq(file_read_stdin(99999, &data, &size), FILE_TOO_LARGE);
}
END_TEST

static void read_folder_as_stdin(void)
{
	char *data;
	size_t size;

	stdin_of("root");
	file_read_stdin(5, &data, &size);
}

/* A pipe fills slowly: short reads are not the end. */
START_TEST(test_stdin_pipe)
{
	int fds[2];
	char *data;
	size_t size;

	ck_assert_int_eq(pipe(fds), 0);
	fflush(NULL);
	if (fork() == 0) {
		for (int i = 0; i < 5; i++) {
			usleep(1000);
			if (write(fds[1], "abc", 3) != 3)
				_exit(1);
		}
		_exit(0);
	}
	close(fds[1]);
	dup2(fds[0], STDIN_FILENO);
	ck_assert_int_eq(file_read_stdin(100, &data, &size), FILE_OK);
	ck_assert_str_eq(data, "abcabcabcabcabc");
	free(data);
	child_dies(read_folder_as_stdin, EXIT_MACHINE,
		   "examc: cannot read standard input: Is a directory");
}
END_TEST

/* Where planted links may lie, and where not: links in "/" are the system's. */
START_TEST(test_a_path_is_split_where_links_may_be_planted)
{
	static const struct {
		const char *path, *root, *rest;
	} cases[] = {{"a/b", ".", "a/b"},	   {"a/../b/", ".", "b"},
		     {"../../a/..", "../..", "."}, {"/", "/", "."},
		     {"/dev//./x", "/", "dev/x"},  {"/dev/../../x", "/", "x"}};
	struct arena a = {0};
	char real[PATH_MAX];
	const char *rest;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_str_eq(path_split(&a, cases[i].path, &rest),
				 cases[i].root);
		ck_assert_str_eq(rest, cases[i].rest);
	}
	if (readlink("/bin", real, sizeof real) > 0) {
		ck_assert_ptr_nonnull(realpath("/bin", real));
		ck_assert_str_eq(path_split(&a, "/bin/x/y", &rest), real);
		ck_assert_str_eq(rest, "x/y");
	}
	arena_release(&a);
}
END_TEST

START_TEST(test_paths)
{
	struct arena a = {0};

	ck_assert_str_eq(path_join(&a, "a", "b"), "a/b");
	ck_assert_str_eq(path_join(&a, "a/", "b"), "a/b");
	ck_assert_str_eq(path_join(&a, "/", "b"), "/b");
	ck_assert_str_eq(path_join(&a, ".", "b"), "b");
	ck_assert_str_eq(path_join(&a, "", "b"), "b");
	ck_assert_str_eq(path_join(&a, "..", "b"), "../b");
	ck_assert_str_eq(path_dir(&a, "a/b/c"), "a/b");
	ck_assert_str_eq(path_dir(&a, "a/b/"), "a");
	ck_assert_str_eq(path_dir(&a, "a//b"), "a");
	ck_assert_str_eq(path_dir(&a, "a"), ".");
	ck_assert_str_eq(path_dir(&a, ""), ".");
	ck_assert_str_eq(path_dir(&a, "/a"), "/");
	ck_assert_str_eq(path_dir(&a, "/"), "/");
	ck_assert_str_eq(path_base("a/b/c"), "c");
	ck_assert_str_eq(path_base("c"), "c");
	ck_assert_str_eq(path_base("/c"), "c");
	ck_assert_str_eq(path_base(""), "");
	arena_release(&a);
}
END_TEST

/* --- Files of an author --- */

static void ck_text(const char *path, const char *text)
{
	char *data;
	size_t n;

	ck_assert_int_eq(file_read(".", path, 100, &data, &n), FILE_OK);
	ck_assert_str_eq(data, text);
	free(data);
}

/* The folder holds N entries: nothing is left behind. */
static void ck_count(const char *folder, size_t n)
{
	struct arena a = {0};

	ck_assert_uint_eq(file_list(&a, folder).n, n);
	arena_release(&a);
}

static mode_t mode_of(const char *path)
{
	struct stat st;

	ck_assert_int_eq(lstat(path, &st), 0);
	return st.st_mode;
}

static void replace(const char *rel, const char *text)
{
	file_replace("root", rel, text, strlen(text));
}

START_TEST(test_replace)
{
	int before = open_fds();

	umask(027);
	replace("sub/deep/b.md", "other\n");
	ck_text("root/sub/deep/b.md", "other\n");
	ck_assert_uint_eq(mode_of("root/sub/deep/b.md"), S_IFREG | 0644);
	chmod("root/sub/deep/b.md", 0600);
	replace("sub/deep/b.md", "");
	ck_text("root/sub/deep/b.md", "");
	ck_assert_uint_eq(mode_of("root/sub/deep/b.md"), S_IFREG | 0600);
	ck_count("root/sub/deep", 1);
	replace("new/folder/c", "c");
	ck_text("root/new/folder/c", "c");
	ck_assert_uint_eq(mode_of("root/new/folder/c"), S_IFREG | 0640);
	ck_assert_uint_eq(mode_of("root/new"), S_IFDIR | 0750);
	ck_count("root/new/folder", 1);
	file_replace("typed", "./a.md", "x", 1);
	ck_text("root/a.md", "x");
	ck_assert_int_eq(open_fds(), before);
}
END_TEST

static const char *replaced;

static void replace_it(void)
{
	replace(replaced, "new");
}

static void replace_on_old_kernel(void)
{
	child_fail(SYS_openat2, ENOSYS, 0);
	replace_it();
}

/* No link is written through, and nothing but a file is replaced. */
START_TEST(test_replace_refuses)
{
	static const char *const rels[] = {
		"link",		 "out",	       "sublink/deep/b.md",
		"sublink/new/c", "fifo",       "socket",
		"sub",		 "../outside", "/tmp/x",
		"sub/../a.md",	 "",
	};
	struct arena a = {0};
	size_t n = file_list(&a, "root").n;

	for (size_t i = 0; i < sizeof rels / sizeof *rels; i++) {
		replaced = rels[i];
		child_dies(replace_it, EXIT_USAGE, "it is not written");
		if (child_can_fail())
			child_dies(replace_on_old_kernel, EXIT_USAGE,
				   "it is not written");
	}
	ck_text("outside", "secret");
	ck_text("root/a.md", "hello\n");
	ck_text("root/sub/deep/b.md", "deep\n");
	ck_count("root", n);
	ck_count("root/sub", 1);
	ck_count("root/sub/deep", 1);
	arena_release(&a);
}
END_TEST

static int failing_call;

static void replace_failing(void)
{
	child_fail(failing_call, EIO, 0);
	replace("sub/deep/b.md", "new");
}

/* Half a file is written, then the disk is full. */
static void replace_too_much(void)
{
	struct rlimit small = {1000, 1000}; /* but enough for stderr */
	static const char text[1500];

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small);
	file_replace("root", "sub/deep/b.md", text, sizeof text);
}

START_TEST(test_replace_fails)
{
	static const int calls[] = {
		SYS_openat2,  SYS_openat,   SYS_close,
		SYS_fsync,    SYS_fchmodat, SYS_getrandom,
#ifdef SYS_renameat
		SYS_renameat,
#endif
	};

	child_dies(replace_too_much, EXIT_MACHINE,
		   "cannot write root/sub/deep/b.md: File too large");
	ck_text("root/sub/deep/b.md", "deep\n");
	ck_count("root/sub/deep", 1);
	if (!child_can_fail())
		return;
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		failing_call = calls[i];
		child_dies(replace_failing, EXIT_MACHINE,
			   "cannot write root/sub/deep/b.md: Input/output");
		ck_text("root/sub/deep/b.md", "deep\n");
		ck_count("root/sub/deep", 1);
	}
}
END_TEST

Suite *file_suite(void)
{
	Suite *s = suite_create("file");
	TCase *t = tcase_create("file");

	tcase_add_checked_fixture(t, setup, child_leave);
	tcase_add_test(t, test_read);
	tcase_add_test(t, test_read_on_old_kernels);
	tcase_add_test(t, test_read_size_unknown);
	tcase_add_test(t, test_machine);
	tcase_add_test(t, test_list);
	tcase_add_test(t, test_list_many);
	tcase_add_test(t, test_kind_of);
	tcase_add_test(t, test_stdin);
	tcase_add_test(t, test_stdin_pipe);
	tcase_add_test(t, test_a_path_is_split_where_links_may_be_planted);
	tcase_add_test(t, test_paths);
	tcase_add_test(t, test_replace);
	tcase_add_test(t, test_replace_refuses);
	tcase_add_test(t, test_replace_fails);
	suite_add_tcase(s, t);
	return s;
}
