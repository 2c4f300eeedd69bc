/* --help and the man page: the files of help/ with what the tables know. */
#include <string.h>

#include "base/confine.h"
#include "base/embedded.h"
#include "base/err.h"
#include "base/markup.h"
#include "base/version.h"
#include "cli/table.h"
#include "emit/qr.h"

/* What help/NAME.md says of a command. */
struct page {
	const char *args;    /* for the usage line */
	const char *summary; /* one line */
	const char *text;    /* paragraphs, a line each */
	const char *example;
};

/* The text of an embedded file in the arena, each paragraph in one line. */
static char *paragraphs(struct arena *a, const char *path)
{
	const struct embedded *e = embedded_find(path);
	char *text;

	if (!e)
		bug("no %s", path);
	text = arena_copy(a, (const char *)e->data, e->size);
	for (char *p = text; *p; p++)
		if (p[0] == '\n' && p[1] != '\n' && p > text && p[-1] != '\n')
			*p = p[1] ? ' ' : 0;
	return text;
}

/* Ends the string P before MARK and returns what is behind it. */
static char *cut(char *p, const char *mark, const char *path)
{
	char *at = strstr(p, mark);

	if (!at)
		bug("%s lacks '%s'", path, mark);
	*at = 0;
	return at + strlen(mark);
}

static struct page page_of(struct arena *a, const struct command *c)
{
	const char *path = arena_printf(a, "help/%s.md", c->name);
	char *title = arena_printf(a, "# examc %s ", c->name);
	char *args = cut(paragraphs(a, path), title, path);
	char *summary = cut(args, "\n\n", path);
	char *text = cut(summary, "\n\n", path);

	return (struct page){args, summary, text, cut(text, "\n\n    ", path)};
}

const char *help_summary(struct arena *a, const struct command *c)
{
	return page_of(a, c).summary;
}

/* What help/options.md says of an option: its value, "" for none, and a text
 * in which the names stand that the value is one of. */
struct option_text {
	const char *value, *help;
};

static struct option_text text_of(struct arena *a, const struct option_row *r,
				  const struct command *c)
{
	static const char path[] = "help/options.md", hole[] = "{{values}}";
	const char *mark = arena_printf(a, "\n## --%s%s", r->name,
					option_has_value(r) ? " " : "\n\n");
	char *at = cut(paragraphs(a, path), mark, path), *end;
	struct option_text t = {"", at};
	struct buf help = BUF_INIT;

	end = strstr(at, "\n\n## ");
	if (end)
		*end = 0;
	if (option_has_value(r)) {
		t.value = at;
		t.help = at = cut(at, "\n\n", path);
	}
	if (strstr(at, hole)) {
		char *rest = cut(at, hole, path);

		buf_str(&help, at);
		choices_join(&help, option_choices(r, c), ", ", ", ");
		buf_str(&help, rest);
		t.help = arena_strdup(a, buf_cstr(&help));
		buf_release(&help);
	}
	return t;
}

void help_wrap(struct buf *out, const char *text, int indent)
{
	size_t col = 0;

	while (*text) {
		int n = (int)strcspn(text, " \n");
		size_t start = out->n;

		if (col && col + 1 + (size_t)n > 78) {
			buf_char(out, '\n');
			start = out->n;
			col = 0;
		}
		if (!col)
			buf_printf(out, "%*s%.*s", indent, "", n, text);
		else
			buf_printf(out, " %.*s", n, text);
		col += out->n - start;
		text += n;
		if (*text == '\n') {
			buf_char(out, '\n');
			col = 0;
		}
		text += *text != 0;
	}
	if (col)
		buf_char(out, '\n');
}

/* A slot for what was written to B. */
static struct slot slot(const char *name, const struct buf *b)
{
	return (struct slot){name, buf_cstr(b), true};
}

/* --help */

static void add_all(struct buf *out)
{
	struct arena a = {0};
	struct buf list = BUF_INIT;

	for (const struct command *c = commands; c->name; c++)
		buf_printf(&list, "  %-10s %s\n", c->name, help_summary(&a, c));
	markup_frame(out, "help/commands.txt",
		     (struct slot[]){{"version", EXAMC_VERSION, true},
				     slot("commands", &list)},
		     2);
	buf_release(&list);
	arena_release(&a);
}

