/* publish/: what is published, what is kept, what is refused and repaired. */
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "child.h"
#include "publish/out.h"

Suite *out_suite(void);

#define MANIFEST ".examc-manifest"

static void setup(void)
{
	child_enter();
	ck_assert_int_eq(mkdir("src", 0755), 0);
	alarm(30);
}

static void put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	size_t n = strlen(text);

	ck_assert_msg(fd >= 0, "%s", path);
	ck_assert_int_eq(write(fd, text, n), (ssize_t)n);
	close(fd);
}

static bool has(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

static void ck_file(const char *path, const char *text)
{
	char got[256];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	ck_assert_msg(fd >= 0, "no %s", path);
	n = read(fd, got, sizeof got - 1);
	close(fd);
	ck_assert_int_ge(n, 0);
	got[n] = 0;
	ck_assert_str_eq(got, text);
}

/* DIR holds exactly NAMES, which are separated by blanks. */
static void ck_names(const char *dir, const char *names)
{
	struct arena a = {0};
	struct file_listing l = file_list(&a, dir);
	char got[1024] = "";

	for (size_t i = 0; i < l.n; i++) {
		strcat(got, i ? " " : "");
		strcat(got, l.p[i].name);
	}
	ck_assert_str_eq(got, names);
	arena_release(&a);
}

static struct stat stat_of(const char *path)
{
	struct stat st;

	ck_assert_msg(lstat(path, &st) == 0, "no %s", path);
	return st;
}

/* FILES: path, text, path, text, ..., NULL. */
static void unit(struct out *o, const char *format, const char *scope,
		 const char *const *files)
{
	out_begin(o, format, scope);
	for (; *files; files += 2)
		out_write(o, files[0], files[1], strlen(files[1]));
	out_end(o);
}

#define FILES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Builds the unit site of scope a; returns changed * 100 + removed. */
static size_t build(const char *const *files)
{
	struct out *o = out_open("out", "src");
	size_t removed, changed;

	unit(o, "site", "a", files);
	changed = out_publish(o, &removed);
	return changed * 100 + removed;
}

static const char *const first[] = {"index.html", "one", "a/q/x.html", "x1",
				    "a/q/y.html", "y1",	 NULL};
static const char *const second[] = {"index.html", "two", "a/q/x.html", "x1",
				     "a/q/z.html", "z1",  NULL};

/* --- Publishing --- */

START_TEST(test_first)
{
	umask(077);
	ck_assert_uint_eq(build(first), 300);
	ck_assert_int_eq(umask(022), 077);
	ck_names("out", "site");
	ck_names("out/site", ".examc-manifest a index.html");
	ck_file("out/site/index.html", "one");
	ck_file("out/site/a/q/x.html", "x1");
	ck_assert_uint_eq(stat_of("out").st_mode, S_IFDIR | 0755);
	ck_assert_uint_eq(stat_of("out/site").st_mode, S_IFDIR | 0755);
	ck_assert_uint_eq(stat_of("out/site/a/q").st_mode, S_IFDIR | 0755);
	ck_assert_uint_eq(stat_of("out/site/a/q/x.html").st_mode,
			  S_IFREG | 0644);
	ck_assert_uint_eq(stat_of("out/site/" MANIFEST).st_mode,
			  S_IFREG | 0644);
}
END_TEST

START_TEST(test_manifest)
{
	char want[256], hash[2][33];
	struct out *o = out_open("out/", "src");
	size_t removed;

	hash_hex("b", 1, hash[0]);
	hash_hex("", 0, hash[1]);
	snprintf(want, sizeof want, "%s 0 a/e\n%s 1 a/q.html\n%s 1 b\n",
		 hash[1], hash[0], hash[0]);
	unit(o, "site", "a",
	     FILES("b", "b", "a/q.html", "b", "a/e", "", "b", "b"));
	ck_assert_uint_eq(out_publish(o, &removed), 3);
	ck_file("out/site/" MANIFEST, want);
	ck_assert_int_eq(stat_of("out/site/a/e").st_size, 0);
}
END_TEST

START_TEST(test_nothing_changed)
{
	struct stat was, is;

	build(first);
	was = stat_of("out/site");
	ck_assert_uint_eq(build(first), 0);
	is = stat_of("out/site");
	ck_assert_uint_eq(was.st_ino, is.st_ino);
	ck_assert_int_eq(was.st_mtim.tv_nsec, is.st_mtim.tv_nsec);
	ck_names("out", "site");
}
END_TEST

START_TEST(test_changed)
{
	struct timespec old[2] = {{1000, 0}, {1000, 0}};
	struct stat x, site;

	build(first);
	utimensat(AT_FDCWD, "out/site/a/q/x.html", old, 0);
	x = stat_of("out/site/a/q/x.html");
	site = stat_of("out/site");
	ck_assert_uint_eq(build(second), 201);
	ck_assert_uint_ne(stat_of("out/site").st_ino, site.st_ino);
	ck_assert_uint_eq(stat_of("out/site/a/q/x.html").st_ino, x.st_ino);
	ck_assert_int_eq(stat_of("out/site/a/q/x.html").st_mtim.tv_sec, 1000);
	ck_assert_uint_eq(stat_of("out/site/a/q/x.html").st_nlink, 1);
	ck_file("out/site/index.html", "two");
	ck_file("out/site/a/q/z.html", "z1");
	ck_names("out/site/a/q", "x.html z.html");
	ck_names("out", "site");
	ck_assert_uint_eq(build(FILES("index.html", "two")), 2);
	ck_names("out/site", ".examc-manifest index.html");
}
END_TEST

/* Longer than one chunk, and different only at its end. */
START_TEST(test_large)
{
	size_t n = 100 * 1000 + 1;
	char *text = malloc(n + 1);
	struct stat was;

	memset(text, 'x', n);
	text[n] = 0;
	ck_assert_uint_eq(build(FILES("a/big", text)), 100);
	was = stat_of("out/site/a/big");
	ck_assert_int_eq(was.st_size, (off_t)n);
	ck_assert_uint_eq(build(FILES("a/big", text)), 0);
	text[n - 1] = 'y';
	ck_assert_uint_eq(build(FILES("a/big", text)), 100);
	ck_assert_uint_eq(build(FILES("a/big", text)), 0);
	ck_assert_uint_ne(stat_of("out/site/a/big").st_ino, was.st_ino);
	free(text);
}
END_TEST

START_TEST(test_two_exams)
{
	struct out *o;
	struct stat was;
	size_t removed;

	build(FILES("index.html", "a", "a/1", "a1", "a.json", "{a}", "css", "c",
		    "ab/1", "ab"));
	o = out_open("out", "src");
	unit(o, "site", "b",
	     FILES("index.html", "a b", "b/1", "b1", "b.json", "{b}"));
	ck_assert_uint_eq(out_publish(o, &removed), 3);
	ck_assert_uint_eq(removed, 0);
	was = stat_of("out/site/b/1");
	ck_names("out/site",
		 ".examc-manifest a a.json ab b b.json css index.html");
	ck_file("out/site/index.html", "a b");
	ck_file("out/site/a/1", "a1");
	/* a again: its own files go, those of b, ab and all stay. */
	ck_assert_uint_eq(build(FILES("index.html", "a b", "a/2", "a2")), 102);
	ck_names("out/site", ".examc-manifest a ab b b.json css index.html");
	ck_names("out/site/a", "2");
	ck_assert_uint_eq(stat_of("out/site/b/1").st_ino, was.st_ino);
	ck_assert_uint_eq(build(FILES("index.html", "a b", "a/2", "a2")), 0);
}
END_TEST

/* Somebody deleted another exam's page: not ours to bring back. */
START_TEST(test_taken_over_is_gone)
{
	build(FILES("b/1", "b1", "c/1", "c1", "d/1", "d1", "a/1", "a1"));
	unlink("out/site/b/1");
	unlink("out/site/c/1");
	rmdir("out/site/c");
	put("out/site/c", "not a folder");
	ck_assert_uint_eq(build(FILES("a/1", "a2")), 100);
	ck_names("out/site", ".examc-manifest a d");
	ck_assert_uint_eq(build(FILES("a/1", "a2")), 0);
}
END_TEST

/* What is not in the manifest is not taken over. */
START_TEST(test_stranger_in_unit)
{
	build(first);
	put("out/site/b", "who put this here?");
	ck_assert_uint_eq(build(second), 201);
	ck_names("out/site", ".examc-manifest a index.html");
}
END_TEST

START_TEST(test_published_was_edited)
{
	build(first);
	put("out/site/a/q/x.html", "x2"); /* same size */
	ck_assert_uint_eq(build(first), 100);
	ck_file("out/site/a/q/x.html", "x1");
	put("out/site/a/q/x.html", "");
	ck_assert_uint_eq(build(first), 100);
	chmod("out/site/a/q/x.html", 0600);
	ck_assert_uint_eq(build(first), 100);
	ck_assert_uint_eq(stat_of("out/site/a/q/x.html").st_mode,
			  S_IFREG | 0644);
	unlink("out/site/a/q/x.html");
	ck_assert_uint_eq(build(first), 100);
	unlink("out/site/a/q/x.html");
	ck_assert_int_eq(mkfifo("out/site/a/q/x.html", 0644), 0);
	ck_assert_uint_eq(build(first), 100);
	unlink("out/site/a/q/x.html");
	put("elsewhere", "x1");
	ck_assert_int_eq(
		symlink("../../../../elsewhere", "out/site/a/q/x.html"), 0);
	ck_assert_uint_eq(build(first), 100);
	ck_assert_uint_eq(stat_of("out/site/a/q/x.html").st_mode,
			  S_IFREG | 0644);
	ck_assert_uint_eq(build(first), 0);
}
END_TEST

/* --- An old output folder that somebody else may have written --- */

static void set_time(const char *path, const struct stat *st)
{
	const struct timespec t[2] = {st->st_atim, st->st_mtim};

	ck_assert_int_eq(utimensat(AT_FDCWD, path, t, AT_SYMLINK_NOFOLLOW), 0);
}

/* Exam b beside exam a, and a folder elsewhere with the same two files. */
static void publish_both(void)
{
	build(FILES("a/1", "a1", "b/1", "b1", "b/2", "b2"));
	mkdir("elsewhere", 0755);
	put("elsewhere/1", "a1");
	put("elsewhere/2", "b2");
}

/* Bytes are compared, whatever size and time say. */
START_TEST(test_changed_unseen)
{
	struct stat was;

	publish_both();
	was = stat_of("out/site/a/1");
	put("out/site/a/1", "A1");
	set_time("out/site/a/1", &was);
	ck_assert_uint_eq(build(FILES("a/1", "a1")), 100);
	ck_file("out/site/a/1", "a1");
	/* Another exam's cannot be mended, so it goes; the next build of that
	 * exam writes it. */
	was = stat_of("out/site/b/1");
	put("out/site/b/1", "B1");
	set_time("out/site/b/1", &was);
	ck_assert_uint_eq(build(FILES("a/1", "a1")), 1);
	ck_names("out/site/b", "2");
	chmod("out/site/b/2", 0666);
	ck_assert_uint_eq(build(FILES("a/1", "a1")), 1);
	ck_names("out/site", ".examc-manifest a");
	ck_assert_uint_eq(build(FILES("a/1", "a1")), 0);
}
END_TEST

START_TEST(test_link_for_file)
{
	publish_both();
	unlink("out/site/b/2");
	ck_assert_int_eq(symlink("../../../elsewhere/2", "out/site/b/2"), 0);
	ck_assert_uint_eq(build(FILES("a/1", "a1")), 1);
	ck_names("out/site/b", "1");
	unlink("out/site/a/1");
	ck_assert_int_eq(symlink("../../../elsewhere/1", "out/site/a/1"), 0);
	ck_assert_uint_eq(build(FILES("a/1", "a1")), 100);
	ck_assert_uint_eq(stat_of("out/site/a/1").st_mode, S_IFREG | 0644);
	ck_assert_uint_eq(stat_of("elsewhere/1").st_nlink, 1);
	ck_assert_uint_eq(stat_of("elsewhere/2").st_nlink, 1);
	ck_assert_uint_eq(build(FILES("a/1", "a1")), 0);
}
END_TEST

/* The bytes are right, but behind a link; there, nothing is removed either. */
START_TEST(test_link_for_folder)
{
	publish_both();
	rename("out/site/b", "b");
	ck_assert_int_eq(symlink("../../b", "out/site/b"), 0);
	ck_assert_uint_eq(build(FILES("a/1", "a1")), 2);
	ck_names("out/site", ".examc-manifest a");
	rename("out/site/a", "a");
	ck_assert_int_eq(symlink("../../a", "out/site/a"), 0);
	ck_assert_uint_eq(build(FILES("a/1", "a1")), 100);
	ck_assert_uint_eq(stat_of("out/site/a").st_mode, S_IFDIR | 0755);
	ck_assert_uint_eq(
		stat_of("out/site/a/1").st_ino != stat_of("a/1").st_ino, 1);
	ck_names("a", "1");
	ck_names("b", "1 2");
	ck_assert_uint_eq(build(FILES("a/1", "a1")), 0);
}
END_TEST

/* What a build leaves is what it wrote, also where nothing has changed. */
START_TEST(test_strangers_go)
{
	static const char *const names[] = {"x", "a/x", "b/x", "c"};

	publish_both();
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[64];

		snprintf(path, sizeof path, "out/site/%s", names[i]);
		ck_assert_int_eq(symlink("/etc/hostname", path), 0);
		ck_assert_uint_eq(build(FILES("a/1", "a1")), 0);
		ck_assert(!has(path));
		put(path, "who put this here?");
		ck_assert_uint_eq(build(FILES("a/1", "a1")), 0);
		ck_assert(!has(path));
		ck_file("out/site/b/1", "b1");
		mkdir(path, 0755);
		strcat(path, "/y");
		ck_assert_int_eq(mkfifo(path, 0644), 0);
		ck_assert_uint_eq(build(FILES("a/1", "a1")), 0);
		ck_assert(!has(path));
	}
	ck_names("out/site", ".examc-manifest a b");
	ck_file("out/site/b/2", "b2");
}
END_TEST

