/* Print HTML: pack, booklet, key and sheet, numbered and lettered alike. */
#include "emit/print.h"

#include <stdio.h>
#include <string.h>

#include "emit/formats.h"
#include "emit/leak.h"
#include "emit/show.h"

static void booklet(struct markup *m, const struct edition *ed)
{
	print_cover(m, ed, "Question booklet", true);
	markup_open(m, "main");
	print_questions(m, ed, 0, ed->nitems);
	markup_close(m, "main");
}

static void key(struct markup *m, const struct edition *ed)
{
	print_cover(m, ed, "Answer key with reasons", false);
	markup_open(m, "main");
	markup_line(m, "h2", NULL, "Key");
	print_key_table(m, ed);
	markup_line(m, "h2", NULL, "Reasons");
	print_reasons(m, ed);
	markup_close(m, "main");
}

static void sheet(struct markup *m, const struct edition *ed)
{
	markup_open(m, "main");
	if (ed->exam->code.s)
		markup_line(m, "p", "code", ed->exam->code.s);
	markup_line(m, "h1", NULL, "Answer sheet");
	print_form_line(m, ed);
	markup_open(m, "p");
	markup_text(m, "Name ");
	markup_line(m, "span", "blank", "");
	markup_text(m, " Date ");
	markup_line(m, "span", "blank", "");
	markup_close(m, "p");
	markup_line(m, "p", "small",
		    "Circles: fill in what you choose. Boxes: write one letter "
		    "in each, for an ordering the steps in the right order, "
		    "for a matching the response of entry 1, 2 and so on.");
	print_sheet(m, ed);
	markup_close(m, "main");
}

/* The items of a domain are neighbours: [*from, *to). */
static void domain_range(const struct edition *ed, const struct domain *d,
			 size_t *from, size_t *to)
{
	const char *last_case = NULL;

	*from = *to = 0;
	for (size_t i = 0; i < ed->nitems; i++) {
		const struct item *it = ed->items[i];
		bool same_case = it->case_id.s && last_case &&
				 strcmp(it->case_id.s, last_case) == 0;

		/* Later parts of a case stay with its first. */
		if ((it->task_ref->domain == d && !same_case) ||
		    (same_case && *to == i && *to > *from)) {
			if (*to == *from)
				*from = i;
			*to = i + 1;
		}
		last_case = it->case_id.s;
	}
}

static void contents_line(struct markup *m, const char *href, const char *text,
			  size_t n)
{
	markup_open(m, "li");
	markup_open(m, "a");
	markup_attrf(m, "href", "#%s", href);
	markup_text(m, text);
	markup_close(m, "a");
	if (n) {
		markup_open_class(m, "span", "small");
		markup_textf(m, " (%zu question%s)", n, n == 1 ? "" : "s");
		markup_close(m, "span");
	}
	markup_close(m, "li");
}

static void contents(struct markup *m, const struct edition *ed)
{
	markup_open_class(m, "nav", "contents");
	markup_attr(m, "aria-label", "Contents");
	markup_line(m, "h2", NULL, "Contents");
	markup_open(m, "ol");
	for (size_t i = 0; i < ed->exam->ndomains; i++) {
		const struct domain *d = &ed->exam->domains[i];
		size_t from, to;

		domain_range(ed, d, &from, &to);
		if (to > from)
			contents_line(m, d->id.s, d->name.s, to - from);
	}
	contents_line(m, "key", "Key", 0);
	contents_line(m, "reasons", "Reasons", 0);
	markup_close(m, "ol");
	markup_close(m, "nav");
}

static void chapter_open(struct markup *m, const char *id, const char *title)
{
	markup_open_class(m, "section", "chapter");
	markup_open(m, "h2");
	markup_attr(m, "id", id);
	markup_text(m, title);
	markup_close(m, "h2");
}

