/* The frame of a page: its head, for browsers, search engines and those who share
 * it, and its foot. */
#include <string.h>

#include "base/utf8.h"
#include "emit/show.h"
#include "emit/site/site.h"
#include "emit/words.h"

const char *site_brand(const struct exam *e)
{
	if (e->site.name.s)
		return e->site.name.s;
	return e->code.s ? e->code.s : e->title.s;
}

void page_title(const struct edition *ed, const char *name, struct buf *out)
{
	buf_printf(out, "%s - %s", name, site_brand(ed->exam));
}

bool page_address(const struct edition *ed, const char *rel, struct buf *out)
{
	const char *base = ed->exam->site.base_url.s;

	if (base)
		buf_printf(out, "%s%s%s/%s", base,
			   base[strlen(base) - 1] == '/' ? "" : "/",
			   ed->exam->id.s, rel);
	return base != NULL;
}

void page_canonical(const struct edition *ed, const char *rel, struct buf *out)
{
	struct markup m = MARKUP_INIT(out);
	struct buf url = BUF_INIT;

	if (page_address(ed, rel, &url)) {
		markup_void(&m, "link");
		markup_attr(&m, "rel", "canonical");
		markup_href(&m, buf_cstr(&url));
		markup_text(&m, "\n");
		markup_end(&m);
	}
	buf_release(&url);
}

/* <meta KIND="NAME" content="CONTENT">, unless that is NULL. */
static void meta(struct markup *m, const char *kind, const char *name,
		 const char *content)
{
	if (!content)
		return;
	markup_void(m, "meta");
	markup_attr(m, kind, name);
	markup_attr(m, "content", content);
	markup_text(m, "\n");
}

/* What people see of the page who were sent its address. */
static void preview(struct markup *m, const struct edition *ed,
		    const struct page *p)
{
	struct buf url = BUF_INIT, image = BUF_INIT;

	meta(m, "property", "og:type", "website");
	meta(m, "property", "og:site_name", site_brand(ed->exam));
	meta(m, "property", "og:title", p->title);
	meta(m, "property", "og:description", p->about);
	if (page_address(ed, p->rel, &url)) {
		struct buf ascii = BUF_INIT;

		page_address(ed, "assets/icon-512.png", &image);
		url_ascii(&ascii, buf_cstr(&url));
		meta(m, "property", "og:url", buf_cstr(&ascii));
		buf_reset(&ascii);
		url_ascii(&ascii, buf_cstr(&image));
		meta(m, "property", "og:image", buf_cstr(&ascii));
		buf_release(&ascii);
	}
	buf_release(&url);
	buf_release(&image);
}

static void style(struct markup *m, const struct site *s, const char *root,
		  const char *name)
{
	const char *path = assets_find(&s->assets, name);

	if (!path)
		return;
	markup_void(m, "link");
	markup_attr(m, "rel", "stylesheet");
	markup_attrf(m, "href", "%s%s", root, path);
	markup_text(m, "\n");
}

static void script(struct markup *m, const char *root, const char *path)
{
	markup_open(m, "script");
	markup_attr(m, "defer", NULL);
	markup_attrf(m, "src", "%s%s", root, path);
	markup_close(m, "script");
}

static void head(const struct site *s, const struct page *p, const char *root,
		 struct buf *out)
{
	struct markup m = MARKUP_INIT(out);

	meta(&m, "name", "description", p->about);
	meta(&m, "name", "robots", p->hidden ? "noindex" : NULL);
	if (!p->hidden) {
		page_canonical(s->ed, p->rel, out);
		preview(&m, s->ed, p);
	}
	style(&m, s, root, "site.css");
	style(&m, s, root, "theme.css");
	for (const char *const *name = assets_common; *name; name++)
		script(&m, root, assets_find(&s->assets, *name));
	if (p->first)
		script(&m, root, p->first);
	for (const char *const *name = p->scripts; name && *name; name++)
		script(&m, root, assets_find(&s->assets, *name));
	markup_end(&m);
}

/* What stands before the site's name. */
static void mark(const struct site *s, const char *root, struct buf *out)
{
	struct markup m = MARKUP_INIT(out);
	const char *logo = assets_find(&s->assets, "logo.png");

	if (logo) {
		markup_void(&m, "img");
		markup_attr(&m, "class", "logo");
		markup_attrf(&m, "src", "%s%s", root, logo);
		markup_attr(&m, "alt", "");
		markup_text(&m, "");
	} else {
		markup_open_class(&m, "span", "mark");
		markup_attr(&m, "aria-hidden", "true");
		markup_close(&m, "span");
	}
	markup_end(&m);
}

void page_text(const struct site *s, const struct page *p, struct buf *out)
{
	const struct exam *e = s->ed->exam;
	const char *root = strchr(p->rel, '/') ? "../" : "";
	struct buf foot = BUF_INIT, links = BUF_INIT, brand = BUF_INIT;
	struct markup m = MARKUP_INIT(&foot);
	const struct slot slots[] = {
		{"lang", e->language.s ? e->language.s : "en", false},
		{"title", p->title, false},
		{"root", root, false},
		{"head", (head(s, p, root, &links), buf_cstr(&links)), true},
		{"skip", word("skip"), false},
		{"mark", (mark(s, root, &brand), buf_cstr(&brand)), true},
		{"brand", site_brand(e), false},
		{"theme", word("themeAuto"), false},
		{"main", p->body, true},
		{"foot", (site_foot(&m, s->ed), buf_cstr(&foot)), true}};

	markup_end(&m);
	markup_frame(out, "web/page.html", slots, sizeof slots / sizeof *slots);
	buf_release(&foot);
	buf_release(&links);
	buf_release(&brand);
}

void page_write(const struct site *s, const struct page *p)
{
	struct buf text = BUF_INIT;

	page_text(s, p, &text);
	show_write(s->out, &text, "%s/%s", s->ed->exam->id.s, p->rel);
	buf_release(&text);
}