static void build_first(void)
{
	build(first);
}

/* Neither the lock nor what a build stages is written through a link. */
START_TEST(test_links_beside)
{
	build(second);
	mkdir("keep", 0755);
	ck_assert_int_eq(symlink("../keep/new", "out/.examc-lock"), 0);
	child_dies(build_first, EXIT_MACHINE, "cannot lock out: Too many");
	ck_names("keep", "");
	unlink("out/.examc-lock");
	put("keep/me", "");
	ck_assert_int_eq(symlink("../keep", "out/.site.examc-new"), 0);
	ck_assert_int_eq(symlink("../keep", "out/examc-work"), 0);
	ck_assert_int_eq(symlink("../keep", "out/.site.examc-old"), 0);
	ck_assert_uint_eq(build(first), 201);
	ck_names("out", "site");
	ck_names("keep", "me");
}
END_TEST

/* Deeper than there are descriptors, or a stack of folders would hold. */
START_TEST(test_deep_leftover)
{
	struct rlimit few = {200, 200};
	int levels = 3000;

	build(first);
	mkdir("out/.site.examc-new", 0755);
	ck_assert_int_eq(chdir("out/.site.examc-new"), 0);
	for (int i = 0; i < levels; i++) {
		mkdir(i % 2 ? "1" : "0", 0755);
		put("2", "in the way of names");
		ck_assert_int_eq(chdir(i % 2 ? "1" : "0"), 0);
	}
	ck_assert_int_eq(chdir(child_home), 0);
	setrlimit(RLIMIT_NOFILE, &few);
	ck_assert_uint_eq(build(second), 201);
	ck_names("out", "site");
}
END_TEST

