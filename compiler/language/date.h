/* Calendar days: what freshness and expiry rules count in. */
#ifndef LANGUAGE_DATE_H
#define LANGUAGE_DATE_H

#include <stdbool.h>

/*
 * Reads "2026-11-23", or "2026-11" as the last day of that month, into *DAY:
 * days since 1970-01-01 (Gregorian). Returns false if S is no such date.
 */
bool date_parse(const char *s, int *day);

#endif
