/* Keeps what a later run needs that looks at one file: who has what in common, and
 * sums of all. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "blueprint/ledger.h"
#include "load/near_parts.h"
#include "survey/similar.h"

/* Something that a question has. */
struct having {
	uint64_t key;
	uint32_t place;
};

/* --- What can be told --- */

static bool is_config(const struct source *src)
{
	size_t n = src && src->rel ? strlen(src->rel) : 0;

	return !n || (n > 5 && strcmp(src->rel + n - 5, ".yaml") == 0);
}

void near_found(struct near *n, const struct bank *b, const struct diag *last,
		const struct found *f)
{
	/* Such findings are shown whatever is asked for. */
	for (const struct diag *d = last ? last->next : b->diags.first; d;
	     d = d->next)
		if (is_config(d->src))
			n->usable = false;
	n->cases.n = 0;
	for (size_t i = 0; i < f->cases.n; i++)
		vec_push(&n->cases, arena_strdup(&n->arena, f->cases.p[i]));
}

/* Pictures that nobody looks at again: they are in hidden folders. */
static bool hides_pictures(const struct cache *c)
{
	for (size_t i = 0; i < c->bank->records.n; i++)
		for (size_t k = 0; k < c->fresh[i].npictures; k++) {
			const char *path = c->fresh[i].pictures[k].path;

			if (*path == '.' || strstr(path, "/."))
				return true;
		}
	return false;
}

static bool can_be_told(const struct near *n, const struct bank *b)
{
	return n->usable && !n->cache->spoiled && b->exam &&
	       !b->config_broken && !b->reviews.n && b->records.n &&
	       !hides_pictures(n->cache);
}

/* --- Files --- */

static size_t table_size(size_t n)
{
	size_t cap = 64;

	while (cap < n + n / 2)
		cap *= 2;
	return cap;
}

/* The place in the table T of PATH, or that of nothing, where it would be. */
static size_t slot_in(const struct seen *t, size_t cap, uint64_t path)
{
	size_t at = path & (cap - 1);

	while (t[at].path && t[at].path != path)
		at = (at + 1) & (cap - 1);
	return at;
}

static void write_seen(const struct near *n, const struct bank *b,
		       struct buf out[])
{
	size_t cap = table_size(n->seen.n);
	struct seen *t = xcalloc(cap, sizeof *t);
	uint32_t *places = xcalloc(cap, sizeof *places);

	memset(places, 0xff, cap * sizeof *places);
	for (size_t i = 0; i < n->seen.n; i++)
		t[slot_in(t, cap, n->seen.p[i].path)] = n->seen.p[i];
	for (size_t i = 0; i < b->records.n; i++) {
		uint64_t path = seen_path(n->seed,
					  tree_path(b->records.p[i]->src->rel));
		size_t at = slot_in(t, cap, path);

		if (t[at].path)
			places[at] = (uint32_t)i;
	}
	buf_add(&out[NEAR_SEEN], (const char *)t, cap * sizeof *t);
	buf_add(&out[NEAR_PLACES], (const char *)places, cap * sizeof *places);
	free(t);
	free(places);
}

static void write_rows(const struct near *n, const struct bank *b,
		       struct near_head *h, struct buf out[])
{
	struct buf *names = &out[NEAR_NAMES];

	for (size_t i = 0; i < n->cases.n; i++)
		buf_add(names, n->cases.p[i], strlen(n->cases.p[i]) + 1);
	h->case_bytes = (uint32_t)names->n;
	for (size_t i = 0; i < b->records.n; i++) {
		const struct record *r = b->records.p[i];
		const struct cached *e = &n->cache->fresh[i];
		struct near_row row = {
			.at = e->at,
			.sum = e->sum,
			.facts = (uint32_t)e->facts,
			.item = (uint32_t)e->item,
			.name = (uint32_t)names->n,
			.name_size = (uint32_t)strlen(r->src->rel),
			.counted = record_counts(b, r),
			.bytes = r->src->size};
		int domain, topic;

		ledger_places(b, r, &domain, &topic);
		row.domain = (int16_t)domain;
		row.topic = (int16_t)topic;
		h->bytes += r->src->size;
		buf_add(names, r->src->rel, row.name_size + 1);
		buf_add(&out[NEAR_ROWS], (const char *)&row, sizeof row);
	}
}

