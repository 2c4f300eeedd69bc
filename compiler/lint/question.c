/* Hashes what a stem asks, without the words that make no difference to it. */
#include "lint/question.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
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

struct question question_of(const struct rich *stem)
{
	struct buf text = BUF_INIT, exact = BUF_INIT, loose = BUF_INIT;
	struct question q;
	bool marker = false;
	size_t n;

	rich_normal(stem, &text);
	for (const char *s = buf_cstr(&text); *s; s += n + (s[n] != 0)) {
		uint32_t is;

		n = strcspn(s, " \n");
		is = word_classes(s, n);
		marker = (is & WORD_CHOOSE) || (marker && (is & WORD_COUNT));
		if (!n || marker || (is & WORD_SMALL))
			continue;
		buf_add(&exact, s, n);
		buf_char(&exact, ' ');
		if (is & WORD_LOOSE)
			continue;
		buf_add(&loose, s, singular(s, n));
		buf_char(&loose, ' ');
	}
	q.exact = hash_bytes(buf_cstr(&exact), exact.n, 0);
	q.loose = loose.n ? hash_bytes(buf_cstr(&loose), loose.n, 0) : q.exact;
	buf_release(&text);
	buf_release(&exact);
	buf_release(&loose);
	return q;
}
