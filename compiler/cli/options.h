/* The command line: one table makes the parser, --help, man page, completions. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/diag.h"
#include "model/layout.h"

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* What the user asked for. Strings point into argv. */
struct options {
	const struct command *command;
	const char **args; /* what is left: paths, ids */
	size_t nargs;
	const char *format;   /* NULL: the command's first */
	const char *output;   /* -o; NULL: beside the content */
	const char *to;	      /* comma-separated formats; NULL: all */
	const char *engine;   /* what makes PDF; NULL: the first found */
	struct layout layout; /* of printed packs */
	const char *today;    /* NULL: the clock */
	const char *only;     /* comma-separated rule ids; NULL: all */
	const char *since;    /* git revision; NULL: show all files */
	const char *stage;    /* of dump */
	const char *path;     /* how stdin is called */
	enum severity fail_on;
	enum color color;
	bool drafts;
	bool write_baseline;   /* take all findings as known */
	bool report;	       /* of lint: figures, not findings */
	bool rules_only;       /* findings of packs, and errors */
	bool dry_run;	       /* of fix: show, do not write */
	bool timings;	       /* print where the time went */
	const char *write;     /* of form: the name of a released form */
	const char *renew;     /* the same, of one that exists */
	unsigned count, items; /* of form; 0: the default */
	uint64_t seed;
	unsigned jobs; /* 0: one a processor */
	size_t max_files, max_bytes;
};

struct command {
	const char *name;
	const char *args;    /* for the usage line */
	const char *summary; /* one line */
	const char *text;    /* a paragraph or more, for --help and man */
	const char *example;
	const char *formats; /* comma-separated, the first is the default */
	int (*run)(const struct options *o);
};

/* The commands, ended by a name NULL. Their functions are in commands.c. */
extern const struct command commands[];

/*
 * Parses the command line. Help, version, man page and completions are
 * printed here and end the run; mistakes end it with exit 2 and advice.
 */
void options_parse(struct options *o, int argc, char **argv);

#endif
