/* Times, sizes and numbers of files. */
#include "base/stamp.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/hash.h"

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

enum { DEPTH_MAX = 64 };

struct walk {
	struct tree_sum *t;
	bool hidden;
	unsigned depth;
	uint64_t above; /* hash of the names of the folders on the way */
};

static int add_entry(int dir, const char *name, void *arg)
{
	struct walk *w = arg, below = *w;
	struct stamp s;
	struct hashed {
		uint64_t above, name;
		struct stamp s;
	} x;
	int fd, r;

	if (*name == '.' && !w->hidden)
		return 0;
	s = stamp_of(dir, name);
	if (!s.mode)
		return -1;
	x = (struct hashed){w->above, hash_bytes(name, strlen(name), 1), s};
	w->t->sum[0] += hash_bytes(&x, sizeof x, 2);
	w->t->sum[1] += hash_bytes(&x, sizeof x, 3);
	if (s.modified > w->t->newest)
		w->t->newest = s.modified;
	if (s.changed > w->t->newest)
		w->t->newest = s.changed;
	if (!S_ISDIR(s.mode))
		return 0;
	if (++below.depth > DEPTH_MAX)
		return -1;
	below.above = hash_bytes(&x, sizeof x.above + sizeof x.name, 4);
	fd = (int)TEMP_FAILURE_RETRY(openat(
		dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
	if (fd < 0)
		return -1;
	r = beneath_each(fd, add_entry, &below);
	beneath_close(fd);
	return r;
}

bool tree_add(struct tree_sum *t, const char *dir, bool hidden)
{
	struct walk w = {.t = t, .hidden = hidden};
	int fd = (int)TEMP_FAILURE_RETRY(
		open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	bool all = fd >= 0 && beneath_each(fd, add_entry, &w) == 0;

	beneath_close(fd);
	return all;
}

void pack_stamp(struct pack *k, struct stamp *s)
{
	pack_bytes(k, s, sizeof *s);
}
