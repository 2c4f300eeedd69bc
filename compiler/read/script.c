/* Writes what stands in <sub> and <sup> in a plain text: as Unicode's signs for
 * it where there are such. */
#include <string.h>

#include "base/utf8.h"
#include "read/maker.h"

static const struct {
	char plain;
	const char *raised, *lowered; /* NULL: there is none */
} table[] = {
	{'0', "\u2070", "\u2080"}, {'1', "\u00B9", "\u2081"},
	{'2', "\u00B2", "\u2082"}, {'3', "\u00B3", "\u2083"},
	{'4', "\u2074", "\u2084"}, {'5', "\u2075", "\u2085"},
	{'6', "\u2076", "\u2086"}, {'7', "\u2077", "\u2087"},
	{'8', "\u2078", "\u2088"}, {'9', "\u2079", "\u2089"},
	{'+', "\u207A", "\u208A"}, {'-', "\u207B", "\u208B"},
	{'=', "\u207C", "\u208C"}, {'(', "\u207D", "\u208D"},
	{')', "\u207E", "\u208E"}, {'n', "\u207F", NULL},
};

static const char *sign_for(char c, bool raised)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].plain == c)
			return raised ? table[i].raised : table[i].lowered;
	return NULL;
}

/* The N bytes at P in signs; false: one of them has none. */
static bool in_signs(struct buf *out, const char *p, size_t n, bool raised)
{
	for (size_t i = 0; i < n; i++) {
		const char *sign;

		if (i + 2 < n && memcmp(p + i, "\u2212", 3) == 0) {
			sign = sign_for('-', raised);
			i += 2;
		} else
			sign = sign_for(p[i], raised);
		if (!sign)
			return false;
		buf_str(out, sign);
	}
	return true;
}

/* "st", "nd", "rd", "th" behind a number say nothing by their height. */
static bool is_ordinal(const char *text, size_t from, size_t n)
{
	static const char *const ends[] = {"st", "nd", "rd", "th"};

	for (size_t i = 0; i < 4; i++)
		if (n == 2 && memcmp(text + from, ends[i], 2) == 0)
			return from && text[from - 1] >= '0' &&
			       text[from - 1] <= '9';
	return false;
}

/* Puts the N bytes at P in the place of OUT's bytes from FROM on. */
static void put(struct buf *out, size_t from, const char *p, size_t n)
{
	out->n = from;
	buf_add(out, p, n);
}

/* SIGNS stand for the text from FROM on. */
static void put_signs(struct maker *m, size_t from, const struct buf *s)
{
	while (m->runs.n && m->runs.p[m->runs.n - 1].text >= from)
		m->runs.n--; /* the source has other bytes there */
	put(&m->text, from, s->p, s->n);
	put(&m->prose, from, s->p, s->n);
}

/* Puts MARK before the bytes from FROM on, END behind them. */
static void surround(struct buf *b, size_t from, const char *mark,
		     const char *end)
{
	struct buf was = BUF_INIT;

	buf_add(&was, b->p + from, b->n - from);
	put(b, from, mark, strlen(mark));
	buf_add(b, was.p, was.n);
	buf_str(b, end);
	buf_release(&was);
}

static void mark_text(struct maker *m, bool raised, size_t from)
{
	bool wide = utf8_count(m->text.p + from, m->text.n - from) > 1;
	const char *mark = raised ? "^(" : "_(", *one = raised ? "^" : "_";

	surround(&m->text, from, wide ? mark : one, wide ? ")" : "");
	surround(&m->prose, from, wide ? mark : one, wide ? ")" : "");
	for (size_t i = m->runs.n; i-- > 0 && m->runs.p[i].text >= from;)
		m->runs.p[i].text += wide ? 2 : 1;
}

void script_text(struct maker *m, bool raised, size_t from)
{
	size_t n = m->text.n - from;
	struct buf signs = BUF_INIT;

	if (!n || (raised && is_ordinal(m->text.p, from, n)))
		return;
	if (memcmp(m->text.p + from, m->prose.p + from, n) == 0 &&
	    in_signs(&signs, m->text.p + from, n, raised))
		put_signs(m, from, &signs);
	else
		mark_text(m, raised, from);
	buf_release(&signs);
}