static void build_without_openat2(void)
{
	child_fail(SYS_openat2, ENOSYS, 0);
	build_first();
	build(second);
	ck_file("out/site/a/q/z.html", "z1");
	rename("out/site/a", "a");
	ck_assert_int_eq(symlink("../../a", "out/site/a"), 0);
	if (build(second) != 200)
		die(EXIT_MACHINE, "a link is followed");
}

START_TEST(test_old_kernel)
{
	if (!child_can_fail())
		return;
	child_lives(build_without_openat2);
	ck_file("out/site/a/q/x.html", "x1");
	ck_assert_uint_eq(stat_of("out/site/a").st_mode, S_IFDIR | 0755);
	ck_names("a/q", "x.html z.html");
}
END_TEST

START_TEST(test_units)
{
	struct out *o = out_open("out", "src");
	struct stat json;
	size_t removed;

	unit(o, "site", "a", first);
	unit(o, "json", "a", FILES("a.json", "{}"));
	ck_assert_uint_eq(out_publish(o, &removed), 4);
	json = stat_of("out/json");
	o = out_open("out", "src");
	unit(o, "site", "a", second);
	unit(o, "json", "a", FILES("a.json", "{}"));
	ck_assert_uint_eq(out_publish(o, &removed), 2);
	ck_assert_uint_eq(removed, 1);
	ck_assert_uint_eq(stat_of("out/json").st_ino, json.st_ino);
	/* A format that is not built stays. */
	ck_assert_uint_eq(build(first), 201);
	ck_names("out", "json site");
	/* A unit without files is one too, once. */
	o = out_open("out", "src");
	unit(o, "none", "a", (const char *const[]){NULL});
	ck_assert_uint_eq(out_publish(o, &removed), 0);
	ck_names("out/none", ".examc-manifest");
}
END_TEST

