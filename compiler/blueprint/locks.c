/* Compares released forms with the bank, and says what changed and how. */
#include "blueprint/locks.h"

#include <string.h>

#include "base/err.h"
#include "blueprint/lock_parts.h"
#include "blueprint/lock_versions.h"

/* Findings */

struct comparison {
	const struct lock_item *was;
	const struct item *is;
	struct diags *ds;
	struct arena scratch;
};

static const char *form_of(const struct comparison *c)
{
	return c->was->lock->id.s;
}

static void note_was(struct comparison *c, struct diag *d, struct span at,
		     const char *text)
{
	diag_note(c->ds, d, c->was->lock->src, at, "released as: %.200s%s",
		  text, strlen(text) > 200 ? "…" : "");
}

static void compare_stem(struct comparison *c)
{
	const char *was = c->was->stem.s, *is = c->is->stem->text;
	bool typo = text_is_typo(was, is);
	struct diag *d;

	if (strcmp(was, is) == 0)
		return;
	d = diag_add(c->ds, typo ? "form/typo" : "form/stem-edit", c->is->src,
		     c->is->stem->span,
		     typo ? "the stem differs by a typo from the released form "
			    "'%s'"
			  : "the stem was reworded since the form '%s' was "
			    "released",
		     form_of(c));
	note_was(c, d, c->was->stem.at, was);
}

static void compare_filing(struct comparison *c)
{
	const struct task *t = c->is->task_ref;

	if (t && strcmp(t->domain->id.s, c->was->domain.s) != 0)
		diag_note(c->ds,
			  diag_add(c->ds, "form/re-filed", c->is->src,
				   c->is->task.at,
				   "filed under domain '%s' now, but under "
				   "'%s' when the form '%s' was released",
				   t->domain->id.s, c->was->domain.s,
				   form_of(c)),
			  c->was->lock->src, c->was->domain.at,
			  "the form's domain counts were made with this");
}

static void compare_key(struct comparison *c, const struct lock_option *was,
			const struct lock_part *is)
{
	const char *now = is->key;
	struct diag *d;

	if ((!was->key.s && !now) ||
	    (was->key.s && now &&
	     (strcmp(was->key.s, now) == 0 || text_is_typo(was->key.s, now))))
		return;
	switch (item_shape(c->is)) {
	case SHAPE_CHOICE:
		d = diag_add(c->ds, "form/key-change", c->is->src, is->at,
			     now ? "this option is a key now, but was none "
				   "when the form '%s' was released"
				 : "this option is no key now, but was one "
				   "when the form '%s' was released",
			     form_of(c));
		break;
	case SHAPE_ORDER:
		d = diag_add(c->ds, "form/key-change", c->is->src, is->at,
			     "this step is number %s now, but was number %s "
			     "when the form '%s' was released",
			     now, was->key.s, form_of(c));
		break;
	case SHAPE_MATCH:
	default:
		d = diag_add(c->ds, "form/key-change", c->is->src, is->at,
			     "this response is right for '%.60s' now, but was "
			     "for '%.60s' when the form '%s' was released",
			     now ? now : "nothing",
			     was->key.s ? was->key.s : "nothing", form_of(c));
		break;
	}
	diag_note(c->ds, d, c->was->lock->src, was->id.at,
		  "answer keys that were given out say otherwise");
}

static void compare_option(struct comparison *c, const struct lock_option *was,
			   const struct part_match *m,
			   const struct lock_part *parts)
{
	struct diag *d;

	if (m->how == PART_GONE) {
		d = diag_add(c->ds, "form/option-edit", c->is->src,
			     c->is->stem->span,
			     "an option is gone since the form '%s' was "
			     "released",
			     form_of(c));
		note_was(c, d, was->text.at, was->text.s);
		return;
	}
	if (m->how != PART_SAME) {
		d = diag_add(c->ds,
			     m->how == PART_TYPO ? "form/typo"
						 : "form/option-edit",
			     c->is->src, parts[m->part].text->span,
			     m->how == PART_TYPO
				     ? "this option differs by a typo from the "
				       "released form '%s'"
				     : "this option was reworded since the "
				       "form '%s' was released",
			     form_of(c));
		note_was(c, d, was->text.at, was->text.s);
	}
	compare_key(c, was, &parts[m->part]);
}

