/* Counts reviews; those of questions that changed since do not count. */
#include "blueprint/reviews.h"

#include <string.h>

#include "base/map.h"

void reviews_fill(struct bank *b, const struct node *root, struct source *src)
{
	const struct node *c = node_members(root, "reviews");

	b->reviews.src = src;
	b->reviews.p = arena_array(&b->arena, struct review, node_count(c) + 1);
	for (; c; c = c->next) {
		struct review *r = &b->reviews.p[b->reviews.n++];

		r->id = node_field(c, "id");
		r->content = node_field(c, "content");
		r->method = node_field(c, "method");
		r->date = node_field(c, "date");
		r->answer = node_field(c, "answer");
		r->verdict = node_field(c, "verdict");
		r->note = node_field(c, "note");
	}
}

static const char *const methods[] = {"blind-solve", "options-only",
				      "fact-check"};
enum { METHODS = sizeof methods / sizeof *methods };

/* A question and the reviews of it that still count, by method. */
struct judged {
	const struct record *record;
	size_t n[METHODS], agree[METHODS];
};

/* All questions of B by id; B's arena owns *ALL of them. */
static struct map judged_by_id(struct bank *b, struct judged **all)
{
	struct judged *j = arena_array(&b->arena, struct judged,
				       b->records.n + 1);
	struct map m = {0};

	*all = j;
	for (size_t i = 0; i < b->records.n; i++, j++) {
		j->record = b->records.p[i];
		if (j->record->id.s)
			map_put(&m, j->record->id.s, j);
		for (size_t k = 0; k < j->record->more->formerly.n; k++)
			if (!map_get(&m, j->record->more->formerly.p[k].s))
				map_put(&m, j->record->more->formerly.p[k].s,
					j);
	}
	return m;
}

static bool is_current(const struct record *r, const struct review *v)
{
	return strcmp(r->content, v->content.s) == 0;
}

static bool agrees(const struct review *v)
{
	return strcmp(v->verdict.s, "agrees") == 0;
}

void reviews_check(struct bank *b)
{
	struct judged *all;
	struct map ids;

	if (!b->reviews.n)
		return;
	ids = judged_by_id(b, &all);
	for (size_t i = 0; i < b->reviews.n; i++) {
		const struct review *v = &b->reviews.p[i];
		const struct judged *j = map_get(&ids, v->id.s);

		if (!j)
			diag_add(&b->diags, "review/unknown-item",
				 b->reviews.src, v->id.at,
				 "there is no question '%s'", v->id.s);
		else if (!j->record->broken && !is_current(j->record, v))
			diag_add(&b->diags, "review/stale", b->reviews.src,
				 v->content.at,
				 "question '%s' changed since this %s of %s; "
				 "its content is %s now",
				 v->id.s, v->method.s, v->date.s,
				 j->record->content);
	}
	map_release(&ids);
}

/* Files the reviews that still count under their questions. */
static struct judged *judge_all(struct bank *b)
{
	struct judged *all;
	struct map ids = judged_by_id(b, &all);

	for (size_t i = 0; i < b->reviews.n; i++) {
		struct review *v = &b->reviews.p[i];
		struct judged *j = map_get(&ids, v->id.s);

		if (!j || !is_current(j->record, v))
			continue;
		v->record = j->record;
		for (size_t m = 0; m < METHODS; m++)
			if (strcmp(v->method.s, methods[m]) == 0) {
				j->n[m]++;
				j->agree[m] += agrees(v);
			}
	}
	map_release(&ids);
	return all;
}

/* What reviews of today's questions came to. */
struct tally {
	size_t questions, reviews, agree;
	size_t majority; /* questions with more than half of them agreeing */
};

/* Is R of the questions that figures are about? SINGLE: those with one key;
 * else all others. */
static bool is_counted(const struct bank *b, const struct record *r,
		       bool single)
{
	return r && record_counts(b, r) && (r->key_position >= 0) == single;
}

static struct tally tally_of(const struct bank *b, const struct judged *all,
			     size_t method, bool single)
{
	struct tally t = {0};

	for (size_t i = 0; i < b->records.n; i++) {
		const struct judged *j = &all[i];
		size_t n = j->n[method], agree = j->agree[method];

		if (!n || !is_counted(b, j->record, single))
			continue;
		t.questions++;
		t.reviews += n;
		t.agree += agree;
		t.majority += 2 * agree > n;
	}
	return t;
}

void reviews_text(struct bank *b, struct buf *out)
{
	const struct judged *all = judge_all(b);
	bool head = false;

	for (size_t i = 0; i < (size_t)2 * METHODS; i++) {
		struct tally t = tally_of(b, all, i / 2, i % 2 == 0);

		if (!t.questions)
			continue;
		if (!head)
			buf_printf(out, "\n  %-13s %-5s %9s %8s %7s %6s  %s\n",
				   "reviews", "keys", "questions", "reviews",
				   "agree", "%", "by majority");
		head = true;
		buf_printf(out,
			   "  %-13s %-5s %9zu %8zu %7zu %6.1f  %zu (%.1f %%)\n",
			   methods[i / 2], i % 2 ? "more" : "one", t.questions,
			   t.reviews, t.agree,
			   100 * (double)t.agree / (double)t.reviews,
			   t.majority,
			   100 * (double)t.majority / (double)t.questions);
	}
}

/* What a judge did not agree with, for people to look at. */
static struct js *doubts(const struct bank *b, size_t method, bool single)
{
	struct js *list = js_array();

	for (size_t i = 0; i < b->reviews.n; i++) {
		const struct review *v = &b->reviews.p[i];
		struct js *o;

		if (agrees(v) || strcmp(v->method.s, methods[method]) != 0 ||
		    !is_counted(b, v->record, single))
			continue;
		o = js_object();
		js_set(o, "id", js_string(v->id.s));
		js_set(o, "date", js_string(v->date.s));
		js_set(o, "answer", js_string(v->answer.s));
		js_set(o, "verdict", js_string(v->verdict.s));
		js_set(o, "note", js_string(v->note.s));
		js_push(list, o);
	}
	return list;
}

struct js *reviews_json(struct bank *b)
{
	const struct judged *all = judge_all(b);
	struct js *list = js_array();

	for (size_t i = 0; i < (size_t)2 * METHODS; i++) {
		struct tally t = tally_of(b, all, i / 2, i % 2 == 0);
		struct js *o;

		if (!t.questions)
			continue;
		o = js_object();
		js_set(o, "method", js_string(methods[i / 2]));
		js_set(o, "keys", js_string(i % 2 ? "more" : "one"));
		js_set(o, "questions", js_int((long long)t.questions));
		js_set(o, "reviews", js_int((long long)t.reviews));
		js_set(o, "agree", js_int((long long)t.agree));
		js_set(o, "majority", js_int((long long)t.majority));
		js_set(o, "doubts", doubts(b, i / 2, i % 2 == 0));
		js_push(list, o);
	}
	return list;
}
