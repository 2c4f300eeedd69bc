/* The files of the site's root, which all exams share: its first page, the page
 * that hosts show where there is none, the worker, and what an owner adds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/err.h"
#include "base/json.h"
#include "base/utf8.h"
#include "emit/site/site.h"
#include "emit/words.h"

#define EXTRA "extra"

enum { EXAMS_MAX = 64, TITLE_MAX = 400 };

/* The character that begins at *P of HTML, an entity or itself, behind which
 * *P is put; 0: neither. */
static char next_character(const char **p)
{
	for (const struct entity *e = markup_entities; e->c; e++) {
		size_t n = strlen(e->name);

		if (strncmp(*p, e->name, n) != 0)
			continue;
		*p += n;
		return e->c;
	}
	return **p == '&' || **p == '<' ? 0 : *(*p)++;
}

/* Appends to OUT the text of the first element of PAGE that begins with OPEN and
 * ends with CLOSE; false: there is none as we write them. */
static bool read_text(const char *page, const char *open, const char *close,
		      struct buf *out)
{
	const char *p = strstr(page, open), *end;

	p = p ? p + strlen(open) : "";
	end = strstr(p, close);
	if (!end || end == p || end - p > TITLE_MAX)
		return false;
	while (p < end) {
		char c = next_character(&p);

		if (!c)
			return false;
		buf_char(out, c);
	}
	for (size_t i = 0, k; i < out->n; i += k) {
		unsigned cp;

		k = utf8_decode(out->p + i, out->n - i, &cp);
		if (!k || utf8_is_unsafe(cp))
			return false;
	}
	return true;
}

/* --- All exams --- */

/* Appends what the head of a page of the root names; BASE leads there. */
static void links_of_root(struct buf *out, const struct assets *set,
			  const char *base, bool scripts)
{
	struct markup m = MARKUP_INIT(out);

	markup_void(&m, "link");
	markup_attr(&m, "rel", "stylesheet");
	markup_attrf(&m, "href", "%s%s", base, assets_find(set, "site.css"));
	markup_text(&m, "\n");
	for (const char *const *name = assets_common; scripts && *name;
	     name++) {
		markup_open(&m, "script");
		markup_attr(&m, "defer", NULL);
		markup_attrf(&m, "src", "%s%s", base, assets_find(set, *name));
		markup_close(&m, "script");
	}
	markup_end(&m);
}

/* What the page of all exams says of one, and where its own first page is, if
 * that is known. */
struct card {
	const char *id;
	struct buf title, lede, address;
};

/* Of another exam, by its first page. */
static void read_card(const struct out_exam *e, struct card *c)
{
	c->id = e->id;
	if (!read_text(e->page, "<h1>", "</h1>", &c->title)) {
		buf_reset(&c->title);
		buf_str(&c->title, e->id);
	}
	if (!read_text(e->page, "<p class=\"lede\">", "</p>", &c->lede))
		buf_reset(&c->lede);
	if (!read_text(e->page, "<link rel=\"canonical\" href=\"", "\"",
		       &c->address))
		buf_reset(&c->address);
}

