/* A file without a name, written at its end and read anywhere. */
#include "base/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/err.h"

void store_open(struct store *s, const char *dir)
{
	atomic_init(&s->end, 0);
	s->fd = (int)TEMP_FAILURE_RETRY(
		open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
	if (s->fd < 0)
		s->fd = memfd_create("examc", MFD_CLOEXEC);
	if (s->fd < 0)
		die(EXIT_MACHINE, "cannot make a temporary file in %s:", dir);
}

bool store_put(struct store *s, const void *p, size_t n, struct stored *x)
{
	const char *from = p;

	*x = (struct stored){atomic_fetch_add(&s->end, n), n};
	for (uint64_t at = x->at; n;) {
		ssize_t done =
			TEMP_FAILURE_RETRY(pwrite(s->fd, from, n, (off_t)at));

		if (done <= 0)
			return false;
		from += done;
		at += (size_t)done;
		n -= (size_t)done;
	}
	return true;
}

const char *store_read(const struct store *s, struct stored x, struct arena *a)
{
	const uint64_t end = atomic_load(&s->end);
	char *out;

	if (x.at > end || x.size > end - x.at)
		return NULL;
	out = arena_room(a, x.size + 1, 1);
	out[x.size] = 0;
	for (size_t n = 0; n < x.size;) {
		ssize_t done = TEMP_FAILURE_RETRY(
			pread(s->fd, out + n, x.size - n, (off_t)(x.at + n)));

		if (done <= 0)
			return NULL;
		n += (size_t)done;
	}
	return out;
}

const char *store_get(const struct store *s, struct stored x, struct arena *a)
{
	const char *p = store_read(s, x, a);

	if (!p)
		die(EXIT_MACHINE, "cannot read a temporary file:");
	return p;
}

void store_close(struct store *s)
{
	close(s->fd);
}
