/* The practice site: a front page and a page a question, all relative links. */
#include "emit/site/site.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/crew.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "emit/formats.h"
#include "emit/key.h"
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

/* Writes the page P with the body that FN writes. */
static void write_body(const struct site *s, struct page *p,
		       void fn(struct markup *, const struct edition *))
{
	struct buf body = BUF_INIT;
	struct markup m = MARKUP_INIT(&body);

	fn(&m, s->ed);
	markup_end(&m);
	p->body = buf_cstr(&body);
	page_write(s, p);
	buf_release(&body);
}

static void write_front(const struct site *s)
{
	const struct exam *e = s->ed->exam;
	struct buf body = BUF_INIT, about = BUF_INIT;
	struct markup m = MARKUP_INIT(&body);

	site_front(&m, s);
	markup_end(&m);
	word_fill(&about, site_lede(s->ed), word_number(s->ed->nitems).s, NULL,
		  NULL);
	page_write(s, &(struct page){.rel = "index.html",
				     .title = e->title.s,
				     .about = buf_cstr(&about),
				     .body = buf_cstr(&body)});
	buf_release(&body);
	buf_release(&about);
}

/* The pages of which there is one. */
static void write_pages(const struct site *s)
{
	struct buf title = BUF_INIT;

	write_front(s);
	page_title(s->ed, word("blueprint"), &title);
	write_body(s,
		   &(struct page){.rel = "blueprint.html",
				  .title = buf_cstr(&title),
				  .about = word("blueprintAbout")},
		   site_blueprint);
	write_body(s,
		   &(struct page){.rel = "report/index.html",
				  .title = word("reportOnTheBank"),
				  .hidden = true},
		   site_report);
	buf_reset(&title);
	page_title(s->ed, word("practice"), &title);
	write_body(s,
		   &(struct page){.rel = "practice.html",
				  .title = buf_cstr(&title),
				  .about = word("practiceHelp"),
				  .first = s->index,
				  .scripts = assets_player},
		   player);
	buf_release(&title);
}

void site_crumbs_open(struct markup *m, const struct edition *ed,
		      const char *root)
{
	markup_open_class(m, "nav", "crumbs");
	markup_attr(m, "aria-label", word("breadcrumb"));
	markup_open(m, "ol");
	site_crumb(m, ed->exam->code.s ? ed->exam->code.s : word("examWord"),
		   "%sindex.html", root);
}

void site_crumb(struct markup *m, const char *text, const char *fmt, ...)
{
	struct arena a = {0};
	va_list ap;

	va_start(ap, fmt);
	markup_open(m, "li");
	markup_link(m, NULL, text, "%s", arena_vprintf(&a, fmt, ap));
	markup_close(m, "li");
	va_end(ap);
	arena_release(&a);
}

void site_crumbs_close(struct markup *m)
{
	markup_close(m, "ol");
	markup_close(m, "nav");
}

