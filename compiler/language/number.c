/* Reads digits, signs and powers at a place of a text. */
#include "language/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

bool scan_digit_at(const struct scan *r, size_t i)
{
	return i < r->n && is_digit(r->s[i]);
}

/* Do two bytes of a letter stand at I: one from U+00C0 on that is no sign of
 * multiplication or division, or the micro sign? */
static bool is_letter_of_two(const struct scan *r, size_t i)
{
	unsigned char lead = (unsigned char)r->s[i], second;

	if (i + 1 >= r->n || lead < 0xC2 || lead >= 0xE0)
		return false;
	second = (unsigned char)r->s[i + 1];
	return lead == 0xC2
		       ? second == 0xB5
		       : lead != 0xC3 || (second != 0x97 && second != 0xB7);
}

bool scan_letter_at(const struct scan *r, size_t i)
{
	if (i >= r->n)
		return false;
	return is_letter(r->s[i]) || is_letter_of_two(r, i) ||
	       (((unsigned char)r->s[i] & 0xC0) == 0x80 && i &&
		is_letter_of_two(r, i - 1)) ||
	       (unsigned char)r->s[i] >= 0xE0;
}

size_t scan_minus_at(const struct scan *r, size_t i)
{
	if (i < r->n && r->s[i] == '-')
		return 1;
	if (i + 2 >= r->n || r->s[i] != '\xE2')
		return 0;
	if (memcmp(r->s + i, "\xE2\x88\x92", 3) == 0)
		return 3;
	return memcmp(r->s + i, "\xE2\x80\x93", 3) == 0 ? 3 : 0;
}

bool scan_digits(struct scan *r, double *value)
{
	char text[40];
	size_t n = 0, points = 0;

	while (n + 1 < sizeof text && r->at < r->n) {
		char c = r->s[r->at];

		if (c == ',' && !(scan_digit_at(r, r->at + 1) &&
				  scan_digit_at(r, r->at + 2) &&
				  scan_digit_at(r, r->at + 3) &&
				  !scan_digit_at(r, r->at + 4)))
			break;
		if (c == '.' && !scan_digit_at(r, r->at + 1))
			break;
		if (c != ',' && c != '.' && !is_digit(c))
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

void scan_blanks(struct scan *r)
{
	while (r->at < r->n && r->s[r->at] == ' ')
		r->at++;
}

/* "^3", "-3", "3" behind the 10 of a power of ten. */
static bool read_exponent(struct scan *r, double *e)
{
	size_t sign;
	bool caret = r->at < r->n && r->s[r->at] == '^';

	r->at += caret;
	sign = scan_minus_at(r, r->at);
	r->at += sign;
	if (!scan_digit_at(r, r->at) || !scan_digits(r, e))
		return false;
	if (sign)
		*e = -*e;
	return fabs(*e) < 300;
}

/* Length of a sign of multiplication at I. */
static size_t times_at(const struct scan *r, size_t i)
{
	if (i < r->n && strchr("xX*", r->s[i]))
		return 1;
	if (i + 1 < r->n && (memcmp(r->s + i, "\xC3\x97", 2) == 0 ||
			     memcmp(r->s + i, "\xC2\xB7", 2) == 0))
		return 2;
	return 0;
}

void scan_power(struct scan *r, double *value)
{
	size_t before = r->at, sign;
	double e;

	scan_blanks(r);
	sign = times_at(r, r->at);
	if (sign) {
		r->at += sign;
		scan_blanks(r);
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
		   scan_digit_at(r, r->at + 1)) {
		r->at++;
		if (scan_digits(r, &e) && e > 0 &&
		    !(r->at < r->n && r->s[r->at] == '/')) {
			*value /= e;
			return;
		}
	}
	r->at = before;
}

void scan_fraction(struct scan *r, double *value)
{
	struct scan ahead = *r;
	double over, under;

	scan_blanks(&ahead);
	if (ahead.at == r->at || !scan_digit_at(&ahead, ahead.at) ||
	    !scan_digits(&ahead, &over) || ahead.at >= ahead.n ||
	    ahead.s[ahead.at] != '/')
		return;
	ahead.at++;
	if (!scan_digit_at(&ahead, ahead.at) || !scan_digits(&ahead, &under) ||
	    under <= over || (ahead.at < ahead.n && ahead.s[ahead.at] == '/'))
		return;
	*value += over / under;
	*r = ahead;
}
