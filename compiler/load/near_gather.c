/* Finds the questions that have something in common with the one that is asked
 * for. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "load/near_parts.h"
#include "survey/similar.h"

/* What has more in common with others than this is found the slow way. */
enum {
	LIST_MAX = 120,	   /* questions of one list; less than half SLOT_SURE */
	NEEDED_MAX = 2000, /* of all lists */
	ROWS_MAX = 1000,   /* of released forms */
	MORE = 2, /* members that are looked up beyond those that must be */
};

uint64_t near_key(enum near_kind kind, const void *p, size_t n)
{
	return hash_bytes(p, n, (uint64_t)kind + 1);
}

uint64_t near_tag(const char *tag)
{
	struct buf folded = BUF_INIT;
	uint64_t key;

	if (!utf8_fold(&folded, tag, strlen(tag)))
		buf_str(&folded, tag);
	key = near_key(KEY_TAG, folded.p, folded.n);
	buf_release(&folded);
	return key;
}

uint64_t near_option(const struct lint_record *k, size_t i, bool seen)
{
	const struct question *q = seen ? &k->seen_question : &k->question;
	uint64_t asked[] = {q->loose, option_hash(k, i, seen)};

	return near_key(seen ? KEY_SEEN : KEY_ASKED, asked, sizeof asked);
}

/* --- Finding --- */

/* Questions that are needed. */
struct needed {
	struct near *near;
	struct bank *bank;
	struct record *is, *was; /* the question that is asked for */
	VEC(uint32_t) places;
	bool lost; /* too much, or something that cannot be told */
};

static void need(struct needed *x, uint32_t place)
{
	if (place >= x->near->file.head->records || x->places.n > NEEDED_MAX)
		x->lost = true;
	else if (place != x->near->place)
		vec_push(&x->places, place);
}

static const struct near_posting *with_key(struct needed *x, uint64_t key,
					   size_t *n)
{
	struct near_file *f = &x->near->file;
	uint32_t slot = (uint32_t)(key >> 32) >> (32 - f->head->key_bits);

	return near_file_list(f, NEAR_KEYS, slot, n);
}

/* All that have KEY. */
static void need_key(struct needed *x, uint64_t key)
{
	size_t n;
	const struct near_posting *p = with_key(x, key, &n);

	if (n > LIST_MAX)
		x->lost = true;
	for (size_t i = 0; i < n && !x->lost; i++)
		if (p[i].check == (uint32_t)key)
			need(x, p[i].place);
}

static void need_id(struct needed *x, const char *id)
{
	if (id)
		need_key(x, near_key(KEY_ID, id, strlen(id)));
}

static void need_ids(struct needed *x, const struct field_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		need_id(x, l->p[i].s);
}

static bool has_tag(const struct record *r, const char *tag)
{
	for (size_t i = 0; i < r->more->tags.n; i++)
		if (strcmp(r->more->tags.p[i].s, tag) == 0)
			return true;
	return false;
}

/*
 * The list of a tag has the first question of each way in which it is written.
 * One way, and the question that has it first is another one, and stands before:
 * then that is the one to compare with. If it was this one, whose are written as
 * it was, nothing can have changed if it is written so still.
 */
static void need_tag(struct needed *x, const char *tag)
{
	uint64_t key = near_tag(tag);
	size_t n, same = 0;
	const struct near_posting *p = with_key(x, key, &n);
	uint32_t first = 0;

	for (size_t i = 0; i < n && n <= LIST_MAX; i++)
		if (p[i].check == (uint32_t)key) {
			first = p[i].place;
			same++;
		}
	if (n > LIST_MAX || same > 1)
		x->lost = true;
	else if (same && first == x->near->place)
		x->lost = x->lost || !has_tag(x->was, tag);
	else if (same)
		need(x, first);
}

/* Two tags of one question that are one word to a reader, or a first one that
 * stands behind this question and is written in another way. */
static void check_tags(struct needed *x, struct record *const *p, size_t n)
{
	const struct field_list *l = &x->is->more->tags;
	bool behind = false;

	for (size_t i = 0; i < n; i++) {
		const struct field_list *other = &p[i]->more->tags;

		behind = behind || p[i] == x->is;
		for (size_t k = 0; behind && k < other->n; k++)
			for (size_t j = 0; j < l->n; j++)
				if (strcmp(l->p[j].s, other->p[k].s) != 0 &&
				    near_tag(l->p[j].s) ==
					    near_tag(other->p[k].s))
					x->lost = true;
	}
}

