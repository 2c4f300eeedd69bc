/* A proportion that was counted, and how sure it is. */
#ifndef BASE_ESTIMATE_H
#define BASE_ESTIMATE_H

#include <stdbool.h>

/* A proportion and its 95 % interval. */
struct estimate {
	double p, low, high;
	bool known; /* the total is not 0 */
};

/*
 * HITS of TOTAL, with the score interval of E. B. Wilson, "Probable
 * Inference, the Law of Succession, and Statistical Inference", JASA 1927.
 * HITS may be fractional (ties).
 */
struct estimate wilson(double hits, double total);

#endif
