/* A hash map from strings to pointers. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

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

/* XXH3 64-bit hash of N bytes: stable across machines and runs. */
uint64_t hash_bytes(const void *p, size_t n, uint64_t seed);
/* XXH3 128-bit hash of N bytes as 32 hex digits and a NUL, into OUT. */
void hash_hex(const void *p, size_t n, char out[33]);

#endif