static void need_forms(struct needed *x)
{
	size_t rows = 0;

	for (size_t i = 0; i < x->bank->locks.n; i++) {
		const struct lock *l = x->bank->locks.p[i];

		rows += l->nitems;
		for (size_t k = 0; k < l->nitems && rows <= ROWS_MAX; k++)
			need_id(x, l->items[k].id.s);
	}
	x->lost = x->lost || rows > ROWS_MAX;
}

/* Those that may be told in its place that there is no services.yaml. */
static void need_served(struct needed *x)
{
	const uint32_t *served = x->near->file.head->served;

	for (size_t i = 0; i < NEAR_SERVED; i++)
		if (!x->bank->services->src && served[i] != NEAR_NONE)
			need(x, served[i]);
}

static void need_named(struct needed *x)
{
	const struct record *r = x->is;

	need_id(x, r->id.s);
	need_ids(x, &r->more->formerly);
	need_ids(x, &r->more->variant_of);
	need_ids(x, &r->more->enemies);
	if (r->more->case_field.s)
		need_key(x, near_key(KEY_CASE, r->more->case_field.s,
				     strlen(r->more->case_field.s)));
	for (size_t i = 0; i < r->more->tags.n; i++)
		need_tag(x, r->more->tags.p[i].s);
	need_forms(x);
	need_served(x);
}

/* A member of the question's set, and the questions that have one in its slot. */
struct member {
	const struct near_posting *p;
	size_t n;
	uint32_t hash;
};

static int by_size(const void *pa, const void *pb)
{
	const struct member *a = pa, *b = pb;

	return a->n == b->n ? 0 : a->n < b->n ? -1 : 1;
}

static int ascending(const void *pa, const void *pb)
{
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

	return (a > b) - (a < b);
}

/* Those that are in LIST so many times. */
static void need_frequent(struct needed *x, uint32_t *list, size_t n,
			  size_t times)
{
	if (n)
		qsort(list, n, sizeof *list, ascending);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && list[end] == list[i];)
			end++;
		if (end - i < times || list[i] == x->near->place)
			continue;
		need(x, list[i]);
		/* Whether it stands at this draft depends on still others. */
		if (x->is->status == STATUS_draft && list[i] > x->near->place)
			x->lost = true;
	}
}

/* Questions whose stems are similar by T: of any so many words in a row, they
 * have one; of more, more. */
static void need_similar(struct needed *x, double t)
{
	const struct hashes *set = &x->is->lint->shingles;
	const struct near_head *h = x->near->file.head;
	size_t least = set->n ? similar_prefix(set->n, t) : 0, n = 0;
	size_t was = survey_wants(x->was) ? x->was->lint->shingles.n : 0, most;
	struct member *all = xcalloc(set->n + 1, sizeof *all);
	VEC(uint32_t) list = {0};

	for (size_t i = 0; i < set->n; i++) {
		all[i].hash = set->p[i];
		all[i].p = near_file_list(
			&x->near->file, NEAR_SHINGLES,
			similar_slot(h->shingle_bits, set->p[i]), &all[i].n);
	}
	if (set->n)
		qsort(all, set->n, sizeof *all, by_size);
	most = least + MORE < set->n ? least + MORE : set->n;
	for (; n < most && all[n].n <= LIST_MAX; n++)
		for (size_t k = 0; k < all[n].n; k++)
			if (all[n].p[k].check == all[n].hash)
				vec_push(&list, all[n].p[k].place);
	/* The slots of the whole run have more bits only with more words. */
	if (n < least || least > set->n ||
	    similar_bits(h->shingles - was + set->n) != h->shingle_bits)
		x->lost = true;
	else if (set->n)
		need_frequent(x, list.p, list.n, n - least + 1);
	vec_release(&list);
	free(all);
}

/* What rules about the bank compare. */
static void need_compared(struct needed *x)
{
	const struct ruleset *rs = x->near->session->ruleset;
	const struct lint_record *k = x->is->lint;
	double t = 2;

	for (size_t i = 0; i < rs->rules.n; i++) {
		const struct rule *r = rs->rules.p[i];

		if (!r->check->bank || r->sev == SEV_OFF)
			continue;
		if (strcmp(r->check->name, "near-duplicate") == 0 &&
		    rule_number(r, "related") < t)
			t = rule_number(r, "related");
	}
	if (!survey_wants(x->is))
		return;
	if (t <= 1)
		need_similar(x, t);
	for (size_t i = 0; k->nkeys && i < k->noptions && i < 32; i++) {
		need_key(x, near_option(k, i, false));
		need_key(x, near_option(k, i, true));
	}
}

