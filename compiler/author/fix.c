/* Safe repairs are applied one by one; one after which the question is not the
 * same question is taken back. */
#include "author/fix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "model/fill.h"
#include "read/read.h"
#include "schema/narrow.h"

/* One repair: all fix-its of a finding that share a title. */
struct repair {
	const struct diag *diag;
	const char *title;
	bool safe;
	uint32_t start, end; /* what it touches */
};

typedef VEC(struct repair) repair_list;

/* A question as it is judged again after each repair. */
struct version {
	struct arena arena;
	struct source src;
	struct diags diags;
	struct item *item; /* NULL: it does not compile */
};

static void compile(struct fixer *f, const struct source *like, char *text,
		    size_t size, struct version *v)
{
	struct reader r = {.arena = &v->arena,
			   .src = &v->src,
			   .diags = &v->diags,
			   .root = like->root};
	struct node *root = NULL;

	*v = (struct version){.src = *like};
	v->src.lines = NULL;
	v->src.text = text;
	v->src.size = size;
	v->diags.arena = &v->arena;
	if (read_check_bytes(&r, false))
		root = read_question(&r);
	if (root && !r.front_broken &&
	    schema_check_item(f->session->question, f->bounds, root, &v->src,
			      &v->diags,
			      r.body_broken ? SCHEMA_FRONT_ONLY : SCHEMA_ALL) &&
	    !r.body_broken && !v->diags.errors)
		v->item = fill_item(&v->arena, root, &v->src, f->exam);
}

static void version_release(struct version *v)
{
	source_drop(&v->src);
	arena_release(&v->arena);
}

static const struct option *option_by_id(const struct item *it, const char *id)
{
	for (size_t i = 0; i < it->noptions; i++)
		if (strcmp(it->options[i].id, id) == 0)
			return &it->options[i];
	return NULL;
}

static bool same_text(const struct rich *a, const struct rich *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	bool same;

	if (!a || !b)
		return a == b;
	rich_normal(a, &x);
	rich_normal(b, &y);
	same = strcmp(buf_cstr(&x), buf_cstr(&y)) == 0;
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* Is NOW what WAS says behind a letter or number of its own: "A. text"? */
static bool lost_letter(const struct rich *was, const struct rich *now)
{
	size_t n = was->len > now->len ? was->len - now->len : 0;

	return n >= 3 && n <= 4 && strchr(".):", was->text[n - 2]) &&
	       strcmp(was->text + n, now->text) == 0;
}

/* The option of B that A's option I has become; NULL: it is lost. */
static const struct option *option_now(const struct item *a, size_t i,
				       const struct item *b)
{
	const struct option *now = option_by_id(b, a->options[i].id);

	if (!now && lost_letter(a->options[i].text, b->options[i].text))
		now = &b->options[i];
	return now;
}

/* Every key is still a key, in the same words, with its own rationale. */
static bool same_question(const struct item *a, const struct item *b)
{
	if (a->type != b->type || a->noptions != b->noptions ||
	    a->nkeys != b->nkeys || a->nsteps != b->nsteps ||
	    a->npairs != b->npairs || strcmp(a->id.s, b->id.s) != 0)
		return false;
	for (size_t i = 0; i < a->noptions; i++) {
		const struct option *o = &a->options[i];
		const struct option *now = option_now(a, i, b);

		if (!now && !o->key)
			continue; /* a distractor's wording may be mended */
		if (!now || now->key != o->key ||
		    !same_text(o->rationale, now->rationale))
			return false;
	}
	for (size_t i = 0; i < a->nsteps; i++)
		if (strcmp(a->steps[i].id, b->steps[i].id) != 0)
			return false;
	return true;
}

/* May WAS become NOW? A broken question may only get less broken. */
static bool acceptable(const struct version *was, const struct version *now)
{
	if (was->item)
		return now->item && same_question(was->item, now->item);
	return now->diags.errors < was->diags.errors;
}

static int by_start_back(const void *pa, const void *pb)
{
	const struct repair *a = pa, *b = pb;

	return (a->start < b->start) - (a->start > b->start);
}

static void collect(const struct record *r, repair_list *out)
{
	for (const struct diag *d = r->diags.first; d; d = d->next)
		for (const struct fix *f = d->fixes; f; f = f->next) {
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
	for (; *text; text++) {
		if (*text == '\n' && crlf)
			buf_char(out, '\r');
		buf_char(out, *text);
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

/* Tries one repair on *TEXT; keeps it there if the question stays the same. */
static void try_repair(struct fixer *f, struct source *src,
		       const struct repair *rep, char **text, size_t *size)
{
	struct version was, now;
	size_t m;
	char *changed = apply(rep, *text, *size, &m);
	char *old = xmalloc(*size + 1), *copy = xmalloc(m + 1);

	memcpy(old, *text, *size + 1);
	memcpy(copy, changed, m + 1);
	compile(f, src, old, *size, &was);
	compile(f, src, copy, m, &now);
	if (!rep->safe) {
		f->unsafe++;
		buf_printf(&f->said, "not applied, look at it first: %s [%s]\n",
			   rep->title, rep->diag->rule);
		put_diff(&f->said, src, *text, *size, changed, m);
		free(changed);
	} else if (!acceptable(&was, &now)) {
		f->refused++;
		buf_printf(&f->said,
			   "refused, it would change the question: %s [%s]\n",
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
static void fix_record(struct fixer *f, struct record *r)
{
	repair_list repairs = {0};
	uint32_t limit = UINT32_MAX;
	size_t size, applied = f->applied;
	char *text;

	collect(r, &repairs);
	if (repairs.n)
		source_reload(r->src);
	if (!repairs.n || !r->src->text || !r->src->rel) {
		vec_release(&repairs);
		return;
	}
	size = r->src->size;
	text = xmalloc(size + 1);
	memcpy(text, r->src->text, size + 1);
	for (size_t i = 0; i < repairs.n; i++) {
		const struct repair *rep = &repairs.p[i];
		size_t before = f->applied;

		if (rep->end > limit)
			continue;
		try_repair(f, r->src, rep, &text, &size);
		if (f->applied > before)
			limit = rep->start;
	}
	if (f->applied > applied && !f->dry_run)
		file_replace(r->src->root, r->src->rel, text, size);
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
		if (target_wants(t->only, b.records.p[i]->src->rel))
			fix_record(f, b.records.p[i]);
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
