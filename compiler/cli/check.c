/* check, lint and build: banks are read, judged, reported and published. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/log.h"
#include "base/file.h"
#include "base/json.h"
#include "base/timing.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "cli/targets.h"
#include "load/cache.h"
#include "report/baseline.h"
#include "load/figures.h"
#include "load/printing.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void refuse_stdin(struct report *r, struct bank *b, const char *name)
{
	struct source *src = arena_new(&b->arena, struct source);

	src->path = name;
	b->diags.arena = &b->arena;
	diag_add(&b->diags, "file/too-large", src, span_of(0, 0),
		 "the text is larger than %d KiB", LIMIT_QUESTION / 1024);
	report_add(r, b, "");
}

/* The bank around the place that --path names; NULL: none. */
static struct target *stdin_target(const struct options *o, struct arena *a)
{
	const char *dir = path_dir(a, o->path ? o->path : "");
	struct target *t = NULL;
	enum file_kind kind;
	size_t n;

	if (o->path && file_kind_of(dir, &kind))
		t = load_targets(a, dir, &n);
	if (t && n > 1)
		die(EXIT_USAGE,
		    "--path %s lies above %zu banks; name a file in one of "
		    "them",
		    o->path, n);
	return t && t->has_exam ? t : NULL;
}

/* One question from standard input, in the bank T, or alone. */
static void check_stdin(const struct options *o, struct session *s,
			struct target *t, struct report *r, struct bank *b)
{
	const char *name = o->path ? o->path : "<stdin>";
	char *text;
	size_t size;

	if (file_read_stdin(LIMIT_QUESTION, &text, &size) != FILE_OK) {
		refuse_stdin(r, b, name);
		return;
	}
	if (!t) {
		load_text(s, b, name, text, size);
		report_add(r, b, "");
		return;
	}
	t->only = path_join(&b->arena, t->only, path_base(name));
	s->cache = cache_open(t->cache, NULL);
	load_bank(s, t, b, text, size);
	cache_close(s->cache);
	report_add(r, b, t->only);
}

static bool is_stdin(const struct options *o)
{
	return o->nargs == 1 && strcmp(o->args[0], "-") == 0;
}

/* To standard output, or whole into the file FILE: what stands at its name is
 * replaced and never written through. */
static void print_findings(struct report *r, const char *file)
{
	struct arena a = {0};
	const char *root, *rest;
	char *text = NULL;
	size_t n;
	FILE *out = file ? open_memstream(&text, &n) : stdout;

	if (!out)
		die(EXIT_MACHINE, "out of memory");
	report_print(r, out);
	if (!file) {
		finish_stdout();
		return;
	}
	if (fclose(out) != 0)
		die(EXIT_MACHINE, "out of memory");
	root = path_split(&a, file, &rest);
	file_replace(root, rest, text, n);
	free(text);
	arena_release(&a);
}

/* One of the banks that the command line names; SCRATCH, the folder where its
 * texts may wait: it will be published. Returns what it was read with. */
static struct cache *check_bank(const struct options *o, struct session *s,
				const struct target *t, struct report *r,
				struct bank *b, const char *scratch)
{
	s->cache = cache_open(t->cache, scratch);
	load_bank(s, t, b, NULL, 0);
	if (o->write_baseline)
		log_printf(stderr, "%s/lint.baseline: %zu findings\n", t->dir,
			   baseline_write(b));
	if (scratch)
		build_check(&o->build, b);
	report_add(r, b, t->only);
	return s->cache;
}

/* check, and build when WRITE is given. */
static int run(const struct options *o,
	       void write(const struct build_options *, struct bank *, size_t))
{
	struct report r = {.options = &o->report};
	struct arena a = {0};
	struct session s;
	bool from_stdin = is_stdin(o);
	struct target *t;
	struct bank *banks;
	struct cache **caches;
	const char *scratch;
	size_t n = 1;
	double start = now();
	int code;

	if (o->timings)
		timing_start();
	session_from(&s, o);
	r.rules = s.ruleset;
	s.render = write != NULL;
	t = from_stdin ? stdin_target(o, &a) : all_targets(&a, o, &n);
	for (size_t i = 0; t && i < n && !o->no_cache; i++)
		t[i].cache = cache_folder(&a, o->cache, t[i].dir);
	confine_command(o, t, from_stdin ? t != NULL : n, NULL);
	banks = arena_array(&a, struct bank, n);
	caches = arena_array(&a, struct cache *, n);
	scratch = write ? build_folder(&o->build, t[0].dir, &a) : NULL;
	if (from_stdin)
		check_stdin(o, &s, t, &r, &banks[0]);
	else
		for (size_t i = 0; i < n; i++)
			caches[i] = check_bank(o, &s, &t[i], &r, &banks[i],
					       scratch);
	report_check_only(&r);
	print_findings(&r, write ? NULL : o->output);
	code = (int)report_exit(&r);
	if (write && code == EXIT_CLEAN)
		write(&o->build, banks, n);
	timing_mark("output");
	timing_print(stderr);
	report_summary(&r, now() - start);
	if (write && code != EXIT_CLEAN)
		fputs("nothing was published\n", stderr);
	report_release(&r);
	for (size_t i = 0; i < n; i++) {
		cache_close(caches[i]);
		bank_release(&banks[i]);
	}
	session_end(&s);
	arena_release(&a);
	return code;
}

int command_check(const struct options *o)
{
	return run(o, NULL);
}

/* The figures of each bank. */
static int report_figures(const struct options *o)
{
	bool json = wants_json(o);
	struct js *list = js_array();
	struct buf out = BUF_INIT;
	struct arena a = {0};
	struct session s;
	size_t n;
	struct target *t = all_targets(&a, o, &n);

	if (o->report.format && !json && strcmp(o->report.format, "human") != 0)
		die(EXIT_USAGE, "--report takes the formats human and json");
	confine_command(o, t, n, NULL);
	session_from(&s, o);
	for (size_t i = 0; i < n; i++) {
		struct bank b = {0};

		load_bank(&s, &t[i], &b, NULL, 0);
		if (json)
			js_push(list, figures_json(&b));
		else {
			buf_printf(&out, "%s%s\n\n", i ? "\n" : "", t[i].dir);
			figures_text(&b, &out);
		}
		bank_release(&b);
	}
	if (json)
		js_write(list, 1, &out);
	log_print(stdout, buf_cstr(&out));
	finish_stdout();
	js_free(list);
	buf_release(&out);
	session_end(&s);
	arena_release(&a);
	return EXIT_CLEAN;
}

int command_lint(const struct options *o)
{
	struct options rules = *o;

	rules.report.rules_only = true;
	return o->figures ? report_figures(o) : run(&rules, NULL);
}

/* Reads, judges and publishes; whoever prints gets ORDERS. */
static int build_apart(void *options, int orders)
{
	struct options build = *(const struct options *)options;

	build.build.orders = orders;
	return run(&build, build_publish);
}

int command_build(const struct options *o)
{
	struct options build = *o;
	struct arena a = {0};
	struct target *t;
	size_t n;
	int code;

	if (is_stdin(o))
		die(EXIT_USAGE, "build takes a bank, not standard input");
	build.build.output = o->output;
	if (!build_wants(&build.build, "pdf"))
		return run(&build, build_publish);
	t = all_targets(&a, o, &n);
	code = print_apart(&build.build, t, n, build_apart, &build);
	arena_release(&a);
	return code;
}
