/* Reads the file of a question or of a stimulus: front matter, then the
 * body. */
#include <string.h>

#include "base/timing.h"
#include "model/item.h"
#include "read/body.h"
#include "read/read.h"

/* Is the line at OFF exactly "---" (blanks behind it allowed)? */
static bool is_rule(const struct source *s, size_t off)
{
	const char *p = s->text + off;

	if (strncmp(p, "---", 3) != 0)
		return false;
	for (p += 3; *p == ' ' || *p == '\t'; p++)
		;
	return *p == '\n' || *p == '\0' || (p[0] == '\r' && p[1] == '\n');
}

static size_t next_line(const struct source *s, size_t off)
{
	const char *nl = memchr(s->text + off, '\n', s->size - off);

	return nl ? (size_t)(nl - s->text) + 1 : s->size;
}

bool read_front_matter(struct reader *r, size_t *from, size_t *to, size_t *body)
{
	const struct source *s = r->src;
	size_t first = source_bom(s), off;

	*body = first;
	if (!is_rule(s, first)) {
		diag_add(r->diags, "yaml/no-front-matter", r->src,
			 span_of(first, first),
			 "the file must begin with front matter: a line ---, "
			 "keys, a line ---");
		return false;
	}
	*from = next_line(s, first);
	for (off = *from; off < s->size; off = next_line(s, off))
		if (is_rule(s, off)) {
			*to = off;
			*body = next_line(s, off);
			return true;
		}
	diag_add(r->diags, "yaml/unclosed-front-matter", r->src,
		 span_of(first, first + 3),
		 "the front matter has no closing line ---");
	return false;
}

/* Is NAME a part that is written below the front matter? */
static bool is_body_part(const char *name)
{
	static const char *const parts[] = {"stem",  "options",	    "steps",
					    "pairs", "explanation", "scenario"};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strcmp(name, parts[i]) == 0)
			return true;
	return false;
}

/* GROUP: what the key has, or NULL where it has one value. */
static void refuse_part(struct reader *r, const char *name, struct span at,
			const struct node *group)
{
	bool bounds = group &&
		      (node_attr(group, "min") || node_attr(group, "max"));

	diag_add(r->diags, "schema/unknown-key", r->src, at,
		 bounds ? "'%s' with its bounds is a key of exam.yaml, for all "
			  "questions; move it there"
			: "unknown key '%s'; it is written below the front "
			  "matter",
		 name);
}

/* Keys of the front matter that pretend to be parts of the body are taken out
 * of the tree: only the Markdown reader makes those. */
static void refuse_parts(struct reader *r, struct node *root)
{
	struct node *kept = NULL;
	struct attr *last = NULL;

	for (struct node *c = root->first, *next; c; c = next) {
		next = c->next;
		if (!is_body_part(c->name)) {
			kept = c;
			continue;
		}
		refuse_part(r, c->name, c->key, c);
		*(kept ? &kept->next : &root->first) = next;
	}
	root->last = kept;
	for (struct attr *a = root->attrs, *next; a; a = next) {
		next = a->next;
		if (!is_body_part(a->name)) {
			last = a;
			continue;
		}
		refuse_part(r, a->name, a->key, NULL);
		*(last ? &last->next : &root->attrs) = next;
	}
	root->last_attr = last;
}

/* Reads the front matter into a node; NULL (front_broken) when it cannot. */
static struct node *read_front(struct reader *r, const char *name, size_t *body)
{
	size_t from, to;
	struct node *n = NULL;

	if (!read_front_matter(r, &from, &to, body))
		r->body_broken = true; /* nobody knows where it begins */
	else if (to - from > LIMIT_FRONT_MATTER)
		diag_add(r->diags, "yaml/limit", r->src, span_of(from, from),
			 "the front matter is longer than %d bytes",
			 LIMIT_FRONT_MATTER);
	else
		n = read_yaml(r, name, from, to, LIMIT_FRONT_EVENTS);
	if (n) { /* what is missing is missing at the opening line */
		n->key = span_of(source_bom(r->src), source_bom(r->src) + 3);
		n->at = span_of(n->key.start, *body);
		refuse_parts(r, n);
	}
	r->front_broken = !n;
	return n;
}

/* The index of the item type called NAME, or -1. */
static int type_index(const char *name)
{
	for (int i = 0; i < ITEM_TYPES; i++)
		if (strcmp(item_types[i].name, name) == 0)
			return i;
	return -1;
}

/* Reports an unknown type; a missing one is the schema's to find. */
static void unknown_type(struct reader *r, const struct attr *type)
{
	struct nearest near = {.word = type->value};
	struct diag *d;

	for (int i = 0; i < ITEM_TYPES; i++)
		nearest_try(&near, item_types[i].name);
	d = diag_add(r->diags, "item/unknown-type", r->src, type->at,
		     "unknown type '%s'; the types are single, multiple, "
		     "ordering and matching",
		     type->value);
	if (near.found)
		diag_fix(r->diags, d, type->at, near.found, false,
			 arena_printf(r->arena, "did you mean '%s'?",
				      near.found));
}

struct node *read_question(struct reader *r)
{
	size_t body;
	struct node *root = read_front(r, "single", &body);
	struct attr *type = root ? node_attr(root, "type") : NULL;
	int index = type ? type_index(type->value) : ITEM_single;

	if (r->body_broken)
		return NULL;
	if (!root) /* the body can still be looked at */
		root = node_add(r->arena, NULL, "single", span_of(0, 0),
				span_of(0, r->src->size));
	if (index < 0) {
		unknown_type(r, type);
		type->value = root->name; /* it was told */
		r->body_broken = true;
		return root;
	}
	root->name = item_types[index].name;
	if (!type)
		r->body_broken = true; /* it cannot be judged without a type */
	if (r->body_broken)
		return root;
	timing_mark("yaml");
	read_body(r, root, body, item_types[index].shape);
	timing_mark("markdown");
	return root;
}

struct node *read_case(struct reader *r)
{
	size_t body;
	struct node *root = read_front(r, "case", &body);

	if (!root || r->body_broken)
		return NULL;
	read_scenario(r, root, body);
	return root;
}
