/* Sets of hashes: sorts and compares them. */
#include <stdlib.h>

#include "lint/kept.h"

static int ascending(const void *pa, const void *pb)
{
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

	return (a > b) - (a < b);
}

void hashes_sort(struct hashes *h)
{
	size_t n = 0;

	if (h->n)
		qsort(h->p, h->n, sizeof *h->p, ascending);
	for (size_t i = 0; i < h->n; i++)
		if (!n || h->p[n - 1] != h->p[i])
			h->p[n++] = h->p[i];
	h->n = n;
}

size_t hashes_common(const struct hashes *a, const struct hashes *b)
{
	size_t n = 0;

	for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
		n += a->p[i] == b->p[j];
		if (a->p[i] <= b->p[j])
			i++, j += a->p[i - 1] == b->p[j];
		else
			j++;
	}
	return n;
}

double hashes_jaccard(const struct hashes *a, const struct hashes *b)
{
	size_t both = hashes_common(a, b), any = a->n + b->n - both;

	return any ? (double)both / (double)any : 0;
}
