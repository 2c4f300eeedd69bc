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

struct stamp stamp_open(int fd)
{
	struct stat st;
	int r = (int)TEMP_FAILURE_RETRY(fstat(fd, &st));

	return stamp_from(r, &st);
}

uint64_t stamp_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return nanoseconds(t);
}

bool stamp_passed(int fd, uint64_t when)
{
	static const struct timespec pause = {.tv_nsec = SECOND / 1000};

	for (int i = 0; i < 40; i++) {
		/* Not a time that we give: one by the file system's clock. */
		if (TEMP_FAILURE_RETRY(futimens(fd, NULL)) < 0)
			return false;
		if (stamp_open(fd).changed > when)
			return true;
		(void)nanosleep(&pause, NULL);
	}
	return false;
}

bool stamp_is_old(uint64_t changed, uint64_t seen)
{
	return changed + young < seen;
}

bool stamp_holds(const struct stamp *was, const struct stamp *is, uint64_t seen)
{
	return was->mode && memcmp(was, is, sizeof *was) == 0 &&
	       stamp_is_old(was->modified, seen) &&
	       stamp_is_old(was->changed, seen);
}

void pack_stamp(struct pack *k, struct stamp *s)
{
	pack_bytes(k, s, sizeof *s);
}