/* --- Taking --- */

/* The record at PLACE as it was, of the source SRC; NULL: it is damaged. */
static struct record *take(struct near *n, struct bank *b, uint32_t place,
			   struct source *src, struct near_row *row)
{
	const struct near_row *is = near_file_at(
		&n->file, NEAR_ROWS, place * sizeof *is, sizeof *is);
	struct record *r = arena_new(&b->arena, struct record);
	struct cached e = {0};
	const char *name;

	if (!is || !is->facts)
		return NULL;
	*row = *is;
	name = near_file_at(&n->file, NEAR_NAMES, is->name,
			    (uint64_t)is->name_size + 1);
	if (!name || name[is->name_size])
		return NULL;
	e.at = is->at;
	e.sum = is->sum;
	e.facts = is->facts;
	e.item = is->item;
	r->diags.arena = b->keeps;
	r->diags.capped = true;
	r->src = src ? src : source_new(b, n->target, name);
	return cache_unpack(n->cache, &e, r, false) ? r : NULL;
}

/* The record R, whose row is ROW, is not among those that are only counted. */
static void uncount(struct rest *rest, const struct bank *b,
		    const struct record *r, const struct near_row *row)
{
	survey_count(rest->survey, b, r, -1);
	rest->questions--;
	rest->counted -= row->counted;
	if (row->domain >= 0 && (size_t)row->domain < b->exam->ndomains)
		rest->domains[row->domain]--;
	if (row->topic >= 0 && (size_t)row->topic < b->exam->ntopics)
		rest->topics[row->topic]--;
}

/* What the whole bank counted. */
static struct rest *take_sums(struct near *n, struct bank *b)
{
	const struct near_head *h = n->file.head;
	struct rest *rest = arena_new(&b->arena, struct rest);
	uint64_t size = h->size[NEAR_REST];
	struct pack k = {.arena = &n->arena};

	k.p = near_file_at(&n->file, NEAR_REST, 0, size);
	if (!k.p)
		return NULL;
	k.end = k.p + size;
	rest->files = h->files;
	rest->questions = h->records;
	rest->survey = &n->rest;
	rest->domains = arena_array(&b->arena, unsigned, b->exam->ndomains + 1);
	rest->topics = arena_array(&b->arena, unsigned, b->exam->ntopics + 1);
	PACK(&k, rest->counted);
	for (size_t i = 0; i < b->exam->ndomains; i++)
		PACK(&k, rest->domains[i]);
	for (size_t i = 0; i < b->exam->ntopics; i++)
		PACK(&k, rest->topics[i]);
	pack_survey_rest(&k, rest->survey, n->session->ruleset);
	return k.bad || k.p != k.end ? NULL : rest;
}

/* Fills B with the questions that are needed, in the order of the bank. */
static bool take_all(struct needed *x, struct rest *rest)
{
	struct near *n = x->near;
	struct bank *b = x->bank;
	struct near_row row;
	bool placed = false;

	if (x->places.n)
		qsort(x->places.p, x->places.n, sizeof *x->places.p, ascending);
	b->records.n = 0;
	for (size_t i = 0; i < x->places.n; i++) {
		struct record *r;

		if (i && x->places.p[i] == x->places.p[i - 1])
			continue;
		if (!placed && x->places.p[i] > n->place) {
			vec_push(&b->records, x->is);
			placed = true;
		}
		r = take(n, b, x->places.p[i], NULL, &row);
		if (!r)
			return false;
		uncount(rest, b, r, &row);
		vec_push(&b->records, r);
	}
	if (!placed)
		vec_push(&b->records, x->is);
	return true;
}

bool near_gather(struct near *n, struct bank *b)
{
	struct needed x = {n, b, .is = b->records.p[0]};
	struct source *old = arena_new(&b->arena, struct source);
	struct near_row row;
	struct rest *rest = take_sums(n, b);
	bool good;

	old->rel = old->path = *n->target->only.p;
	cache_look(n->cache, n->session, b);
	x.was = rest ? take(n, b, n->place, old, &row) : NULL;
	if (!x.was)
		return false;
	need_named(&x);
	need_compared(&x);
	good = !x.lost && !n->file.bad && take_all(&x, rest);
	vec_release(&x.places);
	if (!good)
		return false;
	check_tags(&x, b->records.p, b->records.n);
	uncount(rest, b, x.was, &row);
	rest->files -= b->sources.n;
	b->rest = rest;
	return !x.lost && n->file.head->bytes - row.bytes + x.is->src->size <=
				  n->session->max_bytes;
}
