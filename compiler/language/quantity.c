/* Reads numbers as people write them, and brings units to one scale. */
#include "language/quantity.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "language/number.h"
#include "language/units.h"
#include "language/words.h"

enum { TEXT_MAX = 160, NUMBERS_MAX = 3 };

/* A text while it is read. */
struct reading {
	struct scan in;
	double numbers[NUMBERS_MAX];
	double factors[NUMBERS_MAX]; /* of their units, 1 without one */
	size_t count;
	unsigned month;
	bool between;	   /* "between" stands in front: "and" is a joint */
	size_t joint, end; /* of SHAPE: the "-" or "to" behind the first number
			    * stands there; END is 0 without one */
	bool joined; /* two numbers of one kind at both sides of the joint */
	bool paired; /* two numbers with ":" between them: a ratio or a time */
	uint64_t unit;	 /* of the last number */
	size_t negation; /* of SHAPE: "no" stands there, the last word; 0: no */
	int bound;	 /* -1: "less than" the number, 1: "more than" it */
	bool open;	 /* the bound leaves the number itself out */
	char shape[TEXT_MAX + 16];
	size_t nshape;
};

#define COUNT_OF(a) (sizeof(a) / sizeof *(a))

static void add_shape(struct reading *r, const char *s, size_t n)
{
	for (size_t i = 0; i < n && r->nshape < sizeof r->shape; i++)
		r->shape[r->nshape++] = small_letter(s[i]);
}

/* The same, letters as they are. */
static void add_sign(struct reading *r, const char *s, size_t n)
{
	for (size_t i = 0; i < n && r->nshape < sizeof r->shape; i++)
		r->shape[r->nshape++] = s[i];
}

/* The factor of the unit behind a number; 1: there is none. */
static double read_unit(struct reading *r)
{
	const struct unit *u = unit_read(&r->in);

	if (u && u->dimension)
		add_shape(r, (char[]){'<', u->dimension}, 2);
	return u ? u->factor : 1;
}

static void take_number(struct reading *r, double value)
{
	double factor;

	r->unit = unit_behind(&r->in);
	add_shape(r, "#", 1);
	factor = read_unit(r);
	r->factors[r->count] = factor;
	r->numbers[r->count++] = value * factor;
}

/* The N bytes at S join the first number to a second: "5-10", "5 to 10",
 * "between 5 and 10". */
static void take_joint(struct reading *r, const char *s, size_t n)
{
	r->joint = r->nshape;
	add_shape(r, s, n);
	r->end = r->nshape;
}

static bool may_join(const struct reading *r)
{
	return r->count == 1 && !r->end;
}

/* Does a letter of a formula stand right behind the number: "150x"? */
static bool is_variable(const struct reading *r)
{
	return strchr("nxyz", r->in.s[r->in.at]) &&
	       !scan_letter_at(&r->in, r->in.at + 1);
}

static bool read_number(struct reading *r, size_t gap_from)
{
	size_t from = r->in.at, sign = scan_minus_at(&r->in, from);
	bool negative = sign && !may_join(r);
	double value;

	r->in.at += sign;
	if (!scan_digits(&r->in, &value) || r->count == NUMBERS_MAX)
		return false;
	scan_fraction(&r->in, &value);
	if (sign && may_join(r))
		take_joint(r, "-", 1);
	if (r->count && from == gap_from + 1 && r->in.s[gap_from] == ':')
		r->paired = true;
	scan_power(&r->in, &value);
	take_number(r, negative ? -value : value);
	return !(r->in.at < r->in.n &&
		 (r->in.s[r->in.at] == '_' || is_variable(r) ||
		  scan_digit_at(&r->in, r->in.at)));
}

static bool is_word(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && strncasecmp(s, word, n) == 0;
}

/* -1 for a word IS as in "less than", 1 as in "more than", else 0. */
static int bound_of(uint32_t is)
{
	return is & WORD_LESS ? -1 : is & WORD_GREATER ? 1 : 0;
}

/* "less than", "at least", "no more than" in front of the number. */
static bool bound_before(struct reading *r, const char *s, size_t n,
			 uint32_t is)
{
	int bound = bound_of(is);

	if (r->count)
		return false;
	if (!bound)
		return is & WORD_BOUND;
	r->bound = bound;
	r->open = !r->negation && !is_word(s, n, "most") &&
		  !is_word(s, n, "up") && !is_word(s, n, "least");
	if (r->negation) {
		r->bound = -bound;
		r->nshape = r->negation - 1;
	}
	return true;
}

/* "or more", "and up", "or less" behind the number; the N bytes at S are the
 * first of the two words. */