START_TEST(test_copy)
{
	struct out *o = out_open("out", "src");
	size_t removed;

	mkdir("src/q", 0755);
	put("src/q/i.png", "png");
	out_begin(o, "site", "a");
	out_copy(o, "a/img/1.png", "src", "q/i.png");
	out_copy(o, "a/img/1.png", "src", "q/i.png");
	out_end(o);
	ck_assert_uint_eq(out_publish(o, &removed), 1);
	ck_file("out/site/a/img/1.png", "png");
}
END_TEST

START_TEST(test_new_parents)
{
	struct out *o = out_open("x/y/out///", "src");
	size_t removed;

	unit(o, "site", "a", FILES("1/2/3/4/5/6", "deep"));
	ck_assert_uint_eq(out_publish(o, &removed), 1);
	ck_file("x/y/out/site/1/2/3/4/5/6", "deep");
}
END_TEST

static void open_below_dangling_link(void)
{
	out_open("dangling/x", "src");
}

START_TEST(test_no_parents)
{
	ck_assert_int_eq(symlink("none", "dangling"), 0);
	child_dies(open_below_dangling_link, EXIT_USAGE,
		   "output folder dangling/x is a symlink or behind a symlink");
}
END_TEST

START_TEST(test_abandon)
{
	struct out *o = out_open("out", "src");

	unit(o, "site", "a", first);
	out_begin(o, "json", "a");
	out_write(o, "a.json", "{}", 2);
	out_abandon(o);
	ck_assert(!has("out"));
	build(first);
	o = out_open("out", "src");
	unit(o, "site", "a", second);
	out_abandon(o);
	ck_names("out", "site");
	ck_file("out/site/index.html", "one");
}
END_TEST

/* --- Refusals --- */

static const char *open_dir, *open_sources;

static void open_it(void)
{
	out_open(open_dir, open_sources);
}

static void ck_refused(const char *dir, const char *sources, const char *text)
{
	open_dir = dir;
	open_sources = sources;
	child_dies(open_it, EXIT_USAGE, text);
}

START_TEST(test_refused)
{
	char *here = getcwd(NULL, 0);

	mkdir("real", 0755);
	mkdir("up", 0755);
	mkdir("up/up", 0755);
	mkdir("up/up/src", 0755);
	put("up/up/src/q.md", "");
	put("file", "");
	ck_assert_int_eq(symlink("real", "link"), 0);
	ck_assert_int_eq(symlink("up/up/src", "srclink"), 0);
	ck_refused("link", "src", "is a symlink");
	ck_refused("link//", "src", "is a symlink");
	ck_refused("file", "src", "is not a folder");
	ck_refused("file/x", "src", "cannot make output folder");
	ck_refused("/", "src", "root of the file system");
	ck_refused("///", "src", "root of the file system");
	ck_refused(".", "src", "is the working folder");
	ck_refused("./", "src", "is the working folder");
	ck_refused(here, "src", "is the working folder");
	ck_refused("", "src", "has no name");
	ck_refused("src", "src", "holds the sources");
	ck_refused("src/../src", "src", "holds the sources");
	ck_refused("up", "up/up/src", "holds the sources");
	ck_refused("up", "up/up/src/q.md", "holds the sources");
	ck_refused("up/up", "srclink", "holds the sources");
	ck_refused("..", "src", "holds the sources");
	ck_names("real", "");
	ck_names("up", "up");
	free(here);
}
END_TEST

START_TEST(test_foreign)
{
	mkdir("out", 0755);
	put("out/notes\n.txt", "mine");
	ck_refused("out", "src",
		   "holds notes<U+000A>.txt, which examc did not");
	ck_names("out", "notes\n.txt");
	unlink("out/notes\n.txt");
	mkdir("out/site", 0755);
	put("out/site/index.html", "mine");
	ck_refused("out", "src", "holds site, which examc did not");
	ck_assert_int_eq(symlink("index.html", "out/site/" MANIFEST), 0);
	ck_refused("out", "src", "holds site, which examc did not");
	ck_names("out/site", ".examc-manifest index.html");
	rename("out/site", "moved");
	ck_assert_int_eq(symlink("../moved", "out/site"), 0);
	ck_refused("out", "src", "holds site, which examc did not");
	unlink("out/site");
	put("out/.gitignore", "*\n");
	ck_assert_uint_eq(build(first), 300);
	ck_names("out", ".gitignore site");
	ck_file("out/.gitignore", "*\n");
}
END_TEST

static void build_second(void)
{
	build(second);
}

