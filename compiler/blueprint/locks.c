/* Compares released forms with the bank, and says what changed and how. */
#include "blueprint/locks.h"

#include <string.h>

#include "base/err.h"
#include "blueprint/lock_parts.h"

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
	struct arena a = {0};
	const char *hash = lock_hash(&a, l);
	struct map seen = {0};

	if (!is_named(l->src, l->id.s))
		diag_add(&b->diags, "form/wrong-name", l->src, l->id.at,
			 "the form '%s' must be in a file of that name, "
			 "'%s.yaml'",
			 l->id.s, l->id.s);
	if (strcmp(hash, l->hash.s) != 0)
		diag_add(&b->diags, "form/bad-hash", l->src, l->hash.at,
			 "the hash of what is written here is %s: the file "
			 "was edited or merged; examc form --renew %s writes "
			 "it anew",
			 hash, l->id.s);
	for (size_t i = 0; i < l->nitems; i++)
		check_row(b, l, &l->items[i], &seen);
	map_release(&seen);
	arena_release(&a);
}

void locks_check_bank(struct bank *b)
{
	for (size_t i = 0; i < b->locks.n; i++)
		check_lock(b, b->locks.p[i]);
}

/* Forms */

/* Today's ids of the options that the lock has, in its order, then those that
 * are new. Returns whether it has the same options. */
static bool place_item(struct arena *a, const struct lock_item *l,
		       const struct item *it, struct placed *p)
{
	struct lock_part *parts;
	size_t n = lock_parts(a, it, &parts);
	bool *taken = arena_array(a, bool, n + 1), same = true;
	struct part_match *m = match_parts(a, l, parts, n, taken);

	p->item = it;
	p->options = arena_array(a, const char *, n + 1);
	for (size_t i = 0; i < l->noptions; i++)
		if (m[i].how != PART_GONE)
			p->options[p->noptions++] = parts[m[i].part].id;
		else
			same = false;
	for (size_t i = 0; i < n; i++)
		if (!taken[i]) {
			p->options[p->noptions++] = parts[i].id;
			same = false;
		}
	return same;
}

/* Makes *F of what is there. *SAME: all questions have the options that they
 * had. Returns the id of the first question that cannot be in it (with SOUND:
 * that has errors, too), or NULL. */
static const char *form_of_lock(const struct bank *b, struct arena *a,
				const struct lock *l, bool sound,
				struct form *f, bool *same)
{
	*f = (struct form){.id = l->id.s,
			   .title = l->title.s,
			   .hash = l->hash.s,
			   .was_secure = l->secure};
	f->items = arena_array(a, struct placed, l->nitems + 1);
	*same = true;
	for (size_t i = 0; i < l->nitems; i++) {
		const struct record *r = bank_record(b, l->items[i].id.s);

		if (!r || !record_has_place(r) || (sound && r->diags.errors))
			return l->items[i].id.s;
		*same &= place_item(a, &l->items[i], r->item, &f->items[f->n]);
		f->n++;
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
