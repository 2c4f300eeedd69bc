/* A growing array of any type, on the heap. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>
#include <stdlib.h>

#include "base/err.h"

/* VEC(struct foo) v = {0}; p[0..n) are the elements. */
#define VEC(T)                                                                 \
	struct {                                                               \
		T *p;                                                          \
		size_t n, cap;                                                 \
	}

static inline void *vec_grow_(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	*cap = *cap ? *cap * 2 : 8;
	return xrealloc(p, *cap * size);
}

/* Appends the value X, which may use the number N of those before it. */
#define vec_push(v, x)                                                         \
	((v)->p = vec_grow_((v)->p, (v)->n, &(v)->cap, sizeof *(v)->p),        \
	 (v)->p[(v)->n] = (x), (v)->n++)

/* Frees the array (not what its elements own). */
#define vec_release(v) (free((v)->p), (v)->p = NULL, (v)->n = 0, (v)->cap = 0)

#endif
