/* The pipeline of one bank, as a list of verbs. */
#include "load/load.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/crew.h"
#include "base/err.h"
#include "base/file.h"
#include "base/progress.h"
#include "base/timing.h"
#include "blueprint/coverage.h"
#include "survey/survey.h"
#include "blueprint/locks.h"
#include "blueprint/refs.h"
#include "blueprint/reviews.h"
#include "blueprint/tags.h"
#include "lint/budget.h"
#include "load/cache.h"
#include "load/find.h"
#include "load/near.h"
#include "model/fill.h"
#include "read/read.h"
#include "schema/narrow.h"

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
	if (source_open(r.src, LIMIT_CASE, &b->diags) &&
	    read_check_bytes(&r, false))
		root = read_case(&r);
	if (root &&
	    schema_check_item(s->question, bank_bounds(b), root, r.src,
			      &b->diags,
			      r.body_broken ? SCHEMA_FRONT_ONLY : SCHEMA_ALL) &&
	    b->diags.errors == errors)
		k = fill_stimulus(&b->arena, root, r.src);
	if (k)
		bank_add_stimulus(b, k);
	else {
		map_put(&b->lost_cases,
			arena_copy(&b->arena, id, strlen(id) - 3), r.src);
		if (root && node_value(root, "id"))
			map_put(&b->lost_cases, node_value(root, "id"), r.src);
	}
}

/* What a thread that judges has for itself. */
struct hand {
	struct matcher *matcher;
	struct arena *keep; /* of the records that it fills */
	struct arena text;  /* the item at which it is */
};

/* Everything that happens to one item, the PLACEth of the bank; writes to
 * nothing but the record and H. */
static void judge_item(struct session *s, struct bank *b,
		       const struct linter *l, struct hand *h, size_t place,
		       struct record *rec)
{
	struct reader r = {.arena = &h->text,
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
	    schema_check_item(s->question, bank_bounds(b), root, rec->src,
			      &rec->diags,
			      r.body_broken ? SCHEMA_FRONT_ONLY : SCHEMA_ALL) &&
	    !r.body_broken && !rec->diags.errors)
		it = fill_item(&h->text, root, rec->src, b->exam);
	timing_mark("schema");
	if (it) {
		struct stimulus *k = it->case_id.s
					     ? bank_stimulus(b, it->case_id.s)
					     : NULL;

		it->stimulus = k;
		lint_read_stem(it);
		lint_place_options(it, bank_language(b));
		rec->lint = lint_item(l, h->matcher, it, place,
				      k ? k->scenario : NULL, &rec->diags,
				      h->keep);
		locks_check_item(b, it, &rec->diags);
		timing_mark("lint");
	}
	rec->item = it;
	record_fill(rec, root, it, b->services);
	rec->src->item = rec->id.s;
	if (s->cache)
		cache_put(s->cache, place, r.pictures, s->render);
	if (!s->render)
		rec->item = NULL;
	if (it && rec->item == it) /* its texts are not stored */
		arena_join(h->keep, &h->text);
	else
		arena_release(&h->text);
	timing_mark("record");
}

struct job {
	struct session *s;
	struct bank *b;
	struct linter linter;
	atomic_size_t next;
	atomic_size_t bytes;
	atomic_size_t hands; /* threads that began */
};

/* Was the question at PLACE judged by another run, as it is now? */
static bool is_known(const struct session *s, size_t place)
{
	return s->cache && cache_take(s->cache, place, s->render);
}

static void work_on(struct job *j, struct hand *h, size_t place)
{
	struct record *r = j->b->records.p[place];
	bool known;

	r->diags.arena = h->keep;
	known = !r->src->text && is_known(j->s, place);
	if (!known && !r->src->text &&
	    !source_open(r->src, LIMIT_QUESTION, &r->diags)) {
		record_fill(r, NULL, NULL, NULL);
		return;
	}
	timing_mark("file");
	if (atomic_fetch_add(&j->bytes, r->src->size) > j->s->max_bytes)
		die(EXIT_USAGE, "the bank is larger than --max-bytes %zu",
		    j->s->max_bytes);
	if (!known && !is_known(j->s, place))
		judge_item(j->s, j->b, &j->linter, h, place, r);
	if (!r->src->held)
		source_drop(r->src);
}

static void *worker(void *arg)
{
	struct job *j = arg;
	struct hand h = {matcher_new(),
			 &j->b->keeps[atomic_fetch_add(&j->hands, 1)],
			 {0}};
	size_t i;

	timing_begin();
	while ((i = atomic_fetch_add(&j->next, 1)) < j->b->records.n) {
		work_on(j, &h, i);
		progress_step();
	}
	matcher_free(h.matcher);
	return NULL;
}

static void open_linter(struct job *j)
{
	struct bank *b = j->b;

	linter_init(&j->linter, j->s->ruleset, b->services,
		    b->exam ? &b->exam->vendor : NULL, j->s->today);
	j->linter.language = bank_language(b);
	budget_open(&j->linter);
}

/* Judges each item, then, at HOME (NULL: not at all), the bank as a whole. */
static void judge_all(struct session *s, struct bank *b, struct source *home)
{
	struct job j = {.s = s, .b = b};
	unsigned n = crew_size(s->jobs, b->records.n);
	pthread_t threads[256];

	b->keeps = arena_array(&b->arena, struct arena, n);
	b->nkeeps = n;
	open_linter(&j);
	progress_begin("checking", b->records.n);
	for (unsigned i = 1; i < n; i++)
		if (pthread_create(&threads[i], NULL, worker, &j) != 0)
			n = i; /* fewer hands do the same work */
	worker(&j);
	for (unsigned i = 1; i < n; i++)
		pthread_join(threads[i], NULL);
	timing_begin();
	progress_begin("comparing", 0);
	if (budget_settle(&j.linter, b) && s->cache)
		cache_spoil(s->cache);
	if (home)
		survey_bank(&j.linter, b, home, NULL);
	timing_mark("twins");
	linter_release(&j.linter);
	progress_end();
}