static int by_id(const void *a, const void *b)
{
	const struct card *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static void show_card(struct markup *m, const struct card *c)
{
	markup_open_class(m, "li", "panel");
	markup_attr(m, "data-exam", c->id);
	markup_open(m, "h2");
	markup_link(m, NULL, buf_cstr((struct buf *)&c->title), "%s/index.html",
		    c->id);
	markup_close(m, "h2");
	if (c->lede.n)
		markup_line(m, "p", "soft", c->lede.p);
	markup_open_class(m, "p", "actions");
	markup_link(m, "button", word("startPractice"),
		    "%s/practice.html#start=ten", c->id);
	markup_open_class(m, "a", "button quiet");
	markup_attrf(m, "href", "%s/practice.html#mode=mock", c->id);
	markup_text(m, word("sitMock"));
	markup_close(m, "a");
	markup_close(m, "p");
	markup_close(m, "li");
}

/* What the page is about, and the mark of the first exam as its own. */
static void about(struct buf *out, const struct card *cards, size_t n)
{
	struct markup m = MARKUP_INIT(out);
	struct buf names = BUF_INIT;

	for (size_t i = 0; i < n; i++)
		buf_printf(&names, "%s%s", i ? ", " : "",
			   buf_cstr((struct buf *)&cards[i].title));
	markup_void(&m, "meta");
	markup_attr(&m, "name", "description");
	markup_attr(&m, "content", buf_cstr(&names));
	markup_text(&m, "\n");
	markup_void(&m, "link");
	markup_attr(&m, "rel", "icon");
	markup_attrf(&m, "href", "%s/assets/icon.svg", cards[0].id);
	markup_text(&m, "\n");
	markup_end(&m);
	buf_release(&names);
}

static void write_exams(const struct card *cards, size_t n,
			const struct assets *set, struct out *out)
{
	struct buf list = BUF_INIT, page = BUF_INIT, links = BUF_INIT;
	struct markup m = MARKUP_INIT(&list);

	for (size_t i = 0; i < n; i++)
		show_card(&m, &cards[i]);
	markup_end(&m);
	about(&links, cards, n);
	links_of_root(&links, set, "", true);
	markup_frame(&page, "web/exams.html",
		     (struct slot[]){{"title", word("exams"), false},
				     {"head", buf_cstr(&links), true},
				     {"skip", word("skip"), false},
				     {"theme", word("themeAuto"), false},
				     {"main", buf_cstr(&list), true}},
		     5);
	out_write(out, "index.html", page.p, page.n);
	buf_release(&list);
	buf_release(&links);
	buf_release(&page);
}

/* The list of the exams' lists of pages, of those that say where they are. */
static void write_sitemaps(const struct card *cards, size_t n, struct out *out)
{
	static const char first[] = "index.html", list[] = "sitemap.xml";
	struct buf text = BUF_INIT;
	struct markup m = MARKUP_INIT(&text);
	bool any = false;

	buf_str(&text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	markup_open(&m, "sitemapindex");
	markup_attr(&m, "xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
	for (size_t i = 0; i < n; i++) {
		const struct buf *at = &cards[i].address;
		size_t folder = at->n - (sizeof first - 1);

		if (at->n < sizeof first || strcmp(at->p + folder, first) != 0)
			continue;
		any = true;
		markup_open(&m, "sitemap");
		markup_linef(&m, "loc", NULL, "%.*s%s", (int)folder, at->p,
			     list);
		markup_close(&m, "sitemap");
	}
	markup_close(&m, "sitemapindex");
	markup_end(&m);
	if (any)
		out_write(out, list, text.p, text.n);
	buf_release(&text);
}

static void own_card(const struct edition *ed, struct card *c)
{
	struct buf address = BUF_INIT;

	c->id = ed->exam->id.s;
	buf_str(&c->title, ed->exam->title.s);
	word_fill(&c->lede, site_lede(ed), word_number(ed->nitems).s, NULL,
		  NULL);
	if (page_address(ed, "index.html", &address))
		url_ascii(&c->address, buf_cstr(&address));
	buf_release(&address);
}

/* site/index.html leads on to the exam, or to all that are published there: the
 * same page, whichever of them was built last. */
static void write_first(const struct edition *ed, const struct assets *set,
			struct out *out)
{
	struct out_exam exams[EXAMS_MAX];
	size_t n = out_others(out, exams, EXAMS_MAX);
	struct card cards[EXAMS_MAX + 1] = {0};
	char to[256];

	for (size_t i = 0; i < n; i++)
		read_card(&exams[i], &cards[i]);
	own_card(ed, &cards[n]);
	qsort(cards, n + 1, sizeof *cards, by_id);
	write_sitemaps(cards, n + 1, out);
	if (n) {
		write_exams(cards, n + 1, set, out);
	} else {
		snprintf(to, sizeof to, "%s/index.html", ed->exam->id.s);
		site_turn(ed, out, "index.html", ed->exam->title.s,
			  word("toTheQuestions"), to, "");
	}
	for (size_t i = 0; i <= n; i++) {
		buf_release(&cards[i].title);
		buf_release(&cards[i].lede);
		buf_release(&cards[i].address);
	}
}

/* --- What is there once --- */

/* Of what hosts show where there is nothing: HEAD, what its head names, and HELP,
 * what it says, with the way to the first page of the site at URL. */
static void lead_back(const char *url, const struct assets *set,
		      struct buf *head, struct buf *help)
{
	struct buf base = BUF_INIT;
	struct markup m = MARKUP_INIT(help);

	url_ascii(&base, url);
	if (base.p[base.n - 1] != '/')
		buf_char(&base, '/');
	links_of_root(head, set, buf_cstr(&base), false);
	markup_textf(&m, "%s ", word("notFoundHelp"));
	markup_link(&m, NULL, word("toTheFirstPage"), "%sindex.html",
		    buf_cstr(&base));
	markup_end(&m);
	buf_release(&base);
}

/* Hosts show it at any depth, so nothing in it can be relative: where the bank
 * does not say where the site is, it has neither style nor link. */
static void write_missing(const struct edition *ed, const struct assets *set,
			  struct out *out)
{
	struct buf page = BUF_INIT, head = BUF_INIT, help = BUF_INIT;

	if (ed->exam->site.base_url.s)
		lead_back(ed->exam->site.base_url.s, set, &head, &help);
	else
		buf_str(&help, word("notFoundPlain"));
	markup_frame(
		&page, "web/404.html",
		(struct slot[]){
			{"lang",
			 ed->exam->language.s ? ed->exam->language.s : "en",
			 false},
			{"title", word("notFound"), false},
			{"head", buf_cstr(&head), true},
			{"help", buf_cstr(&help), true}},
		4);
	out_write(out, "404.html", page.p, page.n);
	buf_release(&page);
	buf_release(&head);
	buf_release(&help);
}

/* The worker, before which stands what the root's first page needs. */
static void write_worker(const struct assets *set, struct out *out)
{
	const struct embedded *code = embedded_find("web/sw.js");
	struct js *a = js_array();
	struct buf text = BUF_INIT;

	if (!code)
		bug("no file web/sw.js");
	js_push(a, js_string("index.html"));
	for (size_t i = 0; i < set->n; i++)
		js_push(a, js_string(set->p[i].path));
	buf_str(&text, "self.root = ");
	js_write(a, 0, &text);
	buf_str(&text, ";\n");
	buf_add(&text, (const char *)code->data, code->size);
	out_write(out, "sw.js", text.p, text.n);
	buf_release(&text);
	js_free(a);
}

/* What an owner adds, and who did: the files of an exam stay in the root while
 * others are built. */
static void copy_extras(const struct edition *ed, struct out *out)
{
	struct arena a = {0};

	for (const char *const *name = ed->extras; name && *name; name++) {
		const char *from = arena_printf(&a, "site-extra/%s", *name);

		out_copy(out, *name, ed->root, from);
		out_copy(out,
			 arena_printf(&a, "%s/" EXTRA "/%s", ed->exam->id.s,
				      *name),
			 ed->root, from);
	}
	arena_release(&a);
}

void site_start(const struct edition *ed, struct out *out)
{
	struct assets set = {0};
	struct arena a = {0};

	out_own_root(out, EXTRA);
	assets_write_common(&set, out, "", "", &a);
	write_first(ed, &set, out);
	write_missing(ed, &set, out);
	write_worker(&set, out);
	copy_extras(ed, out);
	arena_release(&a);
}
