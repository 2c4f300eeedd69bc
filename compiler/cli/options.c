/* The command line, read by the tables of commands and options. */
#include "cli/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "cli/table.h"

enum {
	LETTER_END = 256
}; /* behind it: rows of the table, which are no letters */

/* The tables that getopt_long() wants. */
static void getopt_tables(struct option *longs, char *shorts)
{
	const struct option_row *r = option_rows;

	*shorts++ = ':';
	for (; r->name; r++) {
		bool value = option_has_value(r);

		*longs++ = (struct option){
			r->name, value ? required_argument : no_argument, NULL,
			LETTER_END + (int)(r - option_rows)};
		if (!r->letter)
			continue;
		*shorts++ = r->letter;
		if (value)
			*shorts++ = ':';
	}
	*shorts = 0;
	*longs = (struct option){0};
}

static const struct option_row *row_of(int id)
{
	const struct option_row *r = option_rows;

	if (id >= LETTER_END)
		return &option_rows[id - LETTER_END];
	while (r->letter != id)
		r++;
	return r;
}

/* WORD is no name of the table N. */
_Noreturn static void unknown(const char *what, const char *word,
			      const struct choices *n, const char *dashes)
{
	const char *near = choices_near(n, word + strspn(word, "-"));

	if (near)
		die(EXIT_USAGE, "unknown %s '%s'; did you mean '%s%s'?", what,
		    word, dashes, near);
	die(EXIT_USAGE, "unknown %s '%s'; examc --help lists them", what, word);
}

static const struct command *parse_command(const char *name)
{
	const struct command *c = commands;

	while (c->name && strcmp(c->name, name) != 0)
		c++;
	if (!c->name)
		unknown("command", name, &(struct choices)CHOICES(commands),
			"");
	return c;
}

static void parse_options(struct options *o, int argc, char **argv)
{
	size_t n = choices_count(&(struct choices)CHOICES(option_rows));
	struct option *longs = xcalloc(n + 1, sizeof *longs);
	char *shorts = xcalloc(n + 1, 2);
	int id;

	getopt_tables(longs, shorts);
	optind = o->command ? 2 : 1;
	opterr = 0;
	while ((id = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (id == ':')
			die(EXIT_USAGE, "%s needs a value", argv[optind - 1]);
		if (id == '?')
			unknown("option", argv[optind - 1],
				&(struct choices)CHOICES(option_rows), "--");
		option_set(o, row_of(id), optarg);
	}
	free(longs);
	free(shorts);
}

/* For who said nothing at all. */
_Noreturn static void print_help(void)
{
	struct buf out = BUF_INIT;

	help_print(&out, NULL, NULL);
	fputs(buf_cstr(&out), stdout);
	buf_release(&out);
	exit(EXIT_USAGE);
}

void options_parse(struct options *o, int argc, char **argv)
{
	*o = (struct options){.argc = argc,
			      .argv = argv,
			      .report.fail_on = SEV_ERROR,
			      .report.terminal = isatty(STDOUT_FILENO),
			      .max_files = 1000000,
			      .max_bytes = (size_t)4 << 30};
	if (argc > 1 && argv[1][0] != '-')
		o->command = parse_command(argv[1]);
	parse_options(o, argc, argv);
	if (!o->command && argc > 1)
		die(EXIT_USAGE, "name a command first; examc --help lists "
				"them");
	if (!o->command)
		print_help();
	o->args = (const char **)(argv + optind);
	o->nargs = (size_t)(argc - optind);
	if (!o->report.format)
		o->report.format = choices_at(&o->command->formats, 0);
}
