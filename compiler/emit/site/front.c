/* The exam's front page: facts, blueprint, every question by domain and topic. */
#include <stdio.h>
#include <string.h>

#include "emit/show.h"
#include "emit/site/site.h"
#include "emit/words.h"

static void fact(struct markup *m, unsigned n, const char *what)
{
	if (!n)
		return;
	markup_open(m, "li");
	markup_linef(m, "strong", NULL, "%u", n);
	markup_text(m, what);
	markup_close(m, "li");
}

static void hero(struct markup *m, const struct edition *ed)
{
	static const char *const ledes[] = {"frontLede", "frontLedeReasons",
					    "frontLedeSources",
					    "frontLedeBoth"};
	const struct exam *e = ed->exam;
	struct buf pass = BUF_INIT;

	markup_open_class(m, "div", "hero");
	if (e->code.s)
		markup_line(m, "p", "code", e->code.s);
	markup_line(m, "h1", NULL, e->title.s);
	markup_word_line(m, "p", "lede",
			 ledes[ed->claims.reasons + 2 * ed->claims.sources],
			 word_number(ed->nitems).s, NULL);
	if (e->status.s) {
		markup_open_class(m, "div", "note");
		markup_line(m, "p", NULL, e->status.s);
		markup_close(m, "div");
	}
	markup_open_class(m, "ul", "facts");
	fact(m, (unsigned)ed->nitems, word("questionsHere"));
	fact(m, e->items, word("questionsInTheExam"));
	fact(m, e->minutes, word("minutes"));
	word_fill(&pass, "toPassOnScale", word_number(e->scale_min).s,
		  word_number(e->scale_max).s, NULL);
	fact(m, e->pass, e->scale_max ? buf_cstr(&pass) : word("toPass"));
	buf_release(&pass);
	markup_close(m, "ul");
	markup_open_class(m, "p", "actions");
	markup_link(m, "button", word("practiceOrSitAMock"), "practice.html");
	markup_close(m, "p");
	markup_close(m, "div");
}

static size_t count_domain(const struct edition *ed, const struct domain *d)
{
	size_t n = 0;

	for (size_t i = 0; i < ed->nitems; i++)
		n += ed->items[i]->task_ref->domain == d;
	return n;
}

static void number_head(struct markup *m, const char *text)
{
	markup_open(m, "th");
	markup_attr(m, "scope", "col");
	markup_attr(m, "class", "num");
	markup_text(m, text);
	markup_close(m, "th");
}

/* A bar of the whole height. */
static void bar(struct markup *m, const char *cls, double width)
{
	markup_open_class(m, "rect", cls);
	markup_attrf(m, "width", "%g", width);
	markup_attr(m, "height", "8");
	markup_attr(m, "rx", "4");
	markup_close(m, "rect");
}

/* The width of a bar as one of a fixed set of classes: no inline style. */
static void weight_bar(struct markup *m, double weight)
{
	markup_open_class(m, "svg", "weightbar");
	markup_attr(m, "viewBox", "0 0 100 8");
	markup_attr(m, "width", "100");
	markup_attr(m, "height", "8");
	markup_attr(m, "aria-hidden", "true");
	bar(m, "back", 100);
	bar(m, "front", weight);
	markup_close(m, "svg");
}

static void domain_row(struct markup *m, const struct edition *ed,
		       const struct domain *d)
{
	size_t n = count_domain(ed, d);
	struct buf name = BUF_INIT;

	markup_open(m, "tr");
	markup_attrf(m, "data-domain", "%u", d->number);
	markup_open(m, "th");
	markup_attr(m, "scope", "row");
	buf_printf(&name, "%u. %s", d->number, d->name.s);
	if (n)
		markup_link(m, NULL, buf_cstr(&name), "#%s", d->id.s);
	else
		markup_text(m, buf_cstr(&name));
	if (d->alias.s)
		markup_word_line(m, "span", "alias", "alsoCalled", d->alias.s,
				 NULL);
	markup_close(m, "th");
	markup_open_class(m, "td", "num");
	weight_bar(m, d->weight);
	markup_textf(m, "%g%%", d->weight);
	markup_close(m, "td");
	markup_linef(m, "td", "num", "%zu", n);
	markup_close(m, "tr");
	buf_release(&name);
}

