/* What a byte is in ASCII, whatever the locale. */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include <stdbool.h>

static inline bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_alnum(char c)
{
	return is_letter(c) || is_digit(c);
}

/* The small letter for a capital, any other byte as it is. */
static inline char small_letter(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

#endif
