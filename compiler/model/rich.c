/* Where a place in a rich text stands in the source; the form in which two
 * texts are compared; ids made of it. */
#include "model/rich.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
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
	bool digits = i > 0 && i + 1 < n && s[i - 1] >= '0' &&
		      s[i - 1] <= '9' && s[i + 1] >= '0' && s[i + 1] <= '9';

	if (strchr(".,:", s[i]))
		return !digits;
	return strchr(";!?'\"()[]{}`", s[i]) != NULL;
}

static void add_blank(struct buf *out, size_t start)
{
	if (out->n > start && out->p[out->n - 1] != ' ')
		buf_char(out, ' ');
}

/* Prose in [p, p + n), folded, without dispensable punctuation. */
static void normal_prose(struct buf *out, size_t start, const char *p, size_t n)
{
	struct buf folded = BUF_INIT;

	if (!utf8_fold(&folded, p, n))
		buf_add(&folded, p, n);
	for (size_t i = 0, len; i < folded.n; i += len) {
		const char *s = folded.p;
		unsigned cp;

		len = utf8_decode(s + i, folded.n - i, &cp);
		if (!len)
			len = 1;
		else if (utf8_is_space(cp)) {
			add_blank(out, start);
			continue;
		} else if ((cp < 0x80 && is_dispensable(s, i, folded.n)) ||
			   (cp >= 0x2018 && cp <= 0x201F)) /* curly quotes */
			continue;
		buf_add(out, s + i, len);
	}
	buf_release(&folded);
}

void rich_normal(const struct rich *r, struct buf *out)
{
	size_t start = out->n;

	for (size_t i = 0, j; i < r->len; i = j) {
		bool code = r->text[i] != r->prose[i];

		for (j = i; j < r->len && (r->text[j] != r->prose[j]) == code;)
			j++;
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
