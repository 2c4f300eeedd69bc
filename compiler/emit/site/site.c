/* The practice site: a front page and a page a question, all relative links. */
#include "emit/site/site.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/crew.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "emit/formats.h"
#include "emit/leak.h"
#include "emit/show.h"
#include "emit/words.h"

void site_name(const struct edition *ed, size_t index, struct buf *out)
{
	const struct item *it = ed->items[index];

	if (it->title.s)
		buf_str(out, it->title.s);
	else
		word_fill(out, "questionPlace", it->topic_ref->name.s,
			  word_number(index + 1).s, word_number(ed->nitems).s);
}

void site_section(struct markup *m, const char *id, const char *name)
{
	markup_open_class(m, "section", "panel");
	markup_attr(m, "aria-labelledby", id);
	markup_open(m, "h2");
	markup_attr(m, "id", id);
	markup_text(m, name);
	markup_close(m, "h2");
}

/* What the site is called where there is little room. */
static const char *brand(const struct exam *e)
{
	if (e->site.name.s)
		return e->site.name.s;
	return e->code.s ? e->code.s : e->title.s;
}

/* Appends "NAME - site". */
static void page_title(const struct edition *ed, const char *name,
		       struct buf *out)
{
	buf_printf(out, "%s - %s", name, brand(ed->exam));
}

/* Appends a link to the page REL of the exam as search engines shall know it. */
void site_canonical(const struct edition *ed, const char *rel, struct buf *out)
{
	const char *base = ed->exam->site.base_url.s;
	struct markup m = MARKUP_INIT(out);
	struct buf url = BUF_INIT;

	if (!base)
		return;
	buf_printf(&url, "%s%s%s/%s", base,
		   base[strlen(base) - 1] == '/' ? "" : "/", ed->exam->id.s,
		   rel);
	markup_void(&m, "link");
	markup_attr(&m, "rel", "canonical");
	markup_href(&m, buf_cstr(&url));
	markup_text(&m, "\n");
	markup_end(&m);
	buf_release(&url);
}

/* Writes one page, REL beneath the exam's folder, in the common frame. ROOT
 * leads back to that folder. */
static void write_page(const struct edition *ed, struct out *out,
		       const char *rel, const char *root, const char *title,
		       const char *body, const char *scripts)
{
	const struct exam *e = ed->exam;
	struct buf page = BUF_INIT, foot = BUF_INIT, links = BUF_INIT;
	struct markup m = MARKUP_INIT(&foot);

	site_foot(&m, ed);
	markup_end(&m);
	site_canonical(ed, rel, &links);
	markup_frame(
		&page, "web/page.html",
		(struct slot[]){
			{"theme", word("themeAuto"), false},
			{"skip", word("skip"), false},
			{"lang", e->language.s ? e->language.s : "en", false},
			{"title", title, false},
			{"links", buf_cstr(&links), true},
			{"root", root, false},
			{"brand", brand(e), false},
			{"main", body, true},
			{"scripts", scripts, true},
			{"foot", buf_cstr(&foot), true}},
		10);
	show_write(out, &page, "%s/%s", e->id.s, rel);
	buf_release(&page);
	buf_release(&foot);
	buf_release(&links);
}

/* Writes a page whose body is what FN writes. */
static void write_body(const struct edition *ed, struct out *out,
		       const char *rel, const char *root, const char *title,
		       void fn(struct markup *, const struct edition *),
		       const char *scripts)
{
	struct buf body = BUF_INIT;
	struct markup m = MARKUP_INIT(&body);

	fn(&m, ed);
	markup_end(&m);
	write_page(ed, out, rel, root, title, body.p, scripts);
	buf_release(&body);
}

/* The player: a page that its scripts fill. */
static void player(struct markup *m, const struct edition *ed)
{
	(void)ed;
	markup_open(m, "div");
	markup_attr(m, "id", "app");
	markup_line(m, "h1", NULL, word("practice"));
	markup_open(m, "noscript");
	markup_open(m, "p");
	markup_textf(m, "%s ", word("needsScripts"));
	markup_link(m, NULL, word("allQuestions"), "index.html");
	markup_close(m, "p");
	markup_close(m, "noscript");
	markup_close(m, "div");
}