START_TEST(test_damaged_manifest)
{
	static const char hash[] = "0123456789abcdef0123456789abcdef";
	static const struct {
		const char *head, *tail;
	} bad[] = {
		{"", "rubbish"},      {hash, " 3 b/1"}, /* no line end */
		{hash, " 3 ../up\n"}, {hash, " 3 /etc/passwd\n"},
		{hash, " 3 b//c\n"},  {hash, " 3 \n"},
		{hash, " -3 b\n"},    {hash, " 3x b\n"},
		{hash, "3 b\n"},      {hash, " 3 " MANIFEST "\n"},
		{"0123", " 3 b\n"},   {hash, " 99999999999999999999 b\n"},
		{hash, " 3 b\n\n"},   {hash, "  3 b\n"},
		{hash, " 03 b\n"},    {hash, " +3 b\n"},
		{hash, " 3 b/./c\n"},
	};
	char text[128];

	build(first);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		snprintf(text, sizeof text, "%s%s", bad[i].head, bad[i].tail);
		put("out/site/" MANIFEST, text);
		child_dies(build_second, EXIT_USAGE,
			   "out/site/" MANIFEST " is damaged");
	}
	/* Twice, and out of order. */
	snprintf(text, sizeof text, "%s 3 b\n%s 3 b\n", hash, hash);
	put("out/site/" MANIFEST, text);
	child_dies(build_second, EXIT_USAGE, "is damaged");
	snprintf(text, sizeof text, "%s 3 c\n%s 3 b\n", hash, hash);
	put("out/site/" MANIFEST, text);
	child_dies(build_second, EXIT_USAGE, "is damaged");
	ck_names("out", "site");
	ck_file("out/site/index.html", "one");
}
END_TEST

/* --- Paths and promises of the caller --- */

static const char *bad_rel;

static void write_bad(void)
{
	struct out *o = out_open("out", "src");

	out_begin(o, "site", "a");
	out_write(o, bad_rel, "x", 1);
}

static void write_twice(void)
{
	struct out *o = out_open("out", "src");

	out_begin(o, "site", "a");
	out_write(o, "x", "1", 1);
	out_write(o, "x", "2", 1);
}

static void write_outside(void)
{
	out_write(out_open("out", "src"), "x", "1", 1);
}

static void begin_bad(void)
{
	out_begin(out_open("out", "src"), bad_rel, "a");
}

static void publish_unfinished(void)
{
	struct out *o = out_open("out", "src");
	size_t removed;

	out_begin(o, "site", "a");
	out_publish(o, &removed);
}

static void begin_again(void)
{
	struct out *o = out_open("out", "src");

	unit(o, "site", "a", first);
	out_begin(o, "site", "b");
}

START_TEST(test_bugs)
{
	static const char *const rels[] = {
		"",  "/x", "../x", "a/../x", "a//x", "a/",
		".", "..", "./x",  "a/.",    "x\ny", MANIFEST,
	};
	struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
	for (size_t i = 0; i < sizeof rels / sizeof *rels; i++) {
		bad_rel = rels[i];
		ck_assert_int_eq(child_run(write_bad).status, 1000 + SIGABRT);
	}
	bad_rel = "a/b";
	ck_assert_int_eq(child_run(begin_bad).status, 1000 + SIGABRT);
	bad_rel = ".site";
	ck_assert_int_eq(child_run(begin_bad).status, 1000 + SIGABRT);
	ck_assert_int_eq(child_run(write_twice).status, 1000 + SIGABRT);
	ck_assert_int_eq(child_run(write_outside).status, 1000 + SIGABRT);
	ck_assert_int_eq(child_run(publish_unfinished).status, 1000 + SIGABRT);
	ck_assert_int_eq(child_run(begin_again).status, 1000 + SIGABRT);
	ck_names("out", ".examc-lock .site.examc-new");
	ck_assert_uint_eq(build(first), 300);
	ck_names("out", "site");
}
END_TEST

/* --- The lock --- */

static int held[2];

static pid_t start_holder(void)
{
	pid_t pid;
	char c;

	ck_assert_int_eq(pipe(held), 0);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		out_begin(out_open("out", "src"), "site", "a");
		if (write(held[1], "x", 1) != 1)
			_exit(1);
		pause();
	}
	ck_assert_int_eq(read(held[0], &c, 1), 1);
	return pid;
}

START_TEST(test_lock)
{
	pid_t pid = start_holder();
	int status;

	child_dies(build_second, EXIT_LOCKED,
		   "examc: another build is writing to out");
	ck_names("out", ".examc-lock");
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	ck_assert_uint_eq(build(first), 300);
	ck_names("out", "site");
}
END_TEST

/* The owner removes the lock file: who waits on it must look again. */
START_TEST(test_lock_is_fresh)
{
	struct out *o = out_open("out", "src");
	int old = open("out/.examc-lock", O_RDWR | O_CLOEXEC);

	out_abandon(o);
	ck_assert_int_eq(flock(old, LOCK_EX | LOCK_NB), 0);
	ck_assert_uint_eq(build(first), 300);
	close(old);
}
END_TEST

/* --- Ends of the run, and what they leave --- */

static void die_midway(void)
{
	struct out *o = out_open("out", "src");

	unit(o, "json", "a", FILES("a.json", "{2}"));
	out_begin(o, "site", "a");
	out_write(o, "index.html", "two", 3);
	ck_assert(has("out/.site.examc-new/index.html"));
	die(EXIT_MACHINE, "enough");
}

START_TEST(test_die)
{
	child_dies(die_midway, EXIT_MACHINE, "enough");
	ck_assert(!has("out"));
	build(first);
	child_dies(die_midway, EXIT_MACHINE, "enough");
	ck_names("out", "site");
	ck_file("out/site/index.html", "one");
}
END_TEST

static void nothing(void)
{
}

/* A child that exits, as a helper program might, is not the build's end. */
START_TEST(test_fork)
{
	struct out *o = out_open("out", "src");
	size_t removed;

	unit(o, "site", "a", first);
	child_lives(nothing);
	ck_names("out", ".examc-lock .site.examc-new");
	ck_assert_uint_eq(out_publish(o, &removed), 3);
}
END_TEST

