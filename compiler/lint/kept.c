/* Reduces an item to hashes of its words and to what guessers would do. */
#include "lint/kept.h"
#include "lint/budget.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "lint/parts.h"

enum { SHINGLE = 3 };

uint32_t option_hash(const struct lint_record *k, size_t i, bool seen)
{
	return seen ? k->options[i].seen : k->options[i].id;
}

size_t options_common(const struct lint_record *a, const struct lint_record *b,
		      bool seen)
{
	size_t n = 0;

	for (size_t i = 0; i < a->noptions; i++)
		for (size_t j = 0; j < b->noptions; j++)
			if (option_hash(a, i, seen) ==
			    option_hash(b, j, seen)) {
				n++;
				break;
			}
	return n;
}

bool keys_denied(const struct lint_record *a, const struct lint_record *b,
		 bool seen)
{
	for (size_t i = 0; i < a->noptions && i < 32; i++) {
		bool denied = false, keyed = false;

		for (size_t j = 0; j < b->noptions && j < 32; j++) {
			bool same = option_hash(a, i, seen) ==
				    option_hash(b, j, seen);

			denied |= same && !(b->keys >> j & 1);
			keyed |= same && (b->keys >> j & 1);
		}
		/* Of two options that are one, one may be a key. */
		if ((a->keys >> i & 1) && denied && !keyed)
			return b->nkeys > 0;
	}
	return false;
}

/* H, which lies in scratch memory, sorted, in as much of A as it needs. */
static struct hashes settle(struct arena *a, struct hashes h)
{
	struct hashes out;

	hashes_sort(&h);
	out = (struct hashes){arena_array(a, uint32_t, h.n), h.n};
	if (h.n)
		memcpy(out.p, h.p, h.n * sizeof *h.p);
	return out;
}

/* Room for N hashes. */
static struct hashes room(struct arena *a, size_t n)
{
	return (struct hashes){arena_array(a, uint32_t, n), 0};
}

/* Runs of three words; a shorter text is one run. */
static struct hashes shingles_of(struct lint *l, struct arena *keep,
				 const struct words *w)
{
	size_t k = w->n < SHINGLE ? w->n : SHINGLE;
	struct hashes h = room(&l->scratch, w->n);

	for (size_t i = 0; k && i + k <= w->n; i++) {
		uint32_t hash = 2166136261U;

		for (size_t j = 0; j < k; j++)
			hash = (hash ^ w->p[i + j].id) * 16777619U;
		h.p[h.n++] = hash;
	}
	return settle(keep, h);
}

/* Of all code of the stem; 0: it has none. */
static uint32_t code_of(struct lint *l)
{
	const struct view *v = part_view(l, l->stem, VIEW_CODE);
	uint32_t hash = 2166136261U;
	bool any = false;

	if (memcmp(l->item->stem->text, l->item->stem->prose,
		   l->item->stem->len) == 0)
		return 0;
	for (size_t i = 0; i < v->n; i++) {
		if (strchr(" \n\t", v->s[i]))
			continue;
		any = true;
		hash = (hash ^ (unsigned char)v->s[i]) * 16777619U;
	}
	return any ? hash | 1 : 0;
}

static struct hashes words_of(struct lint *l, struct arena *keep,
			      const struct words *w)
{
	struct hashes h = room(&l->scratch, w->n);

	for (size_t i = 0; i < w->n; i++)
		h.p[h.n++] = w->p[i].stem;
	return settle(keep, h);
}

/* Guessing */

/* Is word I of W one that counts, and not there before it? */
static bool is_new(const struct words *w, size_t i)
{
	return !(w->p[i].is & WORD_STOP) && !words_say(w, 0, i, w->p[i].stem);
}

/* How many words of W are in OTHER. */
static long shared_with(const struct words *w, const struct words *other)
{
	long n = 0;

	for (size_t i = 0; i < w->n; i++)
		n += is_new(w, i) && text_says(other, w->p[i].stem);
	return n;
}

/* How often the words of option I occur in other options, but for words that
 * all of them have. */
