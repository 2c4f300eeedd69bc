/* The blueprint page: how many questions of everything, as pictures and tables. */
#include "emit/chart.h"
#include "emit/site.h"

static void title(struct markup *m, const struct ledger *l)
{
	markup_open_class(m, "div", "hero");
	markup_line(m, "h1", NULL, "Blueprint");
	markup_open_class(m, "p", "lede");
	markup_textf(m, "%u question%s against the weights of the exam. ",
		     l->total, l->total == 1 ? "" : "s");
	if (l->forms)
		markup_textf(m,
			     "They are enough for %u exam%s of %u questions "
			     "without a question in common.",
			     l->forms, l->forms == 1 ? "" : "s",
			     l->exam->items);
	else
		markup_textf(m, "An exam of %u questions needs more.",
			     l->exam->items);
	markup_close(m, "p");
	markup_close(m, "div");
}

static void section(struct markup *m, const char *id, const char *name)
{
	markup_open_class(m, "section", "panel");
	markup_attr(m, "aria-labelledby", id);
	markup_open(m, "h2");
	markup_attr(m, "id", id);
	markup_text(m, name);
	markup_close(m, "h2");
}

static void cell(struct markup *m, bool there, long n)
{
	markup_open_class(m, "td", "num");
	if (there)
		markup_textf(m, "%ld", n);
	markup_close(m, "td");
}

static void table(struct markup *m, const struct ledger_table *t,
		  const char *name)
{
	const char *const heads[] = {name, "Questions", "Wanted"};

	markup_open(m, "table");
	markup_open(m, "thead");
	markup_open(m, "tr");
	for (int i = 0; i < 3; i++) {
		markup_open(m, "th");
		markup_attr(m, "scope", "col");
		markup_text(m, heads[i]);
		markup_close(m, "th");
	}
	markup_close(m, "tr");
	markup_close(m, "thead");
	markup_open(m, "tbody");
	for (size_t i = 0; i < t->n; i++) {
		const struct ledger_row *r = &t->rows[i];

		markup_open(m, "tr");
		markup_open(m, "th");
		markup_attr(m, "scope", "row");
		markup_text(m, r->name ? r->name : r->id);
		markup_close(m, "th");
		cell(m, true, r->actual);
		cell(m, r->target != LEDGER_NO_TARGET, r->target);
		markup_close(m, "tr");
	}
	markup_close(m, "tbody");
	markup_close(m, "table");
}

void site_blueprint(struct markup *m, const struct ledger *l)
{
	title(m, l);
	section(m, "domains", "Domains");
	chart_domains(m, l, false);
	table(m, &l->tables[LEDGER_domain], "Domain");
	markup_close(m, "section");
	section(m, "topics", "Topics by difficulty");
	chart_topics(m, l);
	markup_close(m, "section");
	section(m, "kinds", "Types and difficulties");
	table(m, &l->tables[LEDGER_type], "Type");
	table(m, &l->tables[LEDGER_difficulty], "Difficulty");
	markup_close(m, "section");
}