START_TEST(test_leftovers)
{
	build(first);
	mkdir("out/.site.examc-new", 0755);
	mkdir("out/.site.examc-new/a", 0755);
	put("out/.site.examc-new/a/x", "half");
	put("out/.examc-lock", "");
	mkdir("out/.json.examc-new", 0755);
	put("out/.print.examc-new", "a file");
	mkdir("keep", 0755);
	put("keep/me", "");
	ck_assert_int_eq(symlink("../keep", "out/.pdf.examc-new"), 0);
	ck_assert_int_eq(symlink("../../keep", "out/.site.examc-new/l"), 0);
	ck_assert_uint_eq(build(first), 0);
	ck_names("out", "site");
	ck_names("keep", "me");
	/* A swap in steps was killed after its first step ... */
	rename("out/site", "out/.site.examc-old");
	mkdir("out/.site.examc-new", 0755);
	ck_assert_uint_eq(build(first), 0);
	ck_names("out", "site");
	/* ... and after its second. */
	mkdir("out/.site.examc-old", 0755);
	put("out/.site.examc-old/index.html", "zero");
	ck_assert_uint_eq(build(first), 0);
	ck_names("out", "site");
	ck_file("out/site/index.html", "one");
}
END_TEST

static void copy_missing(void)
{
	struct out *o = out_open("out", "src");

	out_begin(o, "site", "a");
	out_copy(o, "a/img/1.png", "src", "none.png");
}

static void write_too_much(void)
{
	struct rlimit small = {1000, 1000}; /* but enough for stderr */
	char text[1500];

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = 0;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small);
	build(FILES("index.html", text));
}

START_TEST(test_write_fails)
{
	build(first);
	child_dies(copy_missing, EXIT_MACHINE,
		   "src/none.png has changed during the build");
	/* Half a file is written, then the disk is full. */
	child_dies(write_too_much, EXIT_MACHINE,
		   "cannot write out/site/index.html: File too large");
	ck_names("out", "site");
	ck_file("out/site/index.html", "one");
}
END_TEST

/* --- File systems that cannot do what we ask --- */

static int fail_nr, fail_err;
static unsigned fail_flags;

static void build_second_failing(void)
{
	child_fail(fail_nr, fail_err, fail_flags);
	if (build(second) != 201)
		die(EXIT_MACHINE, "wrong number of files");
}

static void failing(int nr, int err, unsigned flags)
{
	fail_nr = nr;
	fail_err = err;
	fail_flags = flags;
}

static void ck_second(void)
{
	ck_names("out", "site");
	ck_names("out/site", ".examc-manifest a index.html");
	ck_names("out/site/a/q", "x.html z.html");
	ck_file("out/site/index.html", "two");
	ck_file("out/site/a/q/x.html", "x1");
	ck_assert_uint_eq(build(second), 0);
}

START_TEST(test_no_links)
{
	static const int errs[] = {EXDEV, EMLINK, EPERM, EOPNOTSUPP};
	struct timespec old[2] = {{1000, 0}, {1000, 0}};

	if (!child_can_fail())
		return;
	for (size_t i = 0; i < sizeof errs / sizeof *errs; i++) {
		build(first);
		utimensat(AT_FDCWD, "out/site/a/q/x.html", old, 0);
		failing(SYS_linkat, errs[i], 0);
		child_lives(build_second_failing);
		ck_second();
		ck_assert_int_eq(stat_of("out/site/a/q/x.html").st_mtim.tv_sec,
				 1000);
	}
	failing(SYS_linkat, EIO, 0);
	build(first);
	child_dies(build_second_failing, EXIT_MACHINE,
		   "cannot write out/site/a/q/x.html: Input/output error");
	ck_file("out/site/index.html", "one");
}
END_TEST

START_TEST(test_no_exchange)
{
	static const int errs[] = {EBUSY, EXDEV, EINVAL, ENOSYS};

	if (!child_can_fail())
		return;
	for (size_t i = 0; i < sizeof errs / sizeof *errs; i++) {
		build(first);
		failing(SYS_renameat2, errs[i], RENAME_EXCHANGE);
		child_lives(build_second_failing);
		ck_second();
	}
	failing(SYS_renameat2, EIO, RENAME_EXCHANGE);
	build(first);
	child_dies(build_second_failing, EXIT_MACHINE,
		   "cannot replace out/site: Input/output error");
	ck_names("out", "site");
	ck_file("out/site/index.html", "one");
}
END_TEST

static void no_rename_at_all(void)
{
	child_fail(SYS_renameat2, EBUSY, RENAME_EXCHANGE);
#ifdef SYS_renameat
	child_fail(SYS_renameat, EBUSY, 0);
#endif
	build_second();
}

START_TEST(test_no_rename)
{
	if (!child_can_fail())
		return;
	build(first);
#ifdef SYS_renameat
	child_dies(no_rename_at_all, EXIT_MACHINE,
		   "cannot replace out/site, a mount point");
	ck_names("out", "site");
	ck_file("out/site/index.html", "one");
#endif
}
END_TEST

static void build_first_failing(void)
{
	child_fail(fail_nr, fail_err, fail_flags);
	build(first);
}

START_TEST(test_no_noreplace)
{
	if (!child_can_fail())
		return;
	failing(SYS_renameat2, EINVAL, RENAME_NOREPLACE);
	child_lives(build_first_failing);
	ck_assert_uint_eq(build(first), 0);
}
END_TEST

START_TEST(test_close_fails)
{
	if (!child_can_fail())
		return;
	build(first);
	failing(SYS_close, EIO, 0); /* what a full network disk says late */
	child_dies(build_second_failing, EXIT_MACHINE,
		   "cannot write out/site/index.html: Input/output error");
	ck_names("out", "site");
	ck_file("out/site/index.html", "one");
}
END_TEST

