/* --help, the man page and shell completions, from the tables. */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/version.h"
#include "cli/table.h"

/* Prints TEXT in lines of at most 78 columns, each after INDENT blanks. */
static void wrap(const char *text, int indent)
{
	int col = 0;

	while (*text) {
		int n = (int)strcspn(text, " \n");

		if (col && col + 1 + n > 78) {
			putchar('\n');
			col = 0;
		}
		if (!col)
			col = printf("%*s%.*s", indent, "", n, text);
		else
			col += printf(" %.*s", n, text);
		text += n;
		if (*text == '\n') {
			putchar('\n');
			col = 0;
		}
		text += *text != 0;
	}
	if (col)
		putchar('\n');
}

static void option_line(const struct option_row *r)
{
	char left[64];

	snprintf(left, sizeof left, "%s%c%s--%s%s%s", r->letter ? "-" : " ",
		 r->letter ? r->letter : ' ', r->letter ? ", " : "  ", r->name,
		 r->arg ? " " : "", r->arg ? r->arg : "");
	printf("  %s\n", left);
	wrap(r->help, 10);
}

void help_all(void)
{
	printf("examc %s: the compiler for exam content\n\n", EXAMC_VERSION);
	printf("usage: examc COMMAND [OPTION…] [PATH…]\n\n");
	for (const struct command *c = commands; c->name; c++)
		printf("  %-10s %s\n", c->name, c->summary);
	printf("\n  examc check               check the bank in content/\n"
	       "  examc build -o output     build the site, JSON and print\n"
	       "  examc explain item/no-key what a finding means\n\n"
	       "examc COMMAND --help tells more.\n");
}

void help_command(const struct command *c)
{
	printf("usage: examc %s [OPTION…] %s\n\n", c->name, c->args);
	wrap(c->text, 0);
	printf("\noptions:\n");
	for (size_t i = 0; i < OPTION_ROWS; i++)
		if (option_belongs(&option_rows[i], c))
			option_line(&option_rows[i]);
	if (c->formats)
		printf("\nformats: %s\n", c->formats);
	printf("\nexample: %s\n", c->example);
}

/* Text for roff: a hyphen that may be typed, no line that begins a macro. */
static void roff(const char *s)
{
	if (*s == '.' || *s == '\'')
		fputs("\\&", stdout);
	for (; *s; s++) {
		if (*s == '-')
			fputs("\\-", stdout);
		else if (*s == '\\')
			fputs("\\e", stdout);
		else
			putchar(*s);
	}
}

static void man_option(const struct option_row *r)
{
	printf(".TP\n.B ");
	if (r->letter)
		printf("\\-%c\\fR, \\fB", r->letter);
	printf("\\-\\-");
	roff(r->name);
	if (r->arg)
		printf("\\fR \\fI%s\\fR", r->arg);
	putchar('\n');
	roff(r->help);
	putchar('\n');
}

void help_man(void)
{
	printf(".TH EXAMC 1 \"\" \"examc %s\" \"User Commands\"\n"
	       ".SH NAME\nexamc \\- the compiler for exam content\n"
	       ".SH SYNOPSIS\n.B examc\n.I command\n"
	       ".RI [ option \" ...] [\" path \" ...]\"\n"
	       ".SH DESCRIPTION\n"
	       "Checks exam questions in Markdown against a schema, a "
	       "blueprint and item\\-writing rules,\nand builds a practice "
	       "site, JSON and printable packs.\n.SH COMMANDS\n",
	       EXAMC_VERSION);
	for (const struct command *c = commands; c->name; c++) {
		printf(".SS examc %s ", c->name);
		roff(c->args);
		putchar('\n');
		roff(c->text);
		printf("\n.PP\nExample: \\fB");
		roff(c->example);
		printf("\\fR\n");
	}
	printf(".SH OPTIONS\n");
	for (size_t i = 0; i < OPTION_ROWS; i++)
		if (option_rows[i].commands)
			man_option(&option_rows[i]);
	printf(".SH EXIT STATUS\n"
	       ".TP\n.B 0\nclean\n"
	       ".TP\n.B 1\na finding in a question, case or image\n"
	       ".TP\n.B 2\nthe command line, a missing path, or a finding in "
	       "exam.yaml, services.yaml or rules\n"
	       ".TP\n.B 3\na tool is missing\n"
	       ".TP\n.B 4\nan error of input, output or memory\n"
	       ".TP\n.B 5\nanother build is writing\n");
}