/* --- Sums --- */

static void write_rest(const struct bank *b, const struct ruleset *rules,
		       struct buf *out)
{
	struct survey_rest *r = xcalloc(1, sizeof *r);
	struct pack k = {.out = out};
	struct arena a = {0};
	unsigned *domains = arena_array(&a, unsigned, b->exam->ndomains + 1);
	unsigned *topics = arena_array(&a, unsigned, b->exam->ntopics + 1);
	size_t counted = 0;

	for (size_t i = 0; i < b->records.n; i++) {
		int domain, topic;

		survey_count(r, b, b->records.p[i], 1);
		counted += record_counts(b, b->records.p[i]);
		ledger_places(b, b->records.p[i], &domain, &topic);
		if (domain >= 0)
			domains[domain]++;
		if (topic >= 0)
			topics[topic]++;
	}
	PACK(&k, counted);
	for (size_t i = 0; i < b->exam->ndomains; i++)
		PACK(&k, domains[i]);
	for (size_t i = 0; i < b->exam->ntopics; i++)
		PACK(&k, topics[i]);
	pack_survey_rest(&k, r, rules);
	survey_rest_release(r);
	free(r);
	arena_release(&a);
}

/* --- Lists --- */

typedef VEC(struct having) having_list;

static void have(having_list *l, size_t place, uint64_t key)
{
	vec_push(l, ((struct having){key, (uint32_t)place}));
}

static void have_id(having_list *l, size_t place, const char *id)
{
	if (id)
		have(l, place, near_key(KEY_ID, id, strlen(id)));
}

/* The first question of each way in which a tag is written. */
static void have_tags(having_list *l, struct map *known, size_t place,
		      struct record *r)
{
	for (size_t i = 0; i < r->more->tags.n; i++) {
		const char *tag = r->more->tags.p[i].s;

		if (!map_put(known, tag, r))
			have(l, place, near_tag(tag));
	}
}

static void have_options(having_list *l, size_t place, const struct record *r)
{
	const struct lint_record *k = r->lint;

	if (!survey_wants(r))
		return;
	for (size_t i = 0; k->nkeys && i < k->noptions && i < 32; i++) {
		have(l, place, near_option(k, i, false));
		have(l, place, near_option(k, i, true));
	}
}

/* Lists that are made in two goes over what is to be in them, so that it need not be
 * held besides: first it is counted, then placed. */
struct lists {
	unsigned bits; /* of a slot */
	uint32_t (*slot)(unsigned bits, uint64_t key);
	uint32_t *ends; /* of slots: how many are in those before, and more */
	struct near_posting *p; /* NULL: it is counted */
};

static struct lists lists_begin(unsigned bits,
				uint32_t slot(unsigned, uint64_t))
{
	size_t slots = (size_t)1 << bits;

	return (struct lists){bits, slot, xcalloc(slots + 2, sizeof(uint32_t)),
			      NULL};
}

static void lists_add(struct lists *l, size_t place, uint64_t key)
{
	uint32_t slot = l->slot(l->bits, key);

	if (l->p)
		l->p[l->ends[slot + 1]++] =
			(struct near_posting){(uint32_t)place, (uint32_t)key};
	else
		l->ends[slot + 2]++;
}

/* N were counted; they are placed in OUT now. */
static void lists_place(struct lists *l, size_t n, struct buf *out)
{
	for (size_t i = 2; i < ((size_t)1 << l->bits) + 2; i++)
		l->ends[i] += l->ends[i - 1];
	l->p = (void *)buf_room(out, n * sizeof *l->p);
	out->n = n * sizeof *l->p;
}

