/* Finds the options of a released form in the question of today. */
#include "blueprint/lock_parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Texts */

static size_t word_at(const char *s, size_t *from)
{
	size_t n = 0;

	*from = strspn(s, " \n\t");
	while (s[*from + n] && !strchr(" \n\t", s[*from + n]))
		n++;
	return n;
}

static bool has_digit(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (isdigit((unsigned char)s[i]))
			return true;
	return false;
}

/* Are the words one character apart, or two that changed places? Short words
 * and figures mean something else then. */
static bool slip(const char *a, size_t n, const char *b, size_t m)
{
	size_t i = 0, k = 0, x, y;

	if (has_digit(a, n) || has_digit(b, m))
		return false;
	while (i < n && i < m && a[i] == b[i])
		i++;
	while (k < n - i && k < m - i && a[n - 1 - k] == b[m - 1 - k])
		k++;
	x = n - i - k;
	y = m - i - k;
	if (x == 2 && y == 2 && a[i] == b[i + 1] && a[i + 1] == b[i])
		return n > 3;
	/* Punctuation at the end of a word. */
	if (x <= 1 && y <= 1 && (!x || ispunct((unsigned char)a[i])) &&
	    (!y || ispunct((unsigned char)b[i])))
		return true;
	return x <= 1 && y <= 1 && n > 3 && m > 3;
}

bool text_is_typo(const char *a, const char *b)
{
	size_t from, slips = 0;

	for (;;) {
		size_t n = word_at(a, &from), m;

		a += from;
		m = word_at(b, &from);
		b += from;
		if (!n || !m)
			return n == m && slips <= 3;
		if ((n != m || strncasecmp(a, b, n) != 0) &&
		    (++slips > 3 || !slip(a, n, b, m)))
			return false;
		a += n;
		b += m;
	}
}

/* Parts */

static size_t find_part(const struct lock_option *o,
			const struct lock_part *parts, size_t n,
			const bool *taken, enum part_how how)
{
	for (size_t i = 0; i < n; i++) {
		if (taken[i])
			continue;
		if (how == PART_SAME
			    ? strcmp(parts[i].id, o->id.s) == 0
			    : text_is_typo(o->text.s, parts[i].text->text))
			return i;
	}
	return SIZE_MAX;
}

static size_t first_free(const bool *taken, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!taken[i])
			return i;
	return SIZE_MAX;
}

struct part_match *match_parts(struct arena *a, const struct lock_item *l,
			       const struct lock_part *parts, size_t n,
			       bool *taken)
{
	struct part_match *m = arena_array(a, struct part_match,
					   l->noptions + 1);
	size_t left = 0, lost = 0, free_part;

	for (size_t i = 0; i < l->noptions; i++)
		m[i] = (struct part_match){SIZE_MAX, PART_GONE};
	for (enum part_how how = PART_SAME; how <= PART_TYPO; how++)
		for (size_t i = 0; i < l->noptions; i++) {
			size_t k = m[i].how != PART_GONE
					   ? SIZE_MAX
					   : find_part(&l->options[i], parts, n,
						       taken, how);

			if (k == SIZE_MAX)
				continue;
			m[i] = (struct part_match){k, how};
			taken[k] = true;
		}
	for (size_t i = 0; i < l->noptions; i++)
		if (m[i].how == PART_GONE) {
			left++;
			lost = i;
		}
	free_part = first_free(taken, n);
	if (left == 1 && free_part != SIZE_MAX) {
		taken[free_part] = true;
		if (first_free(taken, n) == SIZE_MAX)
			m[lost] = (struct part_match){free_part, PART_REWORDED};
		else
			taken[free_part] = false;
	}
	return m;
}
