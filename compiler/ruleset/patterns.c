/* Compiles the patterns of packs: ${names} put in, faults at their place. */
#include <string.h>

#include "base/buf.h"
#include "ruleset/pack.h"

/* Where the bytes of the expanded pattern came from. */
struct expansion {
	struct buf text;
	VEC(struct origin {
		size_t to;   /* first byte of the expanded text */
		size_t from; /* offset in what the author wrote */
		bool put_in; /* the author wrote ${name} there */
	}) origins;
};

static void origin_add(struct expansion *e, size_t from, bool put_in)
{
	vec_push(&e->origins, ((struct origin){e->text.n, from, put_in}));
}

/* Offset in the author's text of offset AT of the expanded one. */
static size_t author_offset(const struct expansion *e, size_t at)
{
	size_t i = e->origins.n;

	while (i > 1 && e->origins.p[i - 1].to > at)
		i--;
	if (e->origins.p[i - 1].put_in)
		return e->origins.p[i - 1].from;
	return e->origins.p[i - 1].from + at - e->origins.p[i - 1].to;
}

/* The place of offset AT of what the author wrote; the value's start where
 * the bytes are not the same ones. */
static struct span place(const struct attr *a, size_t at)
{
	size_t n = a->at.end - a->at.start;

	if (!a->verbatim)
		return a->at;
	if (at > n)
		at = n;
	return span_of(a->at.start + at, a->at.start + at + (at < n));
}

static struct attr *definitions(const struct pack *k)
{
	const struct node *define = node_child(k->root, "define");

	return define ? define->attrs : NULL;
}

static void unknown_name(struct pack *k, const struct attr *a, size_t at,
			 const char *name, size_t n)
{
	struct nearest near = {.word = arena_copy(&k->rs->arena, name, n)};

	for (const struct attr *d = definitions(k);
	     d && k->compared++ < SUGGEST_MAX; d = d->next)
		nearest_try(&near, d->name);
	k->broken = true;
	diag_add(k->out, "rules/bad-pattern", k->src, place(a, at),
		 near.found ? "${%s} is not defined; did you mean ${%s}?"
			    : "${%s} is not defined in this pack's 'define'",
		 near.word, near.found);
}

/* The value of ${NAME}; a definition may use those written before it, whose
 * text it gets as it is. */
static const struct attr *definition(struct pack *k, const char *name, size_t n)
{
	if (!k->defined.n)
		for (struct attr *d = definitions(k); d; d = d->next)
			map_put(&k->defined, d->name, d);
	return map_get(&k->defined, arena_copy(&k->rs->arena, name, n));
}

/* Expands A's value into E; false: reported. */
static bool expand(struct pack *k, const struct attr *a, struct expansion *e)
{
	const char *s = a->value, *p = s, *open;

	origin_add(e, 0, false);
	while ((open = strstr(p, "${"))) {
		const char *close = strchr(open, '}');
		const struct attr *d;

		if (!close)
			break;
		buf_add(&e->text, p, (size_t)(open - p));
		d = definition(k, open + 2, (size_t)(close - open) - 2);
		if (!d) {
			unknown_name(k, a, (size_t)(open - s), open + 2,
				     (size_t)(close - open) - 2);
			return false;
		}
		origin_add(e, (size_t)(open - s), true);
		buf_str(&e->text, d->value);
		if (e->text.n > PATTERN_MAX)
			return true; /* too long to be compiled: said there */
		p = close + 1;
		origin_add(e, (size_t)(p - s), false);
	}
	buf_str(&e->text, p);
	return true;
}

static struct pattern *compile(struct pack *k, const struct attr *a,
			       bool may_be_empty, struct expansion *e)
{
	struct pattern_fault fault;
	struct pattern *p;

	if (!expand(k, a, e))
		return NULL;
	p = pattern_compile(buf_cstr(&e->text), e->text.n,
			    (may_be_empty ? PATTERN_MAY_BE_EMPTY : 0) |
				    (k->rs->own ? PATTERN_COUNTED : 0),
			    &fault);
	if (p) {
		vec_push(&k->rs->patterns, p);
		return p;
	}
	k->broken = true;
	diag_add(k->out, "rules/bad-pattern", k->src,
		 place(a, author_offset(e, fault.offset)), "%s", fault.text);
	return NULL;
}

struct pattern *pack_pattern(struct pack *k, const struct attr *a,
			     bool may_be_empty, const char **text)
{
	struct expansion e = {BUF_INIT, {0}};
	struct pattern *p = compile(k, a, may_be_empty, &e);

	if (text)
		*text = arena_copy(&k->rs->arena, buf_cstr(&e.text), e.text.n);
	buf_release(&e.text);
	vec_release(&e.origins);
	return p;
}
