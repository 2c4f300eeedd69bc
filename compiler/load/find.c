/* Walks a bank's folder: which files are questions and cases, which are not
 * read. */
#include "load/find.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"

/* Is NAME that of exam.yaml or services.yaml, but for its end? */
static bool is_config(const char *name)
{
	size_t n = strcspn(name, ".");

	return (n == 4 && strncasecmp(name, "exam", n) == 0) ||
	       (n == 8 && strncasecmp(name, "services", n) == 0);
}

static bool is_picture(const char *name)
{
	return path_ends(name, ".png") || path_ends(name, ".jpg") ||
	       path_ends(name, ".jpeg") || path_ends(name, ".gif") ||
	       path_ends(name, ".webp");
}

struct finder {
	struct bank *b;
	const struct target *t;
	struct found *found;
	unsigned depth;
};

static void find_in(struct finder *f, const char *rel, bool in_cases);

static void refuse(struct finder *f, const char *rel)
{
	struct source *s = source_new(f->b, f->t, rel);

	diag_add(&f->b->diags, "file/refused", s, span_of(0, 0),
		 "not a regular file; links, pipes and devices are not "
		 "followed");
}

static void find_entry(struct finder *f, const char *rel,
		       const struct file_entry *e, bool in_cases)
{
	struct arena *a = &f->found->arena;
	const char *path = path_join(a, rel, e->name);
	bool md = path_ends(e->name, ".md");

	if (e->name[0] == '.')
		return;
	switch (e->kind) {
	case FILE_SYMLINK:
		/* Those two were opened before, and refused then; a picture
		 * is refused where a question shows it. */
		if (strcmp(path, "exam.yaml") != 0 &&
		    strcmp(path, "services.yaml") != 0 && !is_picture(path))
			refuse(f, path);
		break;
	case FILE_OTHER:
		if (md)
			refuse(f, path);
		break;
	case FILE_FOLDER:
		/* A folder with an exam.yaml of its own is another bank. */
		if (!target_has(a, f->t, path_join(a, path, "exam.yaml")))
			find_in(f, path,
				in_cases || strcmp(e->name, "cases") == 0);
		break;
	case FILE_REGULAR:
		source_check_name(f->b, f->t, path, ".md");
		if (!*rel && is_config(e->name))
			source_check_name(f->b, f->t, path, ".yaml");
		if (!md || strcmp(e->name, "README.md") == 0)
			break;
		if (in_cases)
			vec_push(&f->found->cases, path);
		else
			vec_push(&f->found->questions, path);
		break;
	}
}

static bool lists(const struct file_listing *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->p[i].name, name) == 0)
			return true;
	return false;
}

/* Programs that are run in such a folder take it for a repository of git, and
 * its configuration may name other programs. */
static void check_repository(struct finder *f, const char *rel,
			     const struct file_listing *l)
{
	const char *name = NULL, *what;

	if (*rel && lists(l, ".git")) {
		name = ".git";
		what = ".git makes";
	} else if (lists(l, "HEAD") && lists(l, "objects") &&
		   lists(l, "refs")) {
		name = "HEAD";
		what = "HEAD, objects and refs make";
	}
	if (name)
		diag_add(&f->b->diags, "file/repository",
			 source_new(f->b, f->t,
				    path_join(&f->found->arena, rel, name)),
			 span_of(0, 0),
			 "%s this folder a repository of its own, whose "
			 "configuration git would obey",
			 what);
}

static void find_in(struct finder *f, const char *rel, bool in_cases)
{
	struct arena here = {0};
	struct file_listing l;

	if (++f->depth > 64) {
		diag_add(&f->b->diags, "file/refused",
			 source_new(f->b, f->t, rel), span_of(0, 0),
			 "folders nested more than 64 deep are not read");
		f->depth--;
		return;
	}
	l = file_list(&here, path_join(&here, f->t->dir, rel));
	check_repository(f, rel, &l);
	if (strcmp(rel, "rules") == 0 || strcmp(rel, "site-extra") == 0)
		l.n = 0; /* read elsewhere; no questions are there */
	for (size_t i = 0; i < l.n; i++)
		find_entry(f, rel, &l.p[i], in_cases);
	arena_release(&here);
	f->depth--;
}

void find_files(struct bank *b, const struct target *t, struct found *found)
{
	struct finder f = {.b = b, .t = t, .found = found};

	find_in(&f, "", false);
}

void found_release(struct found *found)
{
	vec_release(&found->cases);
	vec_release(&found->questions);
	arena_release(&found->arena);
}
