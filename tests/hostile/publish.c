/*
 * Publishing while the machine fails: a build is run once under strace, then
 * again for each of its system calls, which is killed or fails. What stands in
 * the output folder must be the old tree or the new one, and the next build
 * must put everything right. The same with a file of an author that is
 * replaced. publish.sh compiles and runs this; read, write and flock are linked
 * with --wrap.
 */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/vec.h"
#include "publish/out.h"

enum { OLD = 1, NEW = 2 };
static const char *const units[] = {"site", "json"};
enum { UNITS = 2 };

static const char *self, *scratch;

/* --- Reads and writes that do little at a time --- */

static bool dribble;

ssize_t __real_read(int fd, void *p, size_t n);
ssize_t __real_write(int fd, const void *p, size_t n);
ssize_t __wrap_read(int fd, void *p, size_t n);
ssize_t __wrap_write(int fd, const void *p, size_t n);

/* Every other call is interrupted; the others are short. */
static bool interrupted(void)
{
	static unsigned calls;

	errno = EINTR;
	return dribble && calls++ % 2;
}

ssize_t __wrap_read(int fd, void *p, size_t n)
{
	return interrupted() ? -1
			     : __real_read(fd, p, dribble && n > 7 ? 7 : n);
}

ssize_t __wrap_write(int fd, const void *p, size_t n)
{
	return interrupted() ? -1
			     : __real_write(fd, p, dribble && n > 5 ? 5 : n);
}

/* --- A lock file that its owner removes while we wait for it --- */

static bool lock_vanishes;

int __real_flock(int fd, int op);
int __wrap_flock(int fd, int op);

int __wrap_flock(int fd, int op)
{
	if (lock_vanishes)
		unlink("out/.examc-lock");
	lock_vanishes = false;
	return __real_flock(fd, op);
}

/* --- The build under test --- */

/* From now on system call NR fails with ERR; with FLAGS only where they are its
 * fifth argument. */
static void refuse(int nr, unsigned flags, int err)
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
		_exit(77);
}

static void put(struct out *o, const char *rel, const char *text)
{
	out_write(o, rel, text, strlen(text));
}

static void build_other_exam(void)
{
	struct out *o = out_open("out", "src");
	size_t removed;

	out_begin(o, "site", "b");
	put(o, "index.html", "b alone");
	put(o, "b/q/1.html", "b1");
	out_end(o);
	out_begin(o, "json", "b");
	put(o, "b.json", "{b}");
	out_end(o);
	out_publish(o, &removed);
}

static void build(int version)
{
	struct out *o = out_open("out", "src");
	size_t removed;

	out_begin(o, "site", "a");
	put(o, "index.html", version == OLD ? "index 1" : "index 2");
	put(o, "style.css", "same");
	put(o, "a/q/1.html", "same");
	put(o, "a/q/2.html", version == OLD ? "old" : "new");
	put(o, version == OLD ? "a/q/gone.html" : "a/q/new.html", "x");
	out_copy(o, "a/img/1.png", "src", "1.png");
	out_end(o);
	out_begin(o, "json", "a");
	put(o, "a/1.json", "{same}");
	put(o, "a.json", version == OLD ? "{old}" : "{new, longer}");
	out_end(o);
	out_publish(o, &removed);
}

static const char *const texts[] = {"", "old\n", "new, and longer\n"};

static void replace(int version)
{
	file_replace("doc", "forms/q.md", texts[version],
		     strlen(texts[version]));
}

/* FLAGS: x no exchange, l no hard links, d short reads and writes, f: an
 * author's file is written, and no output folder; o: no openat2. */
static void build_as(int version, const char *flags)
{
	if (strchr(flags, 'x'))
		refuse(SYS_renameat2, RENAME_EXCHANGE, EINVAL);
	if (strchr(flags, 'l'))
		refuse(SYS_linkat, 0, EXDEV);
	if (strchr(flags, 'o'))
		refuse(SYS_openat2, 0, ENOSYS);
	dribble = strchr(flags, 'd');
	alarm(20);
	syscall(SYS_getsid, 0); /* in the trace: here it begins */
	if (strchr(flags, 'f'))
		replace(version);
	else
		build(version);
}

/* --- What stands there --- */

