/* check, lint and build: banks are read, judged, reported and published. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/log.h"
#include "base/file.h"
#include "base/timing.h"
#include "cli/commands.h"
#include "cli/memo.h"
#include "cli/places.h"
#include "cli/targets.h"
#include "load/cache.h"
#include "report/baseline.h"
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
	report_add(r, b, &(struct named){0});
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
		report_add(r, b, &(struct named){0});
		return;
	}
	name = path_join(&b->arena, t->only.n ? *t->only.p : "",
			 path_base(name));
	t->only = (struct named){&name, 1};
	s->cache = cache_open(t->cache, NULL);
	load_bank(s, t, b, text, size);
	cache_close(s->cache);
	report_add(r, b, &t->only);
}

static bool is_stdin(const struct options *o)
{
	return o->nargs == 1 && strcmp(o->args[0], "-") == 0;
}

/* The findings as text, which the caller frees. */
static char *findings_text(struct report *r, size_t *n)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, n);

	if (!out)
		die(EXIT_MACHINE, "out of memory");
	report_print(r, out);
	if (fclose(out) != 0)
		die(EXIT_MACHINE, "out of memory");
	return text;
}

/* To standard output, or whole into the file FILE: what stands at its name is
 * replaced and never written through. */
static void print_findings(const char *text, size_t n, const char *file)
{
	struct arena a = {0};
	const char *root, *rest;

	if (file) {
		root = path_split(&a, file, &rest);
		file_replace(root, rest, text, n);
	} else {
		fwrite(text, 1, n, stdout);
		finish_stdout();
	}
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
		build_check(&o->build, t, b);
	report_add(r, b, &t->only);
	return s->cache;
}

/* What check and build share. */
struct run {
	const struct options *options;
	/* Publishes, and tells whether anything differs; NULL: check. */
	bool (*write)(const struct build_options *, struct bank *, size_t);
	const char *scratch; /* of check_bank() */
	struct arena arena;
	struct session session;
	struct target *targets;
	struct tree *trees; /* of these */
	struct bank *banks;
	struct cache **caches;
	size_t n; /* of these four */
	double start;
	struct report report;
	struct report_options shown;
	struct memo memo;
};

/* The last lines, on standard error. */
static void say_end(const struct run *x, int code)
{
	report_summary(&x->report, now() - x->start);
	if (x->write && code != EXIT_CLEAN)
		fputs("nothing was published\n", stderr);
}

/* Says what an earlier run said; its exit code. */
static int replay(struct run *x, const struct memo_answer *a)
{
	struct report *r = &x->report;

	print_findings(a->text, a->size, NULL);
	if (x->write && a->code == EXIT_CLEAN)
		for (size_t i = 0; i < x->n; i++)
			build_tell(x->scratch, 0, 0, "");
	r->files = a->files;
	r->questions = a->questions;
	r->known = a->known;
	memcpy(r->counts, a->counts, sizeof r->counts);
	say_end(x, (int)a->code);
	return (int)a->code;
}

/* Remembers what was said, TEXT on standard output, unless there was more that
 * this does not hold. */
static void remember(struct run *x, const char *text, size_t size, int code)
{
	const struct report *r = &x->report;
	struct memo_answer a = {.text = text,
				.size = size,
				.files = r->files,
				.questions = r->questions,
				.known = r->known,
				.code = (uint64_t)code};

	memcpy(a.counts, r->counts, sizeof a.counts);
	/* Where a file alone was judged, that is as fast again. */
	if (x->n == 1 && x->banks[0].rest)
		return;
	if (log_told() == (x->write && code == EXIT_CLEAN ? x->n : 0))
		memo_keep(&x->memo, &a);
}

/* Is one question asked for, as an editor asks at every save? */
static bool asks_one(const struct run *x)
{
	const struct options *o = x->options;

	return !x->write && x->n == 1 && x->targets && !is_stdin(o) &&
	       x->targets->only.n == 1 &&
	       path_ends(*x->targets->only.p, ".md") && !o->report.since &&
	       !o->write_baseline;
}

