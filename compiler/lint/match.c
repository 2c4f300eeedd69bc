/* The checks that search for patterns: match, absent, count and swap. */
#include <string.h>

#include "base/buf.h"
#include "lint/parts.h"

enum { GROUPS_MAX = 8 };

struct stretch {
	size_t from, to;
};

/* Where the pattern of one exception ("unless") matches in one text. */
struct excuse {
	enum match_status st; /* how the walk ended; FOUND: not begun */
	VEC(struct stretch) at;
};

/* Looks for U in the texts of the whole item. */
static enum match_status item_says(struct lint *l, const struct pattern *u)
{
	for (size_t i = 0; i < l->nparts; i++) {
		struct part *p = &l->parts[i];
		enum match_status s;

		if (!(p->in & (IN_STEM | IN_OPTION)))
			continue;
		s = part_finds(l, p, VIEW_PROSE, u);
		if (s != MATCH_NONE)
			return s;
	}
	return MATCH_NONE;
}

/*
 * Does a match of the excuse overlap [FROM, TO)? Its matches are looked for
 * once a text, so that many findings in one text stay cheap.
 */
static enum match_status overlaps(struct excuse *e, struct scan s, size_t from,
				  size_t to)
{
	size_t low = 0, high;

	if (e->st == MATCH_FOUND)
		while ((e->st = scan_next(&s)) == MATCH_FOUND)
			vec_push(&e->at, ((struct stretch){s.from, s.to}));
	for (high = e->at.n; low < high;) {
		size_t mid = (low + high) / 2;

		if (e->at.p[mid].to > from)
			high = mid;
		else
			low = mid + 1;
	}
	return low < e->at.n && e->at.p[low].from < to ? MATCH_FOUND : e->st;
}

static enum match_status one_excuse(struct lint *l, const struct unless *u,
				    struct excuse *e, struct part *p,
				    enum view_kind kind, const struct scan *s)
{
	if (u->here)
		return overlaps(e, part_scan(l, p, kind, u->here), s->from,
				s->to);
	if (u->match)
		return pattern_finds(u->match, l->matcher, s->text + s->from,
				     s->to - s->from);
	if (u->text)
		return part_finds(l, p, kind, u->text);
	if (u->item)
		return item_says(l, u->item);
	return part_finds(l, l->stem, VIEW_PROSE, u->stem);
}

/* Does one of the rule's exceptions ("unless") hold for the match of S? */
static bool excused(struct lint *l, const struct rule *r, struct part *p,
		    const struct scan *s, struct excuse *e)
{
	for (const struct unless *u = r->unless; u; u = u->next, e++) {
		enum match_status st = one_excuse(l, u, e, p, r->view, s);

		if (st == MATCH_LIMIT)
			lint_limit(l, r, p);
		if (st != MATCH_NONE)
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

/* One for each "unless" of the rule; *N of them, none looked for yet. */
static struct excuse *excuses_make(struct lint *l, const struct rule *r,
				   size_t *n)
{
	struct excuse *e;

	*n = 0;
	for (const struct unless *u = r->unless; u; u = u->next)
		++*n;
	e = arena_array(&l->scratch, struct excuse, *n + 1);
	for (size_t i = 0; i < *n; i++)
		e[i].st = MATCH_FOUND;
	return e;
}

/* Calls FOUND for all matches of PATTERN in the part that nothing excuses. */
static void matches_in(struct lint *l, const struct rule *r,
		       const struct pattern *pattern, struct part *p,
		       found_fn *found, void *data)
{
	struct scan s = part_scan(l, p, r->view, pattern);
	struct var groups[GROUPS_MAX + 2];
	struct excuse *excuses = NULL;
	enum match_status st;
	size_t n = 0;

	while ((st = scan_next(&s)) == MATCH_FOUND) {
		if (!excuses)
			excuses = excuses_make(l, r, &n);
		take_groups(l, &s, groups);
		if (!excused(l, r, p, &s, excuses))
			found(l, r, p, &p->views[r->view], &s, groups, data);
	}
	if (st == MATCH_LIMIT)
		lint_limit(l, r, p);
	for (size_t i = 0; i < n; i++)
		vec_release(&excuses[i].at);
}

/* The same in all parts of the rule's scope. */
static void each_match(struct lint *l, const struct rule *r,
		       const struct pattern *pattern, found_fn *found,
		       void *data)
{
	for (size_t i = 0; i < l->nparts; i++) {
		struct part *p = &l->parts[i];

		if ((p->in & r->in) && p->from != p->to)
			matches_in(l, r, pattern, p, found, data);
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

void lint_matches(struct lint *l, const struct rule *r,
		  const struct pattern *pattern)
{
	each_match(l, r, pattern, report_match, NULL);
}

void check_match(struct lint *l, const struct rule *r)
{
	const struct pattern *whole = rule_param(r, "whole")->pattern;

	if (rule_count(r, "shuffled") && l->item->keep_order)
		return;
	lint_matches(l, r, r->pattern);
	if (whole)
		lint_matches(l, r, whole);
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
		lint_found_part(l, r, p, NULL);
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
			   (struct var[]){{"count", lint_number(l, t.n)},
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