static void digest_folder(struct arena *a, const char *path, uint64_t *h)
{
	struct file_listing l = file_list(a, path);

	for (size_t i = 0; i < l.n; i++) {
		const char *sub = path_join(a, path, l.p[i].name);
		struct stat st;
		char *data;
		size_t n;

		if (lstat(sub, &st) != 0)
			die(EXIT_MACHINE, "%s:", sub);
		*h = hash_bytes(sub, strlen(sub), *h);
		*h = hash_bytes(&st.st_mode, sizeof st.st_mode, *h);
		if (l.p[i].kind == FILE_FOLDER) {
			digest_folder(a, sub, h);
			continue;
		}
		if (file_read(".", sub, 1 << 20, &data, &n) != FILE_OK)
			die(EXIT_MACHINE, "%s is no file", sub);
		*h = hash_bytes(data, n, *h);
		free(data);
	}
}

/* A hash of names, modes and bytes below out/UNIT; 0: it is not there. */
static uint64_t digest(const char *unit)
{
	struct arena a = {0};
	const char *path = path_join(&a, "out", unit);
	enum file_kind kind;
	uint64_t h = 1;

	if (file_kind_of(path, &kind))
		digest_folder(&a, path, &h);
	else
		h = 0;
	arena_release(&a);
	return h;
}

static uint64_t want[NEW + 1][UNITS]; /* 0 in want[0]: no tree */

/* Is only what belongs there in out/? */
static bool is_tidy(void)
{
	struct arena a = {0};
	struct file_listing l = file_list(&a, "out");
	bool ok = l.n == UNITS;

	for (size_t i = 0; i < l.n; i++)
		ok = ok && l.p[i].name[0] != '.';
	arena_release(&a);
	return ok;
}

/* --- Scenarios and their points --- */

static const struct scenario {
	const char *name, *flags;
	int old; /* version that stands there, 0: none */
	bool leftovers;
	size_t faults; /* how many of the list below, if in a hurry */
} scenarios[] = {
	{"first", "", 0, false, 4},
	{"update", "", OLD, false, 7},
	{"no change", "", NEW, false, 2},
	{"after a killed build", "", OLD, true, 2},
	{"without exchange", "x", OLD, false, 2},
	{"without links", "l", OLD, false, 2},
	{"without openat2", "o", OLD, false, 2},
	{"an author's file", "f", OLD, false, 7},
	{"the same, no openat2", "fo", OLD, false, 2},
};
enum { SCENARIOS = sizeof scenarios / sizeof *scenarios };

/* SIGKILL where there is no errno. */
static const struct {
	const char *name;
	int err;
} faults[] = {
	{"KILL", 0},	    {"EIO", EIO},	{"ENOSPC", ENOSPC},
	{"ENOMEM", ENOMEM}, {"EACCES", EACCES}, {"EMFILE", EMFILE},
	{"EINTR", EINTR},
};
enum { FAULTS = sizeof faults / sizeof *faults };

struct point {
	char call[32];
	unsigned when; /* counted among the calls of that name */
};
typedef VEC(struct point) point_list;

struct tally {
	unsigned long points, old, new, mixed, aside, bad;
};

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static void write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0 || __real_write(fd, text, strlen(text)) < 0)
		die(EXIT_MACHINE, "%s:", path);
	close(fd);
}

static void prepare_file(void)
{
	nftw("doc", remove_one, 16, FTW_DEPTH | FTW_PHYS);
	mkdir("doc", 0755);
	mkdir("doc/forms", 0755);
	write_text("doc/forms/q.md", texts[OLD]);
	chmod("doc/forms/q.md", 0640);
}

static void prepare(const struct scenario *s)
{
	if (strchr(s->flags, 'f')) {
		prepare_file();
		return;
	}
	nftw("out", remove_one, 16, FTW_DEPTH | FTW_PHYS);
	if (!s->old)
		return;
	build_other_exam();
	build(s->old);
	if (s->leftovers) {
		mkdir("out/.site.examc-new", 0755);
		mkdir("out/.site.examc-new/a", 0755);
		write_text("out/.site.examc-new/a/x", "half");
		mkdir("out/.json.examc-old", 0755);
		write_text("out/.json.examc-old/x", "older");
		write_text("out/.examc-lock", "");
	}
}

/*
 * Runs ARGV, or without it build_as() in a child. Returns the exit code, or
 * 1000 + the signal that ended it.
 */
static int run(char *const argv[], int version, const char *flags)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		int err = open("stderr", O_WRONLY | O_CREAT | O_TRUNC, 0644);

		dup2(err, STDERR_FILENO);
		if (argv)
			execvp(argv[0], argv);
		else
			build_as(version, flags);
		exit(argv ? 127 : 0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		die(EXIT_MACHINE, "cannot start a child:");
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : 1000 + WTERMSIG(status);
}

static int run_plain(int version, const char *flags)
{
	return run(NULL, version, flags);
}

