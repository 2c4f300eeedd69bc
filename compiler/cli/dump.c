/* What each stage made of questions, as text that tests can compare. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "base/utf8.h"
#include "load/build.h"
#include "lint/lint.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "cli/targets.h"
#include "emit/json/json.h"
#include "model/fill.h"
#include "read/read.h"
#include "schema/narrow.h"
#include "schema/schema.h"
#include "report/report.h"

/* One question after the other on its way through the stages. */
struct dump {
	const struct options *o;
	struct session s;
	struct bank b; /* configuration of the bank around them, if any */
	struct arena targets;
	const struct target **files; /* by argument; NULL: standard input */
	struct arena arena;	     /* of the question, as all below */
	struct diags diags;
	struct source src;
	struct reader reader;
	struct node *root;
	struct item *item;
	struct buf out;
	bool failed; /* the findings that were asked for have errors */
};

static void put_at(struct dump *d, struct span span)
{
	struct place p = source_place(&d->src, span);

	buf_printf(&d->out, " @%u:%u-%u:%u", p.line, p.col, p.end_line,
		   p.end_col);
}

/* A value in double quotes, with LF as \n and a tab as \t. */
static void put_quoted(struct dump *d, const char *s)
{
	buf_char(&d->out, '"');
	for (; *s; s++) {
		if (*s == '\n' || *s == '\t') {
			buf_str(&d->out, *s == '\n' ? "\\n" : "\\t");
			continue;
		}
		if (*s == '"' || *s == '\\')
			buf_char(&d->out, '\\');
		buf_char(&d->out, *s);
	}
	buf_char(&d->out, '"');
}

static void dump_node(struct dump *d, const struct node *n, int depth)
{
	buf_printf(&d->out, "%*s%s", 2 * depth, "", n->name);
	put_at(d, n->parent ? n->at : n->key);
	buf_char(&d->out, '\n');
	for (const struct attr *a = n->attrs; a; a = a->next) {
		buf_printf(&d->out, "%*s.%s = ", 2 * depth + 2, "", a->name);
		put_quoted(d, a->value);
		put_at(d, a->at);
		buf_char(&d->out, '\n');
	}
	for (const struct node *c = n->first; c; c = c->next)
		dump_node(d, c, depth + 1);
}

/* Text of one line; its tabs are told from blanks. */
static void put_line(struct dump *d, const char *p, size_t n)
{
	char esc[UTF8_ESCAPE_MAX];

	for (size_t len; n; p += len, n -= len) {
		len = utf8_escape_one(p, n, esc);
		buf_str(&d->out, *p == '\t' ? "\\t" : esc);
	}
}

/* Every line with its number and offset: what positions are counted in. */
static void dump_source(struct dump *d)
{
	size_t n;

	source_place(&d->src, span_of(0, 0));
	for (uint32_t i = 1; i <= d->src.nlines; i++) {
		const char *p = source_line(&d->src, i, &n);

		buf_printf(&d->out, "%4u %6zu ", i,
			   source_line_start(&d->src, i));
		put_line(d, p, n);
		buf_char(&d->out, '\n');
	}
}

static void dump_rich(struct dump *d, const char *name, const char *id,
		      const struct rich *r)
{
	if (!r)
		return;
	buf_printf(&d->out, "%s%s%s ", name, *id ? " " : "", id);
	put_quoted(d, r->text);
	put_at(d, r->span);
	buf_char(&d->out, '\n');
}

static void dump_item(struct dump *d)
{
	const struct item *it = d->item;

	buf_printf(&d->out, "%s %s %s %s\n", item_types[it->type].name,
		   it->id.s, difficulty_names[it->difficulty],
		   status_names[it->status]);
	buf_printf(&d->out, "hash %s\n", it->content_hash);
	dump_rich(d, "stem", "", it->stem);
	buf_printf(&d->out, "lead ");
	put_quoted(d, arena_copy(&d->arena, it->stem->text + it->lead,
				 it->lead_end - it->lead));
	buf_char(&d->out, '\n');
	for (size_t i = 0; i < it->noptions; i++) {
		dump_rich(d, it->options[i].key ? "key" : "distractor",
			  it->options[i].id, it->options[i].text);
		dump_rich(d, "rationale", "", it->options[i].rationale);
	}
	for (size_t i = 0; i < it->nsteps; i++)
		dump_rich(d, "step", it->steps[i].id, it->steps[i].text);
	for (size_t i = 0; i < it->npairs; i++) {
		dump_rich(d, "prompt", it->pairs[i].prompt_id,
			  it->pairs[i].prompt);
		dump_rich(d, "response", it->pairs[i].response_id,
			  it->pairs[i].response);
	}
	dump_rich(d, "explanation", "", it->explanation);
}

static void html_part(struct dump *d, const char *name, const struct rich *r)
{
	if (r)
		buf_printf(&d->out, "<!-- %s -->\n%s", name, r->html_block);
}

static void dump_html(struct dump *d)
{
	const struct item *it = d->item;

	html_part(d, "stem", it->stem);
	for (size_t i = 0; i < it->noptions; i++) {
		html_part(d, it->options[i].key ? "key" : "distractor",
			  it->options[i].text);
		html_part(d, "rationale", it->options[i].rationale);
	}
	for (size_t i = 0; i < it->nsteps; i++)
		html_part(d, "step", it->steps[i].text);
	for (size_t i = 0; i < it->npairs; i++) {
		html_part(d, "prompt", it->pairs[i].prompt);
		html_part(d, "response", it->pairs[i].response);
	}
	html_part(d, "explanation", it->explanation);
}

