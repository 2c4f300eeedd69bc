/* The tails of normal, chi-square and sums of draws. */
#include "survey/chance.h"

#include <math.h>

double normal_tail(double z0)
{
	return erfc(z0 / sqrt(2.0)) / 2;
}

double chi_square_tail(double x0, unsigned df)
{
	double x = x0 / 2;
	double tail = df % 2 ? erfc(sqrt(x)) : exp(-x);

	if (x0 <= 0)
		return 1;
	for (unsigned i = df % 2 ? 1 : 2; i + 1 < df; i += 2)
		tail += exp(i / 2.0 * log(x) - x - lgamma(i / 2.0 + 1));
	return fmin(tail, 1);
}

/* The cumulant generating function of a sum at T, and its derivatives. */
struct cumulants {
	double k, first, second;
};

static struct cumulants cumulants_at(const struct lot *lots, size_t n, double t)
{
	struct cumulants c = {0, 0, 0};

	for (size_t i = 0; i < n; i++) {
		double many = (double)lots[i].n, v = lots[i].value;
		double grown = lots[i].p * exp(t * v);
		double r = grown / (1 - lots[i].p + grown);

		c.k += many * log1p(lots[i].p * expm1(t * v));
		c.first += many * v * r;
		c.second += many * v * v * r * (1 - r);
	}
	return c;
}

/* Where the first derivative is X: a mean < X < the largest sum. */
static double saddle_point(const struct lot *lots, size_t n, double x)
{
	double low = 0, high = 1;

	while (high < 512 && cumulants_at(lots, n, high).first < x)
		high *= 2;
	for (int i = 0; i < 60; i++) {
		double mid = (low + high) / 2;

		if (cumulants_at(lots, n, mid).first < x)
			low = mid;
		else
			high = mid;
	}
	return low;
}

double sum_tail(const struct lot *lots, size_t n, double x)
{
	const double root = 2.5066282746310002; /* of 2 pi */
	double largest = 0, t, w, u;
	struct cumulants c;

	for (size_t i = 0; i < n; i++)
		largest += (double)lots[i].n * lots[i].value;
	if (x <= cumulants_at(lots, n, 0).first)
		return 1;
	if (x >= largest)
		return 0;
	t = saddle_point(lots, n, x);
	c = cumulants_at(lots, n, t);
	w = sqrt(2 * fmax(t * x - c.k, 0));
	u = t * sqrt(c.second);
	if (w < 1e-3 || u < 1e-6)
		return 0.5;
	return fmin(
		fmax(normal_tail(w) + exp(-w * w / 2) / root * (1 / u - 1 / w),
		     0),
		1);
}