START_TEST(test_sync_fails)
{
	if (!child_can_fail())
		return;
	build(first);
	failing(SYS_syncfs, EIO, 0);
	child_dies(build_second_failing, EXIT_MACHINE,
		   "cannot write out: Input/output error");
	ck_names("out", "site");
	ck_file("out/site/index.html", "one");
	failing(SYS_fsync, EIO, 0);
	child_dies(build_second_failing, EXIT_MACHINE,
		   "out is published, but not known to be on disk: Input");
	ck_second();
	build(first);
	failing(SYS_fsync, EINVAL, 0);
	child_lives(build_second_failing);
	ck_second();
	build(first);
	failing(SYS_unlinkat, EIO, 0);
	child_dies(build_second_failing, EXIT_MACHINE,
		   "out is published, but the old files cannot be removed: I");
	ck_names("out", ".examc-lock .site.examc-new site");
	ck_assert_uint_eq(build(second), 0);
	ck_second();
}
END_TEST

/* The second unit cannot be exchanged: the first goes back. */
static void exchange_without_second(void)
{
	struct out *o = out_open("out", "src");
	size_t removed;

	unit(o, "site", "a", second);
	unit(o, "json", "a", FILES("a.json", "{2}"));
	rename("out/json", "moved");
	out_publish(o, &removed);
}

static void new_unit_in_the_way(void)
{
	struct out *o = out_open("out", "src");
	size_t removed;

	unit(o, "print", "a", FILES("a/p", "p"));
	unit(o, "site", "a", second);
	unit(o, "json", "a", FILES("a.json", "{2}"));
	mkdir("out/json", 0755);
	out_publish(o, &removed);
}

START_TEST(test_all_or_none)
{
	struct out *o = out_open("out", "src");
	size_t removed;

	unit(o, "site", "a", first);
	unit(o, "json", "a", FILES("a.json", "{}"));
	out_publish(o, &removed);
	child_dies(exchange_without_second, EXIT_MACHINE,
		   "cannot replace out/json: No such file or directory");
	ck_names("out", "site");
	ck_file("out/site/index.html", "one");
	ck_names("out/site/a/q", "x.html y.html");
	child_dies(new_unit_in_the_way, EXIT_MACHINE,
		   "cannot replace out/json: File exists");
	ck_names("out", "json site");
	ck_file("out/site/index.html", "one");
}
END_TEST

/* --- What is remembered --- */

/* Builds a/x.html of KEY, which is "head" and TAIL, and a/y.html; returns how many
 * of the file and its two parts were known. */
static int remembering(const char *key, const char *tail)
{
	int memory = open("memory", O_RDONLY | O_DIRECTORY | O_CLOEXEC), n = 0;
	struct out *o = out_open("out", "src");
	struct buf text = BUF_INIT;
	size_t removed, size;

	out_remember(o, memory);
	out_begin(o, "site", "a");
	n += out_known(o, "head", &size) && size == 4 &&
	     out_again(o, "head", &text) && !strcmp(text.p, "head");
	buf_reset(&text);
	n += out_known(o, tail, &size) && out_again(o, tail, &text) &&
	     !strcmp(buf_cstr(&text), tail);
	buf_reset(&text);
	if (out_keep(o, key)) {
		n++;
	} else {
		buf_printf(&text, "head%s", tail);
		out_write(o, "a/x.html", text.p, text.n);
		out_note(o, key, "a/x.html", 0, text.n);
		out_note(o, "head", "a/x.html", 0, 4);
		out_note(o, tail, "a/x.html", 4, strlen(tail));
		out_note(o, "", "a/x.html", 0, 1);
	}
	ck_assert(!out_keep(o, "") && !out_keep(o, "none"));
	ck_assert(!out_known(o, "none", &size) && !out_again(o, "none", &text));
	out_write(o, "a/y.html", "y", 1);
	out_end(o);
	out_publish(o, &removed);
	buf_reset(&text);
	buf_printf(&text, "head%s", tail);
	ck_file("out/site/a/x.html", text.p);
	buf_release(&text);
	close(memory);
	return n;
}

static void damage(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	char c;

	ck_assert_int_eq(pread(fd, &c, 1, 20), 1);
	c ^= 1;
	ck_assert_int_eq(pwrite(fd, &c, 1, 20), 1);
	close(fd);
}

START_TEST(test_remembered)
{
	struct timespec old[2];
	struct arena a = {0};
	const char *kept;

	ck_assert_int_eq(mkdir("memory", 0700), 0);
	ck_assert_int_eq(remembering("one", "tail"), 0);
	ck_assert_int_eq(remembering("one", "tail"), 3);
	/* Nothing was written: neither the file nor what is known of it. */
	ck_assert_int_eq(remembering("one", "tail"), 3);
	ck_assert_int_eq(remembering("two", "other"), 1);
	ck_assert_int_eq(remembering("two", "other"), 3);
	/* The same size and time: the file system knows better. */
	old[0] = stat_of("out/site/a/x.html").st_atim;
	old[1] = stat_of("out/site/a/x.html").st_mtim;
	put("out/site/a/x.html", "headOTHER");
	ck_assert_int_eq(utimensat(AT_FDCWD, "out/site/a/x.html", old, 0), 0);
	ck_assert_int_eq(remembering("two", "other"), 0);
	ck_assert_int_eq(remembering("two", "other"), 3);
	/* Another file in its place; a list of files that is another's. */
	ck_assert_int_eq(unlink("out/site/a/x.html"), 0);
	ck_assert_int_eq(remembering("two", "other"), 0);
	ck_assert_int_eq(symlink("y.html", "out/site/a/z.html"), 0);
	ck_assert_int_eq(remembering("two", "other"), 3);
	kept = path_join(&a, "memory", file_list(&a, "memory").p[0].name);
	damage(kept);
	ck_assert_int_eq(remembering("two", "other"), 0);
	put(kept, "");
	ck_assert_int_eq(remembering("two", "other"), 0);
	ck_assert_int_eq(remembering("two", "other"), 3);
	arena_release(&a);
}
END_TEST

