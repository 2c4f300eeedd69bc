/* Where a place in a rich text stands in the source; the form in which two
 * texts are compared; ids made of it. */
#include "model/rich.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/utf8.h"

/* The run that holds offset OFF of the text, or the last one before it. */
static const struct rich_run *run_at(const struct rich *r, size_t off)
{
	size_t lo = 0, hi = r->nruns;

	if (!hi || r->runs[0].text > off)
		return NULL;
	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (r->runs[mid].text <= off)
			lo = mid;
		else
			hi = mid;
	}
	return &r->runs[lo];
}

struct span rich_span(const struct rich *r, size_t from, size_t to)
{
	const struct rich_run *a = run_at(r, from);
	const struct rich_run *b = to > from ? run_at(r, to - 1) : a;
	size_t start, end, off;

	if (!a)
		return span_of(r->span.start, r->span.start);
	off = from - a->text;
	start = a->src + (off < a->len ? off : a->len);
	if (!b || to <= from)
		return span_of(start, start);
	off = to - b->text;
	end = b->src + (off < b->len ? off : b->len);
	return span_of(start, end > start ? end : start);
}

/* Punctuation that may go: what separates words, not what changes them. */
static bool is_dispensable(const char *s, size_t i, size_t n)
{
	switch (s[i]) {
	case '.':
	case ',':
	case ':':
		return !(i > 0 && i + 1 < n && is_digit(s[i - 1]) &&
			 is_digit(s[i + 1]));
	case ';':
	case '!':
	case '?':
	case '\'':
	case '"':
	case '(':
	case ')':
	case '[':
	case ']':
	case '{':
	case '}':
	case '`':
		return true;
	default:
		return false;
	}
}

/* Is the character of *LEN bytes at P a blank? */
static bool blank_at(const char *p, size_t n, size_t *len)
{
	unsigned cp;

	if ((unsigned char)*p < 0x80) {
		*len = 1;
		return *p == ' ' || (*p >= 9 && *p <= 13);
	}
	*len = utf8_decode(p, n, &cp);
	if (*len)
		return utf8_is_space(cp);
	*len = 1;
	return false;
}

/* Writes the character of LEN bytes at P; returns the place behind it. */
static char *add_character(char *to, const char *p, size_t len)
{
	*to++ = *p;
	for (size_t i = 1; i < len; i++)
		*to++ = p[i];
	return to;
}

/* U+2018 to U+201F */
static bool is_curly_quote(const char *p, size_t len)
{
	return len == 3 && p[0] == '\xE2' && p[1] == '\x80' &&
	       (unsigned char)p[2] >= 0x98 && (unsigned char)p[2] <= 0x9F;
}

/* Prose in [p, p + n), folded, without dispensable punctuation. */
static void normal_prose(struct buf *out, size_t start, const char *p, size_t n)
{
	struct buf folded = BUF_INIT;
	char *to;

	if (!utf8_is_ascii(p, n) && utf8_fold(&folded, p, n)) {
		p = folded.p;
		n = folded.n;
	}
	to = buf_room(out, n);
	for (size_t i = 0, len = 1; i < n; i += len) {
		if (is_letter(p[i])) {
			*to++ = (char)(p[i] | 32);
			len = 1;
		} else if (blank_at(p + i, n - i, &len)) {
			if (to > out->p + start && to[-1] != ' ')
				*to++ = ' ';
		} else if (len > 1 ? !is_curly_quote(p + i, len)
				   : !is_dispensable(p, i, n))
			to = add_character(to, p + i, len);
	}
	*to = 0;
	out->n = (size_t)(to - out->p);
	buf_release(&folded);
}

/* Offset behind the piece of R at I that is code, or none, as a whole; at
 * most END. */
static size_t piece_end(const struct rich *r, size_t i, size_t end, bool *code)
{
	enum { STRIDE = 16 };

	*code = r->text[i] != r->prose[i];
	while (!*code && i + STRIDE <= end &&
	       memcmp(r->text + i, r->prose + i, STRIDE) == 0)
		i += STRIDE;
	while (i < end && (r->text[i] != r->prose[i]) == *code)
		i++;
	return i;
}

void rich_normal_text(struct buf *out, const char *p, size_t n)
{
	normal_prose(out, out->n, p, n);
}

void rich_normal(const struct rich *r, struct buf *out)
{
	size_t start = out->n;
	bool code;

	for (size_t i = 0, j; i < r->len; i = j) {
		j = piece_end(r, i, r->len, &code);
		if (code)
			buf_add(out, r->text + i, j - i);
		else
			normal_prose(out, start, r->text + i, j - i);
	}
	while (out->n > start && out->p[out->n - 1] == ' ')
		out->p[--out->n] = 0;
}

void rich_id(const struct rich *r, char id[9])
{
	struct buf b = BUF_INIT;

	rich_normal(r, &b);
	snprintf(id, 9, "%08x",
		 (unsigned)(hash_bytes(buf_cstr(&b), b.n, 0) & 0xFFFFFFFF));
	buf_release(&b);
}

/* The form that readers see */

enum { MARK = 1, CODE_MARK = 2 }; /* bytes that no text has */

/* Appends the N bytes of prose at P, runs of blanks as one. */
static void seen_prose(struct buf *out, const char *p, size_t n)
{
	char *to = buf_room(out, n);

	for (size_t i = 0, len = 1; i < n; i += len)
		if (!blank_at(p + i, n - i, &len))
			to = add_character(to, p + i, len);
		else if (to > out->p && to[-1] != ' ')
			*to++ = ' ';
	*to = 0;
	out->n = (size_t)(to - out->p);
}

static void seen_piece(const struct rich *r, size_t from, size_t to,
		       struct buf *out)
{
	bool code;

	for (size_t j; from < to; from = j) {
		j = piece_end(r, from, to, &code);
		if (!code) {
			seen_prose(out, r->text + from, j - from);
			continue;
		}
		buf_char(out, CODE_MARK);
		buf_add(out, r->text + from, j - from);
		buf_char(out, CODE_MARK);
	}
}

void rich_seen(const struct rich *r, bool emphasis, struct buf *out)
{
	struct buf b = BUF_INIT;
	bool hidden = false; /* in an alt text */
	size_t at = 0;

	for (size_t i = 0; i <= r->nmarks; i++) {
		const struct rich_mark *m = i < r->nmarks ? &r->marks[i] : NULL;
		size_t end = m && m->at < r->len ? m->at : r->len;

		if (!hidden)
			seen_piece(r, at, end, &b);
		at = end;
		if (!m)
			break;
		if (m->kind == RICH_PICTURE)
			hidden = !m->end;
		if (emphasis ||
		    (m->kind != RICH_EMPHASIS && m->kind != RICH_STRONG))
			buf_printf(&b, "%c%s%c%s%c", MARK, m->end ? "/" : "",
				   'a' + (int)m->kind, m->name, MARK);
	}
	while (b.n && b.p[b.n - 1] == ' ')
		b.p[--b.n] = 0;
	utf8_visible(out, buf_cstr(&b), b.n);
	buf_release(&b);
}

uint64_t rich_seen_hash(const struct rich *r)
{
	struct buf b = BUF_INIT;
	uint64_t hash;

	rich_seen(r, true, &b);
	hash = hash_bytes(buf_cstr(&b), b.n, 0);
	buf_release(&b);
	return hash;
}
