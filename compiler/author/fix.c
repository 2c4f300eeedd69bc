/* Safe repairs are applied one by one; one after which the file does not say the
 * same is taken back. */
#include "author/fix.h"
#include "author/version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"

/* One repair: all fix-its of a finding that share a title. */
struct repair {
	const struct diag *diag;
	const char *title;
	bool safe;
	uint32_t start, end; /* what it touches */
};

typedef VEC(struct repair) repair_list;

static int by_start_back(const void *pa, const void *pb)
{
	const struct repair *a = pa, *b = pb;

	return (a->start < b->start) - (a->start > b->start);
}

/* The repairs of the findings DS in the file SRC. */
static void collect(const struct diags *ds, const struct source *src,
		    repair_list *out)
{
	for (const struct diag *d = ds->first; d; d = d->next)
		for (const struct fix *f = d->src == src ? d->fixes : NULL; f;
		     f = f->next) {
			struct repair *last = out->n ? &out->p[out->n - 1]
						     : NULL;

			if (last && last->diag == d &&
			    strcmp(last->title, f->title) == 0) {
				if (f->span.start < last->start)
					last->start = f->span.start;
				if (f->span.end > last->end)
					last->end = f->span.end;
				last->safe &= f->safe;
				continue;
			}
			vec_push(out,
				 ((struct repair){d, f->title, f->safe,
						  f->span.start, f->span.end}));
		}
	if (out->n)
		qsort(out->p, out->n, sizeof *out->p, by_start_back);
}

/* A fix-it's text with the line ends of the file. */
static void add_lines(struct buf *out, const char *text, bool crlf)
{
	for (const char *p = text; *p; p++) {
		if (*p == '\n' && crlf && (p == text || p[-1] != '\r'))
			buf_char(out, '\r');
		buf_char(out, *p);
	}
}

/* TEXT with the repair applied; malloc'ed. Its fix-its stand in order. */
static char *apply(const struct repair *rep, const char *text, size_t size,
		   size_t *new_size)
{
	struct buf b = BUF_INIT;
	size_t at = 0;
	bool crlf = strstr(text, "\r\n") != NULL;

	for (const struct fix *f = rep->diag->fixes; f; f = f->next) {
		if (strcmp(f->title, rep->title) != 0 || f->span.start < at ||
		    f->span.end > size)
			continue;
		buf_add(&b, text + at, f->span.start - at);
		add_lines(&b, f->text, crlf);
		at = f->span.end;
	}
	buf_add(&b, text + at, size - at);
	*new_size = b.n;
	return b.p;
}

/* The lines of [from, to) of TEXT, each behind MARK. */
static void put_lines(struct buf *out, char mark, const char *text, size_t from,
		      size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (i == from || text[i - 1] == '\n')
			buf_char(out, mark);
		buf_char(out, text[i]);
	}
	if (to > from && text[to - 1] != '\n')
		buf_char(out, '\n');
}

/* The lines that differ, old with "-", new with "+". */
static void put_diff(struct buf *out, const struct source *src, const char *was,
		     size_t n, const char *now, size_t m)
{
	size_t start = 0, end = 0, line = 1;

	while (start < n && start < m && was[start] == now[start])
		line += was[start++] == '\n';
	while (start > 0 && was[start - 1] != '\n')
		start--;
	while (end < n - start && end < m - start &&
	       was[n - 1 - end] == now[m - 1 - end])
		end++;
	/* What both have behind must begin a line in both. */
	while (end > 0 && (end == n || was[n - end - 1] != '\n' || end == m ||
			   now[m - end - 1] != '\n'))
		end--;
	buf_printf(out, "--- %s:%zu\n", src->path, line);
	put_lines(out, '-', was, start, n - end);
	put_lines(out, '+', now, start, m - end);
}

/* Tries one repair on *TEXT; keeps it there if the file still says the same. */
static void try_repair(struct fixer *f, struct source *src,
		       const struct repair *rep, char **text, size_t *size)
{
	struct version was, now;
	size_t m;
	char *changed = apply(rep, *text, *size, &m);
	char *old = xmalloc(*size + 1), *copy = xmalloc(m + 1);

	memcpy(old, *text, *size + 1);
	memcpy(copy, changed, m + 1);
	version_make(f, src, old, *size, &was);
	version_make(f, src, copy, m, &now);
	if (!rep->safe) {
		f->unsafe++;
		buf_printf(&f->said, "not applied, look at it first: %s [%s]\n",
			   rep->title, rep->diag->rule);
		put_diff(&f->said, src, *text, *size, changed, m);
		free(changed);
	} else if (!version_follows(&was, &now)) {
		f->refused++;
		buf_printf(&f->said,
			   "refused, it would change the %s: %s [%s]\n",
			   version_is_question(src) ? "question" : "file",
			   rep->title, rep->diag->rule);
		put_diff(&f->said, src, *text, *size, changed, m);
		free(changed);
	} else {
		f->applied++;
		if (f->dry_run)
			put_diff(&f->said, src, *text, *size, changed, m);
		free(*text);
		*text = changed;
		*size = m;
	}
	version_release(&was);
	version_release(&now);
}

/*
 * From the end of the file to its start, so that earlier places stay right.
 * A repair that overlaps one that was applied waits for the next run.
 */
static void fix_file(struct fixer *f, struct source *src,
		     const struct diags *ds)
{
	repair_list repairs = {0};
	uint32_t limit = UINT32_MAX;
	size_t size, applied = f->applied;
	char *text;

	collect(ds, src, &repairs);
	if (repairs.n)
		source_reload(src);
	if (!repairs.n || !src->text || !src->rel) {
		vec_release(&repairs);
		return;
	}
	size = src->size;
	text = xmalloc(size + 1);
	memcpy(text, src->text, size + 1);
	for (size_t i = 0; i < repairs.n; i++) {
		const struct repair *rep = &repairs.p[i];
		size_t before = f->applied;

		if (rep->end > limit)
			continue;
		try_repair(f, src, rep, &text, &size);
		if (f->applied > before)
			limit = rep->start;
	}
	if (f->applied > applied && !f->dry_run)
		file_replace(src->root, src->rel, text, size);
	free(text);
	vec_release(&repairs);
}

static void fix_target(struct fixer *f, const struct target *t)
{
	struct bank b = {0};

	load_bank(f->session, t, &b, NULL, 0);
	f->exam = b.exam;
	f->bounds = bank_bounds(&b);
	for (size_t i = 0; i < b.records.n; i++)
		if (target_wants(&t->only, b.records.p[i]->src->rel))
			fix_file(f, b.records.p[i]->src,
				 &b.records.p[i]->diags);
	for (size_t i = 0; i < b.sources.n; i++)
		if (b.sources.p[i]->rel &&
		    !version_is_question(b.sources.p[i]) &&
		    target_wants(&t->only, b.sources.p[i]->rel))
			fix_file(f, b.sources.p[i], &b.diags);
	bank_release(&b);
}

/* A repair can make room for another: rounds until nothing is applied. */
void fix_bank(struct fixer *f, const struct target *t)
{
	for (int round = 0; round < 8; round++) {
		size_t applied = f->applied, refused = f->refused;
		size_t unsafe = f->unsafe, said = f->said.n;

		fix_target(f, t);
		if (f->applied == applied || f->dry_run)
			return;
		f->refused =
			refused; /* what is left is said once, at the end */
		f->unsafe = unsafe;
		f->said.n = said;
	}
}
