/* The print format: which documents are written, of what, under which names. */
#include "emit/print/print.h"
#include "emit/print/sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/list.h"
#include "emit/fonts.h"
#include "emit/formats.h"
#include "emit/leak.h"
#include "emit/show.h"
#include "emit/words.h"

static const struct document {
	const char *name, *title;
	void (*write)(struct markup *, const struct edition *);
	bool of_form; /* each released form has one, too */
	bool secret;  /* it must not show what is right */
	bool open;    /* learners may have it */
	/* A file of data that stands beside it, or NULL. */
	void (*data)(const struct edition *, struct buf *);
	bool personal; /* of the candidates, if there is a list of them */
	bool edit;     /* for whoever makes DOCX of it: one for all papers */
} documents[] = {
	{.name = "pack",
	 .title = "studyPack",
	 .write = print_pack,
	 .open = true},
	{.name = "booklet",
	 .title = "questionBooklet",
	 .write = print_booklet,
	 .of_form = true,
	 .secret = true,
	 .open = true},
	{.name = "key",
	 .title = "answerKey",
	 .write = print_answers,
	 .data = sheet_key_json,
	 .of_form = true,
	 .open = true},
	{.name = "sheet",
	 .title = "answerSheet",
	 .write = print_answer_sheet,
	 .data = sheet_json,
	 .of_form = true,
	 .secret = true,
	 .open = true},
	{.name = "candidates",
	 .title = "personalSheets",
	 .write = print_personal_sheets,
	 .of_form = true,
	 .secret = true,
	 .personal = true},
	{.name = "edit-booklet",
	 .title = "questionBooklet",
	 .write = print_edit_questions,
	 .of_form = true,
	 .secret = true,
	 .edit = true},
	{.name = "edit-key",
	 .title = "answerKey",
	 .write = print_edit_key,
	 .of_form = true,
	 .edit = true},
	{.name = "review", .title = "reviewPack", .write = print_review},
};
static const char *const papers[] = {"a4", "letter"};

/* Does an option's LIST name it? NULL names all. */
static bool listed(const char *list, const char *name)
{
	return !list || list_has(list, ",", name);
}

/* Each word of LIST must be one that KNOWN knows. */
static void check_list(const char *option, const char *list,
		       const char *const *known, size_t nknown)
{
	char text[32];

	for (const char *p = list; p && *p; p += strspn(p, ",")) {
		size_t k = strcspn(p, ","), i = 0;

		snprintf(text, sizeof text, "%.*s", (int)k, p);
		while (i < nknown && strcmp(known[i], text) != 0)
			i++;
		if (i == nknown)
			die(EXIT_USAGE, "--%s does not take '%s'", option,
			    text);
		p += k;
	}
}

static void check_layout(const struct layout *l)
{
	const char *names[sizeof documents / sizeof *documents];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		names[i] = documents[i].name;
	check_list("documents", l->documents, names,
		   sizeof names / sizeof *names);
	check_list("paper", l->papers, papers, sizeof papers / sizeof *papers);
	if (l->large && (l->columns == 2 || l->compact))
		die(EXIT_USAGE,
		    "--large-print has one column of large type; it does not "
		    "go with --columns 2 or --compact");
}

/* Where packs are written. */
static const char *folder_of(const struct edition *ed)
{
	return ed->folder ? ed->folder : ed->exam->id.s;
}

static void write_pictures(const struct edition *ed, struct out *out)
{
	struct arena a = {0};
	const char *logo = ed->exam->print.logo.s;

	for (size_t i = 0; i < ed->nitems; i++)
		show_images(ed, ed->items[i], folder_of(ed), out);
	if (ed->formulas)
		show_rich_images(ed, ed->formulas->scenario, folder_of(ed),
				 out);
	if (logo)
		out_copy(out,
			 arena_printf(&a, "%s/img/%s", folder_of(ed),
				      PRINT_LOGO),
			 ed->root, logo);
	arena_release(&a);
}

static void render(const struct edition *ed, const void *document,
		   struct buf *body)
{
	const struct document *d = document;
	struct markup m = MARKUP_INIT(body);

	d->write(&m, ed);
	markup_end(&m);
}

/* "pack", "booklet-mock-1", "key-deployment", with "-2col", "-large". */
static void file_name(const struct edition *ed, const struct document *d,
		      struct buf *name)
{
	const struct layout *l = ed->layout;

	buf_str(name, d->name);
	if (ed->form)
		buf_printf(name, "-%s", ed->form->id);
	if (ed->form && ed->form->version && !d->personal)
		buf_printf(name, "-%c", ed->form->version);
	if (ed->part)
		buf_printf(name, "-%s", ed->part);
	buf_printf(name, "%s%s%s", l->columns == 2 ? "-2col" : "",
		   l->large ? "-large" : "", l->compact ? "-compact" : "");
}

