/* Writes the files of a new bank beneath a folder: all of them, or none. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "author/fresh.h"
#include "author/starter.h"
#include "base/beneath.h"
#include "base/err.h"
#include "base/file.h"

/* What was not there before, folders before what is in them. */
struct writer {
	int dir;
	const char *shown; /* how the user calls DIR */
	struct arena arena;
	VEC(const char *) fresh;
};

static bool is_fresh(const struct writer *w, const char *path)
{
	for (size_t i = 0; i < w->fresh.n; i++)
		if (strcmp(w->fresh.p[i], path) == 0)
			return true;
	return false;
}

/* Removes what was made; the last one first. */
static void take_back(struct writer *w)
{
	int error = errno;

	for (size_t i = w->fresh.n; i--;) {
		const char *name;
		int at = beneath_parent(w->dir, w->fresh.p[i], false, &name);

		if (at < 0)
			continue;
		if (unlinkat(at, name, 0) < 0)
			unlinkat(at, name, AT_REMOVEDIR);
		beneath_close(at);
	}
	errno = error;
}

_Noreturn static void refuse(struct writer *w, const char *path)
{
	bool there = errno == EEXIST || errno == ELOOP || errno == ENOTDIR;

	if (!there)
		take_back(w);
	path = path_join(&w->arena, w->shown, path);
	if (there)
		die(EXIT_USAGE, "'%s' is there already; nothing was written",
		    path);
	die(EXIT_MACHINE, "cannot write '%s':", path);
}

/* Notes PATH and the folders on the way that are not there; that PATH is ends the
 * run. */
static void look(struct writer *w, const char *path)
{
	struct stat st;

	for (const char *end = path; *end; end += *end == '/') {
		const char *part;

		end = strchrnul(end, '/');
		part = arena_copy(&w->arena, path, (size_t)(end - path));
		if (is_fresh(w, part))
			continue;
		if (beneath_stat(w->dir, part, &st) == 0) {
			if (*end && S_ISDIR(st.st_mode))
				continue;
			errno = EEXIST;
			refuse(w, part);
		}
		if (errno != ENOENT)
			refuse(w, part);
		vec_push(&w->fresh, part);
	}
}

/* Is F a file of the repository that was there before? */
static bool is_kept(const struct writer *w, const struct starter_file *f)
{
	struct stat st;

	return f->shared && beneath_stat(w->dir, f->path, &st) == 0;
}

void starter_write(const char *dir, starter_files *l)
{
	struct writer w = {.shown = dir, .dir = file_open_folder(dir)};
	const char *bank = path_dir(&w.arena, l->p[0].path);
	struct stat st;

	if (w.dir < 0)
		die(EXIT_MACHINE, "cannot write into '%s':", dir);
	if (beneath_stat(w.dir, bank, &st) == 0) {
		errno = EEXIST;
		refuse(&w, bank);
	}
	for (size_t i = 0; i < l->n; i++) {
		l->p[i].kept = is_kept(&w, &l->p[i]);
		if (!l->p[i].kept)
			look(&w, l->p[i].path);
	}
	for (size_t i = 0; i < l->n; i++)
		if (!l->p[i].kept &&
		    fresh_file(w.dir, l->p[i].path, &l->p[i].text) < 0)
			refuse(&w, l->p[i].path);
	beneath_close(w.dir);
	vec_release(&w.fresh);
	arena_release(&w.arena);
}