static void lint(struct dump *d)
{
	struct linter l;
	struct matcher *m = matcher_new();

	linter_init(&l, d->s.ruleset, d->b.services,
		    d->b.exam ? &d->b.exam->vendor : NULL, d->s.today);
	l.language = bank_language(&d->b);
	lint_item(&l, m, d->item, 0, NULL, &d->diags, NULL);
	linter_release(&l);
	matcher_free(m);
}

/* Findings in short form; are errors among them? */
static bool put_findings(struct dump *d, FILE *out)
{
	struct report_options o = d->o->report;
	struct report r = {.options = &o};

	o.format = "short";
	for (const struct diag *x = d->diags.first; x; x = x->next) {
		vec_push(&r.findings, x);
		r.failed |= x->sev >= SEV_ERROR;
	}
	report_print(&r, out);
	report_release(&r);
	return r.failed;
}

static void dump_findings(struct dump *d)
{
	d->failed = put_findings(d, stdout);
}

static void dump_tree(struct dump *d)
{
	dump_node(d, d->root, 0);
}

static void dump_xml(struct dump *d)
{
	schema_dump(d->s.question, d->root, &d->out);
}

static void dump_json(struct dump *d)
{
	json_item_text(d->item, &d->out);
}

/* Finds the files and the one bank that they lie in. */
static void open_bank(struct dump *d)
{
	const struct options *o = d->o;
	struct target *t = NULL, *first = NULL;
	size_t n = 0;

	d->files = arena_array(&d->targets, const struct target *, o->nargs);
	for (size_t i = 0; i < o->nargs; i++) {
		if (strcmp(o->args[i], "-") == 0)
			continue;
		d->files[i] = t = load_targets(&d->targets, o->args[i], &n);
		first = first ? first : t;
		if (strcmp(t->dir, first->dir) != 0)
			die(EXIT_USAGE, "'%s' and '%s' lie in two banks",
			    o->args[0], o->args[i]);
	}
	confine_command(o, first, n, NULL);
	load_config(&d->s, first, &d->b);
}

static void open_input(struct dump *d, size_t i)
{
	const struct target *t = d->files[i];
	const char *path = d->o->args[i];

	d->src.path = path;
	if (!t) {
		d->src.path = "<stdin>";
		if (file_read_stdin(LIMIT_QUESTION, &d->src.text,
				    &d->src.size) != FILE_OK)
			die(EXIT_FINDINGS, "the text is too large");
		return;
	}
	d->src.root = t->dir;
	d->src.rel = t->only.n ? *t->only.p : NULL;
	if (!d->src.rel || file_read(d->src.root, d->src.rel, LIMIT_QUESTION,
				     &d->src.text, &d->src.size) != FILE_OK)
		die(EXIT_FINDINGS, "'%s' is not a question file", path);
}

/* Runs the stages as far as they get. */
static void run_stages(struct dump *d)
{
	d->diags.arena = &d->arena;
	d->reader = (struct reader){.arena = &d->arena,
				    .src = &d->src,
				    .diags = &d->diags,
				    .root = d->src.root,
				    .render = true};
	if (!read_check_bytes(&d->reader, false))
		return;
	d->root = read_question(&d->reader);
	if (!d->root || d->reader.front_broken)
		return;
	if (schema_check_item(d->s.question, bank_bounds(&d->b), d->root,
			      &d->src, &d->diags,
			      d->reader.body_broken ? SCHEMA_FRONT_ONLY
						    : SCHEMA_ALL) &&
	    !d->reader.body_broken && !d->diags.errors)
		d->item = fill_item(&d->arena, d->root, &d->src, d->b.exam);
	if (!d->item)
		return;
	lint_read_stem(d->item);
	lint_place_options(d->item, bank_language(&d->b));
	lint(d);
}

/* The stages, and how far a question must have come to be shown so. */
enum { NEEDS_TEXT, NEEDS_TREE, NEEDS_ITEM };

const struct dump_stage dump_stages[] = {
	{"source", NEEDS_TEXT, dump_source}, {"node", NEEDS_TREE, dump_tree},
	{"xml", NEEDS_TREE, dump_xml},	     {"item", NEEDS_ITEM, dump_item},
	{"lint", NEEDS_TEXT, dump_findings}, {"html", NEEDS_ITEM, dump_html},
	{"json", NEEDS_ITEM, dump_json},     {0}};

static void put_stage(struct dump *d)
{
	const struct dump_stage *s = dump_stages;

	while (strcmp(s->name, d->o->stage) != 0)
		s++;
	if (s->needs <= (d->item   ? NEEDS_ITEM
			 : d->root ? NEEDS_TREE
				   : NEEDS_TEXT))
		s->print(d);
	else
		put_findings(d, stderr);
	log_print(stdout, buf_cstr(&d->out));
	buf_release(&d->out);
}

/* Shows one question. Returns whether it is one, and is free of errors that were
 * asked for. */
static bool dump_file(struct dump *d, size_t i)
{
	bool ok;

	open_input(d, i);
	run_stages(d);
	put_stage(d);
	ok = d->item && !d->failed;
	source_drop(&d->src);
	arena_release(&d->arena);
	d->diags = (struct diags){0};
	d->src = (struct source){0};
	d->root = NULL;
	d->item = NULL;
	return ok;
}

int command_dump(const struct options *o)
{
	struct dump d = {.o = o};
	bool ok = true;

	if (!o->stage || !o->nargs)
		die(EXIT_USAGE, "dump takes files and a --stage; examc dump "
				"--help lists these");
	session_from(&d.s, o);
	open_bank(&d);
	for (size_t i = 0; i < o->nargs; i++)
		ok &= dump_file(&d, i);
	finish_stdout();
	bank_release(&d.b);
	session_end(&d.s);
	arena_release(&d.targets);
	return ok ? EXIT_CLEAN : EXIT_FINDINGS;
}
