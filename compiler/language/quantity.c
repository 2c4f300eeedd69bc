/* Reads numbers as people write them, and brings units to one scale. */
#include "language/quantity.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/map.h"

enum { TEXT_MAX = 160, NUMBERS_MAX = 3 };

static const struct unit {
	const char *name; /* "m" and "M" differ; long names are small */
	char dimension;	  /* what may be compared; 0: only the factor */
	double factor;
} units[] = {
#define UNIT(name, dimension, factor) {name, dimension, factor},
#include "language/units.def"
#undef UNIT
};

static const char *const number_words[] = {
	"zero",	    "one",	"two",	    "three",   "four",	  "five",
	"six",	    "seven",	"eight",    "nine",    "ten",	  "eleven",
	"twelve",   "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
	"eighteen", "nineteen", "twenty",
};
static const char *const ordinals[] = {
	"",	 "first",   "second", "third", "fourth", "fifth",
	"sixth", "seventh", "eighth", "ninth", "tenth",
};
static const char *const months[] = {
	"",	   "january",  "february", "march",  "april",
	"may",	   "june",     "july",	   "august", "september",
	"october", "november", "december",
};

/* Words that say how exact a number is; its value stays the same. */
static const char *const fillers[] = {
	"about", "approximately", "around", "nearly", "roughly", "a", "an",
	"the"};

/* Words that make a range without a lower, or without an upper end. */
static const char *const below[] = {"less", "fewer", "under", "below",
				    "most", "up",    "until"};
static const char *const above[] = {"more", "greater", "over", "above",
				    "least"};
static const char *const behind_those[] = {"than", "to", "at"};

/* A text while it is read. */
struct reading {
	const char *s;
	size_t n, at;
	double numbers[NUMBERS_MAX];
	double factors[NUMBERS_MAX]; /* of their units, 1 without one */
	size_t count;
	unsigned month;
	bool joined; /* two numbers with "-" or "to" between them */
	bool paired; /* two numbers with ":" between them: a ratio or a time */
	uint64_t unit; /* of the last number */
	int bound;     /* -1: "less than" the number, 1: "more than" it */
	char shape[TEXT_MAX + 16];
	size_t nshape;
};

#define COUNT_OF(a) (sizeof(a) / sizeof *(a))

static int index_of(const char *const *words, size_t count, const char *s,
		    size_t n)
{
	for (size_t i = 0; i < count; i++)
		if (n && *words[i] == (*s | 32) && strlen(words[i]) == n &&
		    strncasecmp(words[i], s, n) == 0)
			return (int)i;
	return -1;
}

static bool digit_at(const struct reading *r, size_t i)
{
	return i < r->n && isdigit((unsigned char)r->s[i]);
}

static bool letter_at(const struct reading *r, size_t i)
{
	return i < r->n && (isalpha((unsigned char)r->s[i]) ||
			    (unsigned char)r->s[i] >= 0xC3);
}

/* Length of a minus sign at I: ASCII or U+2212 or a dash; else 0. */
static size_t minus_at(const struct reading *r, size_t i)
{
	if (i < r->n && r->s[i] == '-')
		return 1;
	if (i + 2 < r->n && memcmp(r->s + i, "\xE2\x88\x92", 3) == 0)
		return 3;
	return i + 2 < r->n && memcmp(r->s + i, "\xE2\x80\x93", 3) == 0 ? 3 : 0;
}

/* Reads digits with points and thousands' commas; false: "10.0.0.1". */
static bool read_digits(struct reading *r, double *value)
{
	char text[40];
	size_t n = 0, points = 0;

	while (n + 1 < sizeof text && r->at < r->n) {
		char c = r->s[r->at];

		if (c == ',' &&
		    !(digit_at(r, r->at + 1) && digit_at(r, r->at + 2) &&
		      digit_at(r, r->at + 3) && !digit_at(r, r->at + 4)))
			break;
		if (c == '.' && !digit_at(r, r->at + 1))
			break;
		if (c != ',' && c != '.' && !isdigit((unsigned char)c))
			break;
		points += c == '.';
		if (c != ',')
			text[n++] = c;
		r->at++;
	}
	text[n] = 0;
	*value = strtod(text, NULL);
	return points < 2 && n > 0;
}

static void skip_blanks(struct reading *r)
{
	while (r->at < r->n && r->s[r->at] == ' ')
		r->at++;
}

/* "^3", "-3", "3" behind the 10 of a power of ten. */
static bool read_exponent(struct reading *r, double *e)
{
	size_t sign;
	bool caret = r->at < r->n && r->s[r->at] == '^';

	r->at += caret;
	sign = minus_at(r, r->at);
	r->at += sign;
	if (!digit_at(r, r->at) || !read_digits(r, e))
		return false;
	if (sign)
		*e = -*e;
	return fabs(*e) < 300;
}

