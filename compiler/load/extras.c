/* Files that an owner adds to the site. They are served from its origin, where a
 * program could read what learners keep there: those that browsers run need the
 * word of whoever builds, which no change of the bank can give. */
#include "load/extras.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/vec.h"

#define FOLDER "site-extra"

enum { MOST = 4 * 1024 * 1024, FILES = 64 };

/* What browsers show or keep, and never run. */
static const char *const passive[] = {".txt", ".png", ".jpg",  ".jpeg", ".gif",
				      ".ico", ".pdf", ".webp", NULL};

static bool is_passive(const char *name)
{
	for (const char *const *end = passive; *end; end++)
		if (path_ends(name, *end))
			return true;
	return strcmp(name, "CNAME") == 0;
}

/* Could the site have a file or a folder of this name itself? Ids of exams have
 * small letters, digits and '-'; scripts and styles have a hash in front of
 * their ending. */
static bool is_taken(const char *name)
{
	static const char *const own[] = {"index.html", "404.html", "sw.js",
					  "sitemap.xml", NULL};
	const char *hash = strrchr(name, '-');

	for (const char *const *p = own; *p; p++)
		if (strcmp(name, *p) == 0)
			return true;
	if (hash && strspn(hash + 1, "0123456789abcdef") == 16)
		return true;
	return !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")];
}

static bool is_plain(const char *name)
{
	return *name != '.' && *name != '-' && strlen(name) <= 80 &&
	       !name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				  "abcdefghijklmnopqrstuvwxyz0123456789._-")];
}

/* Why E cannot be published; NULL: it can. */
static const char *refusal(const struct file_entry *e, bool trusted)
{
	if (e->kind == FILE_FOLDER)
		return "a folder; files of " FOLDER "/ go right into the "
		       "site's root";
	if (e->kind != FILE_REGULAR)
		return "not a regular file; links, pipes and devices are not "
		       "followed";
	if (!is_plain(e->name))
		return "a name here has letters, digits, '.', '_' and '-'";
	if (is_taken(e->name))
		return "the site has a file or a folder of this name itself";
	if (!trusted && !is_passive(e->name))
		return "browsers may run a file of this kind, with all that "
		       "learners keep in the site within its reach; whoever "
		       "builds allows it with --trust-extra";
	return NULL;
}

static struct file_listing list(struct arena *a, const char *dir)
{
	struct file_listing l = {0};
	enum file_kind kind;
	const char *folder = path_join(a, dir, FOLDER);

	if (file_kind_of(folder, &kind) && kind == FILE_FOLDER)
		l = file_list(a, folder);
	return l;
}

static bool is_hidden(const struct file_entry *e)
{
	return *e->name == '.';
}

static bool is_large(const char *dir, const char *path)
{
	char *data;
	size_t n;
	enum file_error error = file_read(dir, path, MOST, &data, &n);

	if (error == FILE_OK)
		free(data);
	return error != FILE_OK;
}

void extras_check(struct bank *b, const struct target *t, bool trusted)
{
	struct arena a = {0};
	struct file_listing l = list(&a, t->dir);

	for (size_t i = 0; i < l.n; i++) {
		const char *path = path_join(&a, FOLDER, l.p[i].name);
		const char *why = refusal(&l.p[i], trusted);

		if (is_hidden(&l.p[i]))
			continue;
		if (!why && i >= FILES)
			why = "more than 64 files";
		if (!why && is_large(t->dir, path))
			why = "larger than 4 MiB, or not to be read";
		if (why)
			diag_add(&b->diags, "site/extra",
				 source_new(b, t, path), span_of(0, 0), "%s",
				 why);
	}
	arena_release(&a);
}

const char *const *extras_list(const char *dir, bool trusted, struct arena *a)
{
	struct file_listing l = list(a, dir);
	const char **names = arena_array(a, const char *, l.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < l.n; i++)
		if (!is_hidden(&l.p[i]) && !refusal(&l.p[i], trusted))
			names[n++] = l.p[i].name;
	return names;
}