/* Values to offer behind an option, or "". */
static const char *values_of(size_t row)
{
	switch (row + OPT_FORMAT) {
	case OPT_FORMAT:
		return "human short json sarif github gitlab junit";
	case OPT_FAIL_ON:
		return "error warn info";
	case OPT_COLOR:
		return "auto always never";
	case OPT_TO:
		return "site json print";
	case OPT_STAGE:
		return "source node xml item lint html json";
	default:
		return "";
	}
}

static void complete_bash(void)
{
	printf("_examc() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} "
	       "prev=${COMP_WORDS[COMP_CWORD-1]}\n\tcase $prev in\n");
	for (size_t i = 0; i < OPTION_ROWS; i++)
		if (option_rows[i].commands && *values_of(i))
			printf("\t--%s) COMPREPLY=($(compgen -W \"%s\" -- "
			       "\"$cur\")); return ;;\n",
			       option_rows[i].name, values_of(i));
	printf("\tesac\n\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n"
	       "\t\tCOMPREPLY=($(compgen -W \"");
	for (const struct command *c = commands; c->name; c++)
		printf("%s ", c->name);
	printf("--help --version\" -- \"$cur\")); return\n\tfi\n"
	       "\tcase ${COMP_WORDS[1]} in\n");
	for (const struct command *c = commands; c->name; c++) {
		printf("\t%s) local opts=\"", c->name);
		for (size_t i = 0; i < OPTION_ROWS; i++)
			if (option_belongs(&option_rows[i], c))
				printf("--%s ", option_rows[i].name);
		printf("\" ;;\n");
	}
	printf("\tesac\n\tif [[ $cur == -* ]]; then\n"
	       "\t\tCOMPREPLY=($(compgen -W \"$opts\" -- \"$cur\"))\n\telse\n"
	       "\t\tCOMPREPLY=($(compgen -f -- \"$cur\"))\n\tfi\n}\n"
	       "complete -o filenames -F _examc examc\n");
}

static void complete_fish(void)
{
	printf("complete -c examc -f -n __fish_use_subcommand\n");
	for (const struct command *c = commands; c->name; c++) {
		printf("complete -c examc -n __fish_use_subcommand -a %s -d "
		       "'%s'\n",
		       c->name, c->summary);
		for (size_t i = 0; i < OPTION_ROWS; i++) {
			if (!option_belongs(&option_rows[i], c))
				continue;
			printf("complete -c examc -n "
			       "'__fish_seen_subcommand_from %s' -l %s%s",
			       c->name, option_rows[i].name,
			       option_rows[i].arg ? " -r" : "");
			if (*values_of(i))
				printf(" -a '%s'", values_of(i));
			putchar('\n');
		}
	}
}

static void complete_zsh(void)
{
	printf("#compdef examc\n_examc() {\n\tlocal -a cmds=(\n");
	for (const struct command *c = commands; c->name; c++)
		printf("\t\t'%s:%s'\n", c->name, c->summary);
	printf("\t)\n\tif (( CURRENT == 2 )); then\n"
	       "\t\t_describe command cmds; return\n\tfi\n"
	       "\tcase $words[2] in\n");
	for (const struct command *c = commands; c->name; c++) {
		printf("\t%s) _arguments", c->name);
		for (size_t i = 0; i < OPTION_ROWS; i++) {
			if (!option_belongs(&option_rows[i], c))
				continue;
			printf(" '--%s%s", option_rows[i].name,
			       option_rows[i].arg ? "=:" : "");
			if (*values_of(i))
				printf("value:(%s)", values_of(i));
			printf("'");
		}
		printf(" '*:file:_files' ;;\n");
	}
	printf("\tesac\n}\n_examc \"$@\"\n");
}

void help_complete(const char *shell)
{
	if (strcmp(shell, "bash") == 0)
		complete_bash();
	else if (strcmp(shell, "fish") == 0)
		complete_fish();
	else if (strcmp(shell, "zsh") == 0)
		complete_zsh();
	else
		die(EXIT_USAGE, "--completions takes bash, zsh or fish");
}