/* Length of a sign of multiplication at I. */
static size_t times_at(const struct reading *r, size_t i)
{
	if (i < r->n && strchr("xX*", r->s[i]))
		return 1;
	if (i + 1 < r->n && (memcmp(r->s + i, "\xC3\x97", 2) == 0 ||
			     memcmp(r->s + i, "\xC2\xB7", 2) == 0))
		return 2;
	return 0;
}

/* " x 10^3", "e-5", "^10", "/4" behind a number. */
static void read_power(struct reading *r, double *value)
{
	size_t before = r->at, sign;
	double e;

	skip_blanks(r);
	sign = times_at(r, r->at);
	if (sign) {
		r->at += sign;
		skip_blanks(r);
		if (r->at + 2 < r->n && memcmp(r->s + r->at, "10", 2) == 0) {
			r->at += 2;
			if (read_exponent(r, &e)) {
				*value *= pow(10, e);
				return;
			}
		}
	} else if (r->at == before && r->at < r->n && r->s[r->at] == '^') {
		if (read_exponent(r, &e)) {
			*value = pow(*value, e);
			return;
		}
	} else if (r->at == before && r->at < r->n && r->s[r->at] == '/' &&
		   digit_at(r, r->at + 1)) {
		r->at++;
		if (read_digits(r, &e) && e > 0 &&
		    !(r->at < r->n && r->s[r->at] == '/')) {
			*value /= e;
			return;
		}
	}
	r->at = before;
}

static void add_shape(struct reading *r, const char *s, size_t n)
{
	for (size_t i = 0; i < n && r->nshape < sizeof r->shape; i++)
		r->shape[r->nshape++] = (char)tolower((unsigned char)s[i]);
}

/* The factor of the unit behind a number; 1: there is none. */
static double read_unit(struct reading *r)
{
	size_t before = r->at, from, n;

	skip_blanks(r);
	if (r->at < r->n && r->s[r->at] == '-')
		r->at++;
	from = r->at;
	while (letter_at(r, r->at))
		r->at++;
	n = r->at - from;
	for (size_t pass = 0; n && pass < 2; pass++) {
		size_t len = n - pass;

		if (pass && (len < 3 || r->s[from + len] != 's'))
			break;
		for (size_t i = 0; i < COUNT_OF(units); i++) {
			const struct unit *u = &units[i];

			if (strlen(u->name) != len ||
			    (len > 3 ? strncasecmp(u->name, r->s + from, len)
				     : strncmp(u->name, r->s + from, len)) != 0)
				continue;
			if (u->dimension)
				add_shape(r, (char[]){'<', u->dimension}, 2);
			return u->factor;
		}
	}
	r->at = before;
	return 1;
}

/* What the number is a number of: the dimension of its unit, the word behind it;
 * 0: nothing, or a word that only joins sentences. */
static uint64_t unit_behind(const struct reading *r)
{
	static const char *const joints[] = {"is",   "was", "and", "or", "in",
					     "on",   "at",  "for", "to", "with",
					     "from", "by",  "as"};
	struct reading ahead = *r;
	size_t from;

	ahead.nshape = 0;
	read_unit(&ahead);
	if (ahead.nshape)
		return hash_bytes(ahead.shape, ahead.nshape, 0);
	ahead.at = r->at;
	skip_blanks(&ahead);
	from = ahead.at;
	while (letter_at(&ahead, ahead.at) ||
	       (ahead.at < ahead.n && ahead.s[ahead.at] == '%'))
		ahead.at++;
	if (ahead.at == from || index_of(joints, COUNT_OF(joints),
					 ahead.s + from, ahead.at - from) >= 0)
		return 0;
	add_shape(&ahead, ahead.s + from, ahead.at - from);
	return hash_bytes(ahead.shape, ahead.nshape, 0);
}

static void take_number(struct reading *r, double value)
{
	double factor;

	r->unit = unit_behind(r);
	add_shape(r, "#", 1);
	factor = read_unit(r);
	r->factors[r->count] = factor;
	r->numbers[r->count++] = value * factor;
}

/* Are this number and the one before a range: "5-10", "5 to 10"? */
static bool joins(const char *s, size_t n)
{
	while (n && *s == ' ')
		s++, n--;
	while (n && s[n - 1] == ' ')
		n--;
	return (n == 1 && *s == '-') ||
	       (n == 2 && strncasecmp(s, "to", 2) == 0) ||
	       (n == 3 && memcmp(s, "\xE2\x80\x93", 3) == 0);
}

static bool read_number(struct reading *r, size_t gap_from)
{
	size_t from = r->at, sign = minus_at(r, from);
	bool first = r->count == 0, negative = sign && first;
	double value;

	r->at += sign;
	if (!read_digits(r, &value) || r->count == NUMBERS_MAX)
		return false;
	if (!first && joins(r->s + gap_from, from + sign - gap_from))
		r->joined = true;
	if (!first && from == gap_from + 1 && r->s[gap_from] == ':')
		r->paired = true;
	read_power(r, &value);
	take_number(r, negative ? -value : value);
	return !(r->at < r->n && (r->s[r->at] == '_' || digit_at(r, r->at)));
}

