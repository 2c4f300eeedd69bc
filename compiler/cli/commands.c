/* The table of commands; check, build and coverage. */
#include "cli/commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/timing.h"
#include "cli/targets.h"
#include "language/date.h"
#include "load/figures.h"
#include "report/baseline.h"

const struct command commands[] = {
	{"check", "[PATH…]", "check questions, blueprint and rules",
	 "Reads the banks that the paths lie in (default: content/), judges "
	 "every question by the schema, the rules and the blueprint, and "
	 "prints "
	 "what it finds. With a file or a folder of a bank, only its findings "
	 "are printed. '-' reads one question from standard input (--path "
	 "tells in whose place).",
	 "examc check --format short content/mla-c01",
	 "human,short,json,sarif,github,gitlab,junit", command_check},
	{"lint", "[PATH…]", "check, but show only what the rules found",
	 "Like 'check', with the findings of rules (and the errors that kept "
	 "questions from being linted) and nothing else. With --report it "
	 "prints "
	 "the figures of each bank: how far strategies without knowledge get, "
	 "for the bank and each domain, against chance; where the keys stand; "
	 "how long they are; how many questions are near-duplicates; and what "
	 "no "
	 "rule can find and a reviewer must ask.",
	 "examc lint --report content/mla-c01",
	 "human,short,json,sarif,github,gitlab,junit", command_lint},
	{"build", "[PATH…]", "check, then write site, JSON and print",
	 "Checks like 'check'; if nothing at or above --fail-on was found, "
	 "writes the static practice site, the JSON and the printable packs. "
	 "Nothing is published otherwise, and unchanged files are not "
	 "touched.\n\n"
	 "With --to pdf a browser makes PDF files of the printed packs, with "
	 "page numbers in contents and references; without one the run ends "
	 "with exit 3 and leaves the packs as HTML.",
	 "examc build content/mla-c01 -o output --to site,json",
	 "human,short,json,sarif,github,gitlab,junit", command_build},
	{"fix", "[PATH…]", "apply the safe repairs of findings",
	 "Applies the fixes that are safe, judges each mended question again, "
	 "and takes back a fix after which the key's words, the number of keys "
	 "or a rationale's place would differ. Fixes that need a person's eye "
	 "are shown as a difference and not applied. A second run changes "
	 "nothing.",
	 "examc fix --dry-run content/mla-c01", NULL, command_fix},
	{"coverage", "[PATH…]", "compare the bank with its blueprint",
	 "Prints, for each domain of exam.yaml, its weight, its target by the "
	 "largest remainder method, the number of questions, the difference, "
	 "and what to write next.",
	 "examc coverage content/mla-c01", "text,json,markdown,svg",
	 command_coverage},
	{"form", "[PATH]", "assemble parallel forms of the exam",
	 "Puts together --count forms: each with the exam's number of "
	 "questions "
	 "and exact counts of domains, types and difficulties as near to "
	 "exam.yaml's shares as the bank allows, no question twice, cases in "
	 "one piece, enemies, variants and near-duplicates apart, reading "
	 "loads alike, options shuffled so that keys stand evenly. The same "
	 "bank and seed give the same forms everywhere. If there are too few "
	 "questions, it says of what and how many.\n\n"
	 "--write releases the forms: each becomes a file in the bank's folder "
	 "forms/ that belongs into version control. examc check then says when "
	 "a question in it changes, and how; examc build gives it to the "
	 "practice site and the printed packs.",
	 "examc form --count 2 --seed 7 content/mla-c01", "text,json",
	 command_form},
	{"explain", "[ID…]", "tell what a finding means and how to mend it",
	 "Prints the page of a rule or diagnostic: what it finds, why, and "
	 "examples. Without an id, lists all of them.",
	 "examc explain iwf/negative-lead", NULL, command_explain},
	{"rules", "list|test [PATH] | score LABELS",
	 "list the rules, run their examples, measure them",
	 "'list' prints every rule with its severity. 'test' runs the examples "
	 "of the shipped rules and of those of the bank at PATH. 'score' "
	 "judges "
	 "the questions in the file LABELS, a JSON object a line with id, "
	 "stem, "
	 "options, key and labels (rule id: 0 or 1), and prints how often each "
	 "rule agrees with the labels, with 95 % intervals.",
	 "examc rules score labels.jsonl", "text,json", command_rules},
	{"dump", "--stage STAGE FILE", "print what a stage made of a question",
	 "Prints the question FILE ('-': standard input) as the stage left it: "
	 "source, node (the neutral tree), xml (what the schema sees), item, "
	 "lint (findings), html or json.",
	 "examc dump --stage xml content/mla-c01/pipelines/x.md", NULL,
	 command_dump},
	{0}};

