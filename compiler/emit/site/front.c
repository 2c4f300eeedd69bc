/* The exam's front page: what to do next, what the exam is, and its topics. */
#include <stdio.h>
#include <string.h>

#include "emit/show.h"
#include "emit/site/site.h"
#include "emit/words.h"

enum { TEN = 10 };

const char *site_lede(const struct edition *ed)
{
	static const char *const ledes[] = {"frontLede", "frontLedeReasons",
					    "frontLedeSources",
					    "frontLedeBoth"};

	return ledes[ed->claims.reasons + 2 * ed->claims.sources];
}

/* --- What to do --- */

/* A way to begin: a large link to the player with a line below its name. */
static void way(struct markup *m, const char *cls, const char *to,
		const char *name, const char *help)
{
	markup_open(m, "li");
	markup_open_class(m, "a", cls);
	markup_attrf(m, "href", "practice.html#%s", to);
	markup_line(m, "strong", NULL, name);
	markup_line(m, "span", NULL, help);
	markup_close(m, "a");
	markup_close(m, "li");
}

static void mock(struct markup *m, const struct edition *ed)
{
	const struct exam *e = ed->exam;
	bool whole = ed->nitems >= e->items;
	struct buf help = BUF_INIT;

	word_count(&help, whole ? e->items : ed->nitems);
	if (whole && e->minutes) {
		buf_str(&help, ", ");
		word_fill(&help, "minutesCount", word_number(e->minutes).s,
			  NULL, NULL);
	}
	way(m, "begin quiet", "mode=mock", word("sitMock"), buf_cstr(&help));
	buf_release(&help);
}

/* What was left is added by a script, behind the others. */
static void ways(struct markup *m, const struct edition *ed)
{
	struct buf name = BUF_INIT;

	if (!ed->nitems)
		return;
	word_fill(&name, ed->nitems == 1 ? "startOne" : "startSome",
		  word_number(ed->nitems < TEN ? ed->nitems : TEN).s, NULL,
		  NULL);
	markup_open_class(m, "ul", "ways");
	way(m, "begin", "start=ten", buf_cstr(&name), word("startSomeHelp"));
	mock(m, ed);
	markup_close(m, "ul");
	buf_release(&name);
}

/* --- What the exam is --- */

static void facts(struct markup *m, const struct edition *ed)
{
	const struct exam *e = ed->exam;

	markup_open_class(m, "ul", "facts");
	markup_open(m, "li");
	markup_word(m, e->minutes ? "factExamTimed" : "factExam",
		    word_number(e->items).s, word_number(e->minutes).s, NULL);
	markup_close(m, "li");
	if (e->pass) {
		markup_open(m, "li");
		markup_word(m, e->scale_max ? "factPassScale" : "factPass",
			    word_number(e->pass).s, word_number(e->scale_min).s,
			    word_number(e->scale_max).s);
		markup_close(m, "li");
	}
	markup_close(m, "ul");
}

static void hero(struct markup *m, const struct edition *ed)
{
	const struct exam *e = ed->exam;

	markup_open_class(m, "div", "hero");
	if (e->code.s && strcmp(e->code.s, site_brand(e)) != 0)
		markup_line(m, "p", "code", e->code.s);
	markup_line(m, "h1", NULL, e->title.s);
	markup_word_line(m, "p", "lede", site_lede(ed),
			 word_number(ed->nitems).s, NULL);
	ways(m, ed);
	facts(m, ed);
	if (e->status.s) {
		markup_open_class(m, "div", "note");
		markup_line(m, "p", NULL, e->status.s);
		markup_close(m, "div");
	}
	markup_close(m, "div");
}

/* --- Its topics --- */

/* The row of a topic with N questions in a domain. Scripts find by their places
 * in exam.yaml what the learner did of it. */
