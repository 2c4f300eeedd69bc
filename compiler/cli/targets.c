/* Which banks a path means: the one around it, or those beneath it. */
#include "cli/targets.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"

static bool has_exam(struct arena *a, const char *dir)
{
	enum file_kind kind;

	return file_kind_of(path_join(a, dir, "exam.yaml"), &kind);
}

static bool same_folder(const char *a, const char *b)
{
	struct stat sa, sb;

	return stat(a, &sa) == 0 && stat(b, &sb) == 0 &&
	       sa.st_dev == sb.st_dev && sa.st_ino == sb.st_ino;
}

static char *trim_slashes(struct arena *a, const char *path)
{
	size_t n = strlen(path);

	while (n > 1 && (path[n - 1] == '/' ||
			 (path[n - 1] == '.' && path[n - 2] == '/')))
		n--;
	while (n > 2 && path[0] == '.' && path[1] == '/') {
		path += 2;
		n -= 2;
	}
	return arena_copy(a, path, n);
}

/* What lies between the folder DIR and the current one: "sub/dir/". */
static const char *below(struct arena *a, const char *dir)
{
	char top[PATH_MAX], here[PATH_MAX];
	size_t n;

	if (!realpath(dir, top) || !getcwd(here, sizeof here))
		return "";
	n = strlen(top);
	if (strncmp(here, top, n) != 0 || here[n] != '/')
		return "";
	return arena_printf(a, "%s/", here + n + 1);
}

