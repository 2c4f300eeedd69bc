/* The table of options, and the command line read by it. */

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/version.h"
#include "base/vec.h"
#include "cli/table.h"

/* By enum option_id. */
const struct option_row option_rows[OPTION_ROWS] = {
	{"format", 0, "FORMAT", "check lint build coverage rules form",
	 "how findings or tables are printed; see the command"},
	{"fail-on", 0, "SEVERITY", "check lint build",
	 "the least severity that makes the run fail: error (default), warn, "
	 "info"},
	{"only", 0, "RULES", "check lint",
	 "show only findings of these rules or packs, separated by commas"},
	{"since", 0, "REV", "check lint coverage",
	 "show only findings in files that changed since this git revision; "
	 "the whole bank is checked all the same; of coverage --format "
	 "markdown: the differences"},
	{"write-baseline", 0, NULL, "check",
	 "write all findings in questions to lint.baseline of the bank, so "
	 "that later runs show only new ones"},
	{"dry-run", 'n', NULL, "fix", "show what would change, write nothing"},
	{"count", 0, "N", "form", "how many forms (default: 1)"},
	{"seed", 0, "N", "form",
	 "what chance begins with: the same seed gives the same forms "
	 "(default: 0)"},
	{"items", 0, "N", "form",
	 "questions of a form (default: as exam.yaml says)"},
	{"write", 0, "NAME", "form",
	 "release the form as forms/NAME.yaml (several: NAME-1, NAME-2 ...), "
	 "without questions of forms that are released"},
	{"renew", 0, "NAME", "form",
	 "write forms/NAME.yaml anew: the same questions, as they are now"},
	{"report", 0, NULL, "lint",
	 "print the figures of the bank instead of findings: guessing, key "
	 "positions, lengths, what needs a reviewer"},
	{"today", 0, "DATE", "check lint build coverage rules dump fix form",
	 "the day that freshness rules count from, such as 2026-11-23 "
	 "(default: SOURCE_DATE_EPOCH, else the clock)"},
	{"drafts", 0, NULL, "check lint build coverage form",
	 "count questions with 'status: draft' too, and publish them"},
	{"jobs", 'j', "N", "check lint build coverage form",
	 "number of threads (default: one a processor)"},
	{"color", 0, "WHEN", "", "colour: auto (default), always, never"},
	{"output", 'o', "DIR", "build",
	 "where to write (default: the folder output beside the content)"},
	{"to", 0, "FORMATS", "build",
	 "what to write, separated by commas: site, json, print, pdf (default: "
	 "all but pdf, which a browser makes of print)"},
	{"engine", 0, "NAME", "build",
	 "what makes PDF: chromium (default: the first browser that is found, "
	 "or the one that EXAMC_BROWSER names) or weasyprint"},
	{"paper", 0, "LIST", "build",
	 "sizes of printed packs: a4, letter (default: both)"},
	{"documents", 0, "LIST", "build",
	 "which printed packs: pack, booklet, key, sheet, review (default: "
	 "all)"},
	{"select", 0, "LIST", "build",
	 "printed packs of these domains and topics alone, one for each id; "
	 "'+' joins ids: one for both"},
	{"columns", 0, "N", "build",
	 "columns of questions and reasons in printed packs: 1 (default) or "
	 "2"},
	{"large-print", 0, NULL, "build", "printed packs in 18 pt"},
	{"compact", 0, NULL, "build",
	 "printed packs in small type, with options side by side"},
	{"qr", 0, NULL, "build",
	 "answer sheets with a QR code of exam, form and hash"},
	{"split-above", 0, "N", "build",
	 "printed packs of a bank with more questions are made for each "
	 "domain (default: 200)"},
	{"stage", 0, "STAGE", "dump",
	 "what to print: source, node, xml, item, lint, html or json"},
	{"path", 0, "PATH", "check",
	 "with '-': the name under which standard input is read, so that its "
	 "bank is found"},
	{"max-files", 0, "N", "check lint build coverage form",
	 "refuse a bank of more question files (default: 1000000)"},
	{"max-bytes", 0, "N", "check lint build coverage form",
	 "refuse a bank of more bytes (default: 4294967296)"},
	{"timings", 0, NULL, "check lint build form",
	 "print the CPU time of each step on standard error"},
	{"help", 'h', NULL, "", "print help on the command"},
	{"version", 'V', NULL, "", "print the version"},
	{"man", 0, NULL, NULL, "print the man page"},
	{"completions", 0, "SHELL", NULL,
	 "print completions for bash, zsh or fish"},
};
/* Is NAME one of the blank- or comma-separated words of LIST? */
bool option_has_word(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = list; (p = strstr(p, name)); p += n)
		if ((p == list || p[-1] == ' ' || p[-1] == ',') &&
		    (!p[n] || p[n] == ' ' || p[n] == ','))
			return true;
	return false;
}

