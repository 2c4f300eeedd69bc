/* Units behind numbers: "GB", "hours", "km". */
#ifndef LANGUAGE_UNITS_H
#define LANGUAGE_UNITS_H

#include "language/number.h"

struct unit {
	const char *name; /* "m" and "M" differ; long names are small */
	char dimension;	  /* what may be compared; 0: only the factor */
	double factor;
};

/* The unit at the scan's place, behind blanks or a hyphen: the scan goes behind
 * it. NULL: there is none, and the scan stays. */
const struct unit *unit_read(struct scan *in);

#endif