static void blueprint(struct markup *m, const struct edition *ed)
{
	site_section(m, "blueprint", word("blueprint"));
	markup_open(m, "table");
	markup_open(m, "thead");
	markup_open(m, "tr");
	markup_th(m, "col", word("domain"));
	number_head(m, word("weight"));
	number_head(m, word("questions"));
	markup_close(m, "tr");
	markup_close(m, "thead");
	markup_open(m, "tbody");
	for (size_t i = 0; i < ed->exam->ndomains; i++)
		domain_row(m, ed, &ed->exam->domains[i]);
	word_table_close(m);
	markup_open(m, "p");
	markup_link(m, NULL, word("topicsTypesAndDifficulties"),
		    "blueprint.html");
	markup_close(m, "p");
	markup_close(m, "section");
}

/* What a question asks, in a line: its title, or how its stem begins. */
static void teaser(struct markup *m, const struct item *it)
{
	const char *s = it->title.s ? it->title.s : it->opening;
	size_t n = strcspn(s, "\n"), stop = n;
	char line[160];

	if (n > 110) {
		for (stop = 100; stop > 60 && s[stop] != ' ';)
			stop--;
		while (stop && ((unsigned char)s[stop] & 0xC0) == 0x80)
			stop--;
	}
	snprintf(line, sizeof line, "%.*s%s", (int)stop, s,
		 stop < n ? "\xE2\x80\xA6" : "");
	markup_line(m, "span", "what", line);
}

static void question_link(struct markup *m, const struct edition *ed,
			  const struct item *it)
{
	markup_open(m, "li");
	markup_open(m, "a");
	markup_attrf(m, "href", "q/%s.html", it->id.s);
	site_identity(m, ed, it);
	markup_open_class(m, "span", "dot");
	markup_line(m, "span", "sr", "");
	markup_close(m, "span");
	teaser(m, it);
	markup_linef(m, "span", "tag", "%s, %s", show_type(it),
		     show_difficulty(it->difficulty));
	markup_close(m, "a");
	markup_close(m, "li");
}

/* The topic's questions in the domain; nothing if there are none. */
static void topic_card(struct markup *m, const struct edition *ed,
		       const struct domain *d, const struct topic *t)
{
	bool open = false;

	for (size_t i = 0; i < ed->nitems; i++) {
		const struct item *it = ed->items[i];

		if (it->topic_ref != t || it->task_ref->domain != d)
			continue;
		if (!open) {
			markup_open_class(m, "div", "topic");
			markup_open(m, "h3");
			markup_attrf(m, "id", "%s-%s", d->id.s, t->id.s);
			markup_text(m, t->name.s);
			markup_close(m, "h3");
			markup_open(m, "ul");
		}
		open = true;
		question_link(m, ed, it);
	}
	if (!open)
		return;
	markup_close(m, "ul");
	markup_close(m, "div");
}

static void domain_section(struct markup *m, const struct edition *ed,
			   const struct domain *d)
{
	if (!count_domain(ed, d))
		return;
	markup_open_class(m, "section", "domain");
	markup_attrf(m, "data-domain", "%u", d->number);
	markup_attrf(m, "aria-labelledby", "%s", d->id.s);
	markup_open(m, "h2");
	markup_attr(m, "id", d->id.s);
	markup_word_line(m, "span", NULL, "domainWeight",
			 word_number(d->number).s, word_decimal(d->weight).s);
	markup_text(m, d->name.s);
	markup_close(m, "h2");
	markup_open_class(m, "div", "topics");
	for (size_t i = 0; i < ed->exam->ntopics; i++)
		topic_card(m, ed, d, &ed->exam->topics[i]);
	markup_close(m, "div");
	markup_close(m, "section");
}

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

void site_front(struct markup *m, const struct edition *ed)
{
	hero(m, ed);
	blueprint(m, ed);
	mocks(m, ed);
	for (size_t i = 0; i < ed->exam->ndomains; i++)
		domain_section(m, ed, &ed->exam->domains[i]);
}
