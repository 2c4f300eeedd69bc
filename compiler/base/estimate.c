/* Wilson's interval of a proportion. */
#include "base/estimate.h"

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
