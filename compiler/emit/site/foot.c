/* What a site says of itself: only what its bank says or holds. */
#include <string.h>

#include "emit/site/site.h"
#include "emit/words.h"

static void license(struct markup *m, const char *s)
{
	if (strncmp(s, "https://", 8) != 0 && strncmp(s, "http://", 7) != 0)
		markup_word(m, "license", s, NULL, NULL);
	else {
		markup_open(m, "a");
		markup_href(m, s);
		markup_text(m, word("licenseWord"));
		markup_close(m, "a");
	}
}

void site_foot(struct markup *m, const struct edition *ed)
{
	const struct site_words *w = &ed->exam->site;
	bool sources = ed->claims.checked;

	if (!w->footer.s && !w->license.s && !w->imprint_url.s && !sources)
		return;
	markup_open_class(m, "footer", "foot");
	if (w->footer.s || sources) {
		markup_open(m, "p");
		markup_text(m, w->footer.s ? w->footer.s : "");
		markup_text(m, w->footer.s && sources ? " " : "");
		markup_text(m, sources ? word("sourcesSaid") : "");
		markup_close(m, "p");
	}
	if (w->license.s) {
		markup_open(m, "p");
		license(m, w->license.s);
		markup_close(m, "p");
	}
	if (w->imprint_url.s) {
		markup_open(m, "p");
		markup_open(m, "a");
		markup_href(m, w->imprint_url.s);
		markup_text(m, w->imprint_title.s);
		markup_close(m, "a");
		markup_close(m, "p");
	}
	markup_close(m, "footer");
}