/* Reads the banks; the exit code, once their findings are printed. */
static int judge(struct run *x)
{
	const struct options *o = x->options;
	bool differs = false;
	char *text;
	size_t size;
	int code;

	session_from(&x->session, o);
	x->report.rules = x->session.ruleset;
	x->session.render = x->write != NULL;
	x->session.near = asks_one(x);
	if (is_stdin(o))
		check_stdin(o, &x->session, x->targets, &x->report, x->banks);
	else
		for (size_t i = 0; i < x->n; i++)
			x->caches[i] = check_bank(o, &x->session,
						  &x->targets[i], &x->report,
						  &x->banks[i], x->scratch);
	report_check_only(&x->report);
	text = findings_text(&x->report, &size);
	print_findings(text, size, x->write ? NULL : o->output);
	code = (int)report_exit(&x->report);
	if (x->write && code == EXIT_CLEAN)
		differs = x->write(&o->build, x->banks, x->n);
	timing_mark("output");
	timing_print(stderr);
	say_end(x, code);
	/* What was published just now is too young for the next run to trust. */
	if (!differs)
		remember(x, text, size, code);
	free(text);
	return code;
}

static void release(struct run *x)
{
	report_release(&x->report);
	for (size_t i = 0; i < x->n; i++) {
		cache_close(x->caches[i]);
		bank_release(&x->banks[i]);
	}
	session_end(&x->session);
}

/* Looks at what is in the folders of all banks that have a cache, once for all
 * that depends on it. */
static void look_at_banks(struct run *x)
{
	x->trees = arena_array(&x->arena, struct tree, x->n);
	for (size_t i = 0; x->targets && i < x->n; i++)
		if (x->targets[i].cache && !is_stdin(x->options) &&
		    tree_read(&x->trees[i], x->targets[i].dir, false,
			      x->options->build.jobs))
			x->targets[i].tree = &x->trees[i];
}

/* check, and build when WRITE is given. */
static int run(const struct options *o,
	       bool write(const struct build_options *, struct bank *, size_t))
{
	struct run x = {.options = o, .write = write, .n = 1, .start = now()};
	struct memo_answer known;
	int code;

	if (o->timings)
		timing_start();
	x.shown = o->report;
	x.shown.terminal = o->report.terminal && (write || !o->output);
	x.report.options = &x.shown;
	x.targets = is_stdin(o) ? stdin_target(o, &x.arena)
				: all_targets(&x.arena, o, &x.n);
	for (size_t i = 0; x.targets && i < x.n && !o->no_cache; i++)
		x.targets[i].cache = cache_folder(&x.arena, o->cache,
						  x.targets[i].dir);
	confine_command(o, x.targets, x.targets ? x.n : 0, NULL);
	if (write && x.targets)
		x.scratch = build_folder(&o->build, x.targets[0].dir, &x.arena);
	x.banks = arena_array(&x.arena, struct bank, x.n);
	x.caches = arena_array(&x.arena, struct cache *, x.n);
	look_at_banks(&x);
	memo_begin(&x.memo, o, x.targets, is_stdin(o) ? 0 : x.n, x.scratch);
	if (memo_find(&x.memo, &known, &x.arena)) {
		code = replay(&x, &known);
	} else {
		code = judge(&x);
		release(&x);
	}
	for (size_t i = 0; i < x.n; i++)
		tree_release(&x.trees[i]);
	arena_release(&x.arena);
	return code;
}

int command_check(const struct options *o)
{
	return run(o, NULL);
}

int command_lint(const struct options *o)
{
	struct options rules = *o;

	rules.report.rules_only = true;
	return o->figures ? command_figures(o) : run(&rules, NULL);
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
	if (!build_prints(&build.build))
		return run(&build, build_publish);
	t = all_targets(&a, o, &n);
	if (o->timings)
		timing_start();
	code = print_apart(&build.build, t, n, build_apart, &build);
	arena_release(&a);
	return code;
}
