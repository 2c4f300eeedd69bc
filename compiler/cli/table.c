/* The table of options, and what their values may be. */
#include "cli/table.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/vec.h"
#include "cli/commands.h"
#include "cli/docs.h"
#include "emit/emit.h"
#include "model/form.h"
#include "press/engine.h"

#define AT(member)                                                             \
	.at = offsetof(struct options, member),                                \
	.size = sizeof((struct options *)0)->member
#define RANGE(from, to) .least = (from), .most = (to)

static const char *const colors[] = {"auto", "always", "never", NULL};
static const char banks[] = "check lint build coverage form";

const struct option_row option_rows[] = {
	{"format", 0, "", OPTION_FORMAT, AT(report.format)},
	{"fail-on", 0, "check lint build", OPTION_CHOICE, AT(report.fail_on),
	 .choices = CHOICES(severity_words)},
	{"only", 0, "check lint rules", OPTION_TEXT, AT(report.only)},
	{"min-confidence", 0, "check lint", OPTION_CHOICE,
	 AT(report.min_confidence), .choices = CHOICES(confidence_names)},
	{"since", 0, "check lint coverage", OPTION_TEXT, AT(report.since)},
	{"write-baseline", 0, "check", OPTION_FLAG, AT(write_baseline)},
	{"dry-run", 'n', "fix", OPTION_FLAG, AT(dry_run)},
	{"check", 0, "fmt", OPTION_FLAG, AT(dry_run)},
	{"title", 0, "init", OPTION_TEXT, AT(title)},
	{"code", 0, "init", OPTION_TEXT, AT(code)},
	{"language", 0, "init", OPTION_TEXT, AT(language)},
	{"domains", 0, "init", OPTION_TEXT, AT(domains)},
	{"services", 0, "init", OPTION_FLAG, AT(with_services)},
	{"rules", 0, "init", OPTION_FLAG, AT(with_rules)},
	{"topic", 0, "new", OPTION_TEXT, AT(topic)},
	{"task", 0, "new", OPTION_TEXT, AT(task)},
	{"count", 0, "form", OPTION_COUNT, AT(count), RANGE(1, 1000)},
	{"seed", 0, "form", OPTION_COUNT, AT(seed), RANGE(0, UINT64_MAX)},
	{"items", 0, "form init", OPTION_COUNT, AT(items), RANGE(1, 10000)},
	{"versions", 0, "form", OPTION_COUNT, AT(versions),
	 RANGE(2, VERSIONS_MAX)},
	{"without-secure", 0, "form", OPTION_FLAG, AT(without_secure)},
	{"write", 0, "form", OPTION_TEXT, AT(write)},
	{"renew", 0, "form", OPTION_TEXT, AT(renew)},
	{"report", 0, "lint", OPTION_FLAG, AT(figures)},
	{"today", 0, "check lint build coverage rules dump fix form",
	 OPTION_TEXT, AT(today)},
	{"drafts", 0, banks, OPTION_FLAG, AT(drafts)},
	{"jobs", 'j', banks, OPTION_COUNT, AT(build.jobs), RANGE(1, 256)},
	{"color", 0, "", OPTION_CHOICE, AT(report.color),
	 .choices = CHOICES(colors)},
	{"output", 'o', "check lint build", OPTION_TEXT, AT(output)},
	{"to", 0, "build", OPTION_LIST, AT(build.to),
	 .choices = CHOICES(emitters)},
	{"engine", 0, "build", OPTION_NAME, AT(build.engine),
	 .choices = CHOICES(engine_kinds)},
	{"paper", 0, "build", OPTION_TEXT, AT(build.layout.papers)},
	{"documents", 0, "build", OPTION_TEXT, AT(build.layout.documents)},
	{"select", 0, "build", OPTION_TEXT, AT(build.layout.select)},
	{"columns", 0, "build", OPTION_COUNT, AT(build.layout.columns),
	 RANGE(1, 2)},
	{"large-print", 0, "build", OPTION_FLAG, AT(build.layout.large)},
	{"compact", 0, "build", OPTION_FLAG, AT(build.layout.compact)},
	{"time", 0, "build", OPTION_TEXT, AT(build.layout.time)},
	{"candidates", 0, "build", OPTION_TEXT, AT(build.layout.list)},
	{"trust-extra", 0, "build", OPTION_FLAG, AT(build.trust_extra)},
	{"split-above", 0, "build", OPTION_COUNT, AT(build.layout.split),
	 RANGE(1, 1000000)},
	{"stage", 0, "dump", OPTION_NAME, AT(stage),
	 .choices = CHOICES(dump_stages)},
	{"path", 0, "check", OPTION_TEXT, AT(path)},
	{"max-files", 0, banks, OPTION_COUNT, AT(max_files),
	 RANGE(1, (uint64_t)1 << 40)},
	{"max-bytes", 0, banks, OPTION_COUNT, AT(max_bytes),
	 RANGE(1, (uint64_t)1 << 50)},
	{"cache", 0, "check lint build", OPTION_TEXT, AT(cache)},
	{"no-cache", 0, "check lint build", OPTION_FLAG, AT(no_cache)},
	{"timings", 0, "check lint build form", OPTION_FLAG, AT(timings)},
	{"help", 'h', "", OPTION_PRINT, .print = help_print},
	{"version", 'V', "", OPTION_PRINT, .print = help_version},
	{"man", 0, NULL, OPTION_PRINT, .print = help_man},
	{"completions", 0, NULL, OPTION_PRINT, .choices = CHOICES(shells),
	 .print = complete_print},
	{"docs", 0, NULL, OPTION_PRINT, .choices = CHOICES(documents),
	 .print = docs_print},
	{0}};

