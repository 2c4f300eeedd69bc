/* The blueprint page: how many questions of everything, as pictures and tables. */
#include "emit/chart.h"
#include "emit/site/site.h"
#include "emit/words.h"

static void title(struct markup *m, const struct ledger *l)
{
	markup_open_class(m, "div", "hero");
	markup_line(m, "h1", NULL, word("blueprint"));
	markup_open_class(m, "p", "lede");
	word_questions(m, l->total);
	markup_text(m, ". ");
	markup_word(m, l->forms ? "enough" : "notEnough",
		    word_number(l->forms ? l->forms : l->exam->items).s,
		    word_number(l->exam->items).s, NULL);
	markup_close(m, "p");
	markup_close(m, "div");
}

static void table(struct markup *m, const struct ledger_table *t,
		  const char *name)
{
	const char *const heads[] = {name, "questions", "wanted", NULL};

	word_table(m, NULL, heads);
	for (size_t i = 0; i < t->n; i++) {
		const struct ledger_row *r = &t->rows[i];

		markup_open(m, "tr");
		markup_th(m, "row", r->name ? r->name : r->id);
		markup_linef(m, "td", "num", "%u", r->actual);
		if (r->target == LEDGER_NO_TARGET)
			markup_line(m, "td", "num", "");
		else
			markup_linef(m, "td", "num", "%d", r->target);
		markup_close(m, "tr");
	}
	word_table_close(m);
}

void site_blueprint(struct markup *m, const struct edition *ed)
{
	const struct ledger *l = ed->ledger;

	title(m, l);
	site_section(m, "domains", word("domains"));
	chart_domains(m, l, false);
	table(m, &l->tables[LEDGER_domain], "domain");
	markup_close(m, "section");
	site_section(m, "topics", word("topicsByDifficulty"));
	chart_topics(m, l);
	markup_close(m, "section");
	site_section(m, "kinds", word("typesAndDifficulties"));
	table(m, &l->tables[LEDGER_type], "type");
	table(m, &l->tables[LEDGER_difficulty], "difficulty");
	markup_close(m, "section");
}
