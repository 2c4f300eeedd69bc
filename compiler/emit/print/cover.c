/* The cover: which exam and form, how long, of what, and the rules. */
#include <string.h>

#include "base/err.h"
#include "emit/print/print.h"
#include "emit/words.h"
#include "model/points.h"

/* "1.25" as hundredths; 0: it is no such number. */
static unsigned hundredths(const char *s)
{
	unsigned whole = 0, part = 0, digits = 0;

	for (; *s >= '0' && *s <= '9' && whole < 10; s++)
		whole = whole * 10 + (unsigned)(*s - '0');
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9' && digits < 2; digits++)
			part = part * 10 + (unsigned)(*s++ - '0');
	return *s ? 0 : whole * 100 + part * (digits == 1 ? 10 : 1);
}

void print_check_time(const struct layout *l)
{
	unsigned n = l->time ? hundredths(l->time) : 100;

	if (n < 100 || n > 400)
		die(EXIT_USAGE,
		    "--time takes a number from 1 to 4, such as 1.25, not '%s'",
		    l->time);
}

/* How long the questions of ED take at the pace of the exam, and what candidates
 * with more time have, both rounded up to whole minutes. */
static void time_row(struct markup *m, const struct edition *ed)
{
	const struct exam *e = ed->exam;
	size_t minutes = e->minutes, more;
	struct buf text = BUF_INIT;

	if (!minutes)
		return;
	if (ed->nitems != e->items)
		minutes = (minutes * ed->nitems + e->items - 1) / e->items;
	if (ed->layout->time) {
		more = minutes * hundredths(ed->layout->time);
		word_fill(&text, "timeExtra", word_number((more + 99) / 100).s,
			  word_number(minutes).s, ed->layout->time);
	} else {
		word_fill(&text,
			  ed->nitems == e->items ? "timeHere" : "timePace",
			  word_number(minutes).s, word_number(e->minutes).s,
			  word_number(e->items).s);
	}
	print_fact_row(m, "timeAllowed", buf_cstr(&text));
	buf_release(&text);
}

static void pass_row(struct markup *m, const struct edition *ed)
{
	const struct exam *e = ed->exam;
	unsigned of = e->scored ? e->scored : e->items;
	struct buf text = BUF_INIT;

	if (!e->pass)
		return;
	if (e->scale_max)
		word_fill(&text, "passOnScale", word_number(e->pass).s,
			  word_number(e->scale_min).s,
			  word_number(e->scale_max).s);
	else if (e->pass <= of)
		word_fill(&text, "passOfItems", word_number(e->pass).s,
			  word_number(of).s, NULL);
	else
		buf_str(&text, word_number(e->pass).s);
	print_fact_row(m, "passMark", buf_cstr(&text));
	buf_release(&text);
}

/* The newest day on which a fact in it was checked; NULL: none was. */
static const char *edition_day(const struct edition *ed)
{
	const char *day = NULL;

	for (size_t i = 0; i < ed->nitems; i++) {
		const char *s = ed->items[i]->verified.s;

		if (s && (!day || strcmp(s, day) > 0))
			day = s;
	}
	return day;
}

void print_facts(struct markup *m, const struct edition *ed)
{
	const struct form *f = ed->form;
	const char version[] = {f ? f->version : 0, 0};

	markup_open_class(m, "table", "facts");
	if (f)
		print_fact_row(m, "form", f->title ? f->title : f->id);
	print_fact_row(m, "versionWord", version);
	if (f)
		print_fact_row(m, "formHash", f->hash);
	if (ed->part)
		print_fact_row(m, "part", ed->part_name);
	print_fact_row(m, "editionWord", edition_day(ed));
	print_fact_row(m, "questions", word_number(ed->nitems).s);
	if (points_told(ed))
		print_fact_row(m, "points", word_number(points_sum(ed)).s);
	time_row(m, ed);
	pass_row(m, ed);
	print_fact_row(m, "aids", ed->exam->print.aids.s);
	markup_close(m, "table");
}

static void domain_table(struct markup *m, const struct edition *ed)
{
	static const char *const heads[] = {"domain", "weight",
					    "questionsHereHead", NULL};

	word_table(m, NULL, heads);
	for (size_t i = 0; i < ed->exam->ndomains; i++) {
		const struct domain *d = &ed->exam->domains[i];
		size_t n = 0;

		for (size_t j = 0; j < ed->nitems; j++)
			n += ed->items[j]->task_ref->domain == d;
		if (!n)
			continue;
		markup_open(m, "tr");
		markup_open(m, "td");
		markup_textf(m, "%u. %s", d->number, d->name.s);
		if (d->alias.s) {
			markup_text(m, " (");
			markup_word(m, "alsoCalled", d->alias.s, NULL, NULL);
			markup_text(m, ")");
		}
		markup_close(m, "td");
		markup_linef(m, "td", "num", "%g%%", d->weight);
		markup_linef(m, "td", "num", "%zu", n);
		markup_close(m, "tr");
	}
	word_table_close(m);
}