static void add_option(struct buf *out, const struct option_row *r,
		       const struct command *c)
{
	struct arena a = {0};
	struct option_text t = text_of(&a, r, c);

	if (r->letter)
		buf_printf(out, "  -%c, ", r->letter);
	else
		buf_str(out, "      ");
	buf_printf(out, "--%s%s%s\n", r->name, *t.value ? " " : "", t.value);
	help_wrap(out, t.help, 10);
	arena_release(&a);
}

static void add_command(struct buf *out, const struct command *c)
{
	struct arena a = {0};
	struct page page = page_of(&a, c);
	struct buf text = BUF_INIT, options = BUF_INIT, formats = BUF_INIT;

	help_wrap(&text, page.text, 0);
	for (const struct option_row *r = option_rows; r->name; r++)
		if (option_belongs(r, c))
			add_option(&options, r, c);
	if (c->formats.rows) {
		buf_str(&formats, "\nformats: ");
		choices_join(&formats, &c->formats, ",", ",");
		buf_char(&formats, '\n');
	}
	markup_frame(out, "help/command.txt",
		     (struct slot[]){{"name", c->name, true},
				     {"args", page.args, true},
				     slot("text", &text),
				     slot("options", &options),
				     slot("formats", &formats),
				     {"example", page.example, true}},
		     6);
	buf_release(&text);
	buf_release(&options);
	buf_release(&formats);
	arena_release(&a);
}

void help_print(struct buf *out, const struct command *c, const char *value)
{
	(void)value;
	if (c)
		add_command(out, c);
	else
		add_all(out);
}

void help_version(struct buf *out, const struct command *c, const char *value)
{
	(void)c, (void)value;
	buf_printf(out, "examc %s\nconfinement: ", EXAMC_VERSION);
	confine_describe(out);
	buf_char(out, '\n');
	if (!qr_is_there())
		buf_str(out, "left out: QR codes of answer sheets\n");
}

/* The man page */

void help_roff(struct buf *out, const char *s)
{
	if (*s == '.' || *s == '\'')
		buf_str(out, "\\&");
	for (; *s; s++) {
		if (*s == '-')
			buf_str(out, "\\-");
		else if (*s == '\\')
			buf_str(out, "\\e");
		else
			buf_char(out, *s);
	}
}

static void man_command(struct buf *out, struct arena *a,
			const struct command *c)
{
	struct page page = page_of(a, c);

	buf_printf(out, ".SS examc %s ", c->name);
	help_roff(out, page.args);
	buf_char(out, '\n');
	help_roff(out, page.text);
	buf_str(out, "\n.PP\nExample: \\fB");
	help_roff(out, page.example);
	buf_str(out, "\\fR\n");
}

static void man_option(struct buf *out, struct arena *a,
		       const struct option_row *r)
{
	struct option_text t = text_of(a, r, NULL);

	buf_str(out, ".TP\n.B ");
	if (r->letter)
		buf_printf(out, "\\-%c\\fR, \\fB", r->letter);
	buf_str(out, "\\-\\-");
	help_roff(out, r->name);
	if (*t.value)
		buf_printf(out, "\\fR \\fI%s\\fR", t.value);
	buf_char(out, '\n');
	help_roff(out, t.help);
	buf_char(out, '\n');
}

void help_man(struct buf *out, const struct command *c, const char *value)
{
	struct arena a = {0};
	struct buf texts = BUF_INIT, options = BUF_INIT;

	(void)value;
	for (c = commands; c->name; c++)
		man_command(&texts, &a, c);
	for (const struct option_row *r = option_rows; r->name; r++)
		if (r->commands)
			man_option(&options, &a, r);
	markup_frame(out, "help/man.roff",
		     (struct slot[]){{"version", EXAMC_VERSION, true},
				     slot("commands", &texts),
				     slot("options", &options)},
		     3);
	buf_release(&texts);
	buf_release(&options);
	arena_release(&a);
}
