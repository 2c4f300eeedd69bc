/* Numbers in as few bytes as they need (LEB128), texts behind their lengths. */
#include "base/pack.h"

#include <string.h>

#include "base/hash.h"

static uint64_t spoil(struct pack *k)
{
	k->bad = true;
	k->p = k->end;
	return 0;
}

static uint64_t read_number(struct pack *k)
{
	uint64_t n = 0;

	for (unsigned shift = 0; shift < 64 && k->p < k->end; shift += 7) {
		unsigned char c = (unsigned char)*k->p++;

		n |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return n;
	}
	return spoil(k);
}

uint64_t pack_number(struct pack *k, uint64_t n)
{
	uint64_t left = n;
	char *to;

	if (!k->out)
		return read_number(k);
	to = buf_room(k->out, 10);
	for (; left >= 0x80; left >>= 7) {
		*to++ = (char)(left | 0x80);
		k->out->n++;
	}
	*to++ = (char)left;
	*to = 0;
	k->out->n++;
	return n;
}

uint64_t pack_below(struct pack *k, uint64_t n, uint64_t limit)
{
	n = pack_number(k, n);
	return n < limit ? n : spoil(k);
}

void pack_bytes(struct pack *k, void *p, size_t n)
{
	if (k->out) {
		buf_add(k->out, p, n);
	} else if ((size_t)(k->end - k->p) < n) {
		spoil(k);
		memset(p, 0, n);
	} else if (n) {
		memcpy(p, k->p, n);
		k->p += n;
	}
}

/* The N bytes and the NUL that come next; "" and a length of 0 if they do not. */
static const char *read_text(struct pack *k, size_t *n)
{
	const char *s = k->p;

	if ((size_t)(k->end - k->p) <= *n || s[*n] != 0) {
		*n = 0;
		spoil(k);
		return "";
	}
	k->p += *n + 1;
	return s;
}

void pack_text(struct pack *k, const char **s, size_t *n)
{
	*n = pack_number(k, *n);
	if (!k->out) {
		*s = read_text(k, n);
		return;
	}
	buf_add(k->out, *s, *n);
	buf_char(k->out, 0);
}

void pack_string(struct pack *k, const char **s)
{
	size_t n = k->out && *s ? strlen(*s) + 1 : 0;

	n = pack_number(k, n);
	if (!n) {
		*s = NULL;
	} else if (k->out) {
		buf_add(k->out, *s, n);
	} else {
		n--;
		*s = read_text(k, &n);
	}
}

size_t pack_length(struct pack *k, size_t n, size_t least)
{
	n = pack_number(k, n);
	if (!k->out && least && n > (size_t)(k->end - k->p) / least)
		return spoil(k);
	return n;
}

void pack_array(struct pack *k, void *p, size_t *n, size_t size, size_t least)
{
	void *elements;

	*n = pack_length(k, *n, least);
	if (k->out)
		return;
	elements = arena_alloc(k->arena, size * (*n + 1));
	memcpy(p, &elements, sizeof elements);
}

void pack_seal(struct buf *out)
{
	char hash[HASH_HEX];

	hash_hex(out->p, out->n, hash);
	buf_add(out, hash, HASH_HEX);
}

bool pack_open(struct pack *k, const char *p, size_t n, struct arena *a)
{
	char hash[HASH_HEX];

	if (n < HASH_HEX)
		return false;
	n -= HASH_HEX;
	hash_hex(p, n, hash);
	if (memcmp(p + n, hash, HASH_HEX) != 0)
		return false;
	*k = (struct pack){.arena = a};
	k->p = arena_copy(a, p, n);
	k->end = k->p + n;
	return true;
}