void print_form_name(const struct form *f, struct buf *out)
{
	if (f->version)
		word_fill(out, "formVersion", f->id,
			  (const char[]){f->version, 0}, NULL);
	else
		buf_str(out, f->id);
}

void print_form_line(struct markup *m, const struct edition *ed)
{
	struct buf name = BUF_INIT;

	if (ed->form) {
		print_form_name(ed->form, &name);
		markup_word_line(m, "p", "form", "formLine", buf_cstr(&name),
				 ed->form->hash);
	}
	buf_release(&name);
}

/* TEXT as paragraphs, which empty lines separate. */
static void paragraphs(struct markup *m, const char *text)
{
	struct arena a = {0};

	while (*(text += strspn(text, "\n"))) {
		const char *end = strstr(text, "\n\n");
		size_t all = end ? (size_t)(end - text) : strlen(text), n = all;

		while (text[n - 1] == '\n')
			n--;
		markup_line(m, "p", NULL, arena_copy(&a, text, n));
		text += all;
	}
	arena_release(&a);
}

static void heading(struct markup *m, const struct edition *ed,
		    const char *kind)
{
	const struct exam *e = ed->exam;

	if (e->print.logo.s) {
		markup_void(m, "img");
		markup_attr(m, "class", "logo");
		markup_attr(m, "src", "img/" PRINT_LOGO);
		markup_attr(m, "alt", "");
	}
	if (e->print.institution.s)
		markup_line(m, "p", "institution", e->print.institution.s);
	if (e->code.s)
		markup_line(m, "p", "code", e->code.s);
	markup_line(m, "h1", NULL, e->title.s);
	markup_line(m, "p", "kind", word(kind));
}

static void blank(struct markup *m, const char *name)
{
	markup_open(m, "p");
	markup_line(m, "span", "what", word(name));
	markup_line(m, "span", "blank", "");
	markup_close(m, "p");
}

/* Kinds of questions, by how they are answered, and what is said of each: how
 * that is done, and what an answer earns that is right in part. */
static const struct kind_rule {
	const char *rule, *parts;
} kinds[] = {
	{"singleRule", NULL},
	{"multipleRule", "multipleParts"},
	{"orderingRule", "orderingParts"},
	{"matchingRule", "matchingParts"},
};

static size_t kind_of(const struct item *it)
{
	switch (item_shape(it)) {
	case SHAPE_ORDER:
		return 2;
	case SHAPE_MATCH:
		return 3;
	case SHAPE_CHOICE:
	default:
		return it->nkeys > 1;
	}
}

void print_kind_rules(struct markup *m, const struct edition *ed,
		      bool parts_alone)
{
	const char *lines[2 * sizeof kinds / sizeof *kinds] = {NULL};
	bool any = false;

	for (size_t i = 0; i < ed->nitems; i++) {
		size_t k = kind_of(ed->items[i]);

		if (!parts_alone)
			lines[2 * k] = kinds[k].rule;
		if (points_of(ed->exam, ed->items[i]).parts)
			lines[2 * k + 1] = kinds[k].parts;
	}
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		if (!lines[i])
			continue;
		if (!any)
			markup_open_class(m, "ul", "rules");
		any = true;
		markup_line(m, "li", NULL, word(lines[i]));
	}
	if (any)
		markup_close(m, "ul");
}

void print_rules(struct markup *m, const struct edition *ed)
{
	if (ed->exam->print.cover.s) {
		markup_open_class(m, "div", "words");
		paragraphs(m, ed->exam->print.cover.s);
		markup_close(m, "div");
	}
	print_kind_rules(m, ed, false);
}

void print_formulas(struct markup *m, const struct edition *ed)
{
	if (!ed->formulas)
		return;
	markup_open_class(m, "section", "formulas");
	markup_line(m, "h2", NULL, ed->formulas->title.s);
	markup_html(m, ed->formulas->scenario->html_block);
	markup_close(m, "section");
}

/* What a candidate does with a booklet before it is opened. */
static void before(struct markup *m, const struct edition *ed)
{
	markup_open_class(m, "div", "candidate");
	blank(m, "nameWord");
	blank(m, "candidateNumber");
	markup_close(m, "div");
	markup_line(m, "p", "stop", word("doNotOpen"));
	print_rules(m, ed);
}

void print_license(struct markup *m, const struct edition *ed)
{
	const char *of_print = ed->exam->print.license.s;
	const char *of_site = ed->exam->site.license.s;

	if (of_print || of_site)
		markup_line(m, "p", "license", of_print ? of_print : of_site);
}

void print_cover(struct markup *m, const struct edition *ed, const char *kind,
		 bool instructions)
{
	const struct exam *e = ed->exam;

	markup_open_class(m, "header", "cover");
	heading(m, ed, kind);
	print_facts(m, ed);
	if (!instructions)
		domain_table(m, ed);
	if (e->status.s)
		markup_line(m, "p", "note", e->status.s);
	if (instructions)
		before(m, ed);
	print_license(m, ed);
	markup_close(m, "header");
	if (instructions)
		print_formulas(m, ed);
}

void print_end(struct markup *m)
{
	markup_line(m, "p", "end", word("endOfExam"));
}
