/* The page of the bank's authors: coverage, guessing, findings, age of the facts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emit/chart.h"
#include "emit/site/site.h"
#include "emit/words.h"
#include "model/figures.h"

static void section(struct markup *m, const char *id, const char *name)
{
	markup_open_class(m, "section", "panel");
	markup_attr(m, "aria-labelledby", id);
	markup_open(m, "h2");
	markup_attr(m, "id", id);
	markup_text(m, name);
	markup_close(m, "h2");
}

static void heads(struct markup *m, const char *a, const char *b, const char *c)
{
	const char *const names[] = {a, b, c};

	markup_open(m, "thead");
	markup_open(m, "tr");
	for (size_t i = 0; i < 3 && names[i]; i++) {
		markup_th(m, "col", names[i]);
	}
	markup_close(m, "tr");
	markup_close(m, "thead");
}

static void number(struct markup *m, unsigned n)
{
	markup_open_class(m, "td", "num");
	markup_textf(m, "%u", n);
	markup_close(m, "td");
}

static void complaints(struct markup *m, const struct figures *f)
{
	section(m, "findings", word("findings"));
	if (!f->ncomplaints)
		markup_line(m, "p", NULL, word("noneWord"));
	if (f->ncomplaints)
		markup_open(m, "table");
	if (f->ncomplaints)
		heads(m, word("rule"), word("severity"), word("findings"));
	for (size_t i = 0; i < f->ncomplaints; i++) {
		if (!i)
			markup_open(m, "tbody");
		markup_open(m, "tr");
		markup_th(m, "row", f->complaints[i].rule);
		markup_line(m, "td", NULL, f->complaints[i].severity);
		number(m, f->complaints[i].n);
		markup_close(m, "tr");
	}
	if (f->ncomplaints) {
		markup_close(m, "tbody");
		markup_close(m, "table");
	}
	markup_close(m, "section");
}

static int by_verified(const void *pa, const void *pb)
{
	const struct item *const *a = pa, *const *b = pb;
	const char *s = (*a)->verified.s, *t = (*b)->verified.s;
	int c = strcmp(s ? s : "", t ? t : "");

	return c ? c : strcmp((*a)->id.s, (*b)->id.s);
}

/* The twenty questions whose facts were checked longest ago. */
static void freshness(struct markup *m, const struct edition *ed)
{
	struct arena a = {0};
	const struct item **items = arena_array(&a, const struct item *,
						ed->nitems + 1);

	memcpy(items, ed->items, ed->nitems * sizeof *items);
	if (ed->nitems)
		qsort(items, ed->nitems, sizeof *items, by_verified);
	section(m, "freshness", word("checkedLongestAgo"));
	markup_open(m, "table");
	heads(m, word("questionWord"), word("factsCheckedOn"), NULL);
	markup_open(m, "tbody");
	for (size_t i = 0; i < ed->nitems && i < 20; i++) {
		markup_open(m, "tr");
		markup_open(m, "th");
		markup_attr(m, "scope", "row");
		markup_open(m, "a");
		markup_attrf(m, "href", "../q/%s.html", items[i]->id.s);
		markup_text(m, items[i]->id.s);
		markup_close(m, "a");
		markup_close(m, "th");
		markup_line(m, "td", NULL,
			    items[i]->verified.s ? items[i]->verified.s
						 : word("never"));
		markup_close(m, "tr");
	}
	markup_close(m, "tbody");
	markup_close(m, "table");
	markup_close(m, "section");
	arena_release(&a);
}

void site_report(struct markup *m, const struct edition *ed)
{
	markup_line(m, "h1", NULL, word("reportOnTheBank"));
	markup_line(m, "p", "lede", word("forItsAuthorsNoPage"));
	section(m, "coverage", word("coverage"));
	chart_domains(m, ed->ledger, false);
	chart_topics(m, ed->ledger);
	markup_close(m, "section");
	section(m, "guessing", word("guessingAndKeys"));
	markup_open(m, "pre");
	markup_attr(m, "tabindex", "0");
	markup_text(m, ed->figures->guessing);
	markup_close(m, "pre");
	markup_close(m, "section");
	complaints(m, ed->figures);
	freshness(m, ed);
}
