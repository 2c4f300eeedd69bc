/* Converts ISO dates to day numbers. */
#include "language/date.h"

#include <stdio.h>
#include <string.h>

static bool leap(int y)
{
	return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

static int month_days(int y, int m)
{
	static const int days[] = {31, 28, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31};

	return days[m - 1] + (m == 2 && leap(y));
}

/* Days from 1970-01-01 to the first day of year Y. */
static int year_start(int y)
{
	y--;
	return y * 365 + y / 4 - y / 100 + y / 400 - 719162;
}

/* N digits at S as a number; -1 if they are none. */
static int digits(const char *s, int n)
{
	int value = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		value = value * 10 + (*s - '0');
	}
	return value;
}

bool date_parse(const char *s, int *day)
{
	size_t n = strlen(s);
	int y, m, d;

	if ((n != 7 && n != 10) || s[4] != '-' || (n == 10 && s[7] != '-'))
		return false;
	y = digits(s, 4);
	m = digits(s + 5, 2);
	if (y < 1 || m < 1 || m > 12)
		return false;
	d = n == 10 ? digits(s + 8, 2) : month_days(y, m);
	if (d < 1 || d > month_days(y, m))
		return false;
	*day = year_start(y) + d - 1;
	for (int i = 1; i < m; i++)
		*day += month_days(y, i);
	return true;
}
