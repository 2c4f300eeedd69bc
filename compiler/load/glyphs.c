/* Each question's text against the fonts that its printed page will have. */
#include "load/glyphs.h"

#include <string.h>

#include "base/utf8.h"
#include "emit/fonts.h"
#include "load/target.h"

/* Blocks of Unicode by script, as people call it; in order. */
static const struct block {
	unsigned last;
	const char *script;
} blocks[] = {
	{0x036F, "Latin"},	 {0x03FF, "Greek"},
	{0x052F, "Cyrillic"},	 {0x058F, "Armenian"},
	{0x05FF, "Hebrew"},	 {0x08FF, "Arabic"},
	{0x097F, "Devanagari"},	 {0x0DFF, "Indic"},
	{0x0E7F, "Thai"},	 {0x0EFF, "Lao"},
	{0x0FFF, "Tibetan"},	 {0x109F, "Burmese"},
	{0x10FF, "Georgian"},	 {0x11FF, "Hangul"},
	{0x139F, "Ethiopic"},	 {0x17FF, "Khmer"},
	{0x1DFF, "phonetic"},	 {0x1EFF, "Latin"},
	{0x1FFF, "Greek"},	 {0x20CF, "punctuation"},
	{0x21FF, "letter-like"}, {0x22FF, "mathematical"},
	{0x2BFF, "symbol"},	 {0x2E7F, "symbol"},
	{0x303F, "Han"},	 {0x30FF, "Kana"},
	{0x318F, "Hangul"},	 {0xA4CF, "Han"},
	{0xABFF, "symbol"},	 {0xD7FF, "Hangul"},
	{0xF8FF, "private"},	 {0xFAFF, "Han"},
	{0xFEFF, "Arabic"},	 {0xFFFF, "Kana"},
	{0x1CFFF, "historic"},	 {0x1D7FF, "mathematical"},
	{0x1EFFF, "symbol"},	 {0x1FAFF, "emoji"},
	{0x3FFFF, "Han"},	 {0x10FFFF, "symbol"},
};
enum { BLOCKS = sizeof blocks / sizeof *blocks };

static const char *script_of(unsigned cp)
{
	const struct block *b = blocks;

	while (b < blocks + BLOCKS - 1 && cp > b->last)
		b++;
	return b->script;
}

/* The first character of a script that is missing; of those that make an error
 * the first, if there are any. */
struct lack {
	const char *script;
	unsigned cp;
	struct span at;
	bool error;
};

/* The text of a question that candidates may read: behind the front matter and
 * before a heading, which opens the explanation. */
static struct span asked_of(const struct source *s)
{
	const char *front = strstr(s->text, "\n---");
	const char *head = strstr(front ? front + 4 : s->text, "\n## ");

	return span_of(front ? (size_t)(front - s->text) : 0,
		       head ? (size_t)(head - s->text) : s->size);
}

/* Do candidates read the character at AT? Reasons are quotes. */
static bool is_asked(const struct source *s, struct span asked, size_t at)
{
	const char *line = s->text + at;

	if (at < asked.start || at > asked.end)
		return false;
	while (line > s->text && line[-1] != '\n')
		line--;
	line += strspn(line, " ");
	return *line != '>';
}

static void note(struct lack *lacks, size_t *n, struct lack l)
{
	size_t i = 0;

	while (i < *n && strcmp(lacks[i].script, l.script) != 0)
		i++;
	if (i == *n || (l.error && !lacks[i].error))
		lacks[i] = l;
	*n += i == *n;
}

static void check_file(struct record *r, bool booklet)
{
	struct source *s = r->src;
	struct lack lacks[BLOCKS];
	size_t n = 0, from = 0, at = 0;
	char shown[5] = {0};
	struct span asked;
	unsigned cp;

	source_reload(s);
	if (!s->text)
		return;
	asked = asked_of(s);
	while ((cp = fonts_lack(s->text + from, s->size - from, &at))) {
		at += from;
		from = at + utf8_put(cp, shown);
		note(lacks, &n,
		     (struct lack){script_of(cp), cp, span_of(at, from),
				   booklet && is_asked(s, asked, at)});
	}
	for (size_t i = 0; i < n; i++) {
		shown[utf8_put(lacks[i].cp, shown)] = 0;
		diag_add_sev(&r->diags, "print/missing-glyph",
			     lacks[i].error ? SEV_ERROR : SEV_WARN, s,
			     lacks[i].at,
			     "the fonts of printed packs lack %s characters, "
			     "as '%s' (U+%04X)",
			     lacks[i].script, shown, lacks[i].cp);
	}
}

void glyphs_check(struct bank *b, bool booklet)
{
	if (!fonts_are_there())
		return;
	for (size_t i = 0; i < b->records.n; i++)
		if (b->records.p[i]->src && record_counts(b, b->records.p[i]))
			check_file(b->records.p[i], booklet);
}
