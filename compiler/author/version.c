/* A file as it would be, judged again, and whether it still says what it said. */
#include "author/version.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/fill.h"
#include "read/read.h"
#include "schema/narrow.h"

static void compile_question(const struct fixer *f, struct version *v)
{
	struct reader r = {.arena = &v->arena,
			   .src = &v->src,
			   .diags = &v->diags,
			   .root = v->src.root};
	struct node *root = NULL;

	if (read_check_bytes(&r, false))
		root = read_question(&r);
	if (root && !r.front_broken &&
	    schema_check_item(f->session->question, f->bounds, root, &v->src,
			      &v->diags,
			      r.body_broken ? SCHEMA_FRONT_ONLY : SCHEMA_ALL) &&
	    !r.body_broken && !v->diags.errors)
		v->item = fill_item(&v->arena, root, &v->src, f->exam);
}

/* The schema of a bank's other file SRC, and the name of its root; NULL: it has
 * none. */
static const struct schema *
schema_of(const struct session *s, const struct source *src, const char **root)
{
	const struct {
		const char *rel, *root; /* REL: how the file's path begins */
		const struct schema *schema;
	} kinds[] = {
		{"exam.yaml", "exam", s->exam},
		{"services.yaml", "services", s->services},
		{"review.yaml", "review", s->review},
		{"forms/", "form", s->forms},
		{"rules/", "rules", s->rules},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strncmp(src->rel, kinds[i].rel, strlen(kinds[i].rel)) ==
		    0) {
			*root = kinds[i].root;
			return kinds[i].schema;
		}
	return NULL;
}

typedef VEC(const char *) fact_list;

/* Adds what N and all in it say, a line a value: where it stands, the value. A
 * key of the file and one of a group of the file are told alike, since repairs
 * move keys between the two; what stands in a list stays in its place. */
static void add_facts(struct arena *a, const struct node *n, const char *path,
		      size_t depth, fact_list *out)
{
	size_t i = 0;

	for (const struct attr *at = n->attrs; at; at = at->next)
		vec_push(out,
			 arena_printf(a, "%s%s: %s\n", depth > 1 ? path : "",
				      at->name, at->value));
	for (const struct node *c = n->first; c; c = c->next)
		/* Keys of a file may come and go, members of lists count. */
		add_facts(a, c,
			  arena_printf(a, "%s%s %zu/", path, c->name,
				       depth ? i++ : 0),
			  depth + 1, out);
}

static int by_text(const void *pa, const void *pb)
{
	return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

static const char *facts_of(struct arena *a, const struct node *root)
{
	fact_list all = {0};
	struct buf text = BUF_INIT;
	const char *out;

	add_facts(a, root, "", 0, &all);
	if (all.n)
		qsort(all.p, all.n, sizeof *all.p, by_text);
	for (size_t i = 0; i < all.n; i++)
		buf_str(&text, all.p[i]);
	out = arena_strdup(a, buf_cstr(&text));
	buf_release(&text);
	vec_release(&all);
	return out;
}

static void compile_yaml(const struct fixer *f, struct version *v)
{
	struct reader r = {
		.arena = &v->arena, .src = &v->src, .diags = &v->diags};
	struct node *root = NULL;
	const char *name;
	const struct schema *schema = schema_of(f->session, &v->src, &name);

	if (schema && read_check_bytes(&r, true))
		root = read_yaml(&r, name, source_bom(&v->src), v->src.size,
				 LIMIT_YAML_EVENTS);
	if (root &&
	    schema_check(schema, root, &v->src, &v->diags, SCHEMA_ALL) &&
	    !v->diags.errors)
		v->facts = facts_of(&v->arena, root);
}

bool version_is_question(const struct source *src)
{
	return !src->rel || !path_ends(src->rel, ".yaml");
}

void version_make(const struct fixer *f, const struct source *like, char *text,
		  size_t size, struct version *v)
{
	*v = (struct version){.src = *like};
	v->src.lines = NULL;
	v->src.text = text;
	v->src.size = size;
	v->diags.arena = &v->arena;
	if (version_is_question(like))
		compile_question(f, v);
	else
		compile_yaml(f, v);
}

void version_release(struct version *v)
{
	source_drop(&v->src);
	arena_release(&v->arena);
}

static const struct option *option_by_id(const struct item *it, const char *id)
{
	for (size_t i = 0; i < it->noptions; i++)
		if (strcmp(it->options[i].id, id) == 0)
			return &it->options[i];
	return NULL;
}

static bool same_text(const struct rich *a, const struct rich *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	bool same;

	if (!a || !b)
		return a == b;
	rich_normal(a, &x);
	rich_normal(b, &y);
	same = strcmp(buf_cstr(&x), buf_cstr(&y)) == 0;
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* Is NOW what WAS says behind a letter or number of its own: "A. text"? */
static bool lost_letter(const struct rich *was, const struct rich *now)
{
	size_t n = was->len > now->len ? was->len - now->len : 0;

	return n >= 3 && n <= 4 && strchr(".):", was->text[n - 2]) &&
	       strcmp(was->text + n, now->text) == 0;
}

/* The option of B that A's option I has become; NULL: it is lost. */
static const struct option *option_now(const struct item *a, size_t i,
				       const struct item *b)
{
	const struct option *now = option_by_id(b, a->options[i].id);

	if (!now && lost_letter(a->options[i].text, b->options[i].text))
		now = &b->options[i];
	return now;
}

/* Every key is still a key, in the same words, with its own rationale. */
static bool same_question(const struct item *a, const struct item *b)
{
	if (a->type != b->type || a->noptions != b->noptions ||
	    a->nkeys != b->nkeys || a->nsteps != b->nsteps ||
	    a->npairs != b->npairs || strcmp(a->id.s, b->id.s) != 0)
		return false;
	for (size_t i = 0; i < a->noptions; i++) {
		const struct option *o = &a->options[i];
		const struct option *now = option_now(a, i, b);

		if (!now && !o->key)
			continue; /* a distractor's wording may be mended */
		if (!now || now->key != o->key ||
		    !same_text(o->rationale, now->rationale))
			return false;
	}
	for (size_t i = 0; i < a->nsteps; i++)
		if (strcmp(a->steps[i].id, b->steps[i].id) != 0)
			return false;
	return true;
}

bool version_follows(const struct version *was, const struct version *now)
{
	if (was->item)
		return now->item && same_question(was->item, now->item);
	if (was->facts)
		return now->facts && strcmp(was->facts, now->facts) == 0;
	return now->diags.errors < was->diags.errors;
}
