/* A pool of memory that is released at once: one an item, one a bank. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_chunk;
struct arena {
	struct arena_chunk *head; /* newest chunk; NULL: nothing held yet */
	size_t chunk_size;	  /* size of the next chunk, 0: the default */
};

/* Returns N zeroed bytes at a multiple of ALIGN, a power of two that is no larger
 * than that of any type. Never NULL. */
void *arena_aligned(struct arena *a, size_t n, size_t align)
	__attribute__((returns_nonnull));

/* The same, aligned for any type. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((returns_nonnull));

/* Returns a NUL-terminated copy of the N bytes at P, owned by the arena. */
char *arena_copy(struct arena *a, const char *p, size_t n)
	__attribute__((returns_nonnull));

/* Returns a NUL-terminated copy of the string S, owned by the arena. */
char *arena_strdup(struct arena *a, const char *s)
	__attribute__((returns_nonnull));

/* printf into the arena. */
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3), returns_nonnull));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((returns_nonnull));

/* A owns all that FROM has, which is empty then. */
void arena_join(struct arena *a, struct arena *from);

/* Frees everything; the arena is then empty and may be used again. */
void arena_release(struct arena *a);

/* N bytes at a multiple of ALIGN with whatever is in them, for what is filled at
 * once. */
void *arena_room(struct arena *a, size_t n, size_t align)
	__attribute__((returns_nonnull));

#define arena_new(a, type) arena_array(a, type, 1)
#define arena_array(a, type, n)                                                \
	((type *)arena_aligned((a), sizeof(type) * (n), _Alignof(type)))

#endif