static bool bound_behind(struct reading *r, const char *s, size_t n)
{
	struct scan ahead = r->in;
	int bound;

	if (r->count != 1 || !(is_word(s, n, "or") || is_word(s, n, "and")))
		return false;
	scan_blanks(&ahead);
	s = ahead.s + ahead.at;
	while (scan_letter_at(&ahead, ahead.at))
		ahead.at++;
	n = (size_t)(ahead.s + ahead.at - s);
	bound = is_word(s, n, "up") ? 1 : bound_of(word_classes_any_case(s, n));
	if (!bound)
		return false;
	r->bound = bound;
	r->open = false;
	r->in = ahead;
	return true;
}

/* "to", and "and" behind "between". */
static bool is_joint(struct reading *r, const char *s, size_t n)
{
	if (!r->count && is_word(s, n, "between"))
		r->between = true;
	else if (may_join(r) &&
		 (is_word(s, n, "to") || (r->between && is_word(s, n, "and"))))
		take_joint(r, " to", 3);
	else
		return false;
	return true;
}

/* "a" or "an" before a unit: "a week" is one week, "a week and a day" two. */
static bool is_one(const struct reading *r, const char *s, size_t n)
{
	struct reading ahead = *r;

	ahead.nshape = 0;
	if (r->count > 1 || !(is_word(s, n, "a") || is_word(s, n, "an")) ||
	    (r->count && (r->nshape < 4 ||
			  memcmp(r->shape + r->nshape - 4, " and", 4) != 0)))
		return false;
	read_unit(&ahead);
	return ahead.nshape > 0;
}

/* A word that is a number, a month or nothing; else part of the shape. */
static bool read_word(struct reading *r)
{
	size_t from = r->in.at, n;
	const char *s = r->in.s + from;
	uint32_t is;

	while (scan_letter_at(&r->in, r->in.at))
		r->in.at++;
	n = r->in.at - from;
	if (scan_digit_at(&r->in, r->in.at)) /* EC2 */
		return false;
	is = word_classes_any_case(s, n);
	if (is_one(r, s, n)) {
		take_number(r, 1);
		return true;
	}
	if ((is & WORD_ROUGHLY) || is_joint(r, s, n) ||
	    bound_before(r, s, n, is) || bound_behind(r, s, n))
		return true;
	if ((is & WORD_MONTH) && !r->month) {
		r->month = (unsigned)class_index(WORD_MONTH, s, n) + 1;
		return true;
	}
	if ((is & (WORD_NUMERAL | WORD_ORDINAL)) && r->count < NUMBERS_MAX) {
		take_number(r, is & WORD_NUMERAL
				       ? class_index(WORD_NUMERAL, s, n)
				       : class_index(WORD_ORDINAL, s, n) + 1);
		return true;
	}
	add_shape(r, " ", 1);
	r->negation = is_word(s, n, "no") || is_word(s, n, "not") ? r->nshape
								  : 0;
	/* A short word may be a unit: "5 mX" and "5 MX" differ. */
	if (n <= 3 && r->count)
		add_sign(r, s, n);
	else
		add_shape(r, s, n > 3 && s[n - 1] == 's' ? n - 1 : n);
	return true;
}

/* Reads "<", ">=", U+2264 in front of the number, "+" behind it. */
static bool read_bound_sign(struct reading *r)
{
	const char *s = r->in.s + r->in.at;
	size_t left = r->in.n - r->in.at, n = 1;

	if (!r->count && *s == '+' && scan_digit_at(&r->in, r->in.at + 1))
		;
	else if (r->count == 1 && *s == '+' &&
		 !scan_digit_at(&r->in, r->in.at + 1))
		r->bound = 1;
	else if (!r->count && (*s == '<' || *s == '>')) {
		r->bound = *s == '<' ? -1 : 1;
		n += left > 1 && s[1] == '=';
		r->open = n == 1;
	} else if (!r->count && left > 3 && memcmp(s, "\xE2\x89", 2) == 0 &&
		   (s[2] == '\xA4' || s[2] == '\xA5')) {
		r->bound = s[2] == '\xA4' ? -1 : 1;
		n = 3;
	} else
		return false;
	r->in.at += n;
	return true;
}

static bool read_all(struct reading *r)
{
	size_t gap_from = 0;

	while (r->in.at < r->in.n) {
		char c = r->in.s[r->in.at];
		size_t sign = scan_minus_at(&r->in, r->in.at);
		bool starts = r->in.at == 0 ||
			      !scan_digit_at(&r->in, r->in.at - 1);

		if (scan_digit_at(&r->in, r->in.at) ||
		    (starts && c == '.' &&
		     scan_digit_at(&r->in, r->in.at + 1)) ||
		    (starts && sign &&
		     scan_digit_at(&r->in, r->in.at + sign))) {
			if (!read_number(r, gap_from))
				return false;
			gap_from = r->in.at;
		} else if (sign && may_join(r)) {
			take_joint(r, "-", 1);
			r->in.at += sign;
		} else if (read_bound_sign(r)) {
			continue;
		} else if (scan_letter_at(&r->in, r->in.at)) {
			if (!read_word(r))
				return false;
		} else {
			if (!strchr(" .,", c))
				add_shape(r, &c, 1);
			r->in.at++;
		}
	}
	return true;
}

