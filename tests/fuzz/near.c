/*
 * What a run has left for the next one that looks at one file. The sums of its
 * pages, which would turn all that is wrong away, are made right. The input says
 * which bytes are other than those that the program wrote: a byte for the question
 * that is asked for, then for each change three for the place and one for what
 * stands there.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "lib/fuzz.h"
#include "load/load.h"
#include "load/near_parts.h"

enum { PAGE = 4096, CHANGE = 4 };

static struct bank bank;
static struct tree tree;
static const char *name; /* of the question that is asked for */
static struct target target = {.dir = "bank",
			       .has_exam = true,
			       .display = "",
			       .strip = "",
			       .only = {&name, 1},
			       .tree = &tree};

/* The file as the program writes it. */
static char *text;
static size_t size;

/* With these no file alone can be judged. */
static void load(void)
{
	struct session *s = fuzz_session();

	judge(unlink("bank/lint.baseline") == 0 &&
		      unlink("bank/review.yaml") == 0,
	      "the bank is another one");
	mkdir("cache", 0700);
	name = "q/victim.md";
	judge(tree_read(&tree, "bank", false, 1), "no bank");
	s->cache = cache_open("cache", NULL);
	judge(s->cache, "no cache");
	s->near = true;
	s->render = false;
	load_bank(s, &target, &bank, NULL, 0);
	s->near = false;
	cache_close(s->cache);
	s->cache = NULL;
	judge(file_read("cache", "near", LIMIT_YAML, &text, &size) == FILE_OK,
	      "no file");
}

static void change(char *to, const uint8_t *p, size_t n)
{
	for (; n >= CHANGE; p += CHANGE, n -= CHANGE) {
		size_t at = (size_t)p[0] << 16 | (size_t)p[1] << 8 | p[2];

		if (at < size)
			to[at] = (char)p[3];
	}
}

static void make_right(char *to)
{
	size_t pages = size / (PAGE + sizeof(uint64_t));
	char *sums = to + pages * PAGE;
	uint64_t sum;

	for (size_t i = 0; i < pages; i++) {
		sum = hash_bytes(to + i * PAGE, PAGE, i);
		memcpy(sums + i * sizeof sum, &sum, sizeof sum);
	}
	sum = hash_bytes(sums, pages * sizeof sum, 0);
	memcpy(sums + pages * sizeof sum, &sum, sizeof sum);
}

/* The bank before any question but the one at PLACE is there. */
static struct bank with_one(size_t place)
{
	struct bank b = bank;

	b.arena = (struct arena){0};
	b.diags = (struct diags){.arena = &b.arena};
	b.keeps = xcalloc(1, sizeof *b.keeps);
	b.nkeeps = 1;
	memset(&b.records, 0, sizeof b.records);
	memset(&b.sources, 0, sizeof b.sources);
	vec_push(&b.records, bank.records.p[place]);
	for (size_t i = 0; i < bank.sources.n; i++)
		vec_push(&b.sources, bank.sources.p[i]);
	return b;
}

static void release(struct bank *b)
{
	vec_release(&b->records);
	vec_release(&b->sources);
	arena_release(b->keeps);
	free(b->keeps);
	arena_release(&b->arena);
}

/* Asks for what the question at PLACE has in common with others. */
static bool gather(size_t place)
{
	struct session *s = fuzz_session();
	struct bank b = with_one(place);
	struct near *n;
	size_t ncases;
	bool good;

	name = bank.records.p[place]->src->rel;
	s->cache = cache_open("cache", NULL);
	n = near_open(s, &target);
	judge(n && n->usable, "nothing is kept");
	good = near_file_open(&n->file, n->cache->dir, n->key);
	if (good) {
		near_cases(n, &ncases);
		n->place = (uint32_t)place;
		good = place < n->file.head->records && near_gather(n, &b);
	}
	near_close(n);
	cache_close(s->cache);
	s->cache = NULL;
	release(&b);
	return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	char *to;

	fuzz_enter();
	if (!bank.records.n)
		load();
	to = memcpy(xmalloc(size), text, size);
	if (n)
		change(to, p + 1, n - 1);
	make_right(to);
	fuzz_put("cache/near", to, size);
	free(to);
	judge(gather(n ? *p % bank.records.n : 0) || n > CHANGE,
	      "what is right is not known");
	return 0;
}
