/* Refuses files with bytes that tools would read or show in different ways. */
#include <string.h>

#include "base/utf8.h"
#include "read/read.h"

enum fault { BAD_UTF8, BAD_CONTROL, BAD_BREAK, BAD_BIDI, FAULTS };

static const struct {
	const char *rule, *text;
} faults[FAULTS] = {
	[BAD_UTF8] = {"file/encoding",
		      "byte 0x%02X is not UTF-8; save the file as UTF-8"},
	[BAD_CONTROL] = {"file/control-character",
			 "control character U+%04X; delete it"},
	[BAD_BREAK] = {"file/line-break",
		       "line break U+%04X; end lines with LF or CRLF"},
	[BAD_BIDI] = {"file/bidi-control",
		      "invisible U+%04X changes the order in which text is "
		      "shown; delete it"},
};

/* Offset behind the closing --- of the front matter, 0 without one. */
static size_t front_end(const struct source *s)
{
	size_t off = source_bom(s);
	const char *close;

	if (strncmp(s->text + off, "---", 3) != 0)
		return 0;
	close = strstr(s->text + off, "\n---");
	return close ? (size_t)(close - s->text) : s->size;
}

/* Is the character at OFF a fault? FAULTS: no. */
static enum fault judge(const struct source *s, size_t off, unsigned cp,
			size_t yaml_end)
{
	if (cp == '\r' && s->text[off + 1] != '\n')
		return BAD_BREAK;
	if (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r')
		return BAD_CONTROL;
	if (cp < 0x7F)
		return FAULTS;
	if ((cp == 0x85 || cp == 0x2028 || cp == 0x2029) && off < yaml_end)
		return BAD_BREAK;
	if (cp < 0xA0 || !utf8_is_xml_char(cp) || cp == 0xFEFF)
		return BAD_CONTROL;
	return utf8_is_bidi_control(cp) ? BAD_BIDI : FAULTS;
}

bool read_check_bytes(struct reader *r, bool whole_is_yaml)
{
	const struct source *s = r->src;
	size_t yaml_end = whole_is_yaml ? s->size : front_end(s);
	bool seen[FAULTS] = {false}, ok = true;

	for (size_t off = source_bom(s), len; off < s->size; off += len) {
		enum fault f;
		unsigned cp;

		len = utf8_plain(s->text + off, s->size - off);
		if (len)
			continue;
		len = utf8_decode(s->text + off, s->size - off, &cp);
		if (len)
			f = judge(s, off, cp, yaml_end);
		else {
			f = BAD_UTF8;
			cp = (unsigned char)s->text[off];
			len = 1;
		}
		if (f == FAULTS || seen[f])
			continue;
		seen[f] = true;
		ok = false;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		diag_add(r->diags, faults[f].rule, r->src,
			 span_of(off, off + len), faults[f].text, cp);
#pragma GCC diagnostic pop
	}
	return ok;
}