static void set_display(struct arena *a, struct target *t)
{
	/* No folder is NULL: path_dir() gave it.
	 * NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
	t->display = strcmp(t->dir, ".") == 0 ? ""
					      : arena_printf(a, "%s/", t->dir);
	t->strip = strncmp(t->dir, "..", 2) == 0 ? below(a, t->dir) : "";
}

/* May the search for exam.yaml go from DIR to UP? Not out of a repository, not
 * to another file system or owner, not into the user's home or the root: what
 * lies there by chance is not what DIR is judged by. */
static bool may_climb(struct arena *a, const char *dir, const char *up)
{
	const char *home = getenv("HOME");
	struct stat below, above;
	enum file_kind kind;

	return !file_kind_of(path_join(a, dir, ".git"), &kind) &&
	       stat(dir, &below) == 0 && stat(up, &above) == 0 &&
	       below.st_dev == above.st_dev && below.st_uid == above.st_uid &&
	       !(home && same_folder(up, home)) && !same_folder(up, "/");
}

/* Climbs from DIR to the nearest folder with an exam.yaml; NULL: none. */
static char *enclosing_bank(struct arena *a, char *dir)
{
	for (int i = 0; i < 64; i++) {
		char *up = path_above(a, dir);

		if (has_exam(a, dir))
			return dir;
		if (!may_climb(a, dir, up))
			return NULL;
		dir = up;
	}
	return NULL;
}

/* REL of PATH beneath the bank's folder DIR; both as the user sees them. A
 * file that is a link is not looked through: it is refused later. */
static char *beneath(struct arena *a, const char *dir, const char *path,
		     bool is_folder)
{
	char top[PATH_MAX], full[PATH_MAX];
	const char *at = is_folder ? path : path_dir(a, path), *rel;
	size_t n;

	if (!realpath(dir, top) || !realpath(at, full))
		return arena_strdup(a, "");
	n = strlen(top);
	rel = full[n] == '/' ? full + n + 1 : "";
	return is_folder ? arena_strdup(a, rel)
			 : path_join(a, rel, path_base(path));
}

typedef VEC(struct target) target_list;

static void banks_below(struct arena *a, target_list *out, const char *dir,
			int depth)
{
	struct arena here = {0};
	struct file_listing l = file_list(&here, dir);

	if (has_exam(a, dir)) {
		struct target t = {.dir = dir, .has_exam = true};

		set_display(a, &t);
		vec_push(out, t);
	}
	for (size_t i = 0; i < l.n && depth < 64; i++)
		if (l.p[i].kind == FILE_FOLDER && l.p[i].name[0] != '.')
			banks_below(a, out, path_join(a, dir, l.p[i].name),
				    depth + 1);
	arena_release(&here);
}

static struct target *keep(struct arena *a, target_list *l, size_t *n)
{
	struct target *out = arena_array(a, struct target, l->n);

	for (size_t i = 0; i < l->n; i++)
		out[i] = l->p[i];
	*n = l->n;
	vec_release(l);
	return out;
}

static bool is_source(const char *path)
{
	const char *dot = strrchr(path_base(path), '.');

	return dot && (strcmp(dot, ".md") == 0 || strcmp(dot, ".yaml") == 0 ||
		       strcmp(dot, ".baseline") == 0);
}

static struct named named_one(struct arena *a, const char *rel)
{
	struct named one = {arena_array(a, const char *, 1), 1};

	*one.p = rel;
	return one;
}

struct target *load_targets(struct arena *a, const char *path, size_t *n)
{
	const char *rel;
	target_list found = {0};
	struct target t = {0};
	enum file_kind kind;
	char *clean = trim_slashes(a, path), *dir;

	if (!file_kind_of(clean, &kind))
		die(EXIT_USAGE, "'%s' does not exist", path);
	if (kind == FILE_OTHER)
		die(EXIT_USAGE, "'%s' is neither a file nor a folder", path);
	if (kind == FILE_REGULAR && !is_source(clean))
		die(EXIT_USAGE, "'%s' is no question and no YAML file", path);
	if (kind == FILE_FOLDER) {
		banks_below(a, &found, clean, 0);
		if (found.n)
			return keep(a, &found, n);
	}
	dir = kind == FILE_FOLDER ? clean : path_dir(a, clean);
	t.dir = enclosing_bank(a, dir);
	t.has_exam = t.dir != NULL;
	if (!t.dir)
		t.dir = dir;
	rel = beneath(a, t.dir, clean, kind == FILE_FOLDER);
	if (*rel)
		t.only = named_one(a, rel);
	set_display(a, &t);
	vec_push(&found, t);
	return keep(a, &found, n);
}

/* The place of T's folder among the N targets ALL; N: it is none of them. */
static size_t place_of(const struct target *all, size_t n,
		       const struct target *t)
{
	size_t i = 0;

	while (i < n && !same_folder(all[i].dir, t->dir))
		i++;
	return i;
}

/* One target for each folder, with all that is asked of it: LIST is in the order
 * of the command line. */
static size_t merge(struct arena *a, const target_list *list,
		    struct target *out)
{
	struct named *more = arena_array(a, struct named, list->n);
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct target *t = &list->p[i];
		size_t at = place_of(out, n, t);
		bool all = !t->only.n;

		if (at == n) {
			out[n++] = *t;
			more[at].p = arena_array(a, const char *, list->n);
		} else if (all || !out[at].only.n) {
			out[at].only.n = 0;
		} else {
			more[at].p[more[at].n++] = *t->only.p;
		}
	}
	for (size_t i = 0; i < n; i++)
		if (more[i].n)
			named_add(a, &out[i].only, &more[i]);
	return n;
}

struct target *all_targets(struct arena *a, const struct options *o, size_t *n)
{
	target_list all = {0};
	struct target *out;

	for (size_t i = 0; i < o->nargs || i == 0; i++) {
		const char *path = o->nargs ? o->args[i] : "content";
		enum file_kind kind;
		struct target *t;
		size_t k;

		if (!o->nargs && !file_kind_of(path, &kind))
			die(EXIT_USAGE,
			    "'%s' does not exist: no bank is here; 'examc "
			    "init' "
			    "begins one",
			    path);
		t = load_targets(a, path, &k);

		for (size_t j = 0; j < k; j++)
			vec_push(&all, t[j]);
	}
	out = arena_array(a, struct target, all.n);
	*n = merge(a, &all, out);
	vec_release(&all);
	return out;
}

struct target *targets_at_hand(struct arena *a, size_t *n)
{
	target_list found = {0};
	enum file_kind kind;
	struct target t = {.dir = enclosing_bank(a, arena_strdup(a, ".")),
			   .has_exam = true};

	if (t.dir) {
		set_display(a, &t);
		vec_push(&found, t);
	} else if (file_kind_of("content", &kind) && kind == FILE_FOLDER)
		banks_below(a, &found, "content", 0);
	return keep(a, &found, n);
}