/* The same under strace, with a FAULT at the point P. */
static int run_traced(const struct scenario *s, const struct point *p,
		      const char *fault)
{
	bool kill = !strcmp(fault, "KILL");
	/* The fast way sends no signal (strace 6.1) and does not see the calls
	 * that our own filter refuses. */
	bool fast = !kill && !s->flags[0];
	char trace[64], inject[128];

	snprintf(trace, sizeof trace, "trace=%s", p->call);
	snprintf(inject, sizeof inject, "inject=%s:%s=%s:when=%u", p->call,
		 kill ? "signal" : "error", fault, p->when);
	return run((char *[]){"strace", "-f", "-qqq", "-o", "trace", "-e",
			      trace, "-e", inject,
			      fast ? "--seccomp-bpf" : "-qqq", (char *)self,
			      "2", (char *)s->flags, NULL},
		   0, NULL);
}

/* Did strace do what it was asked? */
static bool was_injected(void)
{
	char *data;
	size_t n;
	bool yes;

	if (file_read(".", "trace", 1 << 24, &data, &n) != FILE_OK)
		return false;
	yes = strstr(data, "(INJECTED)");
	free(data);
	return yes;
}

/* The call of a LINE "1234 openat(AT_FDCWD, ...", added to SEEN. */
static bool read_call(const char *line, point_list *seen, struct point *p)
{
	size_t skip = strspn(line, "0123456789 "), n;

	n = strspn(line + skip, "abcdefghijklmnopqrstuvwxyz_0123456789");
	if (n == 0 || n >= sizeof p->call || line[skip + n] != '(')
		return false;
	snprintf(p->call, sizeof p->call, "%.*s", (int)n, line + skip);
	p->when = 1;
	for (size_t i = 0; i < seen->n; i++)
		p->when += !strcmp(seen->p[i].call, p->call);
	vec_push(seen, *p);
	return true;
}

/* The calls of the scenario from its mark on. */
static point_list record(const struct scenario *s)
{
	point_list seen = {0}, points = {0};
	char line[4096];
	struct point p;
	bool begun = false;
	FILE *f;

	prepare(s);
	if (run((char *[]){"strace", "-f", "-qqq", "-o", "trace", (char *)self,
			   "2", (char *)s->flags, NULL},
		0, NULL) != 0)
		die(EXIT_MACHINE, "%s: the build fails by itself", s->name);
	f = fopen("trace", "r");
	if (!f)
		die(EXIT_MACHINE, "trace:");
	while (fgets(line, sizeof line, f)) {
		if (!read_call(line, &seen, &p))
			continue;
		if (begun)
			vec_push(&points, p);
		begun |= !strcmp(p.call, "getsid");
	}
	fclose(f);
	vec_release(&seen);
	return points;
}

/* --- Judging --- */

/* Calls that signals may interrupt somewhere: they must be repeated. */
static bool must_repeat(const char *call)
{
	static const char *const calls[] = {
		"openat", "openat2",	"read",	    "write",	 "close",
		"flock",  "syncfs",	"fsync",    "renameat2", "renameat",
		"linkat", "mkdirat",	"unlinkat", "mkdir",	 "getdents64",
		"unlink", "newfstatat", "fchmodat", "getrandom",
	};

	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (!strcmp(calls[i], call))
			return true;
	return false;
}

/* Calls that the kernel never fails this way. */
static bool cannot_fail(const char *call)
{
	static const char *const calls[] = {"umask", "getpid", "exit_group",
					    "brk"};

	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (!strcmp(calls[i], call))
			return true;
	return false;
}

static bool one_line_of_stderr(char *text, size_t size)
{
	char *data;
	size_t n;
	bool ok;

	if (file_read(".", "stderr", size - 1, &data, &n) != FILE_OK)
		return false;
	memcpy(text, data, n + 1);
	free(data);
	ok = n > 0 && strchr(text, '\n') == text + n - 1;
	text[strcspn(text, "\n")] = 0;
	return ok;
}

/* Counts what stands there into T. Returns what is wrong, NULL: nothing. */
static const char *judge(const struct scenario *s, struct tally *t, int status,
			 int err, bool published)
{
	bool killed = err == 0;
	size_t olds = 0, news = 0, aside = 0;

	for (size_t i = 0; i < UNITS; i++) {
		uint64_t h = digest(units[i]);

		if (h == want[NEW][i])
			news++;
		else if (h == want[s->old][i])
			olds++;
		else if (h == 0 && strchr(s->flags, 'x') && killed)
			aside++; /* between two renames: the next build */
		else
			return "torn";
	}
	t->old += olds == UNITS;
	t->new += news == UNITS;
	t->aside += aside > 0;
	t->mixed += aside == 0 && olds && news;
	if (killed)
		return status == 1000 + SIGKILL ? NULL : "not killed";
	if (status == 0)
		return news == UNITS ? NULL : "exit 0, but not published";
	/* A folder that we may not look into is somebody else's. */
	if (status != EXIT_MACHINE && !(status == EXIT_USAGE && err == EACCES))
		return "wrong exit";
	if (news == UNITS && s->old != NEW && !published)
		return "exit 4, but published";
	return news == UNITS || olds == UNITS ? NULL : "some units only";
}