/* --- What the table means --- */

const char *choices_at(const struct choices *n, size_t i)
{
	const char *row = n->rows;

	return row ? *(const char *const *)(const void *)(row + i * n->size)
		   : NULL;
}

size_t choices_count(const struct choices *n)
{
	size_t i = 0;

	while (choices_at(n, i))
		i++;
	return i;
}

const char *choices_near(const struct choices *n, const char *word)
{
	VEC(const char *) all = {0};
	const char *near;

	for (size_t i = 0; choices_at(n, i); i++)
		vec_push(&all, choices_at(n, i));
	near = did_you_mean(word, all.p, all.n);
	vec_release(&all);
	return near;
}

void choices_join(struct buf *out, const struct choices *n, const char *between,
		  const char *last)
{
	for (size_t i = 0; choices_at(n, i); i++)
		buf_printf(out, "%s%s",
			   !i			  ? ""
			   : choices_at(n, i + 1) ? between
						  : last,
			   choices_at(n, i));
}

bool option_belongs(const struct option_row *r, const struct command *c)
{
	size_t n = strlen(c->name);

	if (r->kind == OPTION_FORMAT)
		return c->formats.rows != NULL;
	if (!r->commands || !*r->commands)
		return r->commands != NULL;
	for (const char *p = r->commands; (p = strstr(p, c->name)); p += n)
		if ((p == r->commands || p[-1] == ' ') &&
		    (!p[n] || p[n] == ' '))
			return true;
	return false;
}

bool option_has_value(const struct option_row *r)
{
	return r->kind != OPTION_FLAG &&
	       (r->kind != OPTION_PRINT || r->choices.rows);
}

const struct choices *option_choices(const struct option_row *r,
				     const struct command *c)
{
	return c && r->kind == OPTION_FORMAT ? &c->formats : &r->choices;
}

/* --- Values --- */

/* A whole number as the row allows it, or the run ends. */
static uint64_t parse_count(const struct option_row *r, const char *s)
{
	char *end;
	unsigned long long n;

	errno = 0;
	n = strtoull(s, &end, 10);
	if (*s < '0' || *s > '9' || *end || errno || n < r->least ||
	    n > r->most)
		die(EXIT_USAGE,
		    "--%s takes a whole number from %" PRIu64 " to %" PRIu64
		    ", not '%s'",
		    r->name, r->least, r->most, s);
	return n;
}

/* The place of the N bytes at S among the names, or the run ends. */
static unsigned parse_name(const struct option_row *r, const struct command *c,
			   const char *s, size_t n)
{
	const struct choices *all = option_choices(r, c);
	struct buf list = BUF_INIT;
	struct arena a = {0};
	const char *name, *near, *hint;

	for (unsigned i = 0; (name = choices_at(all, i)); i++)
		if (strlen(name) == n && strncmp(name, s, n) == 0)
			return i;
	near = choices_near(all, arena_copy(&a, s, n));
	hint = near ? arena_printf(&a, "did you mean '%s'? ", near) : "";
	choices_join(&list, all, ", ", " and ");
	if (r->kind == OPTION_FORMAT)
		die(EXIT_USAGE,
		    "'%s' has no format '%.*s'; %sits formats are %s", c->name,
		    (int)n, s, hint, buf_cstr(&list));
	die(EXIT_USAGE, "--%s does not take '%.*s'; %sit takes %s", r->name,
	    (int)n, s, hint, buf_cstr(&list));
}

static void parse_list(const struct option_row *r, const struct command *c,
		       const char *s)
{
	for (size_t n; *s; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		parse_name(r, c, s, n);
	}
}

/* Writes N into a member of SIZE bytes. */
static void put_number(void *member, size_t size, uint64_t n)
{
	unsigned small = (unsigned)n;

	memcpy(member, size == sizeof small ? (void *)&small : &n, size);
}

/* An option that prints something and ends the run. */
_Noreturn static void print_and_end(const struct command *c,
				    const struct option_row *r, const char *arg)
{
	struct buf out = BUF_INIT;

	if (arg)
		parse_name(r, c, arg, strlen(arg));
	r->print(&out, c, arg);
	fputs(buf_cstr(&out), stdout);
	buf_release(&out);
	finish_stdout();
	exit(EXIT_CLEAN);
}

void option_set(struct options *o, const struct option_row *r, const char *arg)
{
	void *member = (char *)o + r->at;
	const struct command *c = o->command;

	if (r->kind == OPTION_PRINT)
		print_and_end(c, r, arg);
	if (!c)
		return; /* nothing is done without one */
	if (!option_belongs(r, c))
		die(EXIT_USAGE, "'%s' takes no --%s", c->name, r->name);
	switch (r->kind) {
	case OPTION_FLAG:
		*(bool *)member = true;
		return;
	case OPTION_COUNT:
		put_number(member, r->size, parse_count(r, arg));
		return;
	case OPTION_CHOICE:
		put_number(member, r->size, parse_name(r, c, arg, strlen(arg)));
		return;
	case OPTION_NAME:
	case OPTION_FORMAT:
		parse_name(r, c, arg, strlen(arg));
		break;
	case OPTION_LIST:
		parse_list(r, c, arg);
		break;
	case OPTION_TEXT:
	case OPTION_PRINT:
		break;
	}
	*(const char **)member = arg;
}