/* The whole */

static struct record *new_record(struct bank *b, struct source *src)
{
	struct record *r = arena_new(&b->arena, struct record);

	r->diags.capped = true;
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

/* Formulas that are shown as they are written are noticed once a bank, unless
 * some files alone are asked for; those that lose signs each time. */
static void keep_first_formula(struct bank *b, const struct target *t)
{
	static const char rule[] = "markdown/maths";
	bool seen = diags_keep_first(&b->diags, rule, true, false);

	for (size_t i = 0; i < b->records.n && !t->only.n; i++)
		seen = diags_keep_first(&b->records.p[i]->diags, rule, true,
					seen);
}

static void check_whole(struct bank *b, const struct target *t)
{
	size_t counted = b->rest ? b->rest->counted : 0;

	keep_first_formula(b, t);

	refs_check_bank(b);
	tags_check(b);
	locks_check_bank(b);
	reviews_check(b);
	for (size_t i = 0; i < b->records.n; i++)
		counted += record_counts(b, b->records.p[i]);
	/* A path that went wrong must not look like a bank without faults. */
	if (!b->records.n && !t->has_exam)
		die(EXIT_USAGE, "no questions and no exam.yaml in '%s'",
		    t->dir);
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

/* All of it; TEXT and SIZE are those of load_bank(). What is found out is kept in
 * NEAR, which may be NULL. */
static void load_whole(struct session *s, const struct target *t,
		       struct bank *b, char *text, size_t size,
		       struct near *near)
{
	struct found f = {0};
	const struct diag *last;

	load_config(s, t, b);
	timing_mark("config");
	last = b->diags.last;
	find_files(b, t, &f);
	if (near)
		near_found(near, b, last, &f);
	if (f.questions.n > s->max_files)
		die(EXIT_USAGE, "more than --max-files %zu questions in '%s'",
		    s->max_files, t->dir);
	for (size_t i = 0; i < f.cases.n; i++)
		load_case(s, b, t, f.cases.p[i]);
	for (size_t i = 0; i < f.questions.n; i++)
		new_record(b, source_new(b, t, f.questions.p[i]));
	found_release(&f);
	if (text)
		override(b, t, *t->only.p, text, size);
	timing_mark("find");
	if (s->cache) {
		cache_begin(s->cache, s, b, t->tree);
		b->store = cache_store(s->cache);
		b->memory = cache_memory(s->cache, &b->circumstances);
	}
	judge_all(s, b, folder_source(b, t));
	if (s->cache)
		cache_save(s->cache);
	check_whole(b, t);
	if (near)
		near_write(near, b);
	timing_mark("bank");
}

/* The cases, unless R certainly names none: its text has not the word. */
static void load_its_case(struct session *s, struct bank *b,
			  const struct target *t, const struct record *r,
			  struct near *near)
{
	const struct source *src = r->src;
	const char *const *cases;
	size_t n;

	if (!memmem(src->text, src->size, "case", 4) &&
	    !memchr(src->text, '\\', src->size))
		return;
	cases = near_cases(near, &n);
	for (size_t i = 0; i < n; i++)
		load_case(s, b, t, cases[i]);
}

/* The only question of B, then the bank around it. False: that would not tell
 * all. */
static bool judge_one(struct session *s, struct bank *b, const struct target *t,
		      struct near *near)
{
	struct job j = {.s = s, .b = b};
	struct hand h = {matcher_new(), b->keeps, {0}};
	bool good;

	open_linter(&j);
	work_on(&j, &h, 0);
	matcher_free(h.matcher);
	good = !budget_settle(&j.linter, b) && near_gather(near, b);
	if (good)
		survey_bank(&j.linter, b, folder_source(b, t), NULL);
	linter_release(&j.linter);
	if (good)
		check_whole(b, t);
	/* Suggestions are looked for in the names of the whole bank. */
	return good && !b->compared;
}

/* The file that T asks for, with what NEAR knows of the others. False, and B is
 * empty again: that is not enough. */
static bool load_one(struct session *s, const struct target *t, struct bank *b,
		     struct near *near)
{
	struct cache *c = s->cache;
	struct record *r;
	bool good;

	load_config(s, t, b);
	r = new_record(b, source_new(b, t, *t->only.p));
	b->keeps = arena_array(&b->arena, struct arena, 1);
	b->nkeeps = 1;
	r->diags.arena = b->keeps;
	good = b->exam && !b->config_broken &&
	       source_open(r->src, LIMIT_QUESTION, &r->diags);
	timing_mark("config");
	if (good) {
		load_its_case(s, b, t, r, near);
		s->cache = NULL; /* it was read, and is new */
		good = judge_one(s, b, t, near);
		s->cache = c;
	}
	timing_mark("bank");
	if (!good)
		bank_release(b);
	return good;
}

void load_bank(struct session *s, const struct target *t, struct bank *b,
	       char *text, size_t size)
{
	bool one = s->near && !text && !s->render && t->has_exam &&
		   t->only.n == 1 && path_ends(*t->only.p, ".md");
	struct near *near = one ? near_open(s, t) : NULL;

	timing_mark("walk");
	if (!near || !near_knows(near) || !load_one(s, t, b, near))
		load_whole(s, t, b, text, size, near);
	near_close(near);
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
