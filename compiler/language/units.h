/* Units behind numbers: "GB", "hours", "km". */
#ifndef LANGUAGE_UNITS_H
#define LANGUAGE_UNITS_H

#include <stdint.h>

#include "language/number.h"

struct unit {
	const char *name; /* "m" and "M" differ; long names are small */
	char dimension;	  /* what may be compared; 0: only the factor */
	double factor;
};

/* The unit at the scan's place, behind blanks or a hyphen: the scan goes behind
 * it. NULL: there is none, and the scan stays. */
const struct unit *unit_read(struct scan *in);

/*
 * What the number before IN is a number of: the dimension of its unit, or the
 * word behind it, as a hash; 0: nothing, or a word that only joins sentences.
 */
uint64_t unit_behind(const struct scan *in);

#endif
