/* Pages that lead on to others. */
#include <stdio.h>

#include "base/buf.h"
#include "base/markup.h"
#include "emit/site/site.h"
#include "emit/words.h"

void site_turn(const struct edition *ed, struct out *out, const char *rel,
	       const char *title, const char *lead, const char *to,
	       const char *links)
{
	const struct slot slots[] = {
		{"lang", ed->exam->language.s ? ed->exam->language.s : "en",
		 false},
		{"title", title, false},
		{"lead", lead, false},
		{"links", links, true},
		{"to", to, false}};
	struct buf page = BUF_INIT;

	markup_frame(&page, "web/start.html", slots,
		     sizeof slots / sizeof *slots);
	out_write(out, rel, page.p, page.n);
	buf_release(&page);
}

/* The pages of ids that a question had before lead on to its page. */
void site_former(const struct edition *ed, size_t i, struct out *out)
{
	const struct item *it = ed->items[i];
	struct buf title = BUF_INIT, links = BUF_INIT;
	char rel[256], to[128];

	site_name(ed, i, &title);
	snprintf(to, sizeof to, "q/%s.html", it->id.s);
	page_canonical(ed, to, &links);
	for (size_t k = 0; k < it->formerly.n; k++) {
		snprintf(rel, sizeof rel, "%s/q/%s.html", ed->exam->id.s,
			 it->formerly.p[k].s);
		site_turn(ed, out, rel, title.p, word("movedTo"), to + 2,
			  buf_cstr(&links));
	}
	buf_release(&title);
	buf_release(&links);
}
