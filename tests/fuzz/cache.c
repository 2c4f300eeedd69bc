/*
 * What a run has left in the cache: the index, and what was found out about a
 * question. Sums and hashes, which would turn all that is wrong away, are made
 * right. The input says which bytes are other than those that the program wrote:
 * a byte for what is changed, then for each change two for the place and one for
 * what stands there; a place behind the end cuts it.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/file.h"
#include "lib/fuzz.h"
#include "lint/pack.h"
#include "load/cache.h"
#include "load/cache_parts.h"
#include "load/load.h"
#include "model/pack.h"

static struct bank bank;

/* An index and records as the program writes them. */
static char *text_of[2];
static size_t size_of[2];
enum { INDEX, RECORDS };
static const char *const names[] = {"index", "records"};

static void load(void)
{
	struct target t = {
		.dir = "bank", .has_exam = true, .display = "", .strip = ""};
	struct session *s = fuzz_session();

	mkdir("cache", 0700);
	s->cache = cache_open("cache", NULL);
	judge(s->cache, "no cache");
	load_bank(s, &t, &bank, NULL, 0);
	cache_close(s->cache);
	s->cache = NULL;
	for (int i = 0; i < 2; i++)
		judge(file_read("cache", names[i], LIMIT_YAML, &text_of[i],
				&size_of[i]) == FILE_OK,
		      "no file");
}

/* Makes the changes (P, N) to the *SIZE bytes at TEXT. */
static void change(char *text, size_t *size, const uint8_t *p, size_t n)
{
	for (; n >= 3; p += 3, n -= 3) {
		size_t at = (size_t)p[0] << 8 | p[1];

		if (at < *size)
			text[at] = (char)p[2];
		else if (p[2] < *size)
			*size -= p[2];
	}
}

/* --- What was read is read again --- */

/* The record at PLACE when its file was read, and no more. */
static struct record *unknown(size_t place, struct arena *a)
{
	const struct source *src = bank.records.p[place]->src;
	struct record *r = arena_new(a, struct record);
	char *text;

	r->diags.arena = a;
	r->diags.capped = true;
	r->src = arena_new(a, struct source);
	r->src->rel = src->rel;
	r->src->path = src->path;
	r->src->root = src->root;
	judge(file_read("bank", src->rel, LIMIT_YAML, &text, &r->src->size) ==
		      FILE_OK,
	      "no question");
	r->src->text = arena_copy(a, text, r->src->size);
	free(text);
	return r;
}

/* Looks at all of R, whose texts wait in C. */
static void look_at(struct cache *c, struct record *r, struct arena *a)
{
	struct pack in = {.arena = a}, out;
	struct buf bytes = BUF_INIT;

	out = (struct pack){.out = &bytes};
	pack_record(&out, r, bank.exam);
	pack_diags(&out, &r->diags, r->src, NULL, NULL);
	pack_kept(&out, &r->lint, fuzz_session()->ruleset, &r->diags);
	if (r->item) {
		in.p = store_read(cache_store(c), r->item->stored, a);
		judge(in.p, "texts that were there are gone");
		in.end = in.p + r->item->stored.size;
		pack_texts(&in, r->item);
		if (!in.bad) {
			pack_item(&out, r->item, bank.exam);
			pack_texts(&out, r->item);
		}
	}
	buf_release(&bytes);
}

/* Makes E the entry of the file SRC as it is, and of what lies in the store. */
static void make_right(const struct cache *c, struct cached *e,
		       const struct source *src, struct arena *a)
{
	const size_t n = e->facts + e->item;
	const char *p = store_read(&c->store,
				   (struct stored){e->at, n + e->texts}, a);

	cache_hash(c, src->text, src->size, e->hash);
	e->seen = UINT64_MAX; /* so that nothing is young */
	if (p) {
		e->sum = hash_bytes(p, n, 0);
		e->texts_sum = hash_bytes(p + n, e->texts, 0);
	}
}

/* Asks the cache of all questions; returns how many it knows. */
static size_t take_all(void)
{
	struct bank now = bank;
	struct arena a = {0};
	struct cache *c = cache_open("cache", NULL);
	size_t known = 0;

	judge(c, "no cache");
	now.records.p = arena_array(&a, struct record *, bank.records.n);
	for (size_t i = 0; i < bank.records.n; i++)
		now.records.p[i] = unknown(i, &a);
	cache_begin(c, fuzz_session(), &now, NULL);
	for (size_t i = 0; i < bank.records.n; i++) {
		struct record *r = now.records.p[i];
		struct cached *e = map_get(&c->old, r->src->rel);

		if (e)
			make_right(c, e, r->src, &a);
		if (e && cache_take(c, i, true)) {
			known++;
			look_at(c, r, &a);
		}
	}
	cache_close(c);
	arena_release(&a);
	return known;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	char hash[HASH_HEX];
	size_t known;

	fuzz_enter();
	if (!bank.records.n)
		load();
	for (size_t i = 0; i < 2; i++) {
		size_t size = size_of[i];
		char *text = memcpy(xmalloc(size), text_of[i], size);

		if (n && *p % 2 == i)
			change(text, &size, p + 1, n - 1);
		if (i == INDEX && size >= HASH_HEX) {
			hash_hex(text, size - HASH_HEX, hash);
			memcpy(text + size - HASH_HEX, hash, HASH_HEX);
		}
		fuzz_put(i == INDEX ? "cache/index" : "cache/records", text,
			 size);
		free(text);
	}
	known = take_all();
	judge(n >= 4 || known == bank.records.n, "what is right is not known");
	return 0;
}
