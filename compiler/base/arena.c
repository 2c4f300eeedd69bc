/* Chunks of growing size, filled from the front. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

enum { CHUNK_MIN = 4096, CHUNK_MAX = 256 * 1024 };

struct arena_chunk {
	struct arena_chunk *next;
	size_t used, size;
	max_align_t data[];
};

static struct arena_chunk *chunk_add(struct arena *a, size_t n)
{
	size_t size = a->chunk_size ? a->chunk_size : CHUNK_MIN;
	struct arena_chunk *c;

	if (size < n)
		size = n;
	a->chunk_size = size * 2 > CHUNK_MAX ? CHUNK_MAX : size * 2;
	c = xmalloc(sizeof *c + size);
	c->used = 0;
	c->size = size;
	c->next = a->head;
	a->head = c;
	return c;
}

void *arena_room(struct arena *a, size_t n, size_t align)
{
	struct arena_chunk *c = a->head;
	size_t at = c ? (c->used + align - 1) & ~(align - 1) : 0;

	if (n > SIZE_MAX / 4)
		die(EXIT_MACHINE, "out of memory");
	if (!c || at > c->size || c->size - at < n) {
		c = chunk_add(a, n);
		at = 0;
	}
	c->used = at + n;
	return (char *)c->data + at;
}

void *arena_aligned(struct arena *a, size_t n, size_t align)
{
	return memset(arena_room(a, n, align), 0, n);
}

void *arena_alloc(struct arena *a, size_t n)
{
	return arena_aligned(a, n, _Alignof(max_align_t));
}

char *arena_copy(struct arena *a, const char *p, size_t n)
{
	char *s = arena_room(a, n + 1, 1);

	if (n)
		memcpy(s, p, n);
	s[n] = 0;
	return s;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_copy(a, s, strlen(s));
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	struct arena_chunk *c = a->head ? a->head : chunk_add(a, 0);
	size_t room = c->size - c->used;
	char *s = (char *)c->data + c->used;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(s, room, fmt, ap);
	if (n < 0)
		bug("format '%s'", fmt);
	if ((size_t)n < room)
		c->used += (size_t)n + 1;
	else {
		s = arena_room(a, (size_t)n + 1, 1);
		vsnprintf(s, (size_t)n + 1, fmt, again);
	}
	va_end(again);
	return s;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

void arena_join(struct arena *a, struct arena *from)
{
	struct arena_chunk **end = &from->head;

	while (*end)
		end = &(*end)->next;
	if (a->head) { /* whose room is used first */
		*end = a->head->next;
		a->head->next = from->head;
	} else {
		a->head = from->head;
	}
	*from = (struct arena){0};
}

void arena_release(struct arena *a)
{
	while (a->head) {
		struct arena_chunk *c = a->head;

		a->head = c->next;
		free(c);
	}
	a->chunk_size = 0;
}
