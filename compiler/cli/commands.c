/* The table of commands, and what several of them do. */
#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "language/date.h"

static const char *const text_or_json[] = {"text", "json", NULL};

const struct command commands[] = {
	{"init", command_init, {0}},
	{"new", command_new, {0}},
	{"check", command_check, CHOICES(report_formats)},
	{"lint", command_lint, CHOICES(report_formats)},
	{"build", command_build, CHOICES(report_formats)},
	{"fix", command_fix, {0}},
	{"fmt", command_fmt, {0}},
	{"coverage", command_coverage, CHOICES(coverage_formats)},
	{"form", command_form, CHOICES(text_or_json)},
	{"explain", command_explain, {0}},
	{"rules", command_rules, CHOICES(text_or_json)},
	{"dump", command_dump, {0}},
	{0}};

bool wants_json(const struct options *o)
{
	return strcmp(o->report.format, "json") == 0;
}

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
