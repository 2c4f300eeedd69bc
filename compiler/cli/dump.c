/* What each stage made of one question, as text that tests can compare. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/utf8.h"
#include "load/build.h"
#include "lint/lint.h"
#include "cli/commands.h"
#include "cli/targets.h"
#include "emit/json/json.h"
#include "model/fill.h"
#include "read/read.h"
#include "schema/schema.h"
#include "report/report.h"

/* One question on its way through the stages. */
struct dump {
	const struct options *o;
	struct session s;
	struct bank b; /* configuration of the bank around it, if any */
	struct arena arena;
	struct diags diags;
	struct source src;
	struct reader reader;
	struct node *root;
	struct item *item;
};

static void put_at(struct dump *d, struct span span)
{
	struct place p = source_place(&d->src, span);

	printf(" @%u:%u-%u:%u", p.line, p.col, p.end_line, p.end_col);
}

/* A value in double quotes, with LF as \n. */
static void put_quoted(const char *s)
{
	putchar('"');
	for (; *s; s++) {
		if (*s == '\n')
			fputs("\\n", stdout);
		else {
			if (*s == '"' || *s == '\\')
				putchar('\\');
			putchar(*s);
		}
	}
	putchar('"');
}

static void dump_node(struct dump *d, const struct node *n, int depth)
{
	printf("%*s%s", 2 * depth, "", n->name);
	put_at(d, n->parent ? n->at : n->key);
	putchar('\n');
	for (const struct attr *a = n->attrs; a; a = a->next) {
		printf("%*s.%s = ", 2 * depth + 2, "", a->name);
		put_quoted(a->value);
		put_at(d, a->at);
		putchar('\n');
	}
	for (const struct node *c = n->first; c; c = c->next)
		dump_node(d, c, depth + 1);
}

/* Text that comes from an author, safe for a terminal. */
static void put_safe(const char *p, size_t n)
{
	struct buf b = BUF_INIT;

	for (size_t tab; n; p += tab, n -= tab) {
		const char *t = memchr(p, '\t', n);

		tab = t ? (size_t)(t - p) : n;
		utf8_escape(&b, p, tab);
		if (!t)
			break;
		buf_str(&b, "\\t");
		tab++;
	}
	fputs(buf_cstr(&b), stdout);
	buf_release(&b);
}

/* Every line with its number and offset: what positions are counted in. */
static void dump_source(struct dump *d)
{
	size_t n;

	source_place(&d->src, span_of(0, 0));
	for (uint32_t i = 1; i <= d->src.nlines; i++) {
		const char *p = source_line(&d->src, i, &n);

		printf("%4u %6zu ", i, source_line_start(&d->src, i));
		put_safe(p, n);
		putchar('\n');
	}
}

static void dump_rich(struct dump *d, const char *name, const char *id,
		      const struct rich *r)
{
	if (!r)
		return;
	printf("%s%s%s ", name, *id ? " " : "", id);
	put_quoted(r->text);
	put_at(d, r->span);
	putchar('\n');
}

static void dump_item(struct dump *d)
{
	const struct item *it = d->item;

	printf("%s %s %s %s\n", item_types[it->type].name, it->id.s,
	       difficulty_names[it->difficulty], status_names[it->status]);
	printf("hash %s\n", it->content_hash);
	dump_rich(d, "stem", "", it->stem);
	printf("lead ");
	put_quoted(arena_copy(&d->arena, it->stem->text + it->lead,
			      it->lead_end - it->lead));
	putchar('\n');
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

static void html_part(const char *name, const struct rich *r)
{
	if (r)
		printf("<!-- %s -->\n%s", name, r->html_block);
}

static void dump_html(const struct item *it)
{
	html_part("stem", it->stem);
	for (size_t i = 0; i < it->noptions; i++) {
		html_part(it->options[i].key ? "key" : "distractor",
			  it->options[i].text);
		html_part("rationale", it->options[i].rationale);
	}
	for (size_t i = 0; i < it->nsteps; i++)
		html_part("step", it->steps[i].text);
	for (size_t i = 0; i < it->npairs; i++) {
		html_part("prompt", it->pairs[i].prompt);
		html_part("response", it->pairs[i].response);
	}
	html_part("explanation", it->explanation);
}

static void lint(struct dump *d)
{
	struct linter l;
	struct matcher *m = matcher_new();

	linter_init(&l, d->s.ruleset, d->b.services, d->s.today);
	lint_item(&l, m, d->item, NULL, &d->diags, NULL);
	linter_release(&l);
	matcher_free(m);
}

/* Findings in short form; the exit code is that of check. */
static int put_findings(struct dump *d, FILE *out)
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
	return r.failed ? EXIT_FINDINGS : EXIT_CLEAN;
}

