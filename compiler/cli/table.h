/* The table of options, between its parser and its printer. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <stdbool.h>

#include "cli/options.h"

struct option_row {
	const char *name;
	char letter;	      /* 0: none */
	const char *arg;      /* NULL: a switch */
	const char *commands; /* names, separated by blanks; "" for all */
	const char *help;
};

enum option_id {
	OPT_FORMAT = 256,
	OPT_FAIL_ON,
	OPT_ONLY,
	OPT_SINCE,
	OPT_WRITE_BASELINE,
	OPT_DRY_RUN,
	OPT_COUNT,
	OPT_SEED,
	OPT_ITEMS,
	OPT_WRITE,
	OPT_RENEW,
	OPT_REPORT,
	OPT_TODAY,
	OPT_DRAFTS,
	OPT_JOBS,
	OPT_COLOR,
	OPT_OUTPUT,
	OPT_TO,
	OPT_ENGINE,
	OPT_PAPER,
	OPT_DOCUMENTS,
	OPT_SELECT,
	OPT_COLUMNS,
	OPT_LARGE_PRINT,
	OPT_COMPACT,
	OPT_QR,
	OPT_SPLIT_ABOVE,
	OPT_STAGE,
	OPT_PATH,
	OPT_MAX_FILES,
	OPT_MAX_BYTES,
	OPT_TIMINGS,
	OPT_HELP,
	OPT_VERSION,
	OPT_MAN,
	OPT_COMPLETIONS,
	OPT_END
};

/* By enum option_id, from OPT_FORMAT on. */
enum { OPTION_ROWS = OPT_END - OPT_FORMAT };
extern const struct option_row option_rows[OPTION_ROWS];

/* Is NAME one of the blank- or comma-separated words of LIST? */
bool option_has_word(const char *list, const char *name);

/* Does the command take the option? */
bool option_belongs(const struct option_row *r, const struct command *c);

/* Print to standard output. */
void help_all(void);
void help_command(const struct command *c);
void help_man(void);
/* SHELL is bash, zsh or fish; else the run ends with exit 2. */
void help_complete(const char *shell);

#endif
