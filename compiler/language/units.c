/* Finds units of quantities by their names. */
#include "language/units.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/hash.h"

static const struct unit units[] = {
#define UNIT(name, dimension, factor) {name, dimension, factor},
#include "language/units.def"
#undef UNIT
};

/* Is the unit a word, as "byte" is and "MHz" is not? */
static bool is_word(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz");

	return n > 3 && !name[n];
}

/* The unit that the N letters at S are, with or without a plural s. */
static const struct unit *find(const char *s, size_t n)
{
	for (size_t pass = 0; n && pass < 2; pass++) {
		size_t len = n - pass;

		if (pass && (len < 2 || s[len] != 's'))
			break;
		for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
			const struct unit *u = &units[i];

			if (strlen(u->name) == len &&
			    (is_word(u->name) ? strncasecmp(u->name, s, len)
					      : strncmp(u->name, s, len)) == 0)
				return u;
		}
	}
	return NULL;
}

const struct unit *unit_read(struct scan *in)
{
	size_t before = in->at, from;
	const struct unit *u;

	scan_blanks(in);
	if (in->at < in->n && in->s[in->at] == '-')
		in->at++;
	from = in->at;
	while (scan_letter_at(in, in->at))
		in->at++;
	u = find(in->s + from, in->at - from);
	if (!u)
		in->at = before;
	return u;
}

/* The word at AT, if it is none that only joins sentences; its letters. */
static size_t thing_at(const struct scan *in, size_t at)
{
	static const char *const joints[] = {"is",   "was", "and", "or", "in",
					     "on",   "at",  "for", "to", "with",
					     "from", "by",  "as"};
	size_t n = 0;

	while (scan_letter_at(in, at + n) ||
	       (at + n < in->n && in->s[at + n] == '%'))
		n++;
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (strlen(joints[i]) == n &&
		    strncasecmp(joints[i], in->s + at, n) == 0)
			return 0;
	return n;
}

uint64_t unit_behind(const struct scan *in)
{
	struct scan ahead = *in;
	const struct unit *u = unit_read(&ahead);
	char small[64];
	size_t n;

	if (u && u->dimension)
		return hash_bytes((char[]){'<', u->dimension}, 2, 0);
	ahead.at = u ? ahead.at : in->at;
	scan_blanks(&ahead);
	if (ahead.at < ahead.n && ahead.s[ahead.at] == '-' &&
	    scan_letter_at(&ahead, ahead.at + 1))
		ahead.at++; /* "8-bit" */
	n = thing_at(&ahead, ahead.at);
	if (!n || n > sizeof small)
		return 0;
	for (size_t i = 0; i < n; i++)
		small[i] = small_letter(ahead.s[ahead.at + i]);
	return hash_bytes(small, n, 0);
}