static void compare(struct comparison *c)
{
	struct lock_part *parts;
	size_t n = lock_parts(&c->scratch, c->is, &parts);
	bool *taken = arena_array(&c->scratch, bool, n + 1);
	struct part_match *m = match_parts(&c->scratch, c->was, parts, n,
					   taken);

	compare_filing(c);
	compare_stem(c);
	for (size_t i = 0; i < c->was->noptions; i++)
		compare_option(c, &c->was->options[i], &m[i], parts);
	for (size_t i = 0; i < n; i++)
		if (!taken[i])
			diag_note(c->ds,
				  diag_add(c->ds, "form/option-edit",
					   c->is->src, parts[i].at,
					   "this option is new since the form "
					   "'%s' was released",
					   form_of(c)),
				  c->was->lock->src, c->was->id.at,
				  "the form has %zu options here",
				  c->was->noptions);
}

void locks_check_item(const struct bank *b, const struct item *it,
		      struct diags *ds)
{
	struct comparison c = {.is = it, .ds = ds};

	for (size_t i = 0; i <= it->formerly.n; i++) {
		const char *id = i ? it->formerly.p[i - 1].s : it->id.s;

		for (c.was = map_get(&b->locked, id); c.was;
		     c.was = c.was->next)
			compare(&c);
	}
	arena_release(&c.scratch);
}

/* The forms themselves */

void locks_add(struct bank *b, struct lock *l)
{
	vec_push(&b->locks, l);
	for (size_t i = 0; i < l->nitems; i++) {
		struct lock_item *it = &l->items[i];

		struct lock_item *first = map_put(&b->locked, it->id.s, it);

		if (first) {
			it->next = first->next;
			first->next = it;
		}
	}
}

/* Two ids may be one question's, which had one of them before. SEEN: questions
 * of the rows above, by the ids of today. */
static void check_row(struct bank *b, const struct lock *l,
		      const struct lock_item *it, struct map *seen)
{
	struct record *r = bank_record(b, it->id.s);

	if (!r)
		diag_add(&b->diags, "form/missing-item", l->src, it->id.at,
			 "question '%s' of the released form '%s' does not "
			 "exist; a question that is given up stays, with "
			 "'status: retired'",
			 it->id.s, l->id.s);
	else if (r->status == STATUS_draft && !r->broken)
		diag_add(&b->diags, "form/draft-item", l->src, it->id.at,
			 "question '%s' of the released form '%s' is a draft",
			 it->id.s, l->id.s);
	if (r && r->id.s && map_put(seen, r->id.s, r))
		diag_add(&b->diags, "form/duplicate-item", l->src, it->id.at,
			 "the form has question '%s' already; '%s' is another "
			 "id of it",
			 r->id.s, it->id.s);
}

/* The name of a path, without folder and ".yaml". */
static bool is_named(const struct source *src, const char *id)
{
	const char *slash = strrchr(src->path, '/');
	const char *name = slash ? slash + 1 : src->path;
	size_t n = strlen(id);

	return strncmp(name, id, n) == 0 && strcmp(name + n, ".yaml") == 0;
}

static void check_lock(struct bank *b, const struct lock *l)
{
	struct map seen = {0};

	if (!is_named(l->src, l->id.s))
		diag_add(&b->diags, "form/wrong-name", l->src, l->id.at,
			 "the form '%s' must be in a file of that name, "
			 "'%s.yaml'",
			 l->id.s, l->id.s);
	lock_check_hash(b, l, NULL, &l->hash);
	for (size_t i = 0; i < l->nitems; i++)
		check_row(b, l, &l->items[i], &seen);
	for (size_t i = 0; i < l->nversions; i++)
		lock_check_version(b, l, i);
	map_release(&seen);
}

void locks_check_bank(struct bank *b)
{
	for (size_t i = 0; i < b->locks.n; i++)
		check_lock(b, b->locks.p[i]);
}

/* Forms */

/* What an item of a lock is today. */
struct found {
	const struct item *item;
	const char *
		*now; /* ids of its options, in the lock's order; NULL: gone */
	const char **new; /* ids of those that the lock has not, NULL last */
};

/* Finds the options of IT that the lock has, and the others. Returns whether
 * they are the same. */
