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
	const char *const heads[] = {name, word("questions"), word("wanted")};

	markup_open(m, "table");
	markup_open(m, "thead");
	markup_open(m, "tr");
	for (int i = 0; i < 3; i++) {
		markup_th(m, "col", heads[i]);
	}
	markup_close(m, "tr");
	markup_close(m, "thead");
	markup_open(m, "tbody");
	for (size_t i = 0; i < t->n; i++) {
		const struct ledger_row *r = &t->rows[i];

		markup_open(m, "tr");
		markup_th(m, "row", r->name ? r->name : r->id);
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
	section(m, "domains", word("domains"));
	chart_domains(m, l, false);
	table(m, &l->tables[LEDGER_domain], word("domain"));
	markup_close(m, "section");
	section(m, "topics", word("topicsByDifficulty"));
	chart_topics(m, l);
	markup_close(m, "section");
	section(m, "kinds", word("typesAndDifficulties"));
	table(m, &l->tables[LEDGER_type], word("type"));
	table(m, &l->tables[LEDGER_difficulty], word("difficulty"));
	markup_close(m, "section");
}