static const char *try(const struct scenario *s, const struct point *p,
		       size_t fault, struct tally *t)
{
	int err = faults[fault].err;
	char text[512] = "";
	const char *wrong;
	int status;

	prepare(s);
	unlink("trace");
	status = run_traced(s, p, faults[fault].name);
	if (err && !was_injected())
		return "nothing was injected";
	if (status == EXIT_MACHINE && !one_line_of_stderr(text, sizeof text))
		return "not one line on stderr";
	wrong = judge(s, t, status, err, strstr(text, "is published"));
	if (!wrong && err == EINTR && status != 0 && must_repeat(p->call))
		wrong = "EINTR is not repeated";
	if (wrong)
		return wrong;
	if (run_plain(NEW, s->flags) != 0)
		return "the next build fails";
	for (size_t i = 0; i < UNITS; i++)
		if (digest(units[i]) != want[NEW][i])
			return "the next build is wrong";
	return is_tidy() ? NULL : "the next build leaves things behind";
}

/* Which version stands in the author's file? 0: none. */
static int version_of_file(void)
{
	struct stat st;
	char *data;
	size_t n;
	int v;

	if (stat("doc/forms/q.md", &st) != 0 ||
	    st.st_mode != (S_IFREG | 0640) ||
	    file_read("doc", "forms/q.md", 99, &data, &n) != FILE_OK)
		return 0;
	for (v = NEW; v > 0 && strcmp(data, texts[v]); v--)
		;
	free(data);
	return v;
}

static const char *try_file(const struct scenario *s, const struct point *p,
			    size_t fault, struct tally *t)
{
	int err = faults[fault].err, status, version;
	struct arena a = {0};
	char text[512] = "";
	size_t n;

	prepare(s);
	unlink("trace");
	status = run_traced(s, p, faults[fault].name);
	if (err && !was_injected())
		return "nothing was injected";
	if (status == EXIT_MACHINE && !one_line_of_stderr(text, sizeof text))
		return "not one line on stderr";
	version = version_of_file();
	t->old += version == OLD;
	t->new += version == NEW;
	if (!version)
		return "torn";
	n = file_list(&a, "doc/forms").n;
	arena_release(&a);
	if (!err)
		return status == 1000 + SIGKILL ? NULL : "not killed";
	if (n != 1)
		return "something is left behind";
	if (status == 0)
		return version == NEW ? NULL : "exit 0, but not written";
	if (err == EINTR && must_repeat(p->call))
		return "EINTR is not repeated";
	if (status != EXIT_MACHINE)
		return "wrong exit";
	return version == OLD || strstr(text, "is written")
		       ? NULL
		       : "exit 4, but written";
}

/* --- All points, shared among processes --- */

static void try_all(const struct scenario *s, const point_list *points,
		    size_t worker, size_t workers, struct tally *t)
{
	size_t each = getenv("PUBLISH_FULL") ? FAULTS : s->faults;

	for (size_t i = worker; i < points->n * each; i += workers) {
		const struct point *p = &points->p[i / each];
		size_t f = i % each;
		const char *wrong;

		if (faults[f].err && cannot_fail(p->call))
			continue;
		t->points++;
		wrong = (strchr(s->flags, 'f') ? try_file : try)(s, p, f, t);
		if (!wrong)
			continue;
		t->bad++;
		printf("FAIL %s, %s of %s %u: %s\n", s->name, faults[f].name,
		       p->call, p->when, wrong);
		fflush(stdout);
	}
}

static void enter(size_t worker)
{
	char dir[32];

	snprintf(dir, sizeof dir, "worker%zu", worker);
	if (chdir(scratch) != 0 || (mkdir(dir, 0755) != 0 && errno != EEXIST) ||
	    chdir(dir) != 0)
		die(EXIT_MACHINE, "%s:", dir);
	mkdir("src", 0755);
	write_text("src/1.png", "image");
}

/* What the trees of S look like, as builds make them that nobody disturbs. */
static void learn(const struct scenario *s)
{
	enter(0);
	for (int v = OLD; v <= NEW; v++) {
		prepare(s);
		build(v);
		for (size_t i = 0; i < UNITS; i++)
			want[v][i] = digest(units[i]);
	}
}