static long shared_with_others(const struct facts *f, size_t i)
{
	const struct words *w = f->p[i].words;
	long sum = 0;

	for (size_t k = 0; k < w->n; k++) {
		size_t others = 0;

		if (!is_new(w, k))
			continue;
		for (size_t j = 0; j < f->n; j++)
			others += j != i &&
				  text_says(f->p[j].words, w->p[k].stem);
		if (others + 1 < f->n)
			sum += (long)others;
	}
	return sum;
}

static bool has_absolute(const struct words *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->p[i].is & WORD_ABSOLUTE)
			return true;
	return false;
}

/* How good option I looks to the strategy HOW; SHARED is shared_with_others() of
 * each. */
static long looks(struct lint *l, const struct facts *f, const long *shared,
		  enum guess how, size_t i)
{
	switch (how) {
	case GUESS_longest:
		return (long)f->p[i].length;
	case GUESS_overlap:
		return shared_with(f->p[i].words, part_words(l, l->stem));
	case GUESS_convergence:
		return shared[i];
	case GUESS_odd_one_out:
		return -shared[i];
	case GUESS_no_absolutes:
		return !has_absolute(f->p[i].words);
	case GUESSES:
		break;
	}
	return 0;
}

static struct guessed guess_at(struct lint *l, const struct facts *f,
			       const long *shared, enum guess how)
{
	struct guessed g = {0, false};
	long best = 0;

	for (size_t i = 0; i < f->n; i++) {
		long score = looks(l, f, shared, how, i);

		if (!g.tops || score > best) {
			best = score;
			g = (struct guessed){0, false};
		}
		if (score == best) {
			g.tops++;
			g.hit = g.hit || f->p[i].key;
		}
	}
	return g;
}

static double length_ratio(const struct facts *f)
{
	double key = 0, others = 0;

	for (size_t i = 0; i < f->n; i++)
		if (f->p[i].key)
			key += (double)f->p[i].length;
		else
			others += (double)f->p[i].length;
	return others > 0 ? key * (double)(f->n - 1) / others : 0;
}

static void keep_guesses(struct lint *l, struct lint_record *k)
{
	const struct facts *f = lint_facts(l);
	long *shared;

	k->single = f->n >= 3 && f->nkeys == 1;
	if (!k->single)
		return;
	k->length_ratio = length_ratio(f);
	shared = arena_array(&l->scratch, long, f->n);
	for (size_t i = 0; i < f->n; i++)
		shared[i] = shared_with_others(f, i);
	for (int how = 0; how < GUESSES; how++)
		k->guesses[how] = guess_at(l, f, shared, (enum guess)how);
}

/* What rules left */

static struct diag *finding_at(const struct diags *ds, const char *rule,
			       struct span at)
{
	for (struct diag *d = ds->first; d; d = d->next)
		if (d->span.start == at.start && d->span.end == at.end &&
		    strcmp(d->rule, rule) == 0)
			return d;
	return NULL;
}

static uint32_t small_word(const char *s, size_t n)
{
	struct buf b = BUF_INIT;
	uint32_t id;

	for (size_t i = 0; i < n; i++)
		buf_char(&b, small_letter(s[i]));
	id = word_id(buf_cstr(&b));
	buf_release(&b);
	return id;
}

typedef VEC(struct kept_match) match_list;

/* All matches of R in keys and distractors, excused or not. */
static void add_matches(struct lint *l, const struct rule *r, match_list *all)
{
	for (size_t i = 0; i < l->nparts; i++) {
		struct part *p = &l->parts[i];
		struct scan s;

		if (!(p->in & (IN_KEY | IN_DISTRACTOR)))
			continue;
		s = part_scan(l, p, r->view, r->pattern);
		while (scan_next(&s) == MATCH_FOUND) {
			const struct view *v = &p->views[r->view];
			struct span at = part_span(p, view_offset(p, v, s.from),
						   view_offset(p, v, s.to));
			struct kept_match m = {
				r->id,
				small_word(s.text + s.from, s.to - s.from),
				p->in == IN_KEY, finding_at(l->out, r->id, at)};

			vec_push(all, m);
		}
	}
}

