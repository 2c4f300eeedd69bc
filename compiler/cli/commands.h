/* The commands' functions and formats, and what several of them do. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/options.h"
#include "model/ledger.h"
#include "load/load.h"

/* Each returns the exit code of the run. */
int command_check(const struct options *o);
/* lint --report */
int command_figures(const struct options *o);
int command_lint(const struct options *o);
int command_build(const struct options *o);
int command_coverage(const struct options *o);
int command_form(const struct options *o);
int command_explain(const struct options *o);
int command_rules(const struct options *o);
int command_dump(const struct options *o);
int command_fix(const struct options *o);
int command_fmt(const struct options *o);
int command_init(const struct options *o);
int command_new(const struct options *o);

/* Of coverage: what --format takes. Ended by a name NULL. */
struct coverage_format {
	const char *name;
	void (*print)(const struct ledger *l, const struct ledger *was,
		      const char *since, struct buf *out);
};
extern const struct coverage_format coverage_formats[];

/* Of dump: what --stage takes. Ended by a name NULL. */
struct dump;
struct dump_stage {
	const char *name;
	int needs; /* how far the question must have come */
	void (*print)(struct dump *d);
};
extern const struct dump_stage dump_stages[];

/* Is --format json? Of commands that have formats. */
bool wants_json(const struct options *o);

/* A session as the options ask for it, with the rules not yet loaded. */
void session_from(struct session *s, const struct options *o);

/* The day that freshness counts from: --today, SOURCE_DATE_EPOCH, the clock.
 * What is no date ends the run with exit 2. */
int today_from(const struct options *o);

/* Flushes standard output; a failure ends the run with exit 4. */
void finish_stdout(void);

#endif
