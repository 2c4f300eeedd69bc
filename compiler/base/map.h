/* A hash map from strings to pointers. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>

struct map_slot;
struct map {
	struct map_slot *slots; /* a power of two of them, linear probing */
	size_t n, cap;
};

/*
 * Puts VALUE (not NULL) under KEY unless KEY is there already. Returns the
 * value that was there, or NULL if it is new. KEY is not copied: it must
 * live as long as the map.
 */
void *map_put(struct map *m, const char *key, void *value);

/* Returns the value under KEY, or NULL. */
void *map_get(const struct map *m, const char *key);

/* Frees the table; keys and values are the caller's. */
void map_release(struct map *m);

#endif