static void keep_matches(struct lint *l, struct lint_record *k,
			 struct arena *keep)
{
	const struct ruleset *rs = l->linter->rules;
	match_list all = {0};

	for (size_t i = 0; i < rs->rules.n; i++) {
		const struct rule *r = rs->rules.p[i];

		if (!r->calibrate || !r->pattern || r->sev == SEV_OFF ||
		    !budget_begin(l, r, i))
			continue;
		add_matches(l, r, &all);
		budget_end(l, i);
	}
	if (all.n) {
		k->nmatches = (uint32_t)all.n;
		k->matches = arena_array(keep, struct kept_match, all.n);
		memcpy(k->matches, all.p, all.n * sizeof *all.p);
	}
	vec_release(&all);
}

/* The rule that ID names, if it is judged with the bank; else NULL. */
static const struct rule *kept_rule(const struct lint *l, const char *id)
{
	const struct rule *r = id ? rules_find(l->linter->rules, id) : NULL;

	return r && lint_keeps_allow(r) ? r : NULL;
}

static void keep_allows(struct lint *l, struct lint_record *k,
			struct arena *keep)
{
	const struct item *it = l->item;

	if (it->nallows)
		k->allows = arena_array(keep, struct kept_allow, it->nallows);
	for (size_t i = 0; i < it->nallows; i++) {
		const struct allow *a = &it->allows[i];
		const struct rule *r = kept_rule(l, a->rule.s);

		if (r)
			k->allows[k->nallows++] = (struct kept_allow){
				r->id, a->rule.at,
				allow_expired(a, l->linter->today), a->used};
	}
}

static void keep_option(struct lint_record *k, const char *id,
			const struct rich *text)
{
	k->options[k->noptions++] = (struct kept_option){
		word_id(id), (uint32_t)rich_seen_hash(text)};
}

static void keep_places(const struct item *it, struct lint_record *k)
{
	size_t *order = xcalloc(it->noptions + 1, sizeof *order);

	k->nfree = (uint16_t)item_order(it, order);
	k->key_place = -1;
	for (size_t i = k->nfree; i < it->noptions; i++)
		if (it->nkeys == 1 && it->options[order[i]].key)
			k->key_place = (int16_t)i;
	free(order);
}

/* Ids are hashes of normal forms: what two questions have in common. */
static void keep_options(const struct item *it, struct lint_record *k,
			 struct arena *keep)
{
	size_t n = it->noptions + it->nsteps + 2 * it->npairs;

	k->options = arena_array(keep, struct kept_option, n);
	k->nkeys = (uint16_t)it->nkeys;
	keep_places(it, k);
	for (size_t i = 0; i < it->noptions; i++) {
		if (it->options[i].key)
			k->keys |= (uint32_t)1 << i;
		keep_option(k, it->options[i].id, it->options[i].text);
	}
	for (size_t i = 0; i < it->nsteps; i++)
		keep_option(k, it->steps[i].id, it->steps[i].text);
	for (size_t i = 0; i < it->npairs; i++) {
		const struct pair *p = &it->pairs[i];

		if (p->prompt)
			keep_option(k, p->prompt_id, p->prompt);
		keep_option(k, p->response_id, p->response);
	}
}

struct lint_record *lint_keep(struct lint *l, struct arena *keep)
{
	struct lint_record *k = arena_new(keep, struct lint_record);
	const struct words *stem = part_words(l, l->stem);

	k->stem_words = (uint32_t)stem->n;
	k->sizes = sizes_of(l->item, keep);
	k->shingles = shingles_of(l, keep, stem);
	k->code = code_of(l);
	k->lead = words_of(l, keep, part_words(l, l->lead));
	k->question = question_of(l->item->stem);
	k->seen_question = question_seen(l->item->stem);
	keep_options(l->item, k, keep);
	keep_guesses(l, k);
	keep_matches(l, k, keep);
	keep_allows(l, k, keep);
	return k;
}