static bool find_options(struct arena *a, const struct lock_item *l,
			 const struct item *it, struct found *f)
{
	struct lock_part *parts;
	size_t n = lock_parts(a, it, &parts), nnew = 0;
	bool *taken = arena_array(a, bool, n + 1), same = true;
	struct part_match *m = match_parts(a, l, parts, n, taken);

	f->item = it;
	f->now = arena_array(a, const char *, l->noptions + 1);
	f->new = arena_array(a, const char *, n + 1);
	for (size_t i = 0; i < l->noptions; i++)
		if (m[i].how != PART_GONE)
			f->now[i] = parts[m[i].part].id;
		else
			same = false;
	for (size_t i = 0; i < n; i++)
		if (!taken[i])
			f->new[nnew++] = parts[i].id;
	return same && !nnew;
}

/* Today's options of a question in the order of the ids IDS[0..N) (NULL: the
 * lock's own), then those that are new. */
static void place_item(struct arena *a, const struct lock_item *l,
		       const struct found *f, const struct field_list *ids,
		       struct placed *p)
{
	size_t n = ids ? ids->n : l->noptions, nnew = 0;

	while (f->new[nnew])
		nnew++;
	p->item = f->item;
	p->options = arena_array(a, const char *, n + nnew + 1);
	for (size_t i = 0; i < n; i++) {
		size_t k = ids ? 0 : i;

		while (ids && strcmp(l->options[k].id.s, ids->p[i].s) != 0)
			k++;
		if (f->now[k])
			p->options[p->noptions++] = f->now[k];
	}
	for (size_t i = 0; i < nnew; i++)
		p->options[p->noptions++] = f->new[i];
}

/* V is one that fits L. */
static void place_version(struct arena *a, const struct lock *l,
			  const struct lock_version *v,
			  const struct found *found, struct form *f)
{
	f->version = v->id.s[0];
	f->hash = v->hash.s;
	f->items = arena_array(a, struct placed, v->nrows + 1);
	for (; f->n < v->nrows; f->n++) {
		const struct lock_row *r = &v->rows[f->n];
		const struct lock_item *it = lock_find(l, r->id.s);

		place_item(a, it, &found[it - l->items], &r->options,
			   &f->items[f->n]);
	}
}

/* Makes *F of what is there. *SAME: all questions have the options that they
 * had, and so have all versions. Returns the id of the first question that
 * cannot be in it (with SOUND: that has errors, too), or NULL. */
static const char *form_of_lock(const struct bank *b, struct arena *a,
				const struct lock *l, bool sound,
				struct form *f, bool *same)
{
	struct found *found = arena_array(a, struct found, l->nitems + 1);
	const struct form plain = {.id = l->id.s,
				   .title = l->title.s,
				   .hash = l->hash.s,
				   .was_secure = l->secure};

	*f = plain;
	f->items = arena_array(a, struct placed, l->nitems + 1);
	*same = true;
	for (; f->n < l->nitems; f->n++) {
		const struct lock_item *it = &l->items[f->n];
		const struct record *r = bank_record(b, it->id.s);

		if (!r || !record_has_place(r) || (sound && r->diags.errors))
			return it->id.s;
		*same &= find_options(a, it, r->item, &found[f->n]);
		place_item(a, it, &found[f->n], NULL, &f->items[f->n]);
	}
	if (l->nversions) {
		f->version = 'A';
		f->first = f;
	}
	f->versions = arena_array(a, struct form, l->nversions + 1);
	for (size_t i = 0; i < l->nversions; i++) {
		if (!lock_fits(l, &l->versions[i])) {
			*same = false;
			continue;
		}
		f->versions[f->nversions] = plain;
		f->versions[f->nversions].first = f;
		place_version(a, l, &l->versions[i], found,
			      &f->versions[f->nversions++]);
	}
	return NULL;
}

bool locks_renewed(const struct bank *b, struct arena *a, const struct lock *l,
		   struct form *f, const char **gone)
{
	bool same;

	*gone = form_of_lock(b, a, l, false, f, &same);
	if (*gone)
		return false;
	form_hash(a, f);
	return true;
}

bool locks_form(const struct bank *b, struct arena *a, const struct lock *l,
		struct form *f)
{
	bool same;

	return !form_of_lock(b, a, l, true, f, &same) && same;
}

const struct lock *locks_find(const struct bank *b, const char *id)
{
	for (size_t i = 0; i < b->locks.n; i++)
		if (strcmp(b->locks.p[i]->id.s, id) == 0)
			return b->locks.p[i];
	return NULL;
}
