/* Reviews count as long as the question is the one that was judged. */
#include "check/reviews.h"

#include <string.h>

static struct field field(const struct node *n, const char *name)
{
	const struct attr *a = node_attr(n, name);

	return a ? (struct field){a->value, a->at} : (struct field){0};
}

void reviews_fill(struct bank *b, const struct node *root, struct source *src)
{
	const struct node *list = node_child(root, "reviews");
	size_t n = 0;

	for (const struct node *c = list ? list->first : NULL; c; c = c->next)
		n++;
	b->reviews.src = src;
	b->reviews.p = arena_array(&b->arena, struct review, n + 1);
	for (const struct node *c = list ? list->first : NULL; c; c = c->next) {
		struct review *r = &b->reviews.p[b->reviews.n++];

		r->id = field(c, "id");
		r->content = field(c, "content");
		r->method = field(c, "method");
		r->verdict = field(c, "verdict");
	}
}

static const struct record *record_of(const struct bank *b, const char *id)
{
	for (size_t i = 0; i < b->records.n; i++)
		if (b->records.p[i]->id.s &&
		    strcmp(b->records.p[i]->id.s, id) == 0)
			return b->records.p[i];
	return NULL;
}

static bool is_current(const struct record *r, const struct review *v)
{
	return r && strcmp(r->content, v->content.s) == 0;
}

void reviews_check(struct bank *b)
{
	for (size_t i = 0; i < b->reviews.n; i++) {
		const struct review *v = &b->reviews.p[i];
		const struct record *r = record_of(b, v->id.s);

		if (!r)
			diag_add(&b->diags, "review/unknown-item",
				 b->reviews.src, v->id.at,
				 "there is no question '%s'", v->id.s);
		else if (!r->broken && !is_current(r, v))
			diag_add(&b->diags, "review/stale", b->reviews.src,
				 v->content.at,
				 "question '%s' changed since this %s; its "
				 "content is %s now",
				 v->id.s, v->method.s, r->content);
	}
}

void reviews_text(const struct bank *b, struct buf *out)
{
	static const char *const methods[] = {"blind-solve", "options-only",
					      "fact-check"};

	for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
		size_t all = 0, agree = 0;

		for (size_t i = 0; i < b->reviews.n; i++) {
			const struct review *v = &b->reviews.p[i];

			if (strcmp(v->method.s, methods[m]) != 0 ||
			    !is_current(record_of(b, v->id.s), v))
				continue;
			all++;
			agree += strcmp(v->verdict.s, "agrees") == 0;
		}
		if (all)
			buf_printf(out,
				   "%s: %zu of %zu agree with the key "
				   "(%.0f %%)\n",
				   methods[m], agree, all,
				   100.0 * (double)agree / (double)all);
	}
}