static void pack(struct markup *m, const struct edition *ed)
{
	print_cover(m, ed, "Study pack", false);
	contents(m, ed);
	markup_open(m, "main");
	for (size_t i = 0; i < ed->exam->ndomains; i++) {
		const struct domain *d = &ed->exam->domains[i];
		size_t from, to;

		domain_range(ed, d, &from, &to);
		if (to == from)
			continue;
		chapter_open(m, d->id.s, d->name.s);
		print_questions(m, ed, from, to);
		markup_close(m, "section");
	}
	chapter_open(m, "key", "Key");
	print_key_table(m, ed);
	markup_close(m, "section");
	chapter_open(m, "reasons", "Reasons");
	print_reasons(m, ed);
	markup_close(m, "section");
	markup_close(m, "main");
}

static const struct document {
	const char *name, *title;
	void (*write)(struct markup *, const struct edition *);
	bool of_form; /* each released form has one, too */
	bool secret;  /* it must not show what is right */
} documents[] = {
	{"pack", "Study pack", pack, false, false},
	{"booklet", "Question booklet", booklet, true, true},
	{"key", "Answer key", key, true, false},
	{"sheet", "Answer sheet", sheet, true, true},
};
static const char *const papers[] = {"a4", "letter"};

static void render(const struct document *d, const struct edition *ed,
		   struct buf *body)
{
	struct markup m = MARKUP_INIT(body);

	d->write(&m, ed);
	markup_end(&m);
}

static void write_paper(const struct edition *ed, struct out *out,
			const struct document *d, const char *body,
			const char *paper)
{
	const struct exam *e = ed->exam;
	char rel[256];
	struct buf page = BUF_INIT;
	struct slot slots[] = {
		{"lang", e->language.s ? e->language.s : "en", false},
		{"document", d->title, false},
		{"exam", e->title.s, false},
		{"paper", paper, false},
		{"kind", d->name, false},
		{"main", body, true}};

	markup_frame(&page, "web/print.html", slots,
		     sizeof slots / sizeof *slots);
	snprintf(rel, sizeof rel, "%s/%s%s%s-%s.html", e->id.s, d->name,
		 ed->form ? "-" : "", ed->form ? ed->form->id : "", paper);
	out_write(out, rel, page.p, page.n);
	buf_release(&page);
}

static void write_document(const struct edition *ed, struct out *out,
			   const struct document *d)
{
	struct buf body = BUF_INIT;

	render(d, ed, &body);
	if (d->secret) {
		struct arena a = {0};
		struct edition blind = edition_blind(ed, &a);
		struct buf other = BUF_INIT;

		render(d, &blind, &other);
		leak_check(ed, d->title, &body, &other);
		buf_release(&other);
		arena_release(&a);
	}
	for (size_t p = 0; p < sizeof papers / sizeof *papers; p++)
		write_paper(ed, out, d, body.p, papers[p]);
	buf_release(&body);
}

static void write_styles(const struct edition *ed, struct out *out)
{
	static const char *const files[] = {"print.css", "print-a4.css",
					    "print-letter.css"};
	char rel[256], web[64];

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(rel, sizeof rel, "%s/%s", ed->exam->id.s, files[i]);
		snprintf(web, sizeof web, "web/%s", files[i]);
		show_asset(out, rel, web);
	}
}

static void write_all(const struct edition *ed, struct out *out)
{
	for (size_t d = 0; d < sizeof documents / sizeof *documents; d++)
		if (!ed->form || documents[d].of_form)
			write_document(ed, out, &documents[d]);
	for (size_t i = 0; i < ed->nitems; i++)
		show_images(ed, ed->items[i], ed->exam->id.s, out);
}

void emit_print(const struct edition *ed, struct out *out)
{
	struct arena a = {0};

	write_all(ed, out);
	for (size_t i = 0; i < ed->nforms; i++) {
		struct edition one = edition_of_form(ed, &ed->forms[i], &a);

		write_all(&one, out);
	}
	write_styles(ed, out);
	arena_release(&a);
}