static void topic_row(struct markup *m, const struct exam *e,
		      const struct domain *d, const struct topic *t, size_t n)
{
	markup_open(m, "li");
	markup_open(m, "a");
	markup_attrf(m, "href", "t/%s.html", t->id.s);
	markup_attrf(m, "data-at", "%zu %zu", (size_t)(d - e->domains),
		     (size_t)(t - e->topics));
	markup_line(m, "span", "name", t->name.s);
	markup_linef(m, "span", "score", "%zu", n);
	markup_close(m, "a");
	markup_close(m, "li");
}

/* The topics of the items FROM to TO, which one domain has, each once, whatever
 * tasks its questions are under. */
static void topic_rows(struct markup *m, const struct edition *ed, size_t from,
		       size_t to)
{
	const struct exam *e = ed->exam;
	const struct domain *d = ed->items[from]->task_ref->domain;
	struct arena a = {0};
	size_t *n = arena_array(&a, size_t, e->ntopics + 1);

	for (size_t i = from; i < to; i++)
		n[ed->items[i]->topic_ref - e->topics]++;
	markup_open_class(m, "ul", "topics");
	for (size_t i = from; i < to; i++) {
		const struct topic *t = ed->items[i]->topic_ref;

		if (n[t - e->topics])
			topic_row(m, e, d, t, n[t - e->topics]);
		n[t - e->topics] = 0;
	}
	markup_close(m, "ul");
	arena_release(&a);
}

static void domain_head(struct markup *m, const struct domain *d, size_t n)
{
	markup_open(m, "h2");
	markup_attr(m, "id", d->id.s);
	markup_word_line(m, "span", NULL, "domainWeight",
			 word_number(d->number).s, word_decimal(d->weight).s);
	markup_text(m, d->name.s);
	markup_close(m, "h2");
	markup_open_class(m, "p", "soft");
	if (d->alias.s) {
		markup_word(m, "alsoCalled", d->alias.s, NULL, NULL);
		markup_text(m, " \xC2\xB7 ");
	}
	word_questions(m, n);
	markup_close(m, "p");
}

/* The domain whose first item is at FROM; returns where the next one begins. */
static size_t domain_section(struct markup *m, const struct edition *ed,
			     size_t from)
{
	const struct domain *d = ed->items[from]->task_ref->domain;
	size_t to = from;

	while (to < ed->nitems && ed->items[to]->task_ref->domain == d)
		to++;
	markup_open_class(m, "section", "domain");
	markup_attrf(m, "data-domain", "%u", d->number);
	markup_attrf(m, "aria-labelledby", "%s", d->id.s);
	domain_head(m, d, to - from);
	topic_rows(m, ed, from, to);
	markup_close(m, "section");
	return to;
}

/* --- What else there is --- */

/* Links to released forms. */
static void mocks(struct markup *m, const struct edition *ed)
{
	if (!ed->nforms)
		return;
	site_section(m, "mocks", word("mockExams"));
	markup_open(m, "ul");
	for (size_t i = 0; i < ed->nforms; i++) {
		const struct form *f = &ed->forms[i];

		markup_open(m, "li");
		markup_link(m, NULL, f->title ? f->title : f->id,
			    "forms/%s.html", f->id);
		markup_text(m, ": ");
		word_questions(m, f->n);
		markup_close(m, "li");
	}
	markup_close(m, "ul");
	markup_close(m, "section");
}

static void more(struct markup *m)
{
	markup_open_class(m, "p", "more");
	markup_link(m, NULL, word("topicsTypesAndDifficulties"),
		    "blueprint.html");
	markup_close(m, "p");
}

void site_front(struct markup *m, const struct site *s)
{
	const struct edition *ed = s->ed;

	hero(m, ed);
	markup_open_class(m, "div", "front");
	markup_attr(m, "data-exam", ed->exam->id.s);
	markup_attr(m, "data-index", s->index);
	for (size_t i = 0; i < ed->nitems;)
		i = domain_section(m, ed, i);
	markup_close(m, "div");
	mocks(m, ed);
	site_packs_show(m, s);
	more(m);
}
