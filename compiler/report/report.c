/* Choosing, sorting and counting findings; the exit code they ask for. */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "report/baseline.h"
#include "load/load.h"
#include "load/target.h"
#include "report/since.h"
#include "ruleset/rules.h"

/* Is RULE what the N bytes at NAME name, alone or by its pack? */
static bool is_named(const char *rule, const char *name, size_t n)
{
	return strncmp(rule, name, n) == 0 && (!rule[n] || rule[n] == '/');
}

/* The same, by any id that R, the rule called so or NULL, ever had. */
static bool was_named(const struct rule *r, const char *rule, const char *name,
		      size_t n)
{
	for (size_t i = 0; r && i < r->nwas; i++)
		if (is_named(r->was[i], name, n))
			return true;
	return is_named(rule, name, n);
}

/* Is the rule of D, which is R or built in, one that --only names? */
static bool is_wanted(const char *only, const struct diag *d,
		      const struct rule *r)
{
	size_t n;

	for (const char *p = only; p && *p; p += n + (p[n] == ',')) {
		n = strcspn(p, ",");
		if (was_named(r, d->rule, p, n))
			return true;
	}
	return !only;
}

/* Does any rule, ours or of the bank that was loaded last, have that name? */
static bool is_known(const struct ruleset *rs, const char *name, size_t n)
{
	for (size_t i = 0; i < builtin_rule_count; i++)
		if (is_named(builtin_rules[i].id, name, n))
			return true;
	for (size_t i = 0; rs && i < rs->rules.n; i++)
		if (was_named(rs->rules.p[i], rs->rules.p[i]->id, name, n))
			return true;
	return false;
}

/* Notes which names of --only are known, a bit each. */
static void note_known(struct report *r)
{
	uint64_t bit = 1;
	size_t n;

	for (const char *p = r->options->only; p && *p; bit <<= 1) {
		n = strcspn(p, ",");
		if (is_known(r->rules, p, n))
			r->only_known |= bit;
		p += n + (p[n] == ',');
	}
}

void report_check_only(const struct report *r)
{
	uint64_t bit = 1;
	size_t n;

	if (r->options->only && !*r->options->only)
		die(EXIT_USAGE, "--only names no rule");
	for (const char *p = r->options->only; p && *p; bit <<= 1) {
		n = strcspn(p, ",");
		if (!bit)
			die(EXIT_USAGE, "--only takes 64 names at most");
		if (!(r->only_known & bit))
			die(EXIT_USAGE,
			    "--only: there is no rule or pack '%.*s'", (int)n,
			    p);
		p += n + (p[n] == ',');
	}
}

/* Is D a finding that is asked for? */
static bool shows(const struct report *r, const struct diag *d)
{
	const struct report_options *o = r->options;
	const struct rule *rule = r->rules ? rules_find(r->rules, d->rule)
					   : NULL;

	if (d->more) /* what was not kept may be of any rule */
		return true;
	if (rule && rule->confidence < o->min_confidence)
		return false;
	return is_wanted(o->only, d, rule) &&
	       !(o->rules_only && d->sev < SEV_ERROR && !rule &&
		 builtin_rule_find(d->rule));
}

static void add_one(struct report *r, const struct diag *d, bool config)
{
	enum severity bar = r->options->fail_on;

	if (!shows(r, d))
		return;
	vec_push(&r->findings, d);
	r->counts[d->sev]++;
	if (bar == SEV_OFF || d->sev < bar)
		return;
	r->failed = true;
	r->config |= config;
}

/* Findings of a case are the author's; of other bank files, configuration. */
static bool is_config(const struct diag *d)
{
	const char *rel = d->src ? d->src->rel : NULL;
	size_t n = rel ? strlen(rel) : 0;

	return n > 5 && (strcmp(rel + n - 5, ".yaml") == 0 ||
			 strcmp(rel, "lint.baseline") == 0);
}

/* One bank's findings on their way into the report. */
struct filter {
	struct report *report;
	const struct named *only;
	struct map changed; /* with --since */
	struct baseline baseline;
};

/* Is SRC one of the files that findings are asked for? */
static bool is_asked(const struct filter *f, const struct source *src)
{
	const char *rel = src ? src->rel : NULL;

	if (rel && !target_wants(f->only, rel))
		return false;
	return !f->report->options->since || !rel ||
	       map_get(&f->changed, rel) != NULL;
}

/*
 * Is D an error of structure that a change elsewhere can make in a file that
 * did not change? By exam.yaml, or by what another file does not hold any more.
 */
static bool is_made_elsewhere(const struct filter *f, const struct diag *d)
{
	static const char *const between_files[] = {"bank", "image",
						    "file/repository"};
	bool may = map_get(&f->changed, "exam.yaml") != NULL;

	if (!f->report->options->since || d->sev < SEV_ERROR ||
	    !builtin_rule_find(d->rule) || !target_wants(f->only, d->src->rel))
		return false;
	for (size_t i = 0; i < sizeof between_files / sizeof *between_files;
	     i++)
		may |= is_named(d->rule, between_files[i],
				strlen(between_files[i]));
	return may;
}

