/* The pipeline of one bank, as a list of verbs. */
#include "load/load.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/timing.h"
#include "blueprint/coverage.h"
#include "survey/survey.h"
#include "blueprint/locks.h"
#include "blueprint/refs.h"
#include "blueprint/reviews.h"
#include "language/ask.h"
#include "model/fill.h"
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

void source_reload(struct source *s)
{
	if (!s->text && s->rel &&
	    file_read(s->root, s->rel, LIMIT_YAML, &s->text, &s->size) !=
		    FILE_OK)
		s->text = NULL;
}

bool target_has(struct arena *a, const struct target *t, const char *rel)
{
	enum file_kind kind;

	return file_kind_of(path_join(a, t->dir, rel), &kind);
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && strcmp(s + n - k, end) == 0;
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
	return ends_with(name, ".png") || ends_with(name, ".jpg") ||
	       ends_with(name, ".jpeg") || ends_with(name, ".gif") ||
	       ends_with(name, ".webp");
}

/* Discovery */

struct finder {
	struct session *s;
	struct bank *b;
	const struct target *t;
	VEC(const char *) questions;
	VEC(const char *) cases;
	unsigned depth;
};

static void find_files(struct finder *f, const char *rel, bool in_cases);

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
	bool md = ends_with(e->name, ".md");

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
			find_files(f, path,
				   in_cases || strcmp(e->name, "cases") == 0);
		break;
	case FILE_REGULAR:
		source_check_name(f->b, f->t, path, ".md");
		if (!*rel && is_config(e->name))
			source_check_name(f->b, f->t, path, ".yaml");
		if (!md || strcmp(e->name, "README.md") == 0)
			break;
		if (in_cases)
			vec_push(&f->cases, path);
		else
			vec_push(&f->questions, path);
		break;
	}
}

static void find_files(struct finder *f, const char *rel, bool in_cases)
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

/* One question */

static void load_case(struct session *s, struct bank *b, const struct target *t,
		      const char *rel)
{
	struct reader r = {.arena = &b->arena,
			   .diags = &b->diags,
			   .root = t->dir,
			   .render = s->render};
	size_t errors = b->diags.errors;
	struct node *root = NULL;
	struct stimulus *k = NULL;
	const char *id = path_base(rel);

	r.src = source_new(b, t, rel);
	if (source_open(r.src, LIMIT_QUESTION, &b->diags) &&
	    read_check_bytes(&r, false))
		root = read_case(&r);
	if (root &&
	    schema_check(s->question, root, r.src, &b->diags,
			 r.body_broken ? SCHEMA_FRONT_ONLY : SCHEMA_ALL) &&
	    b->diags.errors == errors)
		k = fill_stimulus(&b->arena, root, r.src);
	if (k)
		vec_push(&b->cases, k);
	else {
		vec_push(&b->lost_cases,
			 arena_copy(&b->arena, id, strlen(id) - 3));
		if (root && node_value(root, "id"))
			vec_push(&b->lost_cases, node_value(root, "id"));
	}
}

/* Everything that happens to one item; writes to nothing but the record. */
static void judge_item(struct session *s, struct bank *b,
		       const struct linter *l, struct matcher *m,
		       struct record *rec)
{
	struct reader r = {.arena = &rec->text,
			   .src = rec->src,
			   .diags = &rec->diags,
			   .root = rec->src->root,
			   .render = s->render};
	struct node *root = NULL;
	struct item *it = NULL;

	if (read_check_bytes(&r, false)) {
		timing_mark("bytes");
		root = read_question(&r);
	}
	if (root && !r.front_broken &&
	    schema_check(s->question, root, rec->src, &rec->diags,
			 r.body_broken ? SCHEMA_FRONT_ONLY : SCHEMA_ALL) &&
	    !r.body_broken && !rec->diags.errors)
		it = fill_item(&rec->text, root, rec->src, b->exam);
	timing_mark("schema");
	if (it) {
		const struct stimulus *k =
			it->case_id.s ? bank_stimulus(b, it->case_id.s) : NULL;
		size_t from, to;

		stem_lead(it->stem, &it->lead, &it->lead_end);
		it->says_count = stem_asks_for(it->stem, &from, &to) > 0;
		rec->lint = lint_item(l, m, it, k ? k->scenario : NULL,
				      &rec->diags, &rec->keep);
		locks_check_item(b, it, &rec->diags);
		timing_mark("lint");
	}
	rec->item = it;
	record_fill(rec, root, it);
	rec->src->item = rec->id.s;
	if (!s->render)
		record_release_text(rec);
	timing_mark("record");
}

struct job {
	struct session *s;
	struct bank *b;
	struct linter linter;
	atomic_size_t next;
	atomic_size_t bytes;
};

static void work_on(struct job *j, struct matcher *m, struct record *r)
{
	if (!r->src->text && !source_open(r->src, LIMIT_QUESTION, &r->diags)) {
		record_fill(r, NULL, NULL);
		return;
	}
	timing_mark("file");
	if (atomic_fetch_add(&j->bytes, r->src->size) > j->s->max_bytes)
		die(EXIT_USAGE, "the bank is larger than --max-bytes %zu",
		    j->s->max_bytes);
	judge_item(j->s, j->b, &j->linter, m, r);
	if (!r->src->held)
		source_drop(r->src);
}