static void crumbs(struct markup *m, const struct edition *ed,
		   const struct item *it)
{
	const struct domain *d = it->task_ref->domain;

	site_crumbs_open(m, ed, "../");
	site_crumb(m, d->name.s, "../index.html#%s", d->id.s);
	site_crumb(m, it->topic_ref->name.s, "../t/%s.html",
		   it->topic_ref->id.s);
	site_crumbs_close(m);
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

static const char *const question_scripts[] = {
	"show.js", "store.js", "fsrs.js", "choices.js", "question.js", NULL};

/* What the threads share that write the pages of questions. */
struct pages_work {
	const struct site *site;
	struct buf frame; /* of them all, with nothing in it */
};

/* What the page of item I is made of. */
static void page_key(const struct pages_work *w, size_t i, char out[HASH_HEX])
{
	const struct edition *ed = w->site->ed;
	struct key k = key_begin(ed, "page");

	key_text(&k, w->frame.p);
	key_item(&k, ed->items[i]);
	key_text(&k, i ? ed->items[i - 1]->id.s : NULL);
	key_text(&k, i + 1 < ed->nitems ? ed->items[i + 1]->id.s : NULL);
	if (!ed->items[i]->title.s) { /* site_name() */
		key_number(&k, i);
		key_number(&k, ed->nitems);
	}
	key_end(&k, out);
}

static void draw_question(const struct site *s, size_t i, const char *rel,
			  struct buf *out)
{
	const struct edition *ed = s->ed;
	struct buf body = BUF_INIT, name = BUF_INIT, title = BUF_INIT;
	struct buf about = BUF_INIT;
	struct markup m = MARKUP_INIT(&body);

	crumbs(&m, ed, ed->items[i]);
	site_question(&m, ed, i);
	turn(&m, ed, i);
	report_link(&m, ed, ed->items[i]);
	markup_end(&m);
	site_name(ed, i, &name);
	page_title(ed, name.p, &title);
	site_teaser(ed->items[i], &about);
	page_text(s,
		  &(struct page){.rel = rel,
				 .title = title.p,
				 .about = buf_cstr(&about),
				 .body = body.p,
				 .scripts = question_scripts},
		  out);
	buf_release(&name);
	buf_release(&title);
	buf_release(&about);
	buf_release(&body);
}

static void write_question(size_t i, struct buf *page, const void *arg)
{
	const struct pages_work *w = arg;
	const struct site *s = w->site;
	const struct item *it = s->ed->items[i];
	char key[HASH_HEX], rel[256], folder[256];

	page_key(w, i, key);
	snprintf(rel, sizeof rel, "q/%s.html", it->id.s);
	if (!out_keep(s->out, key)) {
		draw_question(s, i, rel, page);
		show_write_as(s->out, key, page, "%s/%s", s->ed->exam->id.s,
			      rel);
		buf_reset(page);
	}
	snprintf(folder, sizeof folder, "%s/q", s->ed->exam->id.s);
	show_images(s->ed, it, folder, s->out);
}

static void write_questions(const struct site *s)
{
	struct pages_work w = {.site = s};

	page_text(s,
		  &(struct page){.rel = "q/",
				 .title = "",
				 .about = "",
				 .body = "",
				 .scripts = question_scripts},
		  &w.frame);
	crew_do(crew_size(s->ed->hands, s->ed->nitems), s->ed->nitems,
		&(struct crew_work){.make = write_question, .arg = &w});
	buf_release(&w.frame);
}

/* ED is the edition of a form of the site S. */
static void form_page(const struct site *s, const struct edition *ed, bool key,
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
	page_write(s,
		   &(struct page){.rel = rel, .title = title.p, .body = body});
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

static void write_form(const struct site *s, const struct edition *ed)
{
	struct buf body = BUF_INIT;
	struct markup m = MARKUP_INIT(&body);

	leak_write(ed, "Page of a form", form_body, NULL, &body);
	form_page(s, ed, false, body.p);
	buf_reset(&body);
	site_form_key(&m, ed);
	markup_end(&m);
	form_page(s, ed, true, body.p);
	copy_pictures(ed, "forms", s->out);
	/* The player has all pictures there, of retired questions, too. */
	copy_pictures(ed, "q", s->out);
	buf_release(&body);
}

static void write_forms(const struct site *s)
{
	const struct edition *ed = s->ed;
	struct arena a = {0};

	for (size_t i = 0; i < ed->nforms; i++) {
		struct edition one = edition_of_form(ed, &ed->forms[i], &a);

		write_form(s, &one);
	}
	arena_release(&a);
}

static void write_former(const struct site *s)
{
	for (size_t i = 0; i < s->ed->nitems; i++)
		if (s->ed->items[i]->formerly.n)
			site_former(s->ed, i, s->out);
}

void emit_site(const struct edition *ed, struct out *out)
{
	struct arena a = {0};
	struct site s = {.ed = ed, .out = out};

	assets_write(&s, &a);
	s.index = site_data(ed, out, &a);
	site_packs(&s, &a);
	write_pages(&s);
	write_questions(&s);
	site_topics(&s);
	write_former(&s);
	write_forms(&s);
	site_map(ed, out);
	site_icons(ed, out);
	site_offline(ed, out);
	site_start(ed, out);
	vec_release(&s.packs.list);
	arena_release(&s.packs.arena);
	arena_release(&a);
}
