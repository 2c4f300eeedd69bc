/* Files that are too large to be kept in memory: written piece by piece into the
 * staging folder, and taken back if the same is published already. */
#include <errno.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "publish/parts.h"

enum { PIECE = 64 * 1024 };

struct out_stream {
	struct out *out;
	const char *rel;
	int fd;
	struct hasher *hasher;
	struct buf waiting;
	size_t size;
};

struct out_stream *out_stream(struct out *o, const char *rel)
{
	struct out_stream *s = xcalloc(1, sizeof *s);

	s->out = o;
	s->rel = rel;
	s->fd = stage_open(o, rel);
	s->hasher = hash_begin();
	return s;
}

static void flush(struct out_stream *s)
{
	const char *p = s->waiting.p;

	for (size_t n = s->waiting.n; n;) {
		ssize_t k = TEMP_FAILURE_RETRY(write(s->fd, p, n));

		if (k < 0)
			die_at(s->out->begun, "write", s->rel);
		p += k;
		n -= (size_t)k;
	}
	buf_reset(&s->waiting);
}

void out_stream_add(struct out_stream *s, const char *p, size_t n)
{
	hash_add(s->hasher, p, n);
	buf_add(&s->waiting, p, n);
	s->size += n;
	if (s->waiting.n >= PIECE)
		flush(s);
}

void out_stream_note(struct out_stream *s, const char *key, size_t n)
{
	out_note(s->out, key, s->rel, s->size, n);
}

void out_stream_end(struct out_stream *s)
{
	struct unit *u = s->out->begun;
	char hash[HASH_HEX];
	struct entry *e;
	bool kept;

	flush(s);
	hash_end(s->hasher, hash);
	e = entry_begin(s->out, s->rel, hash, s->size, &kept);
	if (!e)
		bug("%s/%s is written twice", u->name, s->rel);
	if (lseek(s->fd, 0, SEEK_SET) < 0)
		die_at(u, "read", s->rel);
	kept = kept && is_published(u, e, NULL, s->fd);
	if (close(s->fd) < 0 && errno != EINTR && !kept)
		die_at(u, "write", s->rel);
	if (kept && stage_remove(u, s->rel) < 0)
		die_at(u, "remove", s->rel);
	entry_end(s->out, e, kept);
	buf_release(&s->waiting);
	free(s);
}