void finish_stdout(void)
{
	if (fflush(stdout) || ferror(stdout))
		die(EXIT_MACHINE, "cannot write to standard output:");
}

int today_from(const struct options *o)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end;
	int day;

	if (o->today) {
		if (!date_parse(o->today, &day))
			die(EXIT_USAGE,
			    "--today takes a date such as "
			    "2026-11-23, not '%s'",
			    o->today);
		return day;
	}
	if (epoch && *epoch) {
		long long t = strtoll(epoch, &end, 10);

		if (*end)
			die(EXIT_USAGE, "SOURCE_DATE_EPOCH is not a number");
		return (int)(t / 86400);
	}
	return (int)(time(NULL) / 86400);
}

void session_from(struct session *s, const struct options *o)
{
	*s = (struct session){.today = today_from(o),
			      .drafts = o->drafts,
			      .jobs = o->build.jobs,
			      .max_files = o->max_files,
			      .max_bytes = o->max_bytes};
	session_start(s);
}

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

/* One question from standard input, in the place that --path names. */
static void check_stdin(const struct options *o, struct session *s,
			struct arena *a, struct report *r, struct bank *b)
{
	const char *name = o->path ? o->path : "<stdin>";
	const char *dir = path_dir(a, name);
	struct target *t = NULL;
	enum file_kind kind;
	char *text;
	size_t size, n;

	if (file_read_stdin(LIMIT_QUESTION, &text, &size) != FILE_OK) {
		refuse_stdin(r, b, name);
		return;
	}
	if (o->path && file_kind_of(dir, &kind))
		t = load_targets(a, dir, &n);
	if (t && n > 1)
		die(EXIT_USAGE,
		    "--path %s lies above %zu banks; name a file in one of "
		    "them",
		    name, n);
	if (!t || !t->has_exam) {
		load_text(s, b, name, text, size);
		report_add(r, b, "");
		return;
	}
	t->only = path_join(a, t->only, path_base(name));
	load_bank(s, t, b, text, size);
	report_add(r, b, t->only);
}

static bool is_stdin(const struct options *o)
{
	return o->nargs == 1 && strcmp(o->args[0], "-") == 0;
}

/* check, and build when WRITE is given. */
static int run(const struct options *o,
	       void write(const struct build_options *, struct bank *, size_t))
{
	struct report r = {.options = &o->report};
	struct arena a = {0};
	struct session s;
	struct target *t = NULL;
	struct bank *banks;
	size_t n = 1;
	double start = now();
	int code;

	if (o->timings)
		timing_start();
	session_from(&s, o);
	r.rules = s.ruleset;
	s.render = write != NULL;
	if (!is_stdin(o))
		t = all_targets(&a, o, &n);
	banks = arena_array(&a, struct bank, n);
	if (is_stdin(o))
		check_stdin(o, &s, &a, &r, &banks[0]);
	for (size_t i = 0; t && i < n; i++) {
		load_bank(&s, &t[i], &banks[i], NULL, 0);
		if (o->write_baseline)
			fprintf(stderr, "%s/lint.baseline: %zu findings\n",
				t[i].dir, baseline_write(&banks[i]));
		if (write)
			build_check(&o->build, &banks[i]);
		report_add(&r, &banks[i], t[i].only);
	}
	report_print(&r, stdout);
	finish_stdout();
	code = report_exit(&r);
	if (write && code == EXIT_CLEAN)
		write(&o->build, banks, n);
	timing_mark("output");
	timing_print(stderr);
	report_summary(&r, now() - start);
	if (write && code != EXIT_CLEAN)
		fputs("nothing was published\n", stderr);
	report_release(&r);
	for (size_t i = 0; i < n; i++)
		bank_release(&banks[i]);
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
	bool json = o->report.format && strcmp(o->report.format, "json") == 0;
	struct js *list = js_array();
	struct buf out = BUF_INIT;
	struct arena a = {0};
	struct session s;
	size_t n;
	struct target *t = all_targets(&a, o, &n);

	if (o->report.format && !json && strcmp(o->report.format, "human") != 0)
		die(EXIT_USAGE, "--report takes the formats human and json");
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
	fputs(buf_cstr(&out), stdout);
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

int command_build(const struct options *o)
{
	if (is_stdin(o))
		die(EXIT_USAGE, "build takes a bank, not standard input");
	return run(o, build_publish);
}
