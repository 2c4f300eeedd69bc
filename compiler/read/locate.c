/* Finds in the source, byte by byte, the texts of cmark's tree, whose own places
 * cannot be trusted. */
#include <stdlib.h>
#include <string.h>

#include "read/maker.h"

/* One comparison of a literal with the source, and where it goes. */
struct match {
	const char *lit;
	size_t n, at; /* of the literal: length, next byte */
	size_t src;   /* next byte of the source */
	size_t run;   /* index of the open run, SIZE_MAX: none */
	bool code;    /* raw: no escapes, no entities, wraps are blanks */
	bool record;  /* make runs */
	size_t to;    /* text offset of the literal's first byte */
};

/* The byte at source offset AT is the literal's next one. */
static void take(struct maker *m, struct match *x, size_t at)
{
	const char *s = m->b->r->src->text;

	if (x->record && x->run == SIZE_MAX) {
		x->run = m->runs.n;
		vec_push(&m->runs, ((struct rich_run){(uint32_t)(x->to + x->at),
						      (uint32_t)at, 0}));
	}
	if (x->record)
		m->runs.p[x->run].len++;
	x->at++;
	x->src = at + 1;
	if (s[at] == '"' && m->table && s[at + 1] == '"') {
		x->src++; /* CSV writes one quote as two */
		x->run = SIZE_MAX;
	}
}

/* The line of the source that holds offset AT. */
static struct span line_around(struct maker *m, size_t at)
{
	size_t from = at;

	while (from > m->block && m->b->r->src->text[from - 1] != '\n')
		from--;
	return span_of(from, line_rest(m->b, at).end);
}

void note_escape(struct maker *m, size_t at)
{
	struct span block = m->table ? line_around(m, at)
				     : span_of(m->block, m->limit);

	vec_push(&m->eaten.escapes, ((struct escape){at, block, m->table}));
}

/* A wrapped code span: the line end and what begins the next line is one
 * blank. */
static bool take_wrap(struct maker *m, struct match *x)
{
	const char *s = m->b->r->src->text;
	size_t p = x->src;

	if (!x->code || x->lit[x->at] != ' ' || (s[p] != '\n' && s[p] != '\r'))
		return false;
	while (p < m->limit && strchr("\r\n\t >", s[p]) && s[p])
		p++;
	x->at++;
	x->src = p;
	x->run = SIZE_MAX;
	return true;
}

static bool take_entity(struct maker *m, struct match *x)
{
	const char *s = m->b->r->src->text;
	size_t len = entity_length(s + x->src, m->limit - x->src), n;
	char is[16];

	if (!len)
		return false;
	entity_decode(s + x->src, len, is);
	n = strlen(is);
	if (!n || n > x->n - x->at || memcmp(x->lit + x->at, is, n) != 0)
		return false;
	if (x->record)
		note_escape(m, x->src);
	x->at += n;
	x->src += len;
	x->run = SIZE_MAX;
	return true;
}

/* Steps over the next character; false: source and literal differ. */
static bool step(struct maker *m, struct match *x)
{
	const char *s = m->b->r->src->text;
	size_t p = x->src;

	if (m->work)
		m->work--;
	if (!x->code && s[p] == '\\' && p + 1 < m->limit &&
	    is_punctuation(s[p + 1])) {
		if (s[p + 1] != x->lit[x->at])
			return false;
		if (x->record)
			note_escape(m, p);
		x->run = SIZE_MAX;
		take(m, x, p + 1);
		return true;
	}
	if (!x->code && s[p] == '&' && take_entity(m, x))
		return true;
	if (s[p] == x->lit[x->at]) {
		take(m, x, p);
		return true;
	}
	return take_wrap(m, x);
}

/* Does the literal stand at source offset AT byte by byte, with no sign that
 * Markdown takes away? Most do. */
static bool stands_plain(const struct maker *m, size_t at, const char *lit,
			 size_t n, bool code)
{
	const char *s = m->b->r->src->text + at;

	return *s == *lit && n && n <= m->limit - at && !m->table &&
	       memcmp(s, lit, n) == 0 &&
	       (code || (!memchr(s, '\\', n) && !memchr(s, '&', n)));
}

/* Does the literal stand at source offset AT? The offset behind it, or 0. */
static size_t match_at(struct maker *m, size_t at, const char *lit, size_t n,
		       bool code, bool record, size_t to)
{
	struct match x = {.lit = lit,
			  .n = n,
			  .src = at,
			  .run = SIZE_MAX,
			  .code = code,
			  .record = record,
			  .to = to};

	if (stands_plain(m, at, lit, n, code)) {
		m->work -= m->work < n ? m->work : n;
		if (record)
			vec_push(&m->runs,
				 ((struct rich_run){(uint32_t)to, (uint32_t)at,
						    (uint32_t)n}));
		return at + n;
	}
	while (x.at < n && x.src < m->limit)
		if (!step(m, &x))
			return 0;
	return x.at == n ? x.src : 0;
}

size_t find_literal(struct maker *m, const char *lit, size_t n, bool code)
{
	for (size_t at = m->cursor; n && at < m->limit && m->work; at++) {
		m->work--;
		if (match_at(m, at, lit, n, code, false, 0))
			return at;
	}
	return SIZE_MAX;
}

void locate(struct maker *m, const char *lit, size_t n, bool code, size_t to)
{
	size_t at = find_literal(m, lit, n, code);

	if (at != SIZE_MAX)
		m->cursor = match_at(m, at, lit, n, code, true, to);
}

struct span pass_tag(struct maker *m, const char *lit)
{
	size_t at = find_literal(m, lit, strlen(lit), true);

	if (at == SIZE_MAX)
		return span_of(m->cursor, m->cursor);
	m->cursor = at + strlen(lit);
	return span_of(at, m->cursor);
}
