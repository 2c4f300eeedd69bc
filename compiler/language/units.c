/* Finds units of quantities by their names. */
#include "language/units.h"

#include <string.h>
#include <strings.h>

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