/*
 * Two numbers at both sides of a joint are a range if they are of one kind, that
 * is if what stands around one stands around the other or is left out there:
 * "$5-$10", "5 to 10 GB". Its shape is that of one number.
 */
static void settle_range(struct reading *r)
{
	char *hash = memchr(r->shape, '#', r->joint);
	char *right = r->shape + r->end, *end = r->shape + r->nshape, *second;
	size_t before, behind, left, tail;

	second = r->count == 2 && r->end
			 ? memchr(right, '#', (size_t)(end - right))
			 : NULL;
	if (!second || !hash)
		return;
	before = (size_t)(hash - r->shape);
	behind = r->joint - before - 1;
	left = (size_t)(second - right);
	tail = (size_t)(end - second);
	if ((left && (left != before || memcmp(right, r->shape, left) != 0)) ||
	    (behind &&
	     (behind != tail - 1 || memcmp(hash + 1, second + 1, behind) != 0)))
		return;
	if (!behind && r->factors[0] == 1)
		r->numbers[0] *= r->factors[1];
	memmove(hash, second, tail);
	r->nshape = before + tail;
	r->joined = true;
}

/* "1 hour 30 minutes", "2 h and 5 min": a length of time in two units is one. */
static void settle_sum(struct reading *r)
{
	static const char *const shapes[] = {"#<t#<t", "#<t and#<t"};

	for (size_t i = 0; i < COUNT_OF(shapes); i++)
		if (r->count == 2 && r->factors[0] > r->factors[1] &&
		    r->nshape == strlen(shapes[i]) &&
		    memcmp(r->shape, shapes[i], r->nshape) == 0) {
			r->numbers[0] += r->numbers[1];
			r->count = 1;
			r->nshape = strlen("#<t");
		}
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

static bool lies_in(double value, const struct quantity *q)
{
	return q->open ? q->value < value && value < q->upper
		       : q->value <= value && value <= q->upper;
}

bool quantity_within(const char *s, size_t n, const struct quantity *a,
		     const struct quantity *b)
{
	struct reading r = {.in = {s, n, 0}};

	while (r.in.at < n) {
		size_t sign = scan_minus_at(&r.in, r.in.at);
		bool named = r.in.at && (scan_letter_at(&r.in, r.in.at - 1) ||
					 scan_digit_at(&r.in, r.in.at - 1));
		double value;

		if (named || !scan_digit_at(&r.in, r.in.at + sign)) {
			r.in.at++;
			continue;
		}
		r.in.at += sign;
		if (!scan_digits(&r.in, &value))
			continue;
		scan_power(&r.in, &value);
		r.unit = unit_behind(&r.in);
		value *= read_unit(&r) * (sign ? -1 : 1);
		if (a->unit == r.unit && b->unit == r.unit &&
		    lies_in(value, a) && lies_in(value, b))
			return true;
	}
	return false;
}

/* Has the text a digit, or a word that is a number or a month, or does it begin
 * with "a"? Most do not. */
static bool has_number(const char *s, size_t n)
{
	enum { ANY = WORD_MONTH | WORD_NUMERAL | WORD_ORDINAL };
	struct scan in = {s, n, 0};

	if (n > 2 && strncasecmp(s, "a ", 2) == 0)
		return true;
	if (n > 3 && strncasecmp(s, "an ", 3) == 0)
		return true;
	while (in.at < n) {
		size_t from = in.at;

		if (is_digit(s[from]))
			return true;
		while (scan_letter_at(&in, in.at))
			in.at++;
		if (word_classes_any_case(s + from, in.at - from) & ANY)
			return true;
		in.at += in.at == from;
	}
	return false;
}

bool quantity_read(const char *s, size_t n, struct quantity *q)
{
	struct reading r = {.in = {s, n, 0}};

	if (n > TEXT_MAX || !has_number(s, n) || !read_all(&r))
		return false;
	if (date_value(&r, &q->value)) {
		q->upper = q->value;
		q->range = q->bound = q->open = q->paired = false;
		q->unit = 0;
		q->shape = hash_bytes("date", 4, r.count);
		return true;
	}
	settle_range(&r);
	settle_sum(&r);
	if (!r.count || r.count > 2 || (r.count == 2 && !r.joined && !r.paired))
		return false;
	if (r.count == 2 && r.bound) /* "over 3 and up to 7" */
		return false;
	q->value = r.numbers[0];
	q->upper = r.numbers[r.count - 1];
	q->range = r.joined || r.bound;
	q->bound = r.bound != 0;
	q->open = r.open;
	q->paired = r.paired;
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
