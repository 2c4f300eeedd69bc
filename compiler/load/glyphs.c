/* Each question's text against the fonts that its printed page will have. */
#include "load/glyphs.h"

#include "base/utf8.h"
#include "emit/fonts.h"
#include "load/target.h"

enum { MOST = 8 }; /* different characters a file */

static bool is_known(const unsigned *seen, size_t n, unsigned cp)
{
	for (size_t i = 0; i < n; i++)
		if (seen[i] == cp)
			return true;
	return false;
}

static void check_file(struct record *r)
{
	struct source *s = r->src;
	unsigned seen[MOST];
	size_t nseen = 0, from = 0, at = 0;
	char shown[5] = {0};

	source_reload(s);
	while (s->text && nseen < MOST) {
		unsigned cp = fonts_lack(s->text + from, s->size - from, &at);
		size_t n;

		if (!cp)
			return;
		at += from;
		n = utf8_put(cp, shown);
		shown[n] = 0;
		from = at + n;
		if (is_known(seen, nseen, cp))
			continue;
		seen[nseen++] = cp;
		diag_add(&r->diags, "print/missing-glyph", s, span_of(at, from),
			 "the fonts of printed packs have no '%s' (U+%04X)",
			 shown, cp);
	}
}

void glyphs_check(struct bank *b)
{
	if (!fonts_are_there())
		return;
	for (size_t i = 0; i < b->records.n; i++)
		if (b->records.p[i]->src && record_counts(b, b->records.p[i]))
			check_file(b->records.p[i]);
}