/* "Question booklet, form mock-1", "Answer key, Security" */
static void title_of(const struct edition *ed, const struct document *d,
		     struct buf *out)
{
	const struct form *f = ed->form;

	struct buf name = BUF_INIT;

	if (f) {
		struct form called = *f;

		called.id = f->title ? f->title : f->id;
		print_form_name(&called, &name);
		word_fill(out, "titleAndForm", word(d->title), buf_cstr(&name),
			  NULL);
		buf_release(&name);
	} else if (ed->part)
		buf_printf(out, "%s, %s", word(d->title), ed->part_name);
	else
		buf_str(out, word(d->title));
}

static void body_class(const struct edition *ed, const struct document *d,
		       struct buf *out)
{
	const struct layout *l = ed->layout;

	buf_printf(out, "%s ", d->name);
	print_head_class(ed, d->name, out);
	buf_printf(out, "%s%s%s", l->columns == 2 ? " two-columns" : "",
		   l->large ? " large" : "", l->compact ? " compact" : "");
}

/* Adds what is written as NAME to the list, if there is one. */
static void list_pack(const struct edition *ed, const struct document *d,
		      const char *paper, const char *name)
{
	struct handouts *l = ed->packs;
	const struct form *f = ed->form;
	const char *of = f ? (f->title ? f->title : f->id) : ed->part_name;

	if (l)
		vec_push(&l->list,
			 ((struct handout){
				 arena_strdup(&l->arena, name), d->title,
				 of ? arena_strdup(&l->arena, of) : NULL, paper,
				 false}));
}

static void write_data(const struct edition *ed, struct out *out,
		       const struct document *d, const char *name)
{
	struct buf text = BUF_INIT;

	d->data(ed, &text);
	show_write(out, &text, "%s/%s-%s.json", folder_of(ed), name, ed->paper);
	buf_release(&text);
}

static void write_paper(const struct edition *ed, struct out *out,
			const struct document *d, const char *body)
{
	const struct exam *e = ed->exam;
	struct buf page = BUF_INIT, name = BUF_INIT, kind = BUF_INIT;
	struct buf title = BUF_INIT, keywords = BUF_INIT;

	body_class(ed, d, &kind);
	buf_str(&keywords, e->code.s ? e->code.s : e->id.s);
	if (ed->form)
		buf_printf(&keywords, ", %s, %s", ed->form->id, ed->form->hash);
	title_of(ed, d, &title);
	file_name(ed, d, &name);
	if (d->data && !ed->packs)
		write_data(ed, out, d, buf_cstr(&name));
	buf_printf(&name, "-%s.html", ed->paper);
	markup_frame(
		&page, "web/print.html",
		(struct slot[]){
			{"lang", e->language.s ? e->language.s : "en", false},
			{"document", buf_cstr(&title), false},
			{"exam", e->title.s, false},
			{"version", EXAMC_VERSION, false},
			{"keywords", buf_cstr(&keywords), false},
			{"paper", ed->paper, false},
			{"kind", buf_cstr(&kind), false},
			{"main", body, true}},
		8);
	show_write(out, &page, "%s/%s", folder_of(ed), buf_cstr(&name));
	list_pack(ed, d, ed->paper, buf_cstr(&name));
	buf_release(&page);
	buf_release(&name);
	buf_release(&kind);
	buf_release(&title);
	buf_release(&keywords);
}

/* One that is plain, for all papers. */
static void write_edit(const struct edition *ed, struct out *out,
		       const struct document *d)
{
	const struct exam *e = ed->exam;
	struct buf body = BUF_INIT, page = BUF_INIT, name = BUF_INIT;
	struct buf title = BUF_INIT;

	if (d->secret)
		leak_write(ed, word(d->title), render, d, &body);
	else
		render(ed, d, &body);
	title_of(ed, d, &title);
	file_name(ed, d, &name);
	markup_frame(
		&page, "web/edit.html",
		(struct slot[]){
			{"lang", e->language.s ? e->language.s : "en", false},
			{"document", buf_cstr(&title), false},
			{"exam", e->title.s, false},
			{"main", body.p, true}},
		4);
	show_write(out, &page, "%s/%s.html", folder_of(ed), buf_cstr(&name));
	buf_release(&body);
	buf_release(&page);
	buf_release(&name);
	buf_release(&title);
}

static void write_document(const struct edition *ed, struct out *out,
			   const struct document *d)
{
	struct edition one = *ed;

	for (size_t p = 0; p < sizeof papers / sizeof *papers; p++) {
		struct buf body = BUF_INIT;

		if (!listed(ed->layout->papers, papers[p]))
			continue;
		one.paper = papers[p];
		if (d->secret)
			leak_write(&one, word(d->title), render, d, &body);
		else
			render(&one, d, &body);
		write_paper(&one, out, d, body.p);
		buf_release(&body);
	}
}

