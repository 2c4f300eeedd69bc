/* Findings in every format: for people, for scripts. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/vec.h"
#include "report/fingerprint.h"
#include "ruleset/rules.h"

struct bank;
struct named;

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* Which findings are shown, and how. Empty: all of them, for people. */
struct report_options {
	const char *format; /* of report_formats; NULL: the first */
	const char *only;   /* comma-separated rule ids; NULL: all */
	const char *since;  /* git revision; NULL: show all files */
	enum confidence min_confidence; /* of rules whose findings are shown */
	bool rules_only;		/* findings of packs, and errors */
	enum severity fail_on; /* what makes the run fail; SEV_OFF: nothing */
	enum color color;
	bool terminal; /* it is what the text is printed on */
};

/* The findings of a run, chosen and counted. */
struct report {
	const struct report_options *options;
	const struct ruleset *rules; /* NULL: none at hand */
	struct arena arena;
	struct fingerprints prints; /* of findings that a baseline may know */
	size_t known;		    /* findings that a baseline left out */
	uint64_t only_known; /* names of --only that a rule has, a bit each */
	VEC(const struct diag *) findings; /* those that are shown */
	size_t counts[SEV_ERROR + 1];	   /* of those, by severity */
	size_t files, questions;
	bool config; /* a finding at or above --fail-on in configuration */
	bool failed; /* any finding at or above --fail-on */
};

/*
 * Adds the findings of a bank. ONLY names the paths beneath the bank's
 * folder whose findings are wanted (see struct target). What the bank's baseline knows is left
 * out; with --since, what lies in files that did not change.
 */
void report_add(struct report *r, struct bank *b, const struct named *only);

/* Ends the run with exit 2 if --only names what is no rule and no pack of any
 * bank that was added: a misspelt name must not look like a clean bank. */
void report_check_only(const struct report *r);

/* Sorts by file, place and id. */
void report_sort(struct report *r);

/* Sorts and prints to OUT. */
void report_print(struct report *r, FILE *out);

/* One line for people on stderr: what was looked at, what was found. */
void report_summary(const struct report *r, double seconds);

/* The exit code that the findings ask for. */
enum exit_code report_exit(const struct report *r);

void report_release(struct report *r);

/* A format; each prints all findings, which are sorted. */
struct report_format {
	const char *name; /* of --format */
	void (*print)(struct report *r, FILE *out);
};

/* Ended by a name NULL; the first is the default. */
extern const struct report_format report_formats[];

void report_human(struct report *r, FILE *out);
void report_short(struct report *r, FILE *out);
void report_json(struct report *r, FILE *out);
void report_sarif(struct report *r, FILE *out);
void report_github(struct report *r, FILE *out);
void report_gitlab(struct report *r, FILE *out);
void report_junit(struct report *r, FILE *out);
void report_markdown(struct report *r, FILE *out);

#endif
