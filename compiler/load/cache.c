/*
 * Two files in a folder: "records" has what was found out about each file of the
 * bank, "index" says of which file, as it was when, and where it lies. Records
 * are added at the end; the index is replaced as a whole, so that a run which is
 * killed leaves what was there before.
 */
#include "load/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/stamp.h"
#include "base/store.h"
#include "lint/pack.h"
#include "load/cache_parts.h"
#include "model/pack.h"

/* Reads the secret of the cache, or makes one. */
static bool open_secret(struct cache *c)
{
	char *text;
	size_t n;
	bool read = file_read_at(c->dir, "cache", "secret", HASH_SECRET, &text,
				 &n) == FILE_OK;
	bool whole = read && n == HASH_SECRET;

	if (whole)
		memcpy(c->secret, text, n);
	if (read)
		free(text);
	return whole ||
	       (getrandom(c->secret, HASH_SECRET, 0) == HASH_SECRET &&
		beneath_replace(c->dir, "secret", c->secret, HASH_SECRET) == 0);
}

/* Opens what is in the folder DIR, if no other run has it. */
static bool open_folder(struct cache *c, const char *dir)
{
	c->dir = (int)TEMP_FAILURE_RETRY(
		open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	if (c->dir >= 0)
		c->lock = beneath_lock(c->dir, "lock");
	if (c->lock < 0 || !open_secret(c))
		return false;
	c->store.fd = beneath_open(c->dir, "records", O_RDWR | O_CREAT, 0600);
	return c->store.fd >= 0;
}

struct cache *cache_open(const char *dir, const char *scratch)
{
	struct cache *c = xcalloc(1, sizeof *c);

	c->dir = c->lock = c->bank_dir = -1;
	c->keeps = dir && open_folder(c, dir);
	if (c->keeps)
		return c;
	if (!scratch) {
		beneath_close(c->lock);
		beneath_close(c->dir);
		free(c);
		return NULL;
	}
	store_open(&c->store, scratch);
	return c;
}

struct store *cache_store(struct cache *c)
{
	return &c->store;
}

/* Is there an index that was made in the same circumstances? */
static bool has_index(struct cache *c)
{
	struct pack k;
	char *text;
	size_t n;
	bool whole;

	if (file_read_at(c->dir, "cache", "index", INDEX_MAX, &text, &n) !=
	    FILE_OK)
		return false;
	whole = pack_open(&k, text, n, &c->arena);
	free(text);
	return whole && cache_read_index(c, &k);
}

int cache_memory(const struct cache *c, const char **circumstances)
{
	*circumstances = c->keeps ? c->context : NULL;
	return c->keeps ? c->dir : -1;
}

void cache_look(struct cache *c, const struct session *s, struct bank *b)
{
	off_t end = c->keeps ? lseek(c->store.fd, 0, SEEK_END) : 0;

	atomic_init(&c->store.end, end > 0 ? (uint64_t)end : 0);
	c->session = s;
	c->bank = b;
	map_release(&c->sources);
	for (size_t i = 0; i < b->sources.n; i++)
		if (b->sources.p[i]->rel)
			map_put(&c->sources, b->sources.p[i]->rel,
				b->sources.p[i]);
}

void cache_begin(struct cache *c, const struct session *s, struct bank *b,
		 const struct tree *tree)
{
	cache_look(c, s, b);
	c->tree = tree;
	c->seen = tree ? tree->seen : stamp_now();
	c->fresh = arena_array(&c->arena, struct cached, b->records.n + 1);
	if (!c->keeps)
		return;
	c->bank_dir = (int)TEMP_FAILURE_RETRY(
		open(b->dir, O_PATH | O_DIRECTORY | O_CLOEXEC));
	cache_context(c, c->context);
	if (!has_index(c)) {
		map_release(&c->old);
		c->changed = true;
		if (TEMP_FAILURE_RETRY(ftruncate(c->store.fd, 0)) < 0)
			c->spoiled = true;
		else
			atomic_init(&c->store.end, 0);
	}
	if (!c->whole)
		c->changed = true;
}

/* --- Taking --- */

static struct source *find_source(void *arg, const char *rel)
{
	return map_get(&((struct cache *)arg)->sources, rel);
}

static bool same_pictures(const struct cache *c, const struct cached *e)
{
	for (size_t i = 0; i < e->npictures; i++) {
		struct stamp is = stamp_beneath(c->bank_dir,
						e->pictures[i].path);

		if (!stamp_holds(&e->pictures[i].stamp, &is, e->seen))
			return false;
	}
	return true;
}

/* Is the file of R as E knows it? If it was read, its bytes decide. */
static bool same_file(const struct cache *c, const struct cached *e,
		      const struct record *r, const struct stamp *is)
{
	char hash[HASH_HEX];

	if (!r->src->text)
		return !r->src->held && stamp_holds(&e->stamp, is, e->seen);
	cache_hash(c, r->src->text, r->src->size, hash);
	return memcmp(hash, e->hash, HASH_HEX) == 0;
}

static void use_item(struct record *r, const struct cached *e, struct item *it,
		     const struct bank *b)
{
	it->arena = r->diags.arena;
	it->src = r->src;
	it->stimulus = it->case_id.s ? bank_stimulus(b, it->case_id.s) : NULL;
	it->stored = (struct stored){e->at + e->facts + e->item, e->texts};
	it->sum = *e->shown ? e->shown : NULL;
	r->item = it;
}

/* Are the texts of E what was put there? They are not read for this if nobody can
 * have changed them. */
static bool has_texts(const struct cache *c, const struct cached *e)
{
	struct stored where = {e->at + e->facts + e->item, e->texts};
	struct arena scratch = {0};
	const char *p;
	bool good = c->whole;

	if (!good) {
		p = store_read(&c->store, where, &scratch);
		good = p && hash_bytes(p, e->texts, 0) == e->texts_sum;
		arena_release(&scratch);
	}
	return good;
}

bool cache_unpack(struct cache *c, const struct cached *e, struct record *r,
		  bool texts)
{
	struct arena scratch = {0};
	size_t small = e->facts + (texts ? e->item : 0);
	const char *p = store_read(&c->store,
				   (struct stored){e->at, e->facts + e->item},
				   &scratch);
	struct source src = *r->src;
	struct record new = *r;
	struct pack k = {.arena = r->diags.arena};
	struct item *it = NULL;
	bool good = p && hash_bytes(p, e->facts + e->item, 0) == e->sum &&
		    (!texts || has_texts(c, e));

	if (good) {
		k.p = arena_copy(r->diags.arena, p, small);
		k.end = k.p + small;
		pack_record(&k, &new, c->bank->exam);
		pack_diags(&k, &new.diags, r->src, find_source, c);
		pack_kept(&k, &new.lint, c->session->ruleset, &new.diags);
		if (texts && e->item && !k.bad) {
			it = arena_new(r->diags.arena, struct item);
			pack_item(&k, it, c->bank->exam);
		}
		good = !k.bad && k.p == k.end;
	}
	arena_release(&scratch);
	if (!good) {
		*r->src = src;
		return false;
	}
	*r = new;
	if (it)
		use_item(r, e, it, c->bank);
	return true;
}

/* That of the question REL, which may be there since the tree was looked at. */
static struct stamp file_stamp(const struct cache *c, const char *rel)
{
	const struct stamp *s = c->tree ? tree_find(c->tree, rel) : NULL;

	return s ? *s : stamp_of(c->bank_dir, rel);
}

bool cache_take(struct cache *c, size_t place, bool texts)
{
	struct record *r = c->bank->records.p[place];
	struct cached *new = &c->fresh[place];
	const struct cached *e = c->keeps ? map_get(&c->old, r->src->rel)
					  : NULL;
	struct stamp is;

	if (!r->src->text && c->keeps)
		new->stamp = file_stamp(c, r->src->rel);
	if (!e || (texts && !e->rendered) || !same_file(c, e, r, &new->stamp) ||
	    !same_pictures(c, e) || !cache_unpack(c, e, r, texts))
		return false;
	is = new->stamp;
	*new = *e;
	if (r->src->text || memcmp(&e->stamp, &is, sizeof is) != 0) {
		new->stamp = is;
		new->seen = c->seen;
		c->changed = true;
	}
	return true;
}

/* --- Keeping --- */

static void keep_pictures(struct cached *new, struct arena *a,
			  const struct picture_seen *list)
{
	for (const struct picture_seen *p = list; p; p = p->next)
		new->npictures++;
	new->pictures = arena_array(a, struct picture_seen, new->npictures + 1);
	for (size_t i = 0; list; list = list->next, i++) {
		new->pictures[i].path = arena_strdup(a, list->path);
		new->pictures[i].stamp = list->stamp;
	}
}

/* The item without its texts, of the bytes [P, P + N). */
static struct item *light_item(const char *p, size_t n, const struct bank *b,
			       struct arena *keep)
{
	struct item *it = arena_new(keep, struct item);
	struct pack k = {.arena = keep};

	k.p = arena_copy(keep, p, n);
	k.end = k.p + n;
	pack_item(&k, it, b->exam);
	return it;
}

void cache_put(struct cache *c, size_t place,
	       const struct picture_seen *pictures, bool texts)
{
	struct record *r = c->bank->records.p[place];
	struct cached *new = &c->fresh[place];
	struct buf bytes = BUF_INIT;
	struct pack k = {.out = &bytes};
	struct item *it = texts ? r->item : NULL;
	struct stored where;
	bool stored;

	if (c->keeps) {
		pack_record(&k, r, c->bank->exam);
		pack_diags(&k, &r->diags, r->src, NULL, NULL);
		pack_kept(&k, &r->lint, c->session->ruleset, &r->diags);
		cache_hash(c, r->src->text, r->src->size, new->hash);
		keep_pictures(new, r->diags.arena, pictures);
		new->rel = r->src->rel;
	}
	new->seen = c->seen;
	new->rendered = texts;
	new->facts = bytes.n;
	if (it) {
		pack_item(&k, it, c->bank->exam);
		new->item = bytes.n - new->facts;
		pack_texts(&k, it);
		new->texts = bytes.n - new->facts - new->item;
	}
	new->sum = hash_bytes(buf_cstr(&bytes), new->facts + new->item, 0);
	new->texts_sum = hash_bytes(buf_cstr(&bytes) + new->facts + new->item,
				    new->texts, 0);
	if (it && c->keeps)
		cache_hash(c, bytes.p + new->facts, bytes.n - new->facts,
			   new->shown);
	/* A full disk costs the next run time, and this one memory. */
	stored = store_put(&c->store, bytes.p, bytes.n, &where);
	new->at = where.at;
	c->changed = true;
	if (!stored)
		c->spoiled = true;
	if (it && stored) {
		it = light_item(bytes.p + new->facts, new->item, c->bank,
				r->diags.arena);
		use_item(r, new, it, c->bank);
	}
	buf_release(&bytes);
}

void cache_spoil(struct cache *c)
{
	c->spoiled = true;
}

/* --- The end --- */

void cache_save(struct cache *c)
{
	struct buf text = BUF_INIT;
	struct pack k = {.out = &text};

	if (!c->keeps || !c->changed || c->spoiled)
		return;
	/* Where most is of no use any more, the next run begins afresh. */
	if (cache_write_index(c, &k) < atomic_load(&c->store.end) / 2) {
		(void)TEMP_FAILURE_RETRY(unlinkat(c->dir, "index", 0));
		buf_release(&text);
		return;
	}
	pack_seal(&text);
	/* A full disk costs the next run time, and nothing else. */
	(void)beneath_replace(c->dir, "index", text.p, text.n);
	buf_release(&text);
}

void cache_close(struct cache *c)
{
	if (!c)
		return;
	store_close(&c->store);
	beneath_close(c->bank_dir);
	beneath_close(c->lock);
	beneath_close(c->dir);
	map_release(&c->old);
	map_release(&c->sources);
	arena_release(&c->arena);
	free(c);
}
