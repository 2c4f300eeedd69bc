/* Hashes what a stem asks, without the words that make no difference to it. */
#include "lint/question.h"

#include <stdbool.h>

#include "base/buf.h"
#include "base/hash.h"
#include "language/words.h"

/* Is the N bytes at S a plain word of letters? "s3" and "c++" are names. */
static bool is_plain(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] < 'a' || s[i] > 'z')
			return false;
	return true;
}

/* The N bytes at S without the ending that makes them many. */
static size_t singular(const char *s, size_t n)
{
	bool many = n > 3 && s[n - 1] == 's' && s[n - 2] != 's';

	return many && is_plain(s, n) ? n - 1 : n;
}

/* A question in the making. */
struct maker {
	struct buf exact, loose;
	bool marker; /* in "(Choose two.)" */
};

/* Adds the N bytes at S, a word that is NORMAL in the form for comparison. */
static void add_word(struct maker *m, const char *s, size_t n,
		     const char *normal, size_t length)
{
	uint32_t is = word_classes(normal, length);

	m->marker = (is & WORD_CHOOSE) || (m->marker && (is & WORD_COUNT));
	if (!n || m->marker || (is & WORD_SMALL))
		return;
	buf_add(&m->exact, s, n);
	buf_char(&m->exact, ' ');
	if (is & WORD_LOOSE)
		return;
	buf_add(&m->loose, s, singular(s, n));
	buf_char(&m->loose, ' ');
}

static struct question finish(struct maker *m)
{
	struct question q;

	q.exact = hash_bytes(buf_cstr(&m->exact), m->exact.n, 0);
	q.loose = m->loose.n ? hash_bytes(buf_cstr(&m->loose), m->loose.n, 0)
			     : q.exact;
	buf_release(&m->exact);
	buf_release(&m->loose);
	return q;
}

/* Bytes up to a blank or the end of the text. */
static size_t word_length(const char *s)
{
	size_t n = 0;

	while (s[n] && s[n] != ' ' && s[n] != '\n')
		n++;
	return n;
}

struct question question_of(const struct rich *stem)
{
	struct maker m = {BUF_INIT, BUF_INIT, false};
	struct buf text = BUF_INIT;
	size_t n;

	rich_normal(stem, &text);
	for (const char *s = buf_cstr(&text); *s; s += n + (s[n] != 0)) {
		n = word_length(s);
		add_word(&m, s, n, s, n);
	}
	buf_release(&text);
	return finish(&m);
}

struct question question_seen(const struct rich *stem)
{
	struct maker m = {BUF_INIT, BUF_INIT, false};
	struct buf text = BUF_INIT, normal = BUF_INIT;
	size_t n;

	rich_seen(stem, false, &text);
	for (const char *s = buf_cstr(&text); *s; s += n + (s[n] != 0)) {
		n = word_length(s);
		if (is_plain(s, n)) { /* it is its own normal form */
			add_word(&m, s, n, s, n);
			continue;
		}
		buf_reset(&normal);
		rich_normal_text(&normal, s, n);
		add_word(&m, s, n, buf_cstr(&normal), normal.n);
	}
	buf_release(&text);
	buf_release(&normal);
	return finish(&m);
}
