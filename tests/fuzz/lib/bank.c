/* The bank that targets change a file of, and what is done with it. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/vec.h"
#include "cli/options.h"
#include "language/date.h"
#include "load/build.h"
#include "load/load.h"
#include "report/report.h"

#include "fuzz.h"

/* --- The end of a run that does not end the process --- */

static jmp_buf *landing;
static struct {
	void (*p[8])(void);
	size_t n;
} at_exit;

_Noreturn void __real_exit(int status);
_Noreturn void __wrap_exit(int status);
int __real_atexit(void (*fn)(void));
int __wrap_atexit(void (*fn)(void));

_Noreturn void __wrap_exit(int status)
{
	if (!landing)
		__real_exit(status);
	for (size_t i = at_exit.n; i-- > 0;)
		at_exit.p[i](); /* they stay: a program registers once */
	longjmp(*landing, status ? status : -1);
}

/* The real one believes that the run ends. */
_Noreturn void __wrap_die(enum exit_code code, const char *fmt, ...);
_Noreturn void __wrap_die(enum exit_code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	__wrap_exit((int)code);
}

int __wrap_atexit(void (*fn)(void))
{
	if (!landing)
		return __real_atexit(fn);
	judge(at_exit.n < sizeof at_exit.p / sizeof *at_exit.p, "atexit");
	at_exit.p[at_exit.n++] = fn;
	return 0;
}

/* Coming back leaves what was allocated, which is no leak of the program. */
__attribute__((weak)) void __lsan_disable(void);
__attribute__((weak)) void __lsan_enable(void);

/* Closes what FN left open: a process that ends has no need to. */
static void close_from(int first)
{
	for (int fd = first; fd >= 0 && (close(fd) == 0 || fd < first + 32);)
		fd++;
}

int fuzz_exits(void (*fn)(void))
{
	int first = dup(STDIN_FILENO);
	jmp_buf here;
	int status;

	if (__lsan_disable)
		__lsan_disable();
	status = setjmp(here);
	landing = &here;
	if (status == 0)
		fn();
	landing = NULL;
	if (__lsan_enable)
		__lsan_enable();
	close_from(first);
	return status;
}

/* --- The folder --- */

static char home[64];

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static void leave(void)
{
	if (chdir("/") == 0)
		nftw(home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void fuzz_put(const char *path, const void *p, size_t n)
{
	FILE *f = fopen(path, "wb");

	if (!f || fwrite(p, 1, n, f) != n || fclose(f) != 0)
		die(EXIT_MACHINE, "%s:", path);
}

/* Copies the folder REL of FROM into the working folder; without rules/, which
 * would make each run compile all packs again. */
static void copy(struct arena *a, const char *from, const char *rel)
{
	struct file_listing l = file_list(a, path_join(a, from, rel));

	mkdir(rel, 0755);
	for (size_t i = 0; i < l.n; i++) {
		const char *sub = path_join(a, rel, l.p[i].name);
		char *data;
		size_t n;

		if (strcmp(l.p[i].name, "rules") == 0)
			continue;
		if (l.p[i].kind == FILE_FOLDER) {
			copy(a, from, sub);
		} else if (file_read(from, sub, LIMIT_YAML, &data, &n) ==
			   FILE_OK) {
			fuzz_put(sub, data, n);
			free(data);
		}
	}
}

void fuzz_enter(void)
{
	const char *tmp = getenv("TMPDIR"), *src = getenv("SRC");
	struct arena a = {0};
	char *from;

	if (*home)
		return;
	from = realpath(path_join(&a, src ? src : ".", "tests/fuzz"), NULL);
	if (!from)
		die(EXIT_MACHINE, "SRC/tests/fuzz:");
	snprintf(home, sizeof home, "%.40s/examc-fuzz-XXXXXX",
		 tmp			    ? tmp
		 : access("/dev/shm", W_OK) ? "/tmp"
					    : "/dev/shm");
	if (!mkdtemp(home) || chdir(home) != 0)
		die(EXIT_MACHINE, "%s:", home);
	__real_atexit(leave);
	copy(&a, from, "bank");
	free(from);
	arena_release(&a);
}

struct session *fuzz_session(void)
{
	static struct session s = {.jobs = 1,
				   .max_files = 100,
				   .max_bytes = LIMIT_YAML * 4,
				   .render = true};

	if (!s.today) {
		date_parse("2026-11-29", &s.today);
		session_start(&s);
	}
	return &s;
}

/* --- What is done with the bank --- */

/* Findings in the format that N draws. */
static void print_findings(struct report *r, struct report_options *o, size_t n)
{
	static const char *const formats[] = {
		"human", "short", "json", "sarif", "github", "gitlab", "junit"};
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		die(EXIT_MACHINE, "open_memstream:");
	o->format = formats[n % (sizeof formats / sizeof *formats)];
	report_print(r, f);
	fclose(f);
	if (strchr("hs", *o->format) && strcmp(o->format, "sarif") != 0)
		judge_log(text, size);
	else if (strchr("js", *o->format) || strcmp(o->format, "gitlab") == 0)
		judge_file(strcmp(o->format, "junit") ? "x.json" : "x.xml",
			   text, size);
	free(text);
}

/* Findings lie inside their sources. */
static void judge_places(const struct report *r)
{
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct diag *d = r->findings.p[i];

		judge(d->span.start <= d->span.end, "a span that runs back");
		judge(!d->src || !d->src->text || d->span.end <= d->src->size,
		      "a span behind the end");
	}
}

int fuzz_bank(const char *rel, const uint8_t *p, size_t n)
{
	struct target t = {
		.dir = "bank", .has_exam = true, .display = "", .strip = ""};
	struct report_options o = {.fail_on = SEV_OFF, .color = COLOR_NEVER};
	const struct build_options build = {.to = "site,json", .output = "out"};
	struct report r = {.options = &o};
	struct session *s = fuzz_session();
	struct bank b = {0};
	struct arena a = {0};

	fuzz_enter();
	fuzz_put(path_join(&a, t.dir, rel), p, n);
	arena_release(&a);
	load_bank(s, &t, &b, NULL, 0);
	r.rules = s->ruleset;
	report_add(&r, &b, &(struct named){0});
	judge_places(&r);
	print_findings(&r, &o, n);
	if (b.exam)
		build_publish(&build, &b, 1);
	report_release(&r);
	bank_release(&b);
	return 0;
}