/* The pages of which there is one. */
static void write_pages(const struct edition *ed, struct out *out)
{
	struct buf title = BUF_INIT;

	write_body(ed, out, "index.html", "", ed->exam->title.s, site_front,
		   "");
	page_title(ed, word("blueprint"), &title);
	write_body(ed, out, "blueprint.html", "", title.p, site_blueprint, "");
	write_body(ed, out, "report/index.html", "../", word("reportOnTheBank"),
		   site_report, "");
	buf_release(&title);
}

/* The pages and files of the player, whose data comes with them. */
static void write_player(const struct edition *ed, struct out *out)
{
	struct arena a = {0};
	struct site_data data = site_data(ed, out, &a);
	struct buf scripts = BUF_INIT;

	site_player(&scripts, data.index);
	write_body(ed, out, "practice.html", "", word("practice"), player,
		   scripts.p);
	site_assets(ed, &data, out);
	buf_release(&scripts);
	vec_release(&data);
	arena_release(&a);
}

static void crumbs(struct markup *m, const struct edition *ed,
		   const struct item *it)
{
	const struct domain *d = it->task_ref->domain;

	markup_open_class(m, "nav", "crumbs");
	markup_attr(m, "aria-label", word("breadcrumb"));
	markup_open(m, "ol");
	markup_open(m, "li");
	markup_link(m, NULL,
		    ed->exam->code.s ? ed->exam->code.s : word("examWord"),
		    "../index.html");
	markup_close(m, "li");
	markup_open(m, "li");
	markup_link(m, NULL, d->name.s, "../index.html#%s", d->id.s);
	markup_close(m, "li");
	markup_open(m, "li");
	markup_link(m, NULL, it->topic_ref->name.s, "../index.html#%s-%s",
		    d->id.s, it->topic_ref->id.s);
	markup_close(m, "li");
	markup_close(m, "ol");
	markup_close(m, "nav");
}

static void turn_link(struct markup *m, const struct item *to, const char *text,
		      const char *rel)
{
	if (!to) {
		markup_line(m, "span", NULL, "");
		return;
	}
	markup_open_class(m, "a", "button quiet");
	markup_attr(m, "rel", rel);
	markup_attrf(m, "href", "%s.html", to->id.s);
	markup_text(m, text);
	markup_close(m, "a");
}

static void turn(struct markup *m, const struct edition *ed, size_t i)
{
	markup_open_class(m, "nav", "turn");
	markup_attr(m, "aria-label", word("questions"));
	turn_link(m, i ? ed->items[i - 1] : NULL, word("previous"), "prev");
	turn_link(m, i + 1 < ed->nitems ? ed->items[i + 1] : NULL, word("next"),
		  "next");
	markup_close(m, "nav");
}

/* Appends TEXT as a part of a query: all but letters, digits and - . _ is
 * %XX. */
static void query_text(struct buf *out, const char *text)
{
	for (; *text; text++)
		if (isalnum((unsigned char)*text) || strchr("-._", *text))
			buf_char(out, *text);
		else
			buf_printf(out, "%%%02X", (unsigned char)*text);
}

/* A link to the exam's tracker, filled with the question's id and version. */
static void report_link(struct markup *m, const struct edition *ed,
			const struct item *it)
{
	struct buf url = BUF_INIT, text = BUF_INIT;

	if (!ed->exam->site.report_url.s)
		return;
	url_ascii(&url, ed->exam->site.report_url.s);
	buf_str(&url, strchr(url.p, '?') ? "&title=" : "?title=");
	word_fill(&text, "questionNumber", it->id.s, NULL, NULL);
	query_text(&url, buf_cstr(&text));
	buf_str(&url, "&body=");
	buf_reset(&text);
	word_fill(&text, "reportBody", it->id.s, it->content_hash, NULL);
	query_text(&url, buf_cstr(&text));
	markup_open_class(m, "p", "report");
	markup_link(m, NULL, word("report"), "%s", buf_cstr(&url));
	markup_close(m, "p");
	buf_release(&url);
	buf_release(&text);
}

