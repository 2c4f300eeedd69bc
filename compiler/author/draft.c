/* Writes a question to begin with, of the frames in starter/. */
#include "author/draft.h"

#include <string.h>

#include "author/style.h"
#include "base/arena.h"
#include "base/markup.h"

static unsigned questions_of(const struct ledger_table *t, const char *id)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->rows[i].id, id) == 0)
			return t->rows[i].actual;
	return 0;
}

static bool files_under(const struct topic *t, const char *task)
{
	for (size_t i = 0; i < t->tasks.n; i++)
		if (strcmp(t->tasks.p[i].s, task) == 0)
			return true;
	return t->tasks.n == 0;
}

/* The topic that has the fewest questions, of those that TASK (NULL: any) may be
 * filed under; WANTED, if it is one of them. */
static const char *choose_topic(const struct ledger *l, const char *task,
				const struct topic *wanted)
{
	const struct exam *e = l->exam;
	const struct ledger_row *rows = l->tables[LEDGER_topic].rows;
	size_t best = SIZE_MAX;

	if (wanted && (!task || files_under(wanted, task)))
		return wanted->id.s;
	for (size_t i = 0; i < e->ntopics; i++)
		if ((!task || files_under(&e->topics[i], task)) &&
		    (best == SIZE_MAX || rows[i].actual < rows[best].actual))
			best = i;
	return e->topics[best == SIZE_MAX ? 0 : best].id.s;
}

/* The task that has the fewest questions: of the topic's, in the domain WANTED if
 * one is. */
static const char *choose_task(const struct ledger *l, const char *topic,
			       const struct domain *wanted)
{
	const struct exam *e = l->exam;
	const struct topic *t = exam_topic(e, topic);
	const struct ledger_table *tasks = &l->tables[LEDGER_task];
	const char *best = NULL;
	bool best_there = false;

	for (size_t i = 0; i < e->ndomains; i++)
		for (size_t j = 0; j < e->domains[i].ntasks; j++) {
			const char *id = e->domains[i].tasks[j].id.s;
			bool there = &e->domains[i] == wanted;

			if (t && !files_under(t, id))
				continue;
			if (best && (best_there > there ||
				     (best_there == there &&
				      questions_of(tasks, best) <=
					      questions_of(tasks, id))))
				continue;
			best = id;
			best_there = there;
		}
	return best ? best : e->domains[0].tasks[0].id.s;
}

void draft_choose(struct draft *d, const struct ledger *l)
{
	const struct ledger_next *next = l->nnext ? &l->next[0] : NULL;

	if (!d->topic)
		d->topic = choose_topic(l, d->task, next ? next->topic : NULL);
	if (!d->task)
		d->task = choose_task(l, d->topic, next ? next->domain : NULL);
	d->difficulty = next && next->difficulty ? next->difficulty : "medium";
}

void draft_write(const struct draft *d, bool status, struct buf *out)
{
	struct arena a = {0};

	markup_frame(out, arena_printf(&a, "starter/draft-%s.md", d->type),
		     (struct slot[]){
			     {"id", style_text(&a, d->id), true},
			     {"topic", style_text(&a, d->topic), true},
			     {"task", style_text(&a, d->task), true},
			     {"difficulty", d->difficulty, true},
			     {"status", status ? "status: draft\n" : "", true},
		     },
		     5);
	arena_release(&a);
}
