/* XXH3, whole and piece by piece. */
#include "base/hash.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/err.h"

uint64_t hash_bytes(const void *p, size_t n, uint64_t seed)
{
	return XXH3_64bits_withSeed(p, n, seed);
}

static void write_hex(XXH128_hash_t hash, char *out)
{
	static const char digits[] = "0123456789abcdef";
	XXH128_canonical_t c;

	XXH128_canonicalFromHash(&c, hash);
	for (size_t i = 0; i < sizeof c.digest; i++) {
		*out++ = digits[c.digest[i] >> 4];
		*out++ = digits[c.digest[i] & 15];
	}
	*out = 0;
}

void hash_hex(const void *p, size_t n, char out[HASH_HEX])
{
	write_hex(XXH3_128bits(p, n), out);
}

struct hasher {
	XXH3_state_t state;
};

static struct hasher *hasher_new(void)
{
	struct hasher *h = aligned_alloc(_Alignof(struct hasher), sizeof *h);

	if (!h)
		die(EXIT_MACHINE, "out of memory");
	return h;
}

struct hasher *hash_begin(void)
{
	struct hasher *h = hasher_new();

	XXH3_128bits_reset(&h->state);
	return h;
}

struct hasher *hash_begin_secret(const char *secret)
{
	struct hasher *h = hasher_new();

	XXH3_128bits_reset_withSecret(&h->state, secret, HASH_SECRET);
	return h;
}

void hash_add(struct hasher *h, const void *p, size_t n)
{
	XXH3_128bits_update(&h->state, p, n);
}

void hash_end(struct hasher *h, char out[HASH_HEX])
{
	write_hex(XXH3_128bits_digest(&h->state), out);
	free(h);
}