/* Builds a page for each letter of TEXTS, the fourth in a folder of its own. */
static void pages(const char *texts)
{
	int memory = open("memory", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct out *o = out_open("out", "src");
	size_t removed;

	out_remember(o, memory);
	out_begin(o, "site", "a");
	for (int i = 0; texts[i]; i++) {
		char key[] = {(char)('0' + i), texts[i], 0}, rel[32];

		snprintf(rel, sizeof rel, "a/%sp%d.html", i == 3 ? "d/" : "",
			 i);
		if (!out_keep(o, key)) {
			out_write(o, rel, &texts[i], 1);
			out_note(o, key, rel, 0, 1);
		}
	}
	out_end(o);
	out_publish(o, &removed);
	close(memory);
}

/* The folder that was replaced last. */
static const char *spare(struct arena *a)
{
	struct file_listing l = file_list(a, "memory");

	for (size_t i = 0; i < l.n; i++)
		if (strncmp(l.p[i].name, "spare-", 6) == 0)
			return path_join(a, "memory", l.p[i].name);
	return NULL;
}

static void plant(struct arena *a, const char *rel)
{
	const char *path = path_join(a, spare(a), rel);

	(void)unlink(path);
	put(path, "x");
}

START_TEST(test_replaced_folder_is_used)
{
	struct arena a = {0};
	struct stat was;

	ck_assert_int_eq(mkdir("memory", 0700), 0);
	pages("aaaa");
	ck_assert_ptr_null(spare(&a));
	pages("baaa");
	ck_assert_ptr_nonnull(spare(&a));
	was = stat_of("out/site/a/p2.html");
	pages("bbaa");
	/* Nothing was linked, so that nothing has changed. */
	ck_assert_int_eq(stat_of("out/site/a/p2.html").st_ctim.tv_nsec,
			 was.st_ctim.tv_nsec);
	ck_file("out/site/a/p0.html", "b");
	ck_file("out/site/a/p1.html", "b");
	/* What is no more there, and its folder; and there again. */
	pages("bba");
	ck_names("out/site/a", "p0.html p1.html p2.html");
	pages("cba");
	ck_names("out/site/a", "p0.html p1.html p2.html");
	pages("cbab");
	ck_names("out/site/a", "d p0.html p1.html p2.html");
	ck_file("out/site/a/d/p3.html", "b");
	arena_release(&a);
}
END_TEST

START_TEST(test_replaced_folder_is_not_believed)
{
	struct arena a = {0};

	ck_assert_int_eq(mkdir("memory", 0700), 0);
	pages("aaaa");
	pages("baaa");
	plant(&a, "a/p2.html");
	plant(&a, "a/stranger.html");
	ck_assert_int_eq(mkdir(path_join(&a, spare(&a), "e"), 0755), 0);
	ck_assert_int_eq(
		symlink("p2.html", path_join(&a, spare(&a), "a/l.html")), 0);
	pages("caaa");
	ck_names("out/site", ".examc-manifest a");
	ck_names("out/site/a", "d p0.html p1.html p2.html");
	ck_file("out/site/a/p2.html", "a");
	/* A folder that others may write to is of no use. */
	ck_assert_int_eq(chmod(path_join(&a, spare(&a), "a"), 0777), 0);
	pages("daaa");
	ck_assert_int_eq(stat_of("out/site/a").st_mode & 0777, 0755);
	ck_file("out/site/a/p0.html", "d");
	ck_file("out/site/a/p2.html", "a");
	/* Without one all is linked. */
	ck_assert_int_eq(rename(spare(&a), "memory/away"), 0);
	pages("eaaa");
	ck_assert_int_eq(rename(spare(&a), "memory/b"), 0);
	pages("faaa");
	ck_file("out/site/a/p0.html", "f");
	ck_file("out/site/a/d/p3.html", "a");
	arena_release(&a);
}
END_TEST

Suite *out_suite(void)
{
	const TTest *const tests[] = {
		test_first,
		test_manifest,
		test_nothing_changed,
		test_changed,
		test_large,
		test_two_exams,
		test_taken_over_is_gone,
		test_stranger_in_unit,
		test_published_was_edited,
		test_changed_unseen,
		test_link_for_file,
		test_link_for_folder,
		test_strangers_go,
		test_links_beside,
		test_deep_leftover,
		test_old_kernel,
		test_units,
		test_copy,
		test_new_parents,
		test_no_parents,
		test_abandon,
		test_refused,
		test_foreign,
		test_damaged_manifest,
		test_bugs,
		test_lock,
		test_lock_is_fresh,
		test_die,
		test_fork,
		test_leftovers,
		test_write_fails,
		test_no_links,
		test_no_exchange,
		test_no_rename,
		test_no_noreplace,
		test_close_fails,
		test_sync_fails,
		test_all_or_none,
		test_remembered,
		test_replaced_folder_is_used,
		test_replaced_folder_is_not_believed,
	};
	Suite *s = suite_create("out");
	TCase *t = tcase_create("out");

	tcase_add_checked_fixture(t, setup, child_leave);
	tcase_set_timeout(t, 40);
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		tcase_add_test(t, tests[i]);
	suite_add_tcase(s, t);
	return s;
}
