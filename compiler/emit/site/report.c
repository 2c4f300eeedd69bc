/* The page of the bank's authors: coverage, guessing, findings, age of the facts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emit/chart.h"
#include "emit/site/site.h"
#include "emit/words.h"
#include "model/figures.h"

static void complaints(struct markup *m, const struct figures *f)
{
	static const char *const heads[] = {"rule", "severity", "findings",
					    NULL};

	site_section(m, "findings", word("findings"));
	if (!f->ncomplaints)
		markup_line(m, "p", NULL, word("noneWord"));
	else
		word_table(m, NULL, heads);
	for (size_t i = 0; i < f->ncomplaints; i++) {
		markup_open(m, "tr");
		markup_th(m, "row", f->complaints[i].rule);
		markup_line(m, "td", NULL, f->complaints[i].severity);
		markup_linef(m, "td", "num", "%u", f->complaints[i].n);
		markup_close(m, "tr");
	}
	if (f->ncomplaints)
		word_table_close(m);
	markup_close(m, "section");
}

static bool is_shown(const struct edition *ed, const char *id)
{
	for (size_t i = 0; i < ed->nitems; i++)
		if (strcmp(ed->items[i]->id.s, id) == 0)
			return true;
	return false;
}

enum { DOUBTFUL_SHOWN = 20 };

/* Questions with findings, the worst first; those alone that the site shows. */
static void doubtful(struct markup *m, const struct edition *ed)
{
	static const char *const heads[] = {"questionWord", "findings",
					    "why", NULL};
	size_t n = 0;

	for (size_t i = 0; i < ed->figures->ndoubtful && n < DOUBTFUL_SHOWN;
	     i++) {
		const struct doubtful *d = &ed->figures->doubtful[i];

		if (!is_shown(ed, d->id))
			continue;
		if (!n++) {
			site_section(m, "worst", word("worstFirst"));
			word_table(m, NULL, heads);
		}
		markup_open(m, "tr");
		markup_open(m, "th");
		markup_attr(m, "scope", "row");
		markup_link(m, NULL, d->id, "../q/%s.html", d->id);
		markup_close(m, "th");
		markup_line(m, "td", NULL, d->counts);
		markup_line(m, "td", NULL, d->why);
		markup_close(m, "tr");
	}
	if (!n)
		return;
	word_table_close(m);
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
	static const char *const heads[] = {"questionWord", "factsCheckedOn",
					    NULL};
	struct arena a = {0};
	const struct item **items = arena_array(&a, const struct item *,
						ed->nitems + 1);

	memcpy(items, ed->items, ed->nitems * sizeof *items);
	if (ed->nitems)
		qsort(items, ed->nitems, sizeof *items, by_verified);
	site_section(m, "freshness", word("checkedLongestAgo"));
	word_table(m, NULL, heads);
	for (size_t i = 0; i < ed->nitems && i < 20; i++) {
		markup_open(m, "tr");
		markup_open(m, "th");
		markup_attr(m, "scope", "row");
		markup_link(m, NULL, items[i]->id.s, "../q/%s.html",
			    items[i]->id.s);
		markup_close(m, "th");
		markup_line(m, "td", NULL,
			    items[i]->verified.s ? items[i]->verified.s
						 : word("never"));
		markup_close(m, "tr");
	}
	word_table_close(m);
	markup_close(m, "section");
	arena_release(&a);
}

void site_report(struct markup *m, const struct edition *ed)
{
	markup_line(m, "h1", NULL, word("reportOnTheBank"));
	markup_line(m, "p", "lede", word("forItsAuthorsNoPage"));
	site_section(m, "coverage", word("coverage"));
	chart_domains(m, ed->ledger, false);
	chart_topics(m, ed->ledger);
	markup_close(m, "section");
	site_section(m, "guessing", word("guessingAndKeys"));
	markup_open(m, "pre");
	markup_attr(m, "tabindex", "0");
	markup_text(m, ed->figures->guessing);
	markup_close(m, "pre");
	markup_close(m, "section");
	doubtful(m, ed);
	complaints(m, ed->figures);
	freshness(m, ed);
}