/* "less than", "at least", "up to" in front of the number. */
static bool is_bound(struct reading *r, const char *s, size_t n)
{
	if (r->count)
		return false;
	if (index_of(below, COUNT_OF(below), s, n) >= 0)
		r->bound = -1;
	else if (index_of(above, COUNT_OF(above), s, n) >= 0)
		r->bound = 1;
	else
		return index_of(behind_those, COUNT_OF(behind_those), s, n) >=
		       0;
	return true;
}

/* A word that is a number, a month or nothing; else part of the shape. */
static bool read_word(struct reading *r)
{
	size_t from = r->at, n;
	const char *s = r->s + from;
	int i;

	while (letter_at(r, r->at))
		r->at++;
	n = r->at - from;
	if (digit_at(r, r->at)) /* EC2 */
		return false;
	if (index_of(fillers, COUNT_OF(fillers), s, n) >= 0 ||
	    is_bound(r, s, n))
		return true;
	i = index_of(months, COUNT_OF(months), s, n);
	if (i > 0 && !r->month) {
		r->month = (unsigned)i;
		return true;
	}
	i = index_of(number_words, COUNT_OF(number_words), s, n);
	if (i < 0)
		i = index_of(ordinals, COUNT_OF(ordinals), s, n);
	if (i >= 0 && r->count < NUMBERS_MAX) {
		take_number(r, i);
		return true;
	}
	add_shape(r, " ", 1);
	add_shape(r, s, n > 3 && s[n - 1] == 's' ? n - 1 : n);
	return true;
}

static bool read_all(struct reading *r)
{
	size_t gap_from = 0;

	while (r->at < r->n) {
		char c = r->s[r->at];
		size_t sign = minus_at(r, r->at);
		bool starts = r->at == 0 || !digit_at(r, r->at - 1);

		if (digit_at(r, r->at) ||
		    (starts && c == '.' && digit_at(r, r->at + 1)) ||
		    (starts && sign && digit_at(r, r->at + sign))) {
			if (!read_number(r, gap_from))
				return false;
			gap_from = r->at;
		} else if (letter_at(r, r->at)) {
			if (!read_word(r))
				return false;
		} else {
			if (!r->count && (c == '<' || c == '>'))
				r->bound = c == '<' ? -1 : 1;
			else if (!strchr(" .,", c))
				add_shape(r, &c, 1);
			r->at++;
		}
	}
	return true;
}

/* Year, month and day to one number; false: it is no date. */
static bool date_value(const struct reading *r, double *value)
{
	if (!r->month || r->count > 2)
		return false;
	*value = r->month * 31;
	if (r->count == 2)
		*value += r->numbers[1] * 372 + r->numbers[0];
	else if (r->count == 1)
		*value += r->numbers[0] > 31 ? r->numbers[0] * 372
					     : r->numbers[0];
	return true;
}

bool quantity_within(const char *s, size_t n, const struct quantity *like)
{
	struct reading r = {.s = s, .n = n};

	while (r.at < n) {
		size_t sign = minus_at(&r, r.at);
		bool named = r.at && (letter_at(&r, r.at - 1) ||
				      digit_at(&r, r.at - 1));
		double value;

		if (named || !digit_at(&r, r.at + sign)) {
			r.at++;
			continue;
		}
		r.at += sign;
		if (!read_digits(&r, &value))
			continue;
		read_power(&r, &value);
		r.unit = unit_behind(&r);
		value *= read_unit(&r) * (sign ? -1 : 1);
		if (like->unit == r.unit && like->value <= value &&
		    value <= like->upper)
			return true;
	}
	return false;
}

bool quantity_read(const char *s, size_t n, struct quantity *q)
{
	struct reading r = {.s = s, .n = n};

	if (n > TEXT_MAX || !read_all(&r))
		return false;
	if (date_value(&r, &q->value)) {
		q->upper = q->value;
		q->range = false;
		q->unit = 0;
		q->shape = hash_bytes("date", 4, r.count);
		return true;
	}
	if (!r.count || r.count > 2 || (r.count == 2 && !r.joined && !r.paired))
		return false;
	if (r.joined && r.factors[0] == 1) /* "1 to 10 GB" */
		r.numbers[0] *= r.factors[1];
	q->value = r.numbers[0];
	q->upper = r.numbers[r.count - 1];
	q->range = r.joined || r.bound;
	if (r.bound < 0)
		q->value = -HUGE_VAL;
	else if (r.bound > 0)
		q->upper = HUGE_VAL;
	q->unit = r.unit;
	q->shape = hash_bytes(r.shape, r.nshape, 0);
	return true;
}

int quantity_compare(const struct quantity *a, const struct quantity *b)
{
	if (a->value != b->value)
		return a->value < b->value ? -1 : 1;
	return (a->upper > b->upper) - (a->upper < b->upper);
}
