/* Hashes of bytes, the same on every machine and in every run. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { HASH_HEX = 33 }; /* bytes of a hash as hex digits, and a NUL */

/* XXH3 64-bit hash of N bytes. */
uint64_t hash_bytes(const void *p, size_t n, uint64_t seed);

/* XXH3 128-bit hash of N bytes as 32 hex digits and a NUL, into OUT. */
void hash_hex(const void *p, size_t n, char out[HASH_HEX]);

/* The same of bytes that come piece by piece. hash_end() frees what
 * hash_begin() made. */
struct hasher;
struct hasher *hash_begin(void);
/* The same with a secret of HASH_SECRET random bytes, which live as long as the
 * hasher: who does not know it can make no texts that have the same hash. */
enum { HASH_SECRET = 192 };
struct hasher *hash_begin_secret(const char *secret);
void hash_add(struct hasher *h, const void *p, size_t n);
void hash_end(struct hasher *h, char out[HASH_HEX]);

#endif
