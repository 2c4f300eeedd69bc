/* Makes versions of a form: the same questions and options in other orders. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "form/shuffle.h"

/* Orders that are drawn before one stays that is there already: of the options
 * of a question, and of a whole version. */
enum { TRIES = 20, VERSION_TRIES = 50 };

/* Questions of F that stay together: [from, to). */
struct run {
	size_t from, to;
};

/* Cuts F into its runs, and returns how many there are. */
static size_t cut(const struct form *f, struct run *runs)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		const char *is = f->items[i].item->case_id.s;
		const char *was = i ? f->items[i - 1].item->case_id.s : NULL;

		if (is && was && strcmp(is, was) == 0)
			runs[n - 1].to = i + 1;
		else
			runs[n++] = (struct run){i, i + 1};
	}
	return n;
}

static bool is_same(const struct placed *a, const struct placed *b)
{
	for (size_t i = 0; i < a->noptions; i++)
		if (strcmp(a->options[i], b->options[i]) != 0)
			return false;
	return true;
}

/* Another order of the runs than that of the form, if there is one. */
static void draw_order(struct chance *c, size_t *order, size_t n)
{
	bool same;

	for (size_t i = 0; i < n; i++)
		order[i] = i;
	do {
		chance_shuffle(c, order, n);
		same = true;
		for (size_t i = 0; i < n; i++)
			same = same && order[i] == i;
	} while (same && n > 1);
}

static void make_version(struct arena *a, const struct form *f,
			 const struct run *runs, size_t nruns, uint64_t seed,
			 struct form *v)
{
	struct chance c = {seed};
	struct deck decks[OPTION_MAX + 1] = {{{0}, 0}};
	size_t *order = xcalloc(nruns + 1, sizeof *order);

	v->n = 0;
	v->items = arena_array(a, struct placed, f->n + 1);
	draw_order(&c, order, nruns);
	for (size_t i = 0; i < nruns; i++)
		for (size_t k = runs[order[i]].from; k < runs[order[i]].to;
		     k++) {
			struct placed *p = &v->items[v->n++];

			p->item = f->items[k].item;
			for (int tries = 0; tries < TRIES; tries++) {
				shuffle_options(a, &c, decks, p);
				if (!is_same(p, &f->items[k]))
					break;
			}
		}
	free(order);
}

static bool is_copy(const struct form *a, const struct form *b)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->items[i].item != b->items[i].item ||
		    !is_same(&a->items[i], &b->items[i]))
			return false;
	return true;
}

/* Is V unlike F and the versions of F so far? */
static bool is_new(const struct form *f, const struct form *v)
{
	bool found = is_copy(f, v);

	for (size_t i = 0; i < f->nversions; i++)
		found = found || is_copy(&f->versions[i], v);
	return !found;
}

size_t form_versions(struct arena *a, struct form *f, unsigned count,
		     uint64_t seed)
{
	struct run *runs = xcalloc(f->n + 1, sizeof *runs);
	size_t nruns = cut(f, runs);

	f->version = 'A';
	f->first = f;
	f->versions = arena_array(a, struct form, count);
	while (f->nversions < count - 1) {
		struct form *v = &f->versions[f->nversions];
		uint64_t tries = 0;

		*v = (struct form){.id = f->id,
				   .title = f->title,
				   .was_secure = f->was_secure,
				   .first = f,
				   .version = (char)('B' + f->nversions)};
		do
			/* Far from the numbers of whole forms (forms.c), and
			 * those of further tries from those of versions. */
			make_version(a, f, runs, nruns,
				     ~seed * 0x100000001B3U + f->nversions +
					     tries * VERSIONS_MAX,
				     v);
		while (!is_new(f, v) && ++tries < VERSION_TRIES);
		if (tries == VERSION_TRIES)
			break;
		f->nversions++;
	}
	free(runs);
	return f->nversions + 1;
}