static void lists_end(struct lists *l, struct buf *out)
{
	buf_add(out, (const char *)l->ends,
		(((size_t)1 << l->bits) + 1) * sizeof *l->ends);
	free(l->ends);
}

static uint32_t key_slot(unsigned bits, uint64_t key)
{
	return (uint32_t)(key >> 32) >> (32 - bits);
}

static void write_keys(const struct bank *b, struct near_head *h,
		       struct buf out[])
{
	struct map tags = {0};
	having_list l = {0};
	struct lists lists;

	for (size_t i = 0; i < b->records.n; i++) {
		struct record *r = b->records.p[i];

		have_id(&l, i, r->id.s);
		for (size_t k = 0; k < r->more->formerly.n; k++)
			have_id(&l, i, r->more->formerly.p[k].s);
		if (r->more->case_field.s)
			have(&l, i,
			     near_key(KEY_CASE, r->more->case_field.s,
				      strlen(r->more->case_field.s)));
		have_tags(&l, &tags, i, r);
		have_options(&l, i, r);
	}
	h->key_bits = 10;
	while (h->key_bits < 24 && (size_t)1 << h->key_bits < l.n)
		h->key_bits++;
	lists = lists_begin(h->key_bits, key_slot);
	for (size_t i = 0; i < l.n; i++)
		lists_add(&lists, l.p[i].place, l.p[i].key);
	lists_place(&lists, l.n, &out[NEAR_KEYS]);
	for (size_t i = 0; i < l.n; i++)
		lists_add(&lists, l.p[i].place, l.p[i].key);
	lists_end(&lists, &out[NEAR_KEY_SLOTS]);
	vec_release(&l);
	map_release(&tags);
}

static uint32_t shingle_slot(unsigned bits, uint64_t hash)
{
	return similar_slot(bits, (uint32_t)hash);
}

/* The words in a row of R, if rules compare it; else none. */
static struct hashes shingles_of(const struct record *r)
{
	return survey_wants(r) ? r->lint->shingles : (struct hashes){0};
}

static void add_shingles(struct lists *l, const struct bank *b)
{
	for (size_t i = 0; i < b->records.n; i++) {
		struct hashes set = shingles_of(b->records.p[i]);

		for (size_t k = 0; k < set.n; k++)
			lists_add(l, i, set.p[k]);
	}
}

static void write_shingles(const struct bank *b, struct near_head *h,
			   struct buf out[])
{
	struct lists lists;

	for (size_t i = 0; i < b->records.n; i++)
		h->shingles += shingles_of(b->records.p[i]).n;
	h->shingle_bits = similar_bits(h->shingles);
	lists = lists_begin(h->shingle_bits, shingle_slot);
	add_shingles(&lists, b);
	lists_place(&lists, h->shingles, &out[NEAR_SHINGLES]);
	add_shingles(&lists, b);
	lists_end(&lists, &out[NEAR_SHINGLE_SLOTS]);
}

static void note_served(const struct bank *b, struct near_head *h)
{
	size_t n = 0;

	for (size_t i = 0; i < b->records.n && n < NEAR_SERVED; i++)
		if (b->records.p[i]->services.n)
			h->served[n++] = (uint32_t)i;
	while (n < NEAR_SERVED)
		h->served[n++] = (uint32_t)NEAR_NONE;
}

void near_write(struct near *n, const struct bank *b)
{
	struct near_head head = {.seen = n->seen.n,
				 .records = b->records.n,
				 .files = b->sources.n};
	struct buf out[NEAR_SECTIONS] = {0};

	if (!can_be_told(n, b))
		return;
	memcpy(head.key, n->key, HASH_HEX);
	note_served(b, &head);
	write_seen(n, b, out);
	write_rows(n, b, &head, out);
	write_rest(b, n->session->ruleset, &out[NEAR_REST]);
	write_shingles(b, &head, out);
	write_keys(b, &head, out);
	near_file_write(n->cache->dir, &head, out);
}
