/* How sure a figure is: intervals and tests against chance. */
#ifndef CHECK_CHANCE_H
#define CHECK_CHANCE_H

#include <stdbool.h>
#include <stddef.h>

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

/* P(Z >= Z0) of the standard normal distribution. */
double normal_tail(double z0);

/*
 * P(X >= X0) of the chi-square distribution with DF >= 1 degrees of freedom,
 * by the recurrence of the incomplete gamma function (Abramowitz and Stegun,
 * 6.5.22 and 26.4.4 f.).
 */
double chi_square_tail(double x0, unsigned df);

#endif