/* Does ED have personal sheets? A form has one document for all its versions,
 * and the bank has them where it has no forms. */
static bool is_sat(const struct edition *ed)
{
	const struct form *f = ed->form;

	return ed->layout->candidates && !ed->packs &&
	       (f ? !f->version || f->version == 'A' : !ed->nforms);
}

static void write_documents(const struct edition *ed, struct out *out)
{
	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
		const struct document *d = &documents[i];

		if ((!ed->form || d->of_form) && (!ed->packs || d->open) &&
		    (!d->personal || is_sat(ed)) && !d->edit &&
		    listed(ed->layout->documents, d->name))
			write_document(ed, out, d);
		else if (d->edit && ed->layout->edit && !ed->packs &&
			 listed(ed->layout->documents,
				d->name + strlen("edit-")))
			write_edit(ed, out, d);
	}
}

/* --- Parts of the bank --- */

/* IDS has a '+' between ids of domains and topics. */
static bool is_chosen(const struct edition *ed, size_t i, const void *ids)
{
	const struct item *it = ed->items[i];

	return list_has(ids, "+", it->task_ref->domain->id.s) ||
	       list_has(ids, "+", it->topic_ref->id.s);
}

/* What an id of a domain or topic is called; ends the run if it is neither. */
static const char *name_of(const struct exam *e, const char *id)
{
	for (size_t i = 0; i < e->ndomains; i++)
		if (strcmp(e->domains[i].id.s, id) == 0)
			return e->domains[i].name.s;
	for (size_t i = 0; i < e->ntopics; i++)
		if (strcmp(e->topics[i].id.s, id) == 0)
			return e->topics[i].name.s;
	die(EXIT_USAGE,
	    "--select takes ids of domains and topics of exam.yaml, not '%s'",
	    id);
}

static const char *names_of(const struct exam *e, const char *ids,
			    struct arena *a)
{
	struct buf out = BUF_INIT;
	const char *s;

	for (const char *p = ids; *p; p += strspn(p, "+")) {
		size_t k = strcspn(p, "+");

		buf_printf(&out, "%s%s", out.n ? ", " : "",
			   name_of(e, arena_copy(a, p, k)));
		p += k;
	}
	s = arena_strdup(a, buf_cstr(&out));
	buf_release(&out);
	return s;
}

static void write_part(const struct edition *ed, struct out *out,
		       const char *some, size_t n)
{
	struct arena a = {0};
	const char *ids = arena_copy(&a, some, n);
	struct edition part = edition_part(ed, is_chosen, ids, &a);

	part.part = ids;
	part.part_name = names_of(ed->exam, ids, &a);
	if (part.nitems)
		write_documents(&part, out);
	else if (ed->layout->select)
		die(EXIT_USAGE, "--select %s: there is no question of it", ids);
	arena_release(&a);
}

static void write_selection(const struct edition *ed, struct out *out)
{
	const char *p = ed->layout->select;

	for (; *p; p += strspn(p, ",")) {
		size_t k = strcspn(p, ",");

		write_part(ed, out, p, k);
		p += k;
	}
}

static void write_bank(const struct edition *ed, struct out *out)
{
	size_t most = ed->layout->split ? ed->layout->split : LAYOUT_SPLIT;

	if (ed->nitems <= most) {
		write_documents(ed, out);
		return;
	}
	for (size_t i = 0; i < ed->exam->ndomains; i++) {
		const char *id = ed->exam->domains[i].id.s;

		write_part(ed, out, id, strlen(id));
	}
}

static void write_styles(const struct edition *ed, struct out *out)
{
	const char *id = folder_of(ed);
	struct buf css = BUF_INIT;

	show_asset(out, id, "print-a4.css");
	show_asset(out, id, "print-letter.css");
	print_style(&css);
	show_write(out, &css, "%s/print.css", id);
	buf_reset(&css);
	print_heads(ed, &css);
	show_write(out, &css, "%s/heads.css", id);
	buf_release(&css);
	fonts_write(id, out);
}

void emit_print(const struct edition *plain, struct out *out)
{
	struct arena a = {0};
	/* What everybody may have is the first version. */
	struct edition all = edition_versions(plain, plain->packs, &a);
	const struct edition *ed = &all;

	check_layout(ed->layout);
	print_check_time(ed->layout);
	if (ed->layout->select)
		write_selection(ed, out);
	else
		write_bank(ed, out);
	for (size_t i = 0; i < ed->nforms && !ed->layout->select; i++) {
		struct edition one = edition_of_form(ed, &ed->forms[i], &a);

		write_documents(&one, out);
		for (size_t k = 0; k < one.nitems; k++)
			show_images(&one, one.items[k], folder_of(ed), out);
	}
	write_pictures(ed, out);
	write_styles(ed, out);
	arena_release(&a);
}
