/* Editions made of an edition: one form, a part of the bank, the same with
 * other answers. */
#include "model/edition.h"

#include <string.h>

#include "base/err.h"
#include "model/pack.h"

static bool has_reasons(const struct item *it)
{
	if (item_shape(it) != SHAPE_CHOICE)
		return it->explanation != NULL;
	for (size_t i = 0; i < it->noptions; i++)
		if (!it->options[i].rationale)
			return false;
	return true;
}

struct claims edition_claims(const struct item *const *items, size_t n)
{
	struct claims c = {n > 0, n > 0, n > 0, false};

	for (size_t i = 0; i < n; i++) {
		c.sources = c.sources && items[i]->nreferences;
		c.checked = c.checked && c.sources && items[i]->verified.s;
		c.reasons = c.reasons && has_reasons(items[i]);
		c.points = c.points || items[i]->points;
	}
	return c;
}

struct edition edition_of_form(const struct edition *ed, const struct form *f,
			       struct arena *a)
{
	struct edition out = *ed;
	const struct item **items = arena_array(a, const struct item *,
						f->n + 1);

	for (size_t i = 0; i < f->n; i++)
		items[i] = f->items[i].item;
	out.items = items;
	out.nitems = f->n;
	out.claims = edition_claims(items, f->n);
	out.form = f;
	out.findings = NULL;
	return out;
}

struct edition edition_versions(const struct edition *ed, bool alone,
				struct arena *a)
{
	struct edition out = *ed;
	struct form *forms = arena_array(a, struct form,
					 ed->nforms * VERSIONS_MAX + 1);

	out.forms = forms;
	out.nforms = 0;
	for (size_t i = 0; i < ed->nforms; i++) {
		struct form *f = &forms[out.nforms++];

		*f = ed->forms[i];
		for (size_t v = 0; v < f->nversions && !alone; v++)
			forms[out.nforms++] = f->versions[v];
		if (alone) {
			f->version = 0;
			f->first = NULL;
			f->nversions = 0;
		}
	}
	return out;
}

struct edition edition_part(const struct edition *ed,
			    bool wanted(const struct edition *ed, size_t i,
					const void *ctx),
			    const void *ctx, struct arena *a)
{
	struct edition out = *ed;
	const struct item **items = arena_array(a, const struct item *,
						ed->nitems + 1);
	const char **findings = arena_array(a, const char *, ed->nitems + 1);

	out.nitems = 0;
	for (size_t i = 0; i < ed->nitems; i++) {
		if (!wanted(ed, i, ctx))
			continue;
		findings[out.nitems] = ed->findings[i];
		items[out.nitems++] = ed->items[i];
	}
	out.items = items;
	out.findings = findings;
	return out;
}

/* Blind editions */

/* Stands where each reason was: a document without answers that holds it would
 * have told a reason. */
static struct rich canary = {
	.text = "canary of a reason",
	.len = 18,
	.prose = "canary of a reason",
	.html_block = "<p>canary of a reason</p>\n",
	.html_inline = "canary of a reason",
	.html_rest = "",
};

static void blind_options(struct arena *a, struct item *it)
{
	const struct option *was = it->options;

	it->options = arena_array(a, struct option, it->noptions + 1);
	for (size_t i = 0; i < it->noptions; i++) {
		it->options[i] = was[i];
		it->options[i].key = was[(i + 1) % it->noptions].key;
		it->options[i].rationale = &canary;
	}
}

static void blind_steps(struct arena *a, struct item *it)
{
	const struct step *was = it->steps;

	it->steps = arena_array(a, struct step, it->nsteps + 1);
	for (size_t i = 0; i < it->nsteps; i++)
		it->steps[i] = was[it->nsteps - 1 - i];
}

static void blind_pairs(struct arena *a, struct item *it)
{
	const struct pair *was = it->pairs;

	it->pairs = arena_array(a, struct pair, it->npairs + 1);
	for (size_t i = 0; i < it->npairs; i++) {
		const struct pair *other = &was[(i + 1) % it->npairs];

		it->pairs[i] = was[i];
		it->pairs[i].response = other->response;
		memcpy(it->pairs[i].response_id, other->response_id,
		       sizeof other->response_id);
	}
}

/* PLAIN with other answers. */
static struct item *blind_item(const struct item *plain, struct arena *a)
{
	struct item *it = arena_new(a, struct item);

	*it = *plain;
	it->plain = plain;
	it->explanation = &canary;
	blind_options(a, it);
	blind_steps(a, it);
	blind_pairs(a, it);
	return it;
}

struct edition edition_blind(const struct edition *ed, struct arena *a)
{
	struct edition out = *ed;
	const struct item **items = arena_array(a, const struct item *,
						ed->nitems + 1);

	for (size_t i = 0; i < ed->nitems; i++)
		items[i] = blind_item(ed->items[i], a);
	out.items = items;
	return out;
}

/* Texts that wait */

/* A copy of an array, whose texts are to be set. */
static void *again(struct arena *a, const void *p, size_t n)
{
	return n ? memcpy(arena_alloc(a, n), p, n) : NULL;
}

const struct item *edition_read(const struct edition *ed, const struct item *it,
				struct arena *a)
{
	struct pack k = {.arena = a};
	struct item *full;

	if (!it->stored.size)
		return it;
	if (it->plain)
		return blind_item(edition_read(ed, it->plain, a), a);
	full = again(a, it, sizeof *it);
	full->options = again(a, it->options,
			      it->noptions * sizeof *it->options);
	full->steps = again(a, it->steps, it->nsteps * sizeof *it->steps);
	full->pairs = again(a, it->pairs, it->npairs * sizeof *it->pairs);
	k.p = store_get(ed->store, it->stored, a);
	k.end = k.p + it->stored.size;
	pack_texts(&k, full);
	if (k.bad)
		die(EXIT_MACHINE,
		    "the texts of '%s' are not those that were stored; delete "
		    "the cache",
		    it->id.s);
	full->stored.size = 0;
	return full;
}
