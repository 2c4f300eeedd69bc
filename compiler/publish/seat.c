/* The folder that one file after the other is in. */
#include <errno.h>
#include <string.h>

#include "base/beneath.h"
#include "publish/parts.h"

int seat_take(struct seat *s, const char *rel, const char **name)
{
	const char *slash = strrchr(rel, '/');
	size_t n = slash ? (size_t)(slash - rel) + 1 : 0;

	*name = rel + n;
	if (s->fd >= 0 && strncmp(s->rel, rel, n) == 0 &&
	    !strchr(s->rel + n, '/')) {
		s->rel = rel;
		return s->fd;
	}
	beneath_close(s->fd);
	s->rel = rel;
	s->fd = beneath_parent(s->root, rel, s->make, name);
	return s->fd;
}

void seat_leave(struct seat *s)
{
	beneath_close(s->fd);
	s->fd = -1;
}