static void *worker(void *arg)
{
	struct job *j = arg;
	struct matcher *m = matcher_new();
	size_t i;

	timing_begin();
	while ((i = atomic_fetch_add(&j->next, 1)) < j->b->records.n)
		work_on(j, m, j->b->records.p[i]);
	matcher_free(m);
	return NULL;
}

static unsigned job_count(const struct session *s, size_t items)
{
	long n = s->jobs ? (long)s->jobs : sysconf(_SC_NPROCESSORS_ONLN);

	if (n < 1)
		n = 1;
	if ((size_t)n > items / 8 + 1)
		n = (long)(items / 8 + 1);
	return n > 256 ? 256 : (unsigned)n;
}

/* Judges each item, then, at HOME (NULL: not at all), the bank as a whole. */
static void judge_all(struct session *s, struct bank *b, struct source *home)
{
	struct job j = {.s = s, .b = b};
	unsigned n = job_count(s, b->records.n);
	pthread_t threads[256];

	linter_init(&j.linter, &s->shipped_and_own, b->services, s->today);
	for (unsigned i = 1; i < n; i++)
		if (pthread_create(&threads[i], NULL, worker, &j) != 0)
			n = i; /* fewer hands do the same work */
	worker(&j);
	for (unsigned i = 1; i < n; i++)
		pthread_join(threads[i], NULL);
	timing_begin();
	if (home)
		survey_bank(&j.linter, b, home, NULL);
	timing_mark("twins");
	linter_release(&j.linter);
}

/* The whole */

static struct record *new_record(struct bank *b, struct source *src)
{
	struct record *r = arena_new(&b->arena, struct record);

	r->keep.chunk_size = 512;
	r->diags.arena = &r->keep;
	r->src = src;
	vec_push(&b->records, r);
	return r;
}

/* The folder itself, for findings that are about no file. */
static struct source *folder_source(struct bank *b, const struct target *t)
{
	struct source *s = arena_new(&b->arena, struct source);

	s->path = t->dir;
	return s;
}

static void check_whole(struct bank *b, const struct target *t)
{
	size_t counted = 0;

	refs_check_bank(b);
	locks_check_bank(b);
	reviews_check(b);
	for (size_t i = 0; i < b->records.n; i++)
		counted += record_counts(b, b->records.p[i]);
	if (!b->records.n)
		diag_add(&b->diags, "bank/empty",
			 b->exam ? b->exam->src : folder_source(b, t),
			 span_of(0, 0), "no questions in '%s'", t->dir);
	if (!t->has_exam && b->records.n)
		diag_add(&b->diags, "bank/no-exam", folder_source(b, t),
			 span_of(0, 0),
			 "no exam.yaml above '%s': questions are judged by "
			 "themselves",
			 t->dir);
	if (b->exam && !b->config_broken && counted)
		coverage_check(b);
	for (size_t i = 0; i < b->records.n; i++)
		if (b->records.p[i]->status == STATUS_draft)
			lint_cap(&b->records.p[i]->diags, SEV_INFO);
}

/* The record of the file REL gets TEXT instead of the file's. */
static void override(struct bank *b, const struct target *t, const char *rel,
		     char *text, size_t size)
{
	struct record *r = NULL;

	for (size_t i = 0; i < b->records.n; i++)
		if (strcmp(b->records.p[i]->src->rel, rel) == 0)
			r = b->records.p[i];
	if (!r)
		r = new_record(b, source_new(b, t, rel));
	r->src->text = text;
	r->src->size = size;
	r->src->held = true;
}

void load_bank(struct session *s, const struct target *t, struct bank *b,
	       char *text, size_t size)
{
	struct finder f = {.s = s, .b = b, .t = t};

	load_config(s, t, b);
	timing_mark("config");
	find_files(&f, "", false);
	if (f.questions.n > s->max_files)
		die(EXIT_USAGE, "more than --max-files %zu questions in '%s'",
		    s->max_files, t->dir);
	for (size_t i = 0; i < f.cases.n; i++)
		load_case(s, b, t, f.cases.p[i]);
	for (size_t i = 0; i < f.questions.n; i++)
		new_record(b, source_new(b, t, f.questions.p[i]));
	vec_release(&f.cases);
	vec_release(&f.questions);
	if (text)
		override(b, t, t->only, text, size);
	timing_mark("find");
	judge_all(s, b, folder_source(b, t));
	check_whole(b, t);
	timing_mark("bank");
}

void load_text(struct session *s, struct bank *b, const char *name, char *text,
	       size_t size)
{
	struct source *src = arena_new(&b->arena, struct source);

	load_config(s, NULL, b);
	src->path = name;
	src->text = text;
	src->size = size;
	src->held = true;
	vec_push(&b->sources, src);
	new_record(b, src);
	judge_all(s, b, NULL);
}