/* A finding of ours is about the files that its notes name, too; one of a rule
 * about several questions is there for each of them. */
static bool is_chosen(const struct filter *f, const struct diag *d)
{
	if (is_asked(f, d->src) || is_made_elsewhere(f, d))
		return true;
	if (!builtin_rule_find(d->rule))
		return false;
	for (const struct note *n = d->notes; n; n = n->next)
		if (n->src && is_asked(f, n->src))
			return true;
	return false;
}

/* Does lint.baseline name D, by today's id of its rule or an old one? */
static bool is_listed(struct filter *f, const struct diag *d)
{
	const struct rule *rule =
		f->report->rules ? rules_find(f->report->rules, d->rule) : NULL;
	char print[FINGERPRINT_SIZE];
	bool listed;

	fingerprint(&f->report->prints, d, d->rule, print);
	listed = baseline_knows(&f->baseline, print);
	for (size_t i = 0; rule && i < rule->nwas; i++) {
		fingerprint(&f->report->prints, d, rule->was[i], print);
		listed |= baseline_knows(&f->baseline, print);
	}
	return listed;
}

static void add_question(struct filter *f, const struct diag *d)
{
	if (f->baseline.src && baseline_may_hide(d) && is_listed(f, d)) {
		f->report->known++;
		return;
	}
	if (is_chosen(f, d))
		add_one(f->report, d, false);
}

void report_add(struct report *r, struct bank *b, const struct named *only)
{
	struct filter f = {.report = r, .only = only};

	note_known(r);
	if (r->options->since && b->dir)
		since_read(&f.changed, &r->arena, b->dir, r->options->since);
	baseline_load(&f.baseline, b);
	for (size_t i = 0; i < b->records.n; i++)
		for (const struct diag *d = b->records.p[i]->diags.first; d;
		     d = d->next)
			add_question(&f, d);
	baseline_check(&f.baseline, b);
	for (const struct diag *d = b->diags.first; d; d = d->next)
		if (is_config(d) || is_chosen(&f, d))
			add_one(r, d, is_config(d));
	r->files += b->sources.n;
	r->questions += b->records.n;
	if (b->rest) {
		r->files += b->rest->files;
		r->questions += b->rest->questions;
	}
	baseline_release(&f.baseline);
	map_release(&f.changed);
}

static int by_place(const void *pa, const void *pb)
{
	const struct diag *a = *(const struct diag *const *)pa;
	const struct diag *b = *(const struct diag *const *)pb;
	int c = strcmp(a->src ? a->src->path : "", b->src ? b->src->path : "");

	if (!c)
		c = (a->span.start > b->span.start) -
		    (a->span.start < b->span.start);
	if (!c)
		c = strcmp(a->rule, b->rule);
	return c ? c : strcmp(a->text, b->text);
}

const struct report_format report_formats[] = {{"human", report_human},
					       {"short", report_short},
					       {"json", report_json},
					       {"sarif", report_sarif},
					       {"github", report_github},
					       {"gitlab", report_gitlab},
					       {"junit", report_junit},
					       {"markdown", report_markdown},
					       {0}};

void report_sort(struct report *r)
{
	if (r->findings.n)
		qsort(r->findings.p, r->findings.n, sizeof *r->findings.p,
		      by_place);
}

void report_print(struct report *r, FILE *out)
{
	const struct report_format *f = report_formats;

	report_sort(r);
	while (r->options->format && strcmp(f->name, r->options->format) != 0)
		f++;
	f->print(r, out);
}

void report_summary(const struct report *r, double seconds)
{
	size_t errors = r->counts[SEV_ERROR], warnings = r->counts[SEV_WARN];
	size_t infos = r->counts[SEV_INFO];

	fprintf(stderr,
		"%zu file%s, %zu question%s: %zu error%s, %zu warning%s",
		r->files, r->files == 1 ? "" : "s", r->questions,
		r->questions == 1 ? "" : "s", errors, errors == 1 ? "" : "s",
		warnings, warnings == 1 ? "" : "s");
	if (infos)
		fprintf(stderr, ", %zu hint%s", infos, infos == 1 ? "" : "s");
	if (r->known)
		fprintf(stderr, ", %zu known from lint.baseline", r->known);
	fprintf(stderr, " (%.2f s)\n", seconds);
}

enum exit_code report_exit(const struct report *r)
{
	if (!r->failed)
		return EXIT_CLEAN;
	return r->config ? EXIT_USAGE : EXIT_FINDINGS;
}

void report_release(struct report *r)
{
	vec_release(&r->findings);
	fingerprints_release(&r->prints);
	arena_release(&r->arena);
}
