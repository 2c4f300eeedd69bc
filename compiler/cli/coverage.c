/* examc coverage: the ledger of a bank, and what changed since a revision. */
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/log.h"
#include "blueprint/ledger.h"
#include "blueprint/ledger_print.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "cli/targets.h"
#include "emit/chart.h"
#include "form/forms.h"
#include "report/since.h"

static struct ledger count(const struct bank *b, struct arena *a)
{
	struct ledger l = ledger_count(b, a);

	l.forms = forms_most(b, &(struct wish){0});
	return l;
}

/* Does the terminal show block characters? LC_ALL, LC_CTYPE and LANG say. */
static bool has_blocks(void)
{
	const char *term = getenv("TERM");
	bool utf8;

	if (term && strcmp(term, "dumb") == 0)
		return false;
	utf8 = setlocale(LC_CTYPE, "") &&
	       strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	setlocale(LC_CTYPE, "C");
	return utf8;
}

/* The ledger of the bank at DIR as it was at a revision. */
struct past {
	struct bank bank;
	struct ledger ledger;
};

static void load_past(struct past *p, const struct options *o, const char *dir,
		      struct arena *a)
{
	struct session s;
	char *copy = since_checkout(a, dir, o->report.since);
	struct target t = {.dir = copy, .display = copy};

	session_from(&s, o);
	t.has_exam = target_has(a, &t, "exam.yaml");
	if (t.has_exam)
		load_bank(&s, &t, &p->bank, NULL, 0);
	since_remove(copy);
	session_end(&s);
	if (p->bank.exam)
		p->ledger = count(&p->bank, a);
}

static void print_text(const struct ledger *l, const struct ledger *was,
		       const char *since, struct buf *out)
{
	(void)was, (void)since;
	ledger_text(l, has_blocks(), out);
}

static void print_json(const struct ledger *l, const struct ledger *was,
		       const char *since, struct buf *out)
{
	(void)was, (void)since;
	ledger_json(l, out);
}

static void print_svg(const struct ledger *l, const struct ledger *was,
		      const char *since, struct buf *out)
{
	struct markup m = MARKUP_INIT(out);

	(void)was, (void)since;
	chart_domains(&m, l, true);
	markup_end(&m);
	buf_char(out, '\n');
}

const struct coverage_format coverage_formats[] = {
	{"text", print_text},
	{"json", print_json},
	{"markdown", ledger_markdown},
	{"svg", print_svg},
	{0}};

static void print_one(const struct options *o, const struct bank *b,
		      struct buf *out)
{
	const struct coverage_format *f = coverage_formats;
	struct arena a = {0};
	struct ledger l = count(b, &a);
	struct past past = {{.exam = NULL}, {.exam = NULL}};

	if (o->report.since)
		load_past(&past, o, b->dir, &a);
	while (strcmp(f->name, o->report.format) != 0)
		f++;
	f->print(&l, past.bank.exam ? &past.ledger : NULL, o->report.since,
		 out);
	if (past.bank.dir)
		bank_release(&past.bank);
	arena_release(&a);
}

int command_coverage(const struct options *o)
{
	struct arena a = {0};
	struct session s;
	struct target *t;
	struct buf out = BUF_INIT;
	size_t n;

	if (o->report.since && strcmp(o->report.format, "markdown") != 0)
		die(EXIT_USAGE, "coverage takes --since with --format "
				"markdown only");
	session_from(&s, o);
	t = all_targets(&a, o, &n);
	confine_command(o, t, n, NULL);
	for (size_t i = 0; i < n; i++) {
		struct bank b = {0};

		load_bank(&s, &t[i], &b, NULL, 0);
		if (!b.exam)
			die(EXIT_USAGE,
			    t[i].has_exam
				    ? "'%s/exam.yaml' has errors; examc check "
				      "shows them"
				    : "'%s' has no exam.yaml, so no blueprint",
			    t[i].dir);
		if (out.n)
			buf_char(&out, '\n');
		print_one(o, &b, &out);
		bank_release(&b);
	}
	log_print(stdout, buf_cstr(&out));
	finish_stdout();
	buf_release(&out);
	session_end(&s);
	arena_release(&a);
	return EXIT_CLEAN;
}
