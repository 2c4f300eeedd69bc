/* The table of options, between its parser and its printer. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <stdbool.h>

#include "base/buf.h"
#include "cli/options.h"

/* What stands behind an option, and what its member of struct options is. */
enum option_kind {
	OPTION_FLAG,   /* nothing; bool */
	OPTION_TEXT,   /* anything; const char * */
	OPTION_COUNT,  /* a whole number; unsigned, or 64 bits */
	OPTION_CHOICE, /* one of the names; an enum, by their order */
	OPTION_NAME,   /* one of the names; const char * */
	OPTION_LIST,   /* names, separated by commas; const char * */
	OPTION_FORMAT, /* one of the names that the command has; const char * */
	OPTION_PRINT,  /* one of the names, or nothing: printed is the end */
};

struct option_row {
	const char *name;     /* its texts are in help/options.md */
	char letter;	      /* 0: none */
	const char *commands; /* names, separated by blanks; "" for all; NULL:
				 it stands alone */
	enum option_kind kind;
	size_t at, size; /* of the member in struct options */
	uint64_t least, most;
	struct choices choices;
	/* Of OPTION_PRINT; C may be NULL. */
	void (*print)(struct buf *out, const struct command *c,
		      const char *value);
};

/* Ended by a name NULL. */
extern const struct option_row option_rows[];

/* Does the command take the option? */
bool option_belongs(const struct option_row *r, const struct command *c);

/* Does a value stand behind it? */
bool option_has_value(const struct option_row *r);

/* The names that the value is one of; those without rows: it may be any. C may
 * be NULL. */
const struct choices *option_choices(const struct option_row *r,
				     const struct command *c);

size_t choices_count(const struct choices *n);
/* The name that is like WORD; NULL: none is. */
const char *choices_near(const struct choices *n, const char *word);
/* Appends the names with BETWEEN between them, LAST before the last. */
void choices_join(struct buf *out, const struct choices *n, const char *between,
		  const char *last);

/*
 * Sets the member of the option to its value ARG; NULL where none stands behind
 * it. Without a command, what is only said of one is passed over. What the
 * option or the command does not take ends the run with exit 2, an option that
 * prints something with exit 0.
 */
void option_set(struct options *o, const struct option_row *r, const char *arg);

/* What is printed in the end: rows' functions. */
void help_print(struct buf *out, const struct command *c, const char *value);
void help_version(struct buf *out, const struct command *c, const char *value);
void help_man(struct buf *out, const struct command *c, const char *value);

/* Appends TEXT in lines of at most 78 columns, each after INDENT blanks. */
void help_wrap(struct buf *out, const char *text, int indent);
/* Appends S for roff: hyphens that may be typed, no line that begins a macro. */
void help_roff(struct buf *out, const char *s);

/* One line of what the command does; A owns it. */
const char *help_summary(struct arena *a, const struct command *c);

/* A shell that has completions, and how it is told of commands and options. */
struct completions;
struct shell {
	const char *name;
	void (*command)(struct completions *, const struct command *c,
			const char *summary);
	/* VALUES: words to offer behind the option, "" for none. */
	void (*option)(struct completions *, const struct command *c,
		       const struct option_row *r, const char *values);
	const char *end; /* behind the options of a command */
};

/* Ended by a name NULL. */
extern const struct shell shells[];

/* VALUE is the name of a shell. */
void complete_print(struct buf *out, const struct command *c,
		    const char *value);

#endif
