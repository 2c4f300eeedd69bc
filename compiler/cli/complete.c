/* Completions for shells: their frames are in help/, the words in the tables. */
#include <string.h>

#include "base/arena.h"
#include "base/markup.h"
#include "cli/table.h"

/* What goes into a frame. */
struct completions {
	struct buf commands, options, values;
};

static void bash_command(struct completions *w, const struct command *c,
			 const char *summary)
{
	(void)summary;
	buf_printf(&w->commands, "%s ", c->name);
	buf_printf(&w->options, "\t%s) local opts=\"", c->name);
}

static void bash_option(struct completions *w, const struct command *c,
			const struct option_row *r, const char *values)
{
	buf_printf(&w->options, "--%s ", r->name);
	if (*values)
		buf_printf(&w->values,
			   "\t'%s --%s') COMPREPLY=($(compgen -W \"%s\" -- "
			   "\"$cur\")); return ;;\n",
			   c->name, r->name, values);
}

static void zsh_command(struct completions *w, const struct command *c,
			const char *summary)
{
	buf_printf(&w->commands, "\t\t'%s:%s'\n", c->name, summary);
	buf_printf(&w->options, "\t%s) _arguments", c->name);
}

static void zsh_option(struct completions *w, const struct command *c,
		       const struct option_row *r, const char *values)
{
	(void)c;
	buf_printf(&w->options, " '--%s%s", r->name,
		   option_has_value(r) ? "=:" : "");
	if (*values)
		buf_printf(&w->options, "value:(%s)", values);
	buf_char(&w->options, '\'');
}

static void fish_command(struct completions *w, const struct command *c,
			 const char *summary)
{
	buf_printf(&w->options,
		   "complete -c examc -n __fish_use_subcommand -a %s -d '%s'\n",
		   c->name, summary);
}

static void fish_option(struct completions *w, const struct command *c,
			const struct option_row *r, const char *values)
{
	buf_printf(&w->options,
		   "complete -c examc -n '__fish_seen_subcommand_from %s' -l "
		   "%s%s",
		   c->name, r->name, option_has_value(r) ? " -r" : "");
	if (*values)
		buf_printf(&w->options, " -a '%s'", values);
	buf_char(&w->options, '\n');
}

const struct shell shells[] = {
	{"bash", bash_command, bash_option, "\" ;;\n"},
	{"zsh", zsh_command, zsh_option, " '*:file:_files' ;;\n"},
	{"fish", fish_command, fish_option, ""},
	{0}};

static void add_command(struct completions *w, const struct shell *s,
			const struct command *c)
{
	struct arena a = {0};
	struct buf values = BUF_INIT;

	s->command(w, c, help_summary(&a, c));
	for (const struct option_row *r = option_rows; r->name; r++) {
		if (!option_belongs(r, c))
			continue;
		buf_reset(&values);
		choices_join(&values, option_choices(r, c), " ", " ");
		s->option(w, c, r, buf_cstr(&values));
	}
	buf_str(&w->options, s->end);
	buf_release(&values);
	arena_release(&a);
}

void complete_print(struct buf *out, const struct command *c, const char *value)
{
	const struct shell *s = shells;
	struct completions w = {BUF_INIT, BUF_INIT, BUF_INIT};
	struct arena a = {0};

	while (strcmp(s->name, value) != 0)
		s++;
	for (c = commands; c->name; c++)
		add_command(&w, s, c);
	markup_frame(out, arena_printf(&a, "help/complete.%s", value),
		     (struct slot[]){{"commands", buf_cstr(&w.commands), true},
				     {"options", buf_cstr(&w.options), true},
				     {"values", buf_cstr(&w.values), true}},
		     3);
	buf_release(&w.commands);
	buf_release(&w.options);
	buf_release(&w.values);
	arena_release(&a);
}
