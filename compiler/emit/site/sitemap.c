/* The list of an exam's pages for search engines, where the bank says at which
 * address they are. */
#include <stdio.h>

#include "base/utf8.h"
#include "emit/show.h"
#include "emit/site/site.h"

/* The page REL, which was last looked at on DAY or NULL. */
static void entry(struct markup *m, const struct edition *ed, const char *rel,
		  const char *day)
{
	struct buf url = BUF_INIT, ascii = BUF_INIT;

	page_address(ed, rel, &url);
	url_ascii(&ascii, buf_cstr(&url));
	markup_open(m, "url");
	markup_line(m, "loc", NULL, buf_cstr(&ascii));
	if (day)
		markup_line(m, "lastmod", NULL, day);
	markup_close(m, "url");
	buf_release(&url);
	buf_release(&ascii);
}

static void questions(struct markup *m, const struct edition *ed)
{
	char rel[256];

	for (size_t i = 0; i < ed->nitems; i++) {
		const struct item *it = ed->items[i];

		snprintf(rel, sizeof rel, "q/%s.html", it->id.s);
		entry(m, ed, rel, it->verified.s);
	}
}

/* Topics that have a question, in the order of exam.yaml. */
static void topics(struct markup *m, const struct edition *ed)
{
	const struct exam *e = ed->exam;
	struct arena a = {0};
	bool *has = arena_array(&a, bool, e->ntopics + 1);
	char rel[256];

	for (size_t i = 0; i < ed->nitems; i++)
		has[ed->items[i]->topic_ref - e->topics] = true;
	for (size_t i = 0; i < e->ntopics; i++) {
		snprintf(rel, sizeof rel, "t/%s.html", e->topics[i].id.s);
		if (has[i])
			entry(m, ed, rel, NULL);
	}
	arena_release(&a);
}

void site_map(const struct edition *ed, struct out *out)
{
	struct buf text = BUF_INIT;
	struct markup m = MARKUP_INIT(&text);

	if (!ed->exam->site.base_url.s)
		return;
	buf_str(&text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	markup_open(&m, "urlset");
	markup_attr(&m, "xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
	entry(&m, ed, "index.html", NULL);
	entry(&m, ed, "practice.html", NULL);
	entry(&m, ed, "blueprint.html", NULL);
	topics(&m, ed);
	questions(&m, ed);
	markup_close(&m, "urlset");
	markup_end(&m);
	show_write(out, &text, "%s/sitemap.xml", ed->exam->id.s);
	buf_release(&text);
}
