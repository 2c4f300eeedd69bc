/* Times, sizes and numbers of files. */
#include "base/stamp.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/beneath.h"

enum { SECOND = 1000000000 };

/* A file system may count in steps of two seconds (FAT does). */
static const uint64_t young = 2ull * SECOND;

static uint64_t nanoseconds(struct timespec t)
{
	return (uint64_t)t.tv_sec * SECOND + (uint64_t)t.tv_nsec;
}

static struct stamp stamp_from(int r, const struct stat *st)
{
	if (r < 0)
		return (struct stamp){0};
	return (struct stamp){.size = (uint64_t)st->st_size,
			      .inode = st->st_ino,
			      .device = st->st_dev,
			      .mode = st->st_mode,
			      .modified = nanoseconds(st->st_mtim),
			      .changed = nanoseconds(st->st_ctim)};
}

struct stamp stamp_of(int dir, const char *rel)
{
	struct stat st;
	int r = (int)TEMP_FAILURE_RETRY(
		fstatat(dir, rel, &st, AT_SYMLINK_NOFOLLOW));

	return stamp_from(r, &st);
}

struct stamp stamp_beneath(int dir, const char *rel)
{
	struct stat st;
	int r = beneath_stat(dir, rel, &st);

	return stamp_from(r, &st);
}

uint64_t stamp_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return nanoseconds(t);
}

bool stamp_holds(const struct stamp *was, const struct stamp *is, uint64_t seen)
{
	return memcmp(was, is, sizeof *was) == 0 &&
	       was->modified + young < seen && was->changed + young < seen;
}

void pack_stamp(struct pack *k, struct stamp *s)
{
	pack_bytes(k, s, sizeof *s);
}