/* What the threads share that write the pages of questions. */
struct pages_work {
	const struct edition *ed;
	struct out *out;
};

static void write_question(size_t i, struct buf *none, const void *arg)
{
	const struct pages_work *w = arg;
	const struct edition *ed = w->ed;
	struct out *out = w->out;
	const struct item *it = ed->items[i];
	struct buf body = BUF_INIT, name = BUF_INIT, title = BUF_INIT;
	struct markup m = MARKUP_INIT(&body);
	char rel[256];

	(void)none;
	crumbs(&m, ed, it);
	site_question(&m, ed, i);
	turn(&m, ed, i);
	report_link(&m, ed, it);
	markup_end(&m);
	site_name(ed, i, &name);
	page_title(ed, name.p, &title);
	snprintf(rel, sizeof rel, "q/%s.html", it->id.s);
	write_page(ed, out, rel, "../", title.p, body.p,
		   "<script defer src=\"../assets/show.js\"></script>\n"
		   "<script defer src=\"../assets/store.js\"></script>\n"
		   "<script defer src=\"../assets/fsrs.js\"></script>\n"
		   "<script defer src=\"../assets/choices.js\"></script>\n"
		   "<script defer src=\"../assets/question.js\"></script>\n");
	snprintf(rel, sizeof rel, "%s/q", ed->exam->id.s);
	show_images(ed, it, rel, out);
	buf_release(&name);
	buf_release(&title);
	buf_release(&body);
}

static void form_page(const struct edition *ed, struct out *out, bool key,
		      const char *body)
{
	const struct form *f = ed->form;
	struct buf name = BUF_INIT, title = BUF_INIT;
	char rel[256];

	snprintf(rel, sizeof rel, "forms/%s%s.html", f->id, key ? "-key" : "");
	if (key)
		word_fill(&name, "answersOf", f->title ? f->title : f->id, NULL,
			  NULL);
	else
		buf_str(&name, f->title ? f->title : f->id);
	page_title(ed, name.p, &title);
	write_page(ed, out, rel, "../", title.p, body, "");
	buf_release(&name);
	buf_release(&title);
}

static void form_body(const struct edition *ed, const void *data,
		      struct buf *out)
{
	struct markup m = MARKUP_INIT(out);

	(void)data;
	site_form(&m, ed);
	markup_end(&m);
}

static void copy_pictures(const struct edition *ed, const char *folder,
			  struct out *out)
{
	char rel[256];

	snprintf(rel, sizeof rel, "%s/%s", ed->exam->id.s, folder);
	for (size_t i = 0; i < ed->nitems; i++)
		show_images(ed, ed->items[i], rel, out);
}

static void write_form(const struct edition *ed, struct out *out)
{
	struct buf body = BUF_INIT;
	struct markup m = MARKUP_INIT(&body);

	leak_write(ed, "Page of a form", form_body, NULL, &body);
	form_page(ed, out, false, body.p);
	buf_reset(&body);
	site_form_key(&m, ed);
	markup_end(&m);
	form_page(ed, out, true, body.p);
	copy_pictures(ed, "forms", out);
	/* The player has all pictures there, of retired questions, too. */
	copy_pictures(ed, "q", out);
	buf_release(&body);
}

static void write_forms(const struct edition *ed, struct out *out)
{
	struct arena a = {0};

	for (size_t i = 0; i < ed->nforms; i++) {
		struct edition one = edition_of_form(ed, &ed->forms[i], &a);

		write_form(&one, out);
	}
	arena_release(&a);
}

void emit_site(const struct edition *ed, struct out *out)
{
	site_start(ed, out);
	write_pages(ed, out);
	crew_do(crew_size(ed->hands, ed->nitems), ed->nitems,
		&(struct crew_work){.make = write_question,
				    .arg = &(struct pages_work){ed, out}});
	for (size_t i = 0; i < ed->nitems; i++)
		if (ed->items[i]->formerly.n)
			site_former(ed, i, out);
	write_forms(ed, out);
	write_player(ed, out);
}
