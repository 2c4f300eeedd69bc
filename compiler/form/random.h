/* Random numbers that are the same on every machine. */
#ifndef FORM_RANDOM_H
#define FORM_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* splitmix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number
 * Generators", OOPSLA 2014): the state is a counter. */
struct chance {
	uint64_t state;
};

static inline uint64_t chance_draw(struct chance *c)
{
	uint64_t z = c->state += 0x9E3779B97F4A7C15U;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
	return z ^ (z >> 31);
}

/* A number below N > 0, none preferred (numbers that would be are drawn anew). */
static inline size_t chance_below(struct chance *c, size_t n)
{
	uint64_t limit = UINT64_MAX - UINT64_MAX % n, z;

	do
		z = chance_draw(c);
	while (z >= limit);
	return (size_t)(z % n);
}

/* Puts P[0..N) into a random order (Fisher and Yates). */
static inline void chance_shuffle(struct chance *c, size_t *p, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = chance_below(c, i), t = p[i - 1];

		p[i - 1] = p[j];
		p[j] = t;
	}
}

#endif