static struct tally run_scenario(const struct scenario *s, size_t workers)
{
	struct tally *t = mmap(NULL, workers * sizeof *t,
			       PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct tally sum = {0};
	point_list points;

	if (t == MAP_FAILED)
		die(EXIT_MACHINE, "mmap:");
	learn(s);
	points = record(s);
	for (size_t w = 0; w < workers; w++)
		if (fork() == 0) {
			enter(w);
			try_all(s, &points, w, workers, &t[w]);
			_exit(0);
		}
	for (int status; wait(&status) > 0;)
		sum.bad += status != 0;
	for (size_t w = 0; w < workers; w++) {
		sum.points += t[w].points;
		sum.old += t[w].old;
		sum.new += t[w].new;
		sum.mixed += t[w].mixed;
		sum.aside += t[w].aside;
		sum.bad += t[w].bad;
	}
	printf("%-22s %4zu calls %5lu points: %4lu old, %4lu new, %3lu mixed, "
	       "%2lu aside, %lu bad\n",
	       s->name, points.n, sum.points, sum.old, sum.new, sum.mixed,
	       sum.aside, sum.bad);
	fflush(stdout);
	munmap(t, workers * sizeof *t);
	vec_release(&points);
	return sum;
}

/* --- Without strace --- */

/* Every call does little or is interrupted: the trees are the same. */
static unsigned long run_dribble(void)
{
	unsigned long bad = 0;

	learn(&scenarios[1]);
	for (int v = NEW; v >= OLD; v--) {
		bad += run_plain(v, "dl") != 0;
		for (size_t i = 0; i < UNITS; i++)
			bad += digest(units[i]) != want[v][i];
	}
	prepare_file();
	bad += run_plain(NEW, "fd") != 0 || version_of_file() != NEW;
	printf("short and interrupted reads and writes: %lu bad\n", bad);
	return bad;
}

/* Who got a removed file locked has locked nothing. */
static unsigned long run_stale_lock(void)
{
	unsigned long bad;
	struct out *o;

	enter(0);
	lock_vanishes = true;
	o = out_open("out", "src");
	bad = access("out/.examc-lock", F_OK) != 0;
	out_abandon(o);
	printf("a lock file that vanishes: %lu bad\n", bad);
	return bad;
}

enum { BUILDERS = 8 };

/* Starts BUILDERS builds at once. Returns how many do not end as they may. */
static unsigned long race(unsigned long *won, unsigned long *locked)
{
	unsigned long bad = 0;

	fflush(stdout);
	for (int i = 0; i < BUILDERS; i++)
		if (fork() == 0)
			_exit(run_plain(i % 2 ? OLD : NEW, "") & 0xFF);
	for (int status; wait(&status) > 0;) {
		int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;

		*won += code == 0;
		*locked += code == EXIT_LOCKED;
		bad += code != 0 && code != EXIT_LOCKED;
	}
	return bad;
}

/* Some builds win, the others say so, and nothing is torn or left. */
static unsigned long run_races(unsigned rounds)
{
	unsigned long won = 0, locked = 0, bad = 0;

	for (unsigned r = 0; r < rounds; r++) {
		const struct scenario *s = &scenarios[r * 2 / rounds];
		unsigned long before = won;
		int v;

		if (r * 2 % rounds == 0)
			learn(s);
		if (r % 2 == 0)
			prepare(s);
		bad += race(&won, &locked);
		v = digest("site") == want[OLD][0] ? OLD : NEW;
		bad += won == before || !is_tidy();
		for (size_t i = 0; i < UNITS; i++)
			bad += digest(units[i]) != want[v][i];
	}
	printf("%u rounds of %d builds at once: %lu published, %lu locked, "
	       "%lu bad\n",
	       rounds, BUILDERS, won, locked, bad);
	return bad;
}

int main(int argc, char **argv)
{
	unsigned long points = 0, bad = 0;
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	if (argc == 3 && argv[1][1] == 0) {
		build_as(argv[1][0] - '0', argv[2]);
		return 0;
	}
	if (argc < 3)
		die(EXIT_USAGE, "publish PROGRAM SCRATCH [traced]");
	self = argv[1];
	scratch = argv[2];
	bad += run_dribble();
	bad += run_stale_lock();
	bad += run_races(100);
	for (size_t i = 0; argc > 3 && i < SCENARIOS; i++) {
		struct tally t;

		t = run_scenario(&scenarios[i], cpus > 8 ? 8 : (size_t)cpus);
		points += t.points;
		bad += t.bad;
	}
	printf("publish: %lu points, %lu bad\n", points, bad);
	return bad != 0;
}
