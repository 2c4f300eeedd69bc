/* The index of a cache as bytes, and what makes all of it worthless. */
#include <string.h>

#include "base/build_id.h"
#include "base/err.h"
#include "load/cache_parts.h"

static const char form[] = "examc cache 3";

void cache_hash(const struct cache *c, const char *p, size_t n,
		char out[HASH_HEX])
{
	struct hasher *h = hash_begin_secret(c->secret);

	hash_add(h, p, n);
	hash_end(h, out);
}

void cache_context(const struct cache *c, char out[HASH_HEX])
{
	struct hasher *h = hash_begin_secret(c->secret);
	int facts[] = {c->session->today, c->session->drafts};
	const struct bank *b = c->bank;

	build_ids(h);
	hash_add(h, facts, sizeof facts);
	for (size_t i = 0; i < b->sources.n; i++) {
		const struct source *src = b->sources.p[i];

		/* A question that is read from elsewhere is none of it. */
		if (!src->rel || !src->text || src->held)
			continue;
		hash_add(h, src->rel, strlen(src->rel) + 1);
		hash_add(h, &src->size, sizeof src->size);
		hash_add(h, src->text, src->size);
	}
	hash_end(h, out);
}

static void pack_pictures(struct pack *k, struct cached *e)
{
	PACK_ARRAY(k, e->pictures, e->npictures);
	for (size_t i = 0; i < e->npictures; i++) {
		pack_string(k, &e->pictures[i].path);
		pack_stamp(k, &e->pictures[i].stamp);
		if (!e->pictures[i].path)
			k->bad = true;
	}
}

static void pack_cached(struct pack *k, struct cached *e)
{
	pack_string(k, &e->rel);
	pack_stamp(k, &e->stamp);
	PACK(k, e->seen);
	pack_bytes(k, e->hash, HASH_HEX);
	pack_pictures(k, e);
	PACK(k, e->rendered);
	PACK(k, e->at);
	PACK_BELOW(k, e->facts, STORED_MAX);
	PACK_BELOW(k, e->item, STORED_MAX);
	PACK_BELOW(k, e->texts, STORED_MAX);
	pack_bytes(k, &e->sum, sizeof e->sum);
	pack_bytes(k, &e->texts_sum, sizeof e->texts_sum);
	pack_bytes(k, e->shown, HASH_HEX - 1);
	if (!e->rel)
		k->bad = true;
}

/* What the index begins with. */
static bool pack_head(struct pack *k, struct cache *c)
{
	char is[sizeof form] = {0}, context[HASH_HEX] = {0};
	struct stamp now = stamp_open(c->store.fd), then = {0};

	if (k->out) {
		memcpy(is, form, sizeof form);
		memcpy(context, c->context, HASH_HEX);
		/* Whatever is written later shall have another time. */
		if (stamp_passed(c->lock, now.changed))
			then = now;
	}
	pack_bytes(k, is, sizeof is);
	pack_bytes(k, context, HASH_HEX);
	pack_stamp(k, &then);
	c->whole = memcmp(&now, &then, sizeof now) == 0;
	return memcmp(is, form, sizeof form) == 0 &&
	       memcmp(context, c->context, HASH_HEX) == 0;
}

bool cache_read_index(struct cache *c, struct pack *k)
{
	struct cached *all;
	size_t n = 0;

	if (!pack_head(k, c))
		return false;
	PACK_ARRAY(k, all, n);
	for (size_t i = 0; i < n && !k->bad; i++) {
		pack_cached(k, &all[i]);
		if (!k->bad)
			map_put(&c->old, all[i].rel, &all[i]);
	}
	return !k->bad && k->p == k->end;
}

uint64_t cache_write_index(struct cache *c, struct pack *k)
{
	uint64_t used = 0;
	size_t n = 0;

	for (size_t i = 0; i < c->bank->records.n; i++) {
		const struct cached *e = &c->fresh[i];

		n += e->rel != NULL;
		used += e->rel ? e->facts + e->item + e->texts : 0;
	}
	pack_head(k, c);
	pack_length(k, n, 1);
	for (size_t i = 0; i < c->bank->records.n; i++)
		if (c->fresh[i].rel)
			pack_cached(k, &c->fresh[i]);
	return used;
}
