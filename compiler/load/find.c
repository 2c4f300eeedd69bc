/* Opens a bank's files, finds its questions and cases, says which files are not
 * read. */
#include "load/find.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "read/read.h"

/* Opening files */

struct source *source_new(struct bank *b, const struct target *t,
			  const char *rel)
{
	struct source *s = arena_new(&b->arena, struct source);
	size_t strip = t->strip ? strlen(t->strip) : 0;

	s->root = t->dir;
	s->rel = rel;
	if (strip && strncmp(rel, t->strip, strip) == 0)
		s->path = arena_strdup(&b->arena, rel + strip);
	else
		s->path = arena_printf(&b->arena, "%s%s", t->display, rel);
	vec_push(&b->sources, s);
	return s;
}

/* Reads the file of S; what is wrong with it is reported to DS. */
bool source_open(struct source *s, size_t limit, struct diags *ds)
{
	switch (file_read(s->root, s->rel, limit, &s->text, &s->size)) {
	case FILE_OK:
		return true;
	case FILE_MISSING:
		diag_add(ds, "file/missing", s, span_of(0, 0),
			 "the file does not exist");
		break;
	case FILE_REFUSED:
		diag_add(ds, "file/refused", s, span_of(0, 0),
			 "not a regular file; links, pipes and devices are "
			 "not followed");
		break;
	case FILE_TOO_LARGE:
		diag_add(ds, "file/too-large", s, span_of(0, 0),
			 "the file is larger than %zu KiB", limit / 1024);
		break;
	}
	return false;
}

bool target_has(struct arena *a, const struct target *t, const char *rel)
{
	enum file_kind kind;

	return file_kind_of(path_join(a, t->dir, rel), &kind);
}

void source_check_name(struct bank *b, const struct target *t, const char *rel,
		       const char *suffix)
{
	static const struct {
		const char *is, *like;
	} near[] = {{".md", ".md"},
		    {".md", ".markdown"},
		    {".yaml", ".yaml"},
		    {".yaml", ".yml"}};
	const char *dot = strrchr(path_base(rel), '.');

	for (size_t i = 0; dot && i < sizeof near / sizeof *near; i++)
		if (strcmp(near[i].is, suffix) == 0 &&
		    strcasecmp(near[i].like, dot) == 0 &&
		    strcmp(suffix, dot) != 0)
			diag_add(&b->diags, "file/ignored",
				 source_new(b, t, rel), span_of(0, 0),
				 "this file is not read; its name must end in "
				 "'%s'",
				 suffix);
}

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

/* Discovery */

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
	const char *path = path_join(&f->b->arena, rel, e->name);
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
		if (!*rel && strcmp(e->name, "rules") == 0)
			break;
		if (!target_has(&f->b->arena, f->t,
				path_join(&f->b->arena, path, "exam.yaml")))
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

static void find_in(struct finder *f, const char *rel, bool in_cases)
{
	struct file_listing l;

	if (++f->depth > 64) {
		diag_add(&f->b->diags, "file/refused",
			 source_new(f->b, f->t, rel), span_of(0, 0),
			 "folders nested more than 64 deep are not read");
		f->depth--;
		return;
	}
	l = file_list(&f->b->arena, path_join(&f->b->arena, f->t->dir, rel));
	for (size_t i = 0; i < l.n; i++)
		find_entry(f, rel, &l.p[i], in_cases);
	f->depth--;
}

void find_files(struct bank *b, const struct target *t, struct found *found)
{
	struct finder f = {.b = b, .t = t, .found = found};

	find_in(&f, "", false);
}
