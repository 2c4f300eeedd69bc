/* Remembers what runs have said, one in a file of the bank's cache. */
#include "cli/memo.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/build_id.h"
#include "base/err.h"
#include "base/file.h"
#include "base/pack.h"
#include "cli/commands.h"
#include "emit/fonts.h"

enum { MEMO_MAX = 64 * 1024 * 1024 }; /* bytes of a file */

static const char form[] = "examc memo 2";

/* What of the environment decides what is printed and built. */
static const char *const variables[] = {
	"TERM",	       "NO_COLOR",	    "CLICOLOR_FORCE",
	"EXAMC_FONTS", "SOURCE_DATE_EPOCH", NULL};

static void add_text(struct hasher *h, const char *s)
{
	hash_add(h, s ? s : "\1", s ? strlen(s) + 1 : 2);
}

static void add_key(struct hasher *h, const struct options *o)
{
	char here[PATH_MAX];
	int facts[] = {today_from(o), isatty(STDOUT_FILENO)};

	build_ids(h);
	hash_add(h, facts, sizeof facts);
	for (int i = 0; i < o->argc; i++)
		add_text(h, o->argv[i]);
	for (const char *const *v = variables; *v; v++)
		add_text(h, getenv(*v));
	add_text(h, getcwd(here, sizeof here) ? here : NULL);
}

/* Runs that ask others (git, browsers), write what is no format, or measure. */
static bool is_ordinary(const struct options *o, const char *output)
{
	return !o->report.since && !o->write_baseline && !o->timings &&
	       !(output && build_prints(&o->build)) && (output || !o->output);
}

void memo_begin(struct memo *m, const struct options *o, const struct target *t,
		size_t n, const char *output)
{
	struct hasher *h;
	char real[PATH_MAX];

	*m = (struct memo){.options = o,
			   .targets = t,
			   .ntargets = n,
			   .output = output,
			   .begun = stamp_now()};
	m->usable = n && t[0].cache && is_ordinary(o, output);
	if (!m->usable)
		return;
	h = hash_begin();
	add_key(h, o);
	for (size_t i = 0; i < n && m->usable; i++) {
		add_text(h, realpath(t[i].dir, real));
		add_text(h, t[i].dir);
		add_text(h, t[i].display);
		add_text(h, t[i].strip);
		for (size_t k = 0; k < t[i].only.n; k++)
			add_text(h, t[i].only.p[k]);
		m->usable = t[i].tree;
		if (m->usable)
			tree_add(&m->banks, t[i].tree);
	}
	/* An output that became a link is refused, whatever is behind it. */
	if (output) {
		add_text(h, realpath(output, real));
		fonts_add_stamps(h);
	}
	hash_end(h, m->key);
}

/* The name of the file: a few, so that they do not become many. */
static const char *name_of(const struct memo *m, struct arena *a)
{
	return arena_printf(a, "memo-%c", m->key[0]);
}

static void pack_sum(struct pack *k, struct tree_sum *t)
{
	pack_bytes(k, t->sum, sizeof t->sum);
	PACK(k, t->newest);
}

static void pack_answer(struct pack *k, struct memo_answer *a)
{
	pack_text(k, &a->text, &a->size);
	PACK(k, a->files);
	PACK(k, a->questions);
	PACK(k, a->known);
	for (size_t i = 0; i < sizeof a->counts / sizeof *a->counts; i++)
		PACK(k, a->counts[i]);
	PACK_BELOW(k, a->code, EXIT_LOCKED + 1);
}

/* All that a file holds. */
struct kept {
	char form[sizeof form], key[HASH_HEX];
	struct tree_sum banks, output;
	uint64_t begun, ended; /* moments of the run */
	struct memo_answer answer;
};

static void pack_kept(struct pack *k, struct kept *x)
{
	pack_bytes(k, x->form, sizeof x->form);
	pack_bytes(k, x->key, sizeof x->key);
	pack_sum(k, &x->banks);
	pack_sum(k, &x->output);
	PACK(k, x->begun);
	PACK(k, x->ended);
	pack_answer(k, &x->answer);
}

static bool read_kept(const struct memo *m, struct kept *x, struct arena *a)
{
	struct pack k;
	char *text;
	size_t n;
	bool whole;

	if (file_read(m->targets[0].cache, name_of(m, a), MEMO_MAX, &text,
		      &n) != FILE_OK)
		return false;
	whole = pack_open(&k, text, n, a);
	free(text);
	if (!whole)
		return false;
	pack_kept(&k, x);
	return !k.bad && k.p == k.end &&
	       memcmp(x->form, form, sizeof form) == 0;
}

static bool same_tree(const struct tree_sum *was, const struct tree_sum *is,
		      uint64_t seen)
{
	return memcmp(was->sum, is->sum, sizeof was->sum) == 0 &&
	       stamp_is_old(was->newest, seen);
}

/* Adds what is beneath DIR to SUM; false: not all could be looked at. */
static bool add_folder(const struct memo *m, const char *dir, bool hidden,
		       struct tree_sum *sum)
{
	struct tree t;
	bool all = tree_read(&t, dir, hidden, m->options->build.jobs);

	tree_add(sum, &t);
	tree_release(&t);
	return all;
}

bool memo_find(struct memo *m, struct memo_answer *a, struct arena *arena)
{
	struct tree_sum output = {0};
	struct kept x = {0};

	if (!m->usable || !read_kept(m, &x, arena) ||
	    memcmp(x.key, m->key, HASH_HEX) != 0 ||
	    !same_tree(&x.banks, &m->banks, x.begun))
		return false;
	if (m->output && (!add_folder(m, m->output, true, &output) ||
			  !same_tree(&x.output, &output, x.ended)))
		return false;
	*a = x.answer;
	return true;
}

void memo_keep(struct memo *m, const struct memo_answer *answer)
{
	struct kept x = {.begun = m->begun, .answer = *answer};
	struct buf text = BUF_INIT;
	struct pack k = {.out = &text};
	struct arena a = {0};
	struct tree_sum again = {0};
	bool all = m->usable;
	const char *name;
	int dir;

	if (!all)
		return;
	for (size_t i = 0; i < m->ntargets; i++)
		all = all && add_folder(m, m->targets[i].dir, false, &again);
	x.ended = stamp_now();
	if (m->output)
		all = all && add_folder(m, m->output, true, &x.output);
	x.banks = m->banks;
	if (!all || !same_tree(&x.banks, &again, x.begun))
		return;
	memcpy(x.form, form, sizeof form);
	memcpy(x.key, m->key, HASH_HEX);
	pack_kept(&k, &x);
	pack_seal(&text);
	name = name_of(m, &a);
	dir = (int)TEMP_FAILURE_RETRY(
		open(m->targets[0].cache, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	/* A full disk costs the next run time, and nothing else. */
	if (dir >= 0)
		(void)beneath_replace(dir, name, text.p, text.n);
	beneath_close(dir);
	buf_release(&text);
	arena_release(&a);
}
