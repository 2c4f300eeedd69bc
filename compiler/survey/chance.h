/* Statistics: how sure a figure is, and how likely it is by chance. */
#ifndef SURVEY_CHANCE_H
#define SURVEY_CHANCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/estimate.h"

/* P(Z >= Z0) of the standard normal distribution. */
double normal_tail(double z0);

/* N independent draws, each worth VALUE > 0 with probability P, else 0. */
struct lot {
	double p, value;
	size_t n;
};

/*
 * P(S >= X) of the sum S of all draws of LOTS[0..N), by saddlepoint (R.
 * Lugannani, S. Rice, "Saddle Point Approximation for the Distribution of the
 * Sum of Independent Random Variables", Advances in Applied Probability 1980).
 * 1 for X up to the mean. Far out in the tail, where the normal approximation
 * says a tenth of the truth, it is right within a few percent; for sums of
 * whole numbers take X - 1/2.
 */
double sum_tail(const struct lot *lots, size_t n, double x);

/*
 * P(X >= X0) of the chi-square distribution with DF >= 1 degrees of freedom,
 * by the recurrence of the incomplete gamma function (Abramowitz and Stegun,
 * 6.5.22 and 26.4.4 f.).
 */
double chi_square_tail(double x0, unsigned df);

#endif
