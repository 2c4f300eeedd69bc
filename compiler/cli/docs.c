/* Prints pages about the files that authors write: to a terminal, as Markdown, as
 * a man page; and a list of all findings. */
#include "cli/docs.h"

#include <stdio.h>
#include <string.h>

#include "base/embedded.h"
#include "base/err.h"
#include "base/markup.h"
#include "base/vec.h"
#include "base/version.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "lint/lint.h"
#include "schema/keys.h"
#include "schema/schema.h"

/* Appends what K may be, in sentences; each value in the marks BEGIN and END. */
static void add_facts(struct buf *out, const struct key *k, const char *begin,
		      const char *end)
{
	size_t from = out->n;

	if (k->types)
		buf_printf(out, " Of types: %s.", k->types);
	if (k->value)
		buf_printf(out, " It must be %s.", k->value);
	if (k->count)
		buf_printf(out, " There must be %s.", k->count);
	if (k->preset)
		buf_printf(out, " Without it: %s%s%s.", begin, k->preset, end);
	if (k->same)
		buf_printf(out, " Below it are the keys of %s%s%s.", begin,
			   k->same, end);
	if (out->n > from)
		memmove(out->p + from, out->p + from + 1, out->n-- - from);
}

/* What stands behind a key's name. */
static const char *mark_of(const struct key *k)
{
	return k->old ? " (old)" : k->required && !k->part ? " *" : "";
}

/* --- Terminal --- */

static void add_key(struct buf *out, const struct key *k)
{
	struct buf facts = BUF_INIT;

	add_facts(&facts, k, "", "");
	buf_printf(out, "\n%s%s\n", k->path, mark_of(k));
	help_wrap(out, k->text ? k->text : "", 4);
	help_wrap(out, buf_cstr(&facts), 4);
	if (k->example)
		buf_printf(out, "    Example: %s\n", k->example);
	buf_release(&facts);
}

static void add_page(struct buf *out, const struct page *p,
		     const struct keys *k)
{
	bool parts = false;

	buf_printf(out, "%s: %s\n\n", p->name, p->title);
	help_wrap(out, k->about, 0);
	buf_printf(out,
		   "\nKeys with a * must be there. examc explain %s:KEY "
		   "prints one.\n",
		   p->name);
	for (size_t i = 0; i < k->n; i++) {
		if (k->p[i].part && !parts)
			buf_str(out,
				"\nBelow the front matter are these parts.\n");
		parts = parts || k->p[i].part;
		add_key(out, &k->p[i]);
	}
}

_Noreturn static void unknown_key(const struct page *p, const struct keys *k,
				  const char *path)
{
	struct nearest near = {.word = path};

	for (size_t i = 0; i < k->n; i++) {
		const char *last = strrchr(k->p[i].path, '.');

		nearest_try(&near, k->p[i].path);
		nearest_try(&near, last ? last + 1 : k->p[i].path);
	}
	if (near.found)
		die(EXIT_USAGE, "%s has no key '%s'; did you mean '%s'?",
		    p->name, path, near.found);
	die(EXIT_USAGE, "%s has no key '%s'; examc explain %s lists them",
	    p->name, path, p->name);
}

/* The keys of PATH, each with those below it. */
static void add_some(struct buf *out, const struct page *p,
		     const struct keys *k, const char *path)
{
	size_t before = out->n;

	for (size_t i = 0; i < k->n; i++)
		if (key_is(&k->p[i], path) || key_is_below(&k->p[i], path))
			add_key(out, &k->p[i]);
	if (out->n == before)
		unknown_key(p, k, path);
}

bool docs_explain(const char *word)
{
	const char *colon = strchr(word, ':');
	size_t n = strcspn(word, ":");
	struct arena a = {0};
	const struct page *p = page_find(arena_copy(&a, word, n));
	struct buf out = BUF_INIT;
	struct keys k;

	arena_release(&a);
	if (!p)
		return false;
	keys_open(&k, p);
	if (colon)
		add_some(&out, p, &k, colon + 1);
	else
		add_page(&out, p, &k);
	fputs(buf_cstr(&out) + (colon != NULL), stdout);
	buf_release(&out);
	keys_close(&k);
	return true;
}

void docs_list(void)
{
	for (const struct page *p = pages; p->name; p++)
		printf("%-32s %-8s %s\n", p->name, "-", p->title);
}

/* --- Markdown --- */

/* Text in a table: no bar that ends a cell, no tag. */
static void add_cell(struct buf *out, const char *s)
{
	for (; *s; s++)
		if (*s == '|')
			buf_str(out, "\\|");
		else if (*s == '<')
			buf_str(out, "&lt;");
		else
			buf_char(out, *s);
}

static void add_row(struct buf *out, const struct key *k)
{
	struct buf facts = BUF_INIT;

	add_facts(&facts, k, "`", "`");
	buf_printf(out, "| `%s`%s | ", k->path, mark_of(k));
	add_cell(out, k->text ? k->text : "");
	buf_char(out, ' ');
	add_cell(out, buf_cstr(&facts));
	if (k->example) {
		buf_str(out, " Example: `");
		add_cell(out, k->example);
		buf_char(out, '`');
	}
	buf_str(out, " |\n");
	buf_release(&facts);
}

static void add_section(struct buf *out, const struct page *p)
{
	static const char head[] = "\n| %s | what it is |\n| --- | --- |\n";
	bool parts = false;
	struct keys k;

	keys_open(&k, p);
	buf_printf(out, "\n## %s\n\nA file `%s`. ", p->name, p->file);
	buf_printf(out, "%s\n", k.about);
	buf_printf(out, head, "key");
	for (size_t i = 0; i < k.n; i++) {
		if (k.p[i].part && !parts)
			buf_printf(out, head, "part of the text");
		parts = parts || k.p[i].part;
		add_row(out, &k.p[i]);
	}
	keys_close(&k);
}

