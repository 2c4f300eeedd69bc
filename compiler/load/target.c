/* Opening the files of a bank, and naming them as the user sees them. */
#include "load/target.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"

/* Compares the path REL up to N bytes with P. */
static int compare(const char *rel, size_t n, const char *p)
{
	int c = strncmp(rel, p, n);

	return c ? c : p[n] ? -1 : 0;
}

static bool names(const struct named *only, const char *rel, size_t n)
{
	size_t from = 0, to = only->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int c = compare(rel, n, only->p[mid]);

		if (c == 0)
			return true;
		if (c < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return false;
}

bool target_wants(const struct named *only, const char *rel)
{
	size_t n = 0;

	if (!only->n)
		return true;
	do {
		n += strcspn(rel + n, "/");
		if (names(only, rel, n))
			return true;
	} while (rel[n++]);
	return false;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void named_add(struct arena *a, struct named *to, const struct named *more)
{
	struct named all = {arena_array(a, const char *, to->n + more->n + 1),
			    to->n + more->n};

	if (!to->n || !more->n) {
		*to = (struct named){0};
		return;
	}
	memcpy(all.p, to->p, to->n * sizeof *all.p);
	memcpy(all.p + to->n, more->p, more->n * sizeof *all.p);
	qsort(all.p, all.n, sizeof *all.p, by_bytes);
	*to = all;
}

bool target_has(struct arena *a, const struct target *t, const char *rel)
{
	enum file_kind kind;

	return file_kind_of(path_join(a, t->dir, rel), &kind);
}

struct source *source_new(struct bank *b, const struct target *t,
			  const char *rel)
{
	struct source *s = arena_new(&b->arena, struct source);
	size_t strip = t->strip ? strlen(t->strip) : 0;

	s->root = t->dir;
	/* One of the two names is the end of the other. */
	if (strip && strncmp(rel, t->strip, strip) == 0) {
		s->rel = arena_strdup(&b->arena, rel);
		s->path = s->rel + strip;
	} else {
		s->path = arena_printf(&b->arena, "%s%s", t->display, rel);
		s->rel = s->path + strlen(t->display);
	}
	vec_push(&b->sources, s);
	return s;
}

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
