/* Finds in the text of a stem the sentence that asks, and how many answers it
 * wants. English; no regular expressions. */
#include "language/ask.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "language/words.h"

static bool blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static bool letter(char c)
{
	return is_alnum(c) || (unsigned char)c >= 0x80;
}

size_t question_mark(const char *s, size_t n, size_t at)
{
	/* Arabic, Greek, Armenian; Chinese and Japanese. */
	static const char *const marks[] = {"\u061F", "\u037E", "\u055E",
					    "\uFF1F"};
	unsigned char c = (unsigned char)s[at];

	if (c < 0x80)
		return c == '?';
	if (c != 0xD8 && c != 0xCD && c != 0xD5 && c != 0xEF)
		return 0; /* what they begin with */
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t len = strlen(marks[i]);

		if (at + len <= n && memcmp(s + at, marks[i], len) == 0)
			return len;
	}
	return 0;
}

bool has_question_mark(const char *s, size_t n)
{
	bool found = n && memchr(s, '?', n);
	bool ascii = found || utf8_is_ascii(s, n);

	for (size_t i = 0; !ascii && i < n && !found; i++)
		found = (s[i] & 0x80) && question_mark(s, n, i);
	return found;
}

/* Does a no-break space stand at AT? */
static bool hard_blank(const char *s, size_t n, size_t at)
{
	return at + 1 < n && s[at] == '\xC2' && s[at + 1] == '\xA0';
}

/* Offset behind blanks and asterisks at AT. */
static size_t skip_blanks(const char *s, size_t n, size_t at)
{
	while (at < n) {
		if (blank(s[at]) || s[at] == '*')
			at++;
		else if (hard_blank(s, n, at))
			at += 2;
		else
			break;
	}
	return at;
}

/* Does a full stop behind the word that ends at END end no sentence? */
static bool abbreviation(const char *s, size_t end)
{
	static const char *const words[] = {
		"e.g", "i.e", "vs", "etc", "dr",     "mr",   "mrs", "ms",
		"st",  "fig", "cf", "ca",  "approx", "prof", "inc", "u.s",
	};
	size_t start = end;

	while (start > 0 && !blank(s[start - 1]) && s[start - 1] != '(')
		start--;
	if (end - start == 1 && isupper((unsigned char)s[start]) &&
	    s[start] != 'I')
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == end - start &&
		    strncasecmp(words[i], s + start, end - start) == 0)
			return true;
	return false;
}

/* May a sentence end with the byte? */
static bool may_end(char c)
{
	return c == '.' || c == '?' || c == '!' || c == '\n' || (c & 0x80);
}

/* Offset behind the sentence that begins at FROM. */
static size_t sentence_end(const char *s, size_t from, size_t n)
{
	for (size_t i = from; i < n; i++) {
		size_t after, mark;

		if (!may_end(s[i]))
			continue;
		mark = question_mark(s, n, i);
		if (s[i] == '\n')
			return i;
		if (!mark && !strchr(".!", s[i]))
			continue;
		if (mark == 3) /* no blank follows it */
			return i + mark;
		after = i + (mark ? mark : 1);
		while (after < n && strchr(".?!\"')*", s[after]) &&
		       s[after] != '\n')
			after++;
		if (after < n && !blank(s[after]) && !hard_blank(s, n, after))
			continue;
		if (s[i] == '.' && after == i + 1) {
			size_t next = skip_blanks(s, n, after);

			if (next < n && islower((unsigned char)s[next]))
				continue;
			if (next < n && s[next] != '\n' && abbreviation(s, i))
				continue;
		}
		return after;
	}
	return n;
}

static const struct {
	const char *word;
	size_t n;
} numbers[] = {
	{"one", 1}, {"two", 2},	  {"three", 3}, {"four", 4}, {"five", 5},
	{"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9}, {"ten", 10},
	{"1", 1},   {"2", 2},	  {"3", 3},	{"4", 4},    {"5", 5},
	{"6", 6},   {"7", 7},	  {"8", 8},	{"9", 9},    {"10", 10},
};

/* Is the word at [FROM, TO) one of the blank-separated WORDS? */
static bool is_one_of(const char *s, size_t from, size_t to, const char *words)
{
	size_t n = to - from;

	while (*words) {
		size_t len = strcspn(words, " ");

		if (len == n && strncasecmp(words, s + from, n) == 0)
			return true;
		words += len + (words[len] == ' ');
	}
	return false;
}

/* The next word at or behind AT: [*FROM, *TO). False at a sentence's end. */
static bool next_word(const char *s, size_t n, size_t at, size_t *from,
		      size_t *to)
{
	at = skip_blanks(s, n, at);
	*from = at;
	while (at < n && letter(s[at]) && !hard_blank(s, n, at))
		at++;
	*to = at;
	return *to > *from;
}

/* What may follow the number: the end of the phrase, or "answers" and such. */
static bool closes(const char *s, size_t n, size_t at, bool in_parens)
{
	size_t from, to;

	if (!next_word(s, n, at, &from, &to))
		return from >= n || strchr(".:;)?!", s[from]) != NULL;
	if (is_one_of(s, from, to,
		      "answer answers option options choice choices response "
		      "responses correct that"))
		return true;
	return in_parens &&
	       is_one_of(s, from, to, "of from only statements steps actions");
}

/* Reads "two" or "any 2" at AT; 0 if there is no number. */
static size_t read_number(const char *s, size_t n, size_t at, size_t *end)
{
	size_t from, to;

	if (!next_word(s, n, at, &from, &to))
		return 0;
	if (is_one_of(s, from, to, "any the exactly all best") &&
	    !next_word(s, n, to, &from, &to))
		return 0;
	*end = to;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (is_one_of(s, from, to, numbers[i].word))
			return numbers[i].n;
	return 0;
}

size_t stem_asks_for(const char *s, size_t n, size_t *from, size_t *to)
{
	size_t start, end;

	for (size_t at = 0; at<n; at = end> at ? end : at + 1) {
		size_t before, number, close = 0;
		bool parens, begins;

		if (!next_word(s, n, at, &start, &end) ||
		    !(word_classes_any_case(s + start, end - start) &
		      WORD_ASKING))
			continue;
		for (before = start; before > 0 && blank(s[before - 1]);)
			before--;
		if (before > 1 && hard_blank(s, n, before - 2))
			before -= 2;
		parens = before > 0 && strchr("([", s[before - 1]);
		begins = before == 0 || parens ||
			 strchr(".?!:*,", s[before - 1]) ||
			 (before < start && s[before] == '\n');
		number = begins ? read_number(s, n, end, &close) : 0;
		if (!number || !closes(s, n, close, parens))
			continue;
		*from = parens ? before - 1 : start;
		while (parens && close < n && !strchr(")]", s[close]))
			close++;
		*to = parens && close < n ? close + 1 : close;
		return number;
	}
	return 0;
}

/* Is [FROM, TO) nothing but "(Select TWO.)"? */
static bool only_count(const char *s, size_t from, size_t to)
{
	size_t a, b;

	return (s[from] == '(' || to - from < 20) &&
	       stem_asks_for(s + from, to - from, &a, &b) && a < 2;
}

void stem_lead(const char *s, size_t n, size_t *from, size_t *to)
{
	size_t at = 0, end;
	bool asked = false;

	*from = *to = 0;
	for (; at < n; at = end) {
		at = skip_blanks(s, n, at);
		end = sentence_end(s, at, n);
		if (end <= at)
			break;
		if (has_question_mark(s + at, end - at))
			asked = true;
		else if (asked || (*to && only_count(s, at, end)))
			continue;
		*from = at;
		*to = end;
	}
}
