/* Writes a new file under another name first, so that nobody finds half of it. */
#include "author/fresh.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"

/* The same for the file NAME of AT, which is closed. */
static int fresh_in(int at, const char *name, const struct buf *text)
{
	char other[32];
	struct stat st;
	int done = -1, error;

	snprintf(other, sizeof other, ".examc-%ld", (long)getpid());
	if (beneath_stat(at, name, &st) == 0)
		errno = EEXIST;
	else if (errno == ENOENT)
		done = beneath_put(at, other, 0666, buf_cstr(text), text->n,
				   true);
	if (done == 0) {
		done = beneath_rename(at, other, name);
		error = errno;
		if (done < 0)
			unlinkat(at, other, 0);
		errno = error;
	}
	beneath_close(at);
	return done;
}

int fresh_file(int dir, const char *rel, const struct buf *text)
{
	const char *name;
	int at = beneath_parent(dir, rel, true, &name);

	return at < 0 ? -1 : fresh_in(at, name, text);
}
