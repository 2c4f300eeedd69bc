/* Where the cache of a bank lies, and whether that is ours alone. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "load/cache.h"

/* "examc" in the folder that programs of this user may keep such things in; NULL:
 * there is none. */
static const char *default_base(struct arena *a)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (cache && *cache == '/')
		return path_join(a, cache, "examc");
	if (home && *home == '/')
		return path_join(a, path_join(a, home, ".cache"), "examc");
	return NULL;
}

/* Makes PATH and what is missing above it, for nobody else. */
static void make_folders(struct arena *a, const char *path)
{
	if (mkdir(path, 0700) == 0 || errno != ENOENT)
		return;
	make_folders(a, path_dir(a, path));
	(void)mkdir(path, 0700);
}

/* May nobody but us write into the folder PATH (and, with SECRET, read it)? */
static bool is_ours(const char *path, bool secret)
{
	int fd = (int)TEMP_FAILURE_RETRY(
		open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
	struct stat st;
	bool ours = fd >= 0 && TEMP_FAILURE_RETRY(fstat(fd, &st)) == 0 &&
		    st.st_uid == geteuid() &&
		    !(st.st_mode & (secret ? 077 : 022));

	beneath_close(fd);
	return ours;
}

const char *cache_folder(struct arena *a, const char *base, const char *dir)
{
	char real[PATH_MAX], hash[HASH_HEX];
	const char *path;
	enum file_kind kind;

	if (!base)
		base = default_base(a);
	if (!base || !realpath(dir, real))
		return NULL;
	hash_hex(real, strlen(real), hash);
	path = path_join(a, base, arena_printf(a, "%.16s", hash));
	make_folders(a, path);
	if (!file_kind_of(path, &kind))
		return NULL;
	if (is_ours(base, false) && is_ours(path, true))
		return path;
	log_printf(stderr,
		   "the cache in %s is not used: others than you may write to "
		   "it, or it is no folder\n",
		   path);
	return NULL;
}