static void print_format(struct buf *out, const char *name)
{
	(void)name;
	markup_frame(out, "help/format.md", NULL, 0);
	for (const struct page *p = pages; p->name; p++)
		add_section(out, p);
}

/* A finding, and the text that begins with why it is one. */
struct finding {
	const char *id, *summary, *why;
	enum severity sev;
};

typedef VEC(struct finding) finding_list;

/* Appends the first sentence of TEXT. */
static void add_sentence(struct buf *out, const char *text)
{
	bool code = false;
	struct buf s = BUF_INIT;

	for (const char *p = text; *p; p++) {
		code ^= *p == '`';
		buf_char(&s, *p == '\n' ? ' ' : *p);
		if (*p == '.' && !code && strchr(" \n", p[1]))
			break;
	}
	add_cell(out, buf_cstr(&s));
	buf_release(&s);
}

/* Appends all findings of the group of F's first one from I on, and marks them
 * as told. */
static void add_group(struct buf *out, finding_list *f, size_t i)
{
	const char *first = f->p[i].id;
	size_t n = strcspn(first, "/");

	buf_printf(out,
		   "\n## %.*s\n\n| id | severity | what it finds | why |\n"
		   "| --- | --- | --- | --- |\n",
		   (int)n, first);
	for (; i < f->n; i++) {
		struct finding *p = &f->p[i];

		if (!p->id || strncmp(p->id, first, n + 1) != 0)
			continue;
		buf_printf(out, "| `%s` | %s | ", p->id, severity_name(p->sev));
		add_cell(out, p->summary);
		buf_str(out, " | ");
		add_sentence(out, p->why);
		buf_str(out, " |\n");
		p->id = NULL;
	}
}

/* What stands behind the heading of the page of a finding. */
static const char *page_text(const char *id)
{
	struct arena a = {0};
	const struct embedded *e =
		embedded_find(arena_printf(&a, "rules/%s.md", id));

	arena_release(&a);
	return strstr((const char *)e->data, "\n\n") + 2;
}

static void print_messages(struct buf *out, const char *name)
{
	struct session s = {0};
	struct bank none = {.diags.arena = &none.arena};
	finding_list all = {0};

	(void)name;
	session_start(&s);
	session_load_rules(&s, &none);
	for (size_t i = 0; i < builtin_rule_count; i++) {
		const struct builtin_rule *b = &builtin_rules[i];

		vec_push(&all, ((struct finding){b->id, b->summary,
						 page_text(b->id), b->sev}));
	}
	for (size_t i = 0; i < s.ruleset->rules.n; i++) {
		const struct rule *r = s.ruleset->rules.p[i];

		vec_push(&all,
			 ((struct finding){r->id, r->message, r->why, r->sev}));
	}
	markup_frame(out, "help/messages.md", NULL, 0);
	for (size_t i = 0; i < all.n; i++)
		if (all.p[i].id)
			add_group(out, &all, i);
	vec_release(&all);
	bank_release(&none);
	session_end(&s);
}

/* --- The man page --- */

static void man_page(struct buf *out, const struct page *p)
{
	struct buf facts = BUF_INIT;
	struct keys k;

	keys_open(&k, p);
	buf_printf(out, ".SH %s\nA file\n.IR %s .\n", p->name, p->file);
	help_roff(out, k.about);
	buf_char(out, '\n');
	for (size_t i = 0; i < k.n; i++) {
		buf_reset(&facts);
		add_facts(&facts, &k.p[i], "", "");
		buf_str(out, ".TP\n.B \"");
		help_roff(out, k.p[i].path);
		buf_printf(out, "\"%s\n", mark_of(&k.p[i]));
		help_roff(out, k.p[i].text ? k.p[i].text : "");
		buf_char(out, '\n');
		help_roff(out, buf_cstr(&facts));
		buf_char(out, '\n');
		if (k.p[i].example) {
			buf_str(out, ".br\nExample: ");
			help_roff(out, k.p[i].example);
			buf_char(out, '\n');
		}
	}
	buf_release(&facts);
	keys_close(&k);
}

static void print_man(struct buf *out, const char *name)
{
	struct buf texts = BUF_INIT;

	(void)name;
	for (const struct page *p = pages; p->name; p++)
		man_page(&texts, p);
	markup_frame(out, "help/format.roff",
		     (struct slot[]){{"version", EXAMC_VERSION, true},
				     {"pages", buf_cstr(&texts), true}},
		     2);
	buf_release(&texts);
}

/* --- All of them --- */

static void print_json_schema(struct buf *out, const char *name)
{
	struct arena a = {0};

	page_json_schema(page_find(arena_copy(&a, name, strcspn(name, "."))),
			 out);
	arena_release(&a);
}

const struct document documents[] = {
	{"format.md", print_format},
	{"messages.md", print_messages},
	{"examc.5", print_man},
	{"exam.schema.json", print_json_schema},
	{"services.schema.json", print_json_schema},
	{"question.schema.json", print_json_schema},
	{"case.schema.json", print_json_schema},
	{"rules.schema.json", print_json_schema},
	{"forms.schema.json", print_json_schema},
	{"review.schema.json", print_json_schema},
	{0}};

void docs_print(struct buf *out, const struct command *c, const char *value)
{
	const struct document *d = documents;

	(void)c;
	while (strcmp(d->name, value) != 0)
		d++;
	schema_library_start();
	d->print(out, value);
}
