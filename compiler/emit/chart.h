/* Charts as SVG: bars of domains and topics, a table of topics by
 * difficulty. */
#ifndef EMIT_CHART_H
#define EMIT_CHART_H

#include "base/markup.h"
#include "model/edition.h"
#include "model/ledger.h"

/*
 * Writes an <svg> with a bar a domain: what is there, a mark at its target.
 * Classes only (bar, goal, name, figure), no inline style: a page with a
 * strict policy can hold it. ALONE: a document of its own, with its colours.
 */
void chart_domains(struct markup *m, const struct ledger *l, bool alone);

/* Writes a table of topics by difficulty: the class of a cell (heat-0 to
 * heat-4) is its colour, its text the number. */
void chart_topics(struct markup *m, const struct ledger *l);

/*
 * Writes, of the items [from, to) of ED, a bar a topic as an <svg>, and a table
 * of topics by difficulty that says the same in text.
 */
void chart_chapter(struct markup *m, const struct edition *ed, size_t from,
		   size_t to);

#endif
