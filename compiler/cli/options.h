/* The command line: one table makes the parser, --help, man page, completions. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "load/build.h"
#include "report/report.h"

/* What the user asked for. Strings point into argv. */
struct options {
	const struct command *command;
	char **argv; /* the command line as it was given */
	int argc;
	const char **args; /* what is left: paths, ids */
	size_t nargs;
	struct report_options report;
	struct build_options build;
	const char *output; /* of build: a folder; else a file for findings */
	const char *today;  /* NULL: the clock */
	const char *stage;  /* of dump */
	const char *path;   /* how stdin is called */
	/* Of init: what the bank is about, and with which files it begins. */
	const char *title, *code, *language, *domains;
	bool with_services, with_rules;
	const char *topic, *task; /* of new; NULL: what coverage wants most */
	bool drafts;
	bool write_baseline; /* take all findings as known */
	bool figures;	     /* of lint: figures, not findings */
	bool dry_run;	     /* of fix, fmt: show, do not write */
	bool timings;	     /* print where the time went */
	const char *cache;   /* where caches lie; NULL: in the user's folder */
	bool no_cache;
	const char *write;     /* of form: the name of a released form */
	const char *renew;     /* the same, of one that exists */
	unsigned count, items; /* of form, init; 0: the default */
	unsigned versions;     /* of each form; 0: one */
	bool without_secure;   /* of form: no secure question is drawn */
	uint64_t seed;
	size_t max_files, max_bytes;
};

/* The names that begin the rows of a table; the last of them is NULL. */
struct choices {
	const void *rows;
	size_t size; /* bytes of a row */
};
#define CHOICES(table)                                                         \
	{                                                                      \
		(table), sizeof *(table)                                       \
	}

/* The name of row I, which is not behind the last; NULL: it is the last. */
const char *choices_at(const struct choices *n, size_t i);

struct command {
	const char *name;
	int (*run)(const struct options *o);
	struct choices formats; /* of --format; the first is the default */
};

/* The commands, ended by a name NULL. Their functions are in commands.h, what
 * is to be said of each in help/NAME.md. */
extern const struct command commands[];

/*
 * Parses the command line. Help, version, man page and completions are
 * printed here and end the run; mistakes end it with exit 2 and advice.
 */
void options_parse(struct options *o, int argc, char **argv);

#endif
