/* Rules that are patterns: match, absent, count, swap. */
#include <string.h>

#include "base/buf.h"
#include "check/parts.h"

enum { GROUPS_MAX = 8, EXCUSE_NEAR = 200 };

/* Looks for U in the texts of the whole item. */
static enum match_status item_says(struct lint *l, const struct pattern *u)
{
	for (size_t i = 0; i < l->nparts; i++) {
		struct part *p = &l->parts[i];
		const struct view *v;
		enum match_status s;

		if (!(p->in & (IN_STEM | IN_OPTION)))
			continue;
		v = part_view(l, p, VIEW_PROSE);
		s = pattern_finds(u, l->matcher, v->s, v->n);
		if (s != MATCH_NONE)
			return s;
	}
	return MATCH_NONE;
}

/*
 * Does a match of U overlap [FROM, TO) of the view? Only what begins near the
 * match is looked at, so that many matches in one text stay cheap.
 */
static enum match_status overlaps(struct lint *l, const struct pattern *u,
				  const struct view *v, size_t from, size_t to)
{
	struct scan s = scan_start(u, l->matcher, v->s, v->n);
	enum match_status st;

	s.next = from > EXCUSE_NEAR ? from - EXCUSE_NEAR : 0;
	while (s.next && ((unsigned char)v->s[s.next] & 0xC0) == 0x80)
		s.next--;
	while ((st = scan_next(&s)) == MATCH_FOUND && s.from < to)
		if (s.to > from)
			return MATCH_FOUND;
	return st == MATCH_FOUND ? MATCH_NONE : st;
}

static enum match_status one_excuse(struct lint *l, const struct unless *u,
				    const struct view *v, size_t from,
				    size_t to)
{
	const struct view *stem;

	if (u->here)
		return overlaps(l, u->here, v, from, to);
	if (u->match)
		return pattern_finds(u->match, l->matcher, v->s + from,
				     to - from);
	if (u->text)
		return pattern_finds(u->text, l->matcher, v->s, v->n);
	if (u->item)
		return item_says(l, u->item);
	stem = part_view(l, l->stem, VIEW_PROSE);
	return pattern_finds(u->stem, l->matcher, stem->s, stem->n);
}

/* Does one of the rule's "unless" speak for the match [FROM, TO)? */
static bool excused(struct lint *l, const struct rule *r, const struct part *p,
		    const struct view *v, size_t from, size_t to)
{
	for (const struct unless *u = r->unless; u; u = u->next) {
		enum match_status s = one_excuse(l, u, v, from, to);

		if (s == MATCH_LIMIT)
			lint_limit(l, r, p);
		if (s != MATCH_NONE)
			return true;
	}
	return false;
}

/* Copies the named groups of the match as message variables. */
static void take_groups(struct lint *l, const struct scan *s,
			struct var vars[GROUPS_MAX + 2])
{
	const char *name;
	size_t n = 0, from, to;

	for (size_t i = 0;
	     n < GROUPS_MAX && (name = pattern_group(s->pattern, i)); i++)
		if (scan_group(s, name, &from, &to))
			vars[n++] = (struct var){
				name, arena_copy(&l->scratch, s->text + from,
						 to - from)};
	vars[n] = (struct var){NULL, NULL};
}

/* What is done with each match that nothing excuses. */
typedef void found_fn(struct lint *l, const struct rule *r, struct part *p,
		      const struct view *v, const struct scan *s,
		      struct var *groups, void *data);

/* Calls FOUND for all matches of PATTERN in the rule's parts. */
static void each_match(struct lint *l, const struct rule *r,
		       const struct pattern *pattern, found_fn *found,
		       void *data)
{
	struct var groups[GROUPS_MAX + 2];

	for (size_t i = 0; i < l->nparts; i++) {
		struct part *p = &l->parts[i];
		const struct view *v;
		enum match_status st;
		struct scan s;

		if (!(p->in & r->in) || p->from == p->to)
			continue;
		v = part_view(l, p, r->view);
		s = scan_start(pattern, l->matcher, v->s, v->n);
		while ((st = scan_next(&s)) == MATCH_FOUND) {
			take_groups(l, &s, groups);
			if (!excused(l, r, p, v, s.from, s.to))
				found(l, r, p, v, &s, groups, data);
		}
		if (st == MATCH_LIMIT)
			lint_limit(l, r, p);
	}
}

static void report_match(struct lint *l, const struct rule *r, struct part *p,
			 const struct view *v, const struct scan *s,
			 struct var *groups, void *data)
{
	(void)data;
	lint_found(l, r, p, view_offset(p, v, s->from),
		   view_offset(p, v, s->to), groups);
}

void check_match(struct lint *l, const struct rule *r)
{
	each_match(l, r, r->pattern, report_match, NULL);
}

static void note_found(struct lint *l, const struct rule *r, struct part *p,
		       const struct view *v, const struct scan *s,
		       struct var *groups, void *data)
{
	(void)l, (void)r, (void)p, (void)v, (void)s, (void)groups;
	*(bool *)data = true;
}

/* One finding if no part of the rule's scope has the pattern. */
void check_absent(struct lint *l, const struct rule *r)
{
	bool found = false;

	each_match(l, r, r->pattern, note_found, &found);
	for (size_t i = 0; !found && i < l->nparts; i++) {
		const struct part *p = &l->parts[i];

		if (!(p->in & r->in))
			continue;
		lint_found(l, r, p, p->from, p->to, NULL);
		return;
	}
}

/* Parts that match, and the first match. */
struct tally {
	struct part *first, *last;
	size_t from, to; /* of the first, in its rich text */
	size_t n;
	struct buf matches, ids;
};

static void count_match(struct lint *l, const struct rule *r, struct part *p,
			const struct view *v, const struct scan *s,
			struct var *groups, void *data)
{
	struct tally *t = data;

	(void)l, (void)r, (void)groups;
	if (t->last == p)
		return;
	if (!t->n) {
		t->first = p;
		t->from = view_offset(p, v, s->from);
		t->to = view_offset(p, v, s->to);
	} else {
		buf_str(&t->matches, "; ");
		buf_str(&t->ids, ", ");
	}
	t->last = p;
	t->n++;
	buf_add(&t->matches, v->s + s->from, s->to - s->from);
	buf_str(&t->ids, p->id);
}

/* Too many (or, with max, not: up to max) parts have the pattern. */
void check_count(struct lint *l, const struct rule *r)
{
	size_t max = rule_count(r, "max");
	struct tally t = {0};

	each_match(l, r, r->pattern, count_match, &t);
	if (t.n && t.n >= rule_count(r, "min") && (!max || t.n <= max))
		lint_found(l, r, t.first, t.from, t.to,
			   (struct var[]){{"count", arena_printf(&l->scratch,
								 "%zu", t.n)},
					  {"matches", buf_cstr(&t.matches)},
					  {"ids", buf_cstr(&t.ids)},
					  {NULL, NULL}});
	buf_release(&t.matches);
	buf_release(&t.ids);
}

static void report_swap(struct lint *l, const struct rule *r, struct part *p,
			const struct view *v, const struct scan *s,
			struct var *groups, void *data)
{
	const struct swap *swap = data;
	size_t n = 0;

	while (groups[n].name)
		n++;
	groups[n] = (struct var){"to", swap->to};
	groups[n + 1] = (struct var){NULL, NULL};
	report_match(l, r, p, v, s, groups, NULL);
}

void check_swap(struct lint *l, const struct rule *r)
{
	for (struct swap *s = r->swaps; s; s = s->next)
		each_match(l, r, s->from, report_swap, s);
}
