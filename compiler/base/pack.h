/* Values as bytes and back again. One function says what a thing is made of, and
 * serves both ways, so that what is written and what is read cannot differ. */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/*
 * Writes to OUT or, where that is NULL, reads the bytes [P, END). What is read
 * may be anybody's work: nothing is believed, and after the first wrong byte
 * BAD is true and all that is read is zero. Strings that are read are bytes of
 * [P, END), which must live as long as they.
 */
struct pack {
	struct buf *out;
	const char *p, *end;
	struct arena *arena; /* owns arrays that are read */
	bool bad;
};

/* A whole number. Returns N, or the number that was read. */
uint64_t pack_number(struct pack *k, uint64_t n);

/* The same, of one below LIMIT. */
uint64_t pack_below(struct pack *k, uint64_t n, uint64_t limit);

/* A string, or NULL. */
void pack_string(struct pack *k, const char **s);

/* N bytes and a NUL, which readers may have. *S is never NULL when read. */
void pack_text(struct pack *k, const char **s, size_t *n);

/* N bytes at P as they are in memory: for arrays of numbers and letters. */
void pack_bytes(struct pack *k, void *p, size_t n);

/* The length N of an array whose elements take LEAST bytes or more each. */
size_t pack_length(struct pack *k, size_t n, size_t least);

/* The array *P of *N elements of SIZE bytes; those that are read are zero. Each
 * will take LEAST bytes or more. */
void pack_array(struct pack *k, void *p, size_t *n, size_t size, size_t least);

/*
 * Ends what was written to OUT with a hash of it. pack_open() begins to read such
 * bytes, the N at P, which A keeps; false: they are not whole.
 */
void pack_seal(struct buf *out);
bool pack_open(struct pack *k, const char *p, size_t n, struct arena *a);

/* A member that is a number of any type; one that is below LIMIT. */
#define PACK(k, x) ((x) = (__typeof__(x))pack_number((k), (uint64_t)(x)))
#define PACK_BELOW(k, x, limit)                                                \
	((x) = (__typeof__(x))pack_below((k), (uint64_t)(x), (limit)))
/* The array P of N elements. */
#define PACK_ARRAY(k, p, n) pack_array((k), &(p), &(n), sizeof *(p), 1)

#endif
