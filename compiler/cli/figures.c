/* lint --report: what a reviewer wants to know of each bank. */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "cli/targets.h"
#include "load/figures.h"
#include "report/since.h"
#include "survey/worst.h"

/* A bank, loaded, and the findings of it that are asked for. */
struct judged {
	struct session session;
	struct bank bank;
	struct report report;
};

static void judge(struct judged *j, const struct options *o,
		  const struct report_options *shown, const struct target *t)
{
	session_from(&j->session, o);
	load_bank(&j->session, t, &j->bank, NULL, 0);
	j->report.options = shown;
	j->report.rules = j->session.ruleset;
	report_add(&j->report, &j->bank, &t->only);
}

static void judged_release(struct judged *j)
{
	report_release(&j->report);
	bank_release(&j->bank);
	session_end(&j->session);
}

/* The bank in DIR as it was at the revision that --since names. */
static void judge_past(struct judged *j, const struct options *o,
		       const struct report_options *shown,
		       const struct target *now, struct arena *a)
{
	char *copy = since_checkout(a, now->dir, o->report.since);
	struct target t = {.dir = copy, .display = copy, .only = now->only};

	t.has_exam = target_has(a, &t, "exam.yaml");
	judge(j, o, shown, &t);
	since_remove(copy);
}

/* The text of FIGURES behind the findings, as FORMAT wants it. */
static void print_bank(const struct judged *j, const struct worst_list *list,
		       const char *name, bool markdown, struct buf *out)
{
	struct bank *b = (struct bank *)&j->bank;
	struct buf figures = BUF_INIT;

	figures_text(b, &figures);
	if (markdown) {
		buf_printf(out, "## %s\n\n", name);
		worst_markdown(list, out);
		buf_printf(out, "### Figures\n\n```text\n%s```\n",
			   buf_cstr(&figures));
	} else {
		buf_printf(out, "%s\n\n", name);
		worst_text(list, out);
		buf_str(out, buf_cstr(&figures));
	}
	buf_release(&figures);
}

/* Which findings of a bank are shown, in words; NULL: all. */
static const char *filter_of(const struct report *r, const struct target *t,
			     struct arena *a)
{
	const struct report_options *o = r->options;
	const char *out = "";

	if (o->only)
		out = arena_printf(a, "findings of %s", o->only);
	if (o->min_confidence)
		out = arena_printf(a, "%s%srules of confidence %s%s", out,
				   *out ? "; " : "findings of ",
				   confidence_names[o->min_confidence],
				   o->min_confidence == CONFIDENCE_exact
					   ? ""
					   : " and above");
	if (t->only.n)
		out = arena_printf(a, "%s%sin the paths that were named", out,
				   *out ? "; " : "");
	if (r->known)
		out = arena_printf(a, "%s%swhat is not in lint.baseline (%zu)",
				   out, *out ? "; " : "", r->known);
	return *out ? out : NULL;
}

/* One bank: to LIST as JSON, else as text to OUT. */
static void report_bank(const struct options *o, const struct target *t,
			struct js *list, struct buf *out)
{
	struct report_options shown = o->report;
	struct judged now = {0}, past = {0};
	struct worst_list worst;
	struct arena a = {0};

	shown.since = NULL; /* it is compared with, all is shown */
	judge(&now, o, &shown, t);
	report_check_only(&now.report);
	report_sort(&now.report);
	worst_of(&worst, now.report.findings.p, now.report.findings.n, &a);
	worst.filter = filter_of(&now.report, t, &a);
	if (o->report.since) {
		judge_past(&past, o, &shown, t, &a);
		report_sort(&past.report);
		worst_since(&worst, now.report.findings.p,
			    now.report.findings.n, past.report.findings.p,
			    past.report.findings.n, o->report.since);
	}
	if (wants_json(o)) {
		struct js *one = figures_json(&now.bank);

		worst_json(&worst, one);
		js_push(list, one);
	} else {
		buf_str(out, out->n ? "\n" : "");
		print_bank(&now, &worst, t->dir,
			   strcmp(o->report.format, "markdown") == 0, out);
	}
	if (o->report.since)
		judged_release(&past);
	worst_release(&worst);
	judged_release(&now);
	arena_release(&a);
}

int command_figures(const struct options *o)
{
	const char *format = o->report.format;
	struct js *list = js_array();
	struct buf out = BUF_INIT;
	struct arena a = {0};
	size_t n;
	struct target *t = all_targets(&a, o, &n);

	if (strcmp(format, "human") != 0 && strcmp(format, "markdown") != 0 &&
	    !wants_json(o))
		die(EXIT_USAGE, "--report takes the formats human, json and "
				"markdown");
	confine_command(o, t, n, NULL);
	for (size_t i = 0; i < n; i++)
		report_bank(o, &t[i], list, &out);
	if (wants_json(o))
		js_write(list, 1, &out);
	log_print(stdout, buf_cstr(&out));
	finish_stdout();
	js_free(list);
	buf_release(&out);
	arena_release(&a);
	return EXIT_CLEAN;
}
