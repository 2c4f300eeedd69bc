/* Wilson's interval, the normal and the chi-square tail. */
#include "check/chance.h"

#include <math.h>

struct estimate wilson(double hits, double total)
{
	const double z = 1.959964;
	double n = total, p, centre, half, scale;

	if (total <= 0)
		return (struct estimate){0, 0, 0, false};
	p = hits / n;
	scale = 1 / (1 + z * z / n);
	centre = (p + z * z / (2 * n)) * scale;
	half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) * scale;
	return (struct estimate){p, fmax(centre - half, 0),
				 fmin(centre + half, 1), true};
}

double normal_tail(double z0)
{
	return erfc(z0 / sqrt(2.0)) / 2;
}

double chi_square_tail(double x0, unsigned df)
{
	double x = x0 / 2, a = df % 2 ? 0.5 : 1;
	double tail = df % 2 ? erfc(sqrt(x)) : exp(-x);

	if (x0 <= 0)
		return 1;
	for (; a + 0.5 < df / 2.0; a++)
		tail += exp(a * log(x) - x - lgamma(a + 1));
	return fmin(tail, 1);
}