bool option_belongs(const struct option_row *r, const struct command *c)
{
	return r->commands &&
	       (!*r->commands || option_has_word(r->commands, c->name));
}

static const struct command *command_find(const char *name)
{
	for (const struct command *c = commands; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* Any whole number of 64 bits, 0 too. */
static uint64_t parse_seed(const char *name, const char *s)
{
	char *end;
	unsigned long long n;

	errno = 0;
	n = strtoull(s, &end, 10);
	if (!*s || *end || *s == '-' || *s == '+' || errno)
		die(EXIT_USAGE,
		    "--%s takes a whole number from 0 to 18446744073709551615, "
		    "not '%s'",
		    name, s);
	return n;
}

static size_t parse_number(const char *name, const char *s, size_t most)
{
	char *end;
	unsigned long long n = strtoull(s, &end, 10);

	if (*s < '0' || *s > '9' || *end || n < 1 || n > most)
		die(EXIT_USAGE, "--%s takes a whole number from 1 to %zu", name,
		    most);
	return (size_t)n;
}

/* The index of S in NAMES (ended by NULL), or the run ends. */
static int parse_choice(const char *name, const char *s,
			const char *const *names)
{
	for (int i = 0; names[i]; i++)
		if (strcmp(s, names[i]) == 0)
			return i;
	die(EXIT_USAGE,
	    "--%s does not take '%s'; examc --help tells what it "
	    "takes",
	    name, s);
}

static void set_option(struct options *o, int id, const char *arg)
{
	static const char *const severities[] = {"off", "info", "warn", "error",
						 NULL};
	static const char *const colors[] = {"auto", "always", "never", NULL};
	const char *name = option_rows[id - OPT_FORMAT].name;

	switch (id) {
	case OPT_FORMAT:
		o->report.format = arg;
		break;
	case OPT_FAIL_ON:
		o->report.fail_on = (enum severity)parse_choice(name, arg,
								severities);
		break;
	case OPT_ONLY:
		o->report.only = arg;
		break;
	case OPT_SINCE:
		o->report.since = arg;
		break;
	case OPT_WRITE_BASELINE:
		o->write_baseline = true;
		break;
	case OPT_REPORT:
		o->figures = true;
		break;
	case OPT_DRY_RUN:
		o->dry_run = true;
		break;
	case OPT_TODAY:
		o->today = arg;
		break;
	case OPT_DRAFTS:
		o->drafts = true;
		break;
	case OPT_JOBS:
		o->build.jobs = (unsigned)parse_number(name, arg, 256);
		break;
	case OPT_COUNT:
		o->count = (unsigned)parse_number(name, arg, 1000);
		break;
	case OPT_ITEMS:
		o->items = (unsigned)parse_number(name, arg, 10000);
		break;
	case OPT_WRITE:
		o->write = arg;
		break;
	case OPT_RENEW:
		o->renew = arg;
		break;
	case OPT_SEED:
		o->seed = parse_seed(name, arg);
		break;
	case OPT_COLOR:
		o->report.color = (enum color)parse_choice(name, arg, colors);
		break;
	case OPT_OUTPUT:
		o->build.output = arg;
		break;
	case OPT_TO:
		o->build.to = arg;
		break;
	case OPT_ENGINE:
		o->build.engine = arg;
		break;
	case OPT_PAPER:
		o->build.layout.papers = arg;
		break;
	case OPT_DOCUMENTS:
		o->build.layout.documents = arg;
		break;
	case OPT_SELECT:
		o->build.layout.select = arg;
		break;
	case OPT_COLUMNS:
		o->build.layout.columns = (unsigned)parse_number(name, arg, 2);
		break;
	case OPT_LARGE_PRINT:
		o->build.layout.large = true;
		break;
	case OPT_COMPACT:
		o->build.layout.compact = true;
		break;
	case OPT_QR:
		o->build.layout.qr = true;
		break;
	case OPT_SPLIT_ABOVE:
		o->build.layout.split = parse_number(name, arg, 1000000);
		break;
	case OPT_STAGE:
		o->stage = arg;
		break;
	case OPT_PATH:
		o->path = arg;
		break;
	case OPT_TIMINGS:
		o->timings = true;
		break;
	case OPT_MAX_FILES:
		o->max_files = parse_number(name, arg, (size_t)1 << 40);
		break;
	case OPT_MAX_BYTES:
		o->max_bytes = parse_number(name, arg, (size_t)1 << 50);
		break;
	default:
		bug("option %d", id);
	}
}

/* Options that print something and end the run. */
static void set_final(const struct command *c, int id, const char *arg)
{
	switch (id) {
	case OPT_HELP:
		if (c)
			help_command(c);
		else
			help_all();
		break;
	case OPT_VERSION:
		printf("examc %s\n", EXAMC_VERSION);
		break;
	case OPT_MAN:
		help_man();
		break;
	case OPT_COMPLETIONS:
		help_complete(arg);
		break;
	default:
		return;
	}
	if (fflush(stdout) || ferror(stdout))
		die(EXIT_MACHINE, "cannot write to standard output:");
	exit(EXIT_CLEAN);
}

/* The tables that getopt_long() wants. */
static void getopt_tables(struct option *longs, char *shorts)
{
	*shorts++ = ':';
	for (size_t i = 0; i < OPTION_ROWS; i++) {
		longs[i] = (struct option){
			option_rows[i].name,
			option_rows[i].arg ? required_argument : no_argument,
			NULL, (int)i + OPT_FORMAT};
		if (!option_rows[i].letter)
			continue;
		*shorts++ = option_rows[i].letter;
		if (option_rows[i].arg)
			*shorts++ = ':';
	}
	*shorts = 0;
	longs[OPTION_ROWS] = (struct option){0};
}

static int row_of_letter(int c)
{
	for (int i = 0; i < OPTION_ROWS; i++)
		if (option_rows[i].letter == c)
			return i + OPT_FORMAT;
	return c;
}

_Noreturn static void unknown_option(const char *arg)
{
	const char *names[OPTION_ROWS], *near;
	const char *word = arg + strspn(arg, "-");

	for (size_t i = 0; i < OPTION_ROWS; i++)
		names[i] = option_rows[i].name;
	near = did_you_mean(word, names, OPTION_ROWS);
	if (near)
		die(EXIT_USAGE, "unknown option '%s'; did you mean '--%s'?",
		    arg, near);
	die(EXIT_USAGE, "unknown option '%s'; examc --help lists them", arg);
}

static const struct command *parse_command(const char *name)
{
	const struct command *c = command_find(name);
	VEC(const char *) names = {0};
	const char *near;

	if (c)
		return c;
	for (c = commands; c->name; c++)
		vec_push(&names, c->name);
	near = did_you_mean(name, names.p, names.n);
	if (near)
		die(EXIT_USAGE, "unknown command '%s'; did you mean '%s'?",
		    name, near);
	die(EXIT_USAGE, "unknown command '%s'; examc --help lists them", name);
}

void options_parse(struct options *o, int argc, char **argv)
{
	struct option longs[OPTION_ROWS + 1];
	char shorts[2 * OPTION_ROWS + 2];
	int id;

	*o = (struct options){.report.fail_on = SEV_ERROR,
			      .max_files = 1000000,
			      .max_bytes = (size_t)4 << 30};
	if (argc > 1 && argv[1][0] != '-')
		o->command = parse_command(argv[1]);
	getopt_tables(longs, shorts);
	optind = o->command ? 2 : 1;
	opterr = 0;
	while ((id = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (id == ':')
			die(EXIT_USAGE, "%s needs a value", argv[optind - 1]);
		if (id == '?')
			unknown_option(argv[optind - 1]);
		id = row_of_letter(id);
		set_final(o->command, id, optarg);
		if (o->command &&
		    !option_belongs(&option_rows[id - OPT_FORMAT], o->command))
			die(EXIT_USAGE, "'%s' takes no --%s", o->command->name,
			    option_rows[id - OPT_FORMAT].name);
		set_option(o, id, optarg);
	}
	if (!o->command) {
		if (argc > 1)
			die(EXIT_USAGE, "name a command first; examc --help "
					"lists them");
		help_all();
		exit(EXIT_USAGE);
	}
	o->args = (const char **)(argv + optind);
	o->nargs = (size_t)(argc - optind);
	if (o->report.format &&
	    (!o->command->formats ||
	     !option_has_word(o->command->formats, o->report.format)))
		die(EXIT_USAGE, "'%s' has no format '%s'; its formats: %s",
		    o->command->name, o->report.format,
		    o->command->formats ? o->command->formats : "none");
}
