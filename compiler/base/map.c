/* Open addressing over XXH3; grows at two thirds full. */
#include "base/map.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/hash.h"

struct map_slot {
	const char *key;
	void *value;
	uint64_t hash;
};

/* Another one in each run, so that nobody can choose keys that collide. Nothing
 * walks over a map, so no output depends on it. */
static uint64_t map_seed;

__attribute__((constructor)) static void draw_seed(void)
{
	if (getrandom(&map_seed, sizeof map_seed, GRND_NONBLOCK) !=
	    (ssize_t)sizeof map_seed)
		map_seed = (uint64_t)time(NULL) ^ (uint64_t)getpid() << 32;
}

static uint64_t hash_key(const char *key)
{
	return hash_bytes(key, strlen(key), map_seed);
}

/* The slot of KEY, or the free one where it would go. */
static struct map_slot *slot_of(const struct map *m, const char *key,
				uint64_t hash)
{
	size_t i = hash & (m->cap - 1);

	while (m->slots[i].key &&
	       (m->slots[i].hash != hash || strcmp(m->slots[i].key, key) != 0))
		i = (i + 1) & (m->cap - 1);
	return &m->slots[i];
}

static void map_grow(struct map *m)
{
	struct map old = *m;

	m->cap = old.cap ? old.cap * 2 : 16;
	m->slots = xcalloc(m->cap, sizeof *m->slots);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].key)
			*slot_of(m, old.slots[i].key,
				 old.slots[i].hash) = old.slots[i];
	free(old.slots);
}

void *map_put(struct map *m, const char *key, void *value)
{
	uint64_t hash = hash_key(key);
	struct map_slot *s;

	if ((m->n + 1) * 3 > m->cap * 2)
		map_grow(m);
	s = slot_of(m, key, hash);
	if (s->key)
		return s->value;
	*s = (struct map_slot){key, value, hash};
	m->n++;
	return NULL;
}

void *map_get(const struct map *m, const char *key)
{
	return m->cap ? slot_of(m, key, hash_key(key))->value : NULL;
}

void map_release(struct map *m)
{
	free(m->slots);
	*m = (struct map){0};
}
