/* The cover: which exam and form, how long, of what, and the rules. */
#include "emit/print/print.h"
#include "emit/words.h"

static void fact_table(struct markup *m, const struct edition *ed)
{
	const struct exam *e = ed->exam;
	const struct form *f = ed->form;
	unsigned of = e->scored ? e->scored : e->items;
	struct buf text = BUF_INIT;

	markup_open_class(m, "table", "facts");
	if (f) {
		print_fact_row(m, "form", f->title ? f->title : f->id);
		print_fact_row(m, "formHash", f->hash);
	}
	if (ed->part)
		print_fact_row(m, "part", ed->part_name);
	print_fact_row(m, "questions", word_number(ed->nitems).s);
	if (e->minutes) {
		word_fill(&text, "examTime", word_number(e->minutes).s,
			  word_number(e->items).s, NULL);
		print_fact_row(m, "timeInTheExam", buf_cstr(&text));
	}
	if (e->pass) {
		buf_reset(&text);
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
	}
	markup_close(m, "table");
	buf_release(&text);
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

void print_cover(struct markup *m, const struct edition *ed, const char *kind,
		 bool instructions)
{
	static const char *const rules[] = {
		"singleRule",
		"multipleRule",
		"orderingRule",
		"matchingRule",
	};

	markup_open_class(m, "header", "cover");
	if (ed->exam->code.s)
		markup_line(m, "p", "code", ed->exam->code.s);
	markup_line(m, "h1", NULL, ed->exam->title.s);
	markup_line(m, "p", "kind", word(kind));
	fact_table(m, ed);
	domain_table(m, ed);
	if (ed->exam->status.s)
		markup_line(m, "p", "note", ed->exam->status.s);
	if (instructions) {
		markup_open_class(m, "ul", "rules");
		for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
			markup_line(m, "li", NULL, word(rules[i]));
		markup_close(m, "ul");
	}
	markup_close(m, "header");
}