static void open_input(struct dump *d, const char *path)
{
	struct target *t = NULL;
	size_t n;

	d->src.path = path;
	if (strcmp(path, "-") == 0) {
		d->src.path = "<stdin>";
		if (file_read_stdin(LIMIT_QUESTION, &d->src.text,
				    &d->src.size) != FILE_OK)
			die(EXIT_FINDINGS, "the text is too large");
	} else {
		t = load_targets(&d->arena, path, &n);
		d->src.root = path_dir(&d->arena, path);
		d->src.rel = path_base(path);
		if (file_read(d->src.root, d->src.rel, LIMIT_QUESTION,
			      &d->src.text, &d->src.size) != FILE_OK)
			die(EXIT_FINDINGS, "'%s' is not a question file", path);
	}
	load_config(&d->s, t, &d->b);
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
	if (schema_check(d->s.question, d->root, &d->src, &d->diags,
			 d->reader.body_broken ? SCHEMA_FRONT_ONLY
					       : SCHEMA_ALL) &&
	    !d->reader.body_broken && !d->diags.errors)
		d->item = fill_item(&d->arena, d->root, &d->src, d->b.exam);
	if (!d->item)
		return;
	lint_read_stem(d->item);
	lint(d);
}

static int put_stage(struct dump *d, const char *stage)
{
	struct buf out = BUF_INIT;

	if (strcmp(stage, "source") == 0)
		dump_source(d);
	else if (strcmp(stage, "lint") == 0)
		return put_findings(d, stdout);
	else if (strcmp(stage, "node") == 0 && d->root)
		dump_node(d, d->root, 0);
	else if (strcmp(stage, "xml") == 0 && d->root)
		schema_dump(d->s.question, d->root, &out);
	else if (strcmp(stage, "item") == 0 && d->item)
		dump_item(d);
	else if (strcmp(stage, "html") == 0 && d->item)
		dump_html(d->item);
	else if (strcmp(stage, "json") == 0 && d->item)
		json_item_text(d->item, &out);
	else
		put_findings(d, stderr);
	fputs(buf_cstr(&out), stdout);
	buf_release(&out);
	return d->item ? EXIT_CLEAN : EXIT_FINDINGS;
}

int command_dump(const struct options *o)
{
	static const char *const stages[] = {"source", "node", "xml", "item",
					     "lint",   "html", "json"};
	struct dump d = {.o = o};
	bool known = false;
	int code;

	for (size_t i = 0; o->stage && i < sizeof stages / sizeof *stages; i++)
		known |= strcmp(stages[i], o->stage) == 0;
	if (!known || o->nargs != 1)
		die(EXIT_USAGE, "dump takes one file and --stage source, node, "
				"xml, item, lint, html or json");
	session_from(&d.s, o);
	open_input(&d, o->args[0]);
	run_stages(&d);
	code = put_stage(&d, o->stage);
	finish_stdout();
	source_drop(&d.src);
	bank_release(&d.b);
	session_end(&d.s);
	arena_release(&d.arena);
	return code;
}
