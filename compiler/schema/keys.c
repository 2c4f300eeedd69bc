/* Lists the keys of each kind of file, with what its XSD says of them. */
#include "schema/keys.h"

#include <string.h>

#include "base/err.h"
#include "schema/decl.h"

const struct page pages[] = {
	{"exam.yaml", "exam.yaml", "the blueprint of an exam", "exam", "exam"},
	{"services.yaml", "services.yaml", "the services that questions name",
	 "services", "services"},
	{"question", "<topic>/<id>.md", "front matter and parts of a question",
	 "question", NULL},
	{"case", "cases/<id>.md", "a scenario that questions share", "question",
	 "case"},
	{"rules", "rules/<name>.yaml", "a pack of rules", "rules", "rules"},
	{"forms", "forms/<id>.yaml", "a released form", "forms", "form"},
	{"review.yaml", "review.yaml", "what came of judging questions",
	 "review", "review"},
	{0}};

static const char ending[] = ".yaml";

const struct page *page_find(const char *name)
{
	const struct page *p = pages;
	size_t n = strlen(name);

	while (p->name && (strncmp(p->name, name, n) != 0 ||
			   (p->name[n] && strcmp(p->name + n, ending) != 0)))
		p++;
	return p->name ? p : NULL;
}

const struct page *page_of(const char *schema, const char *root)
{
	const struct page *all = NULL;

	for (const struct page *p = pages; p->name; p++)
		if (strcmp(p->schema, schema) != 0)
			continue;
		else if (!p->root)
			all = p;
		else if (strcmp(p->root, root) == 0)
			return p;
	return all;
}

const char *page_stem(struct arena *a, const struct page *p)
{
	return arena_copy(a, p->name, strcspn(p->name, "."));
}

/* A complex type whose keys were listed, and where. */
struct listed {
	const struct decl_type *type;
	const char *path;
};

struct walk {
	struct keys *out;
	const struct page *page;
	VEC(struct listed) listed;
};

static struct arena *arena_of(const struct walk *w)
{
	return &w->out->schema->arena;
}

/* "1 to 32", "at most 10", "at least one": of how many C may be; NULL: any. */
static const char *count_words(const struct walk *w, const struct decl_child *c)
{
	struct schema *s = w->out->schema;
	const char *min = decl_property(s, c->node, "minOccurs"),
		   *max = decl_property(s, c->node, "maxOccurs");

	if (!max)
		return NULL;
	if (strcmp(max, "unbounded") == 0)
		return min && strcmp(min, "0") == 0 ? NULL : "at least one";
	return min && strcmp(min, "0") == 0
		       ? arena_printf(&s->arena, "at most %s", max)
		       : arena_printf(&s->arena, "%s to %s", min ? min : "1",
				      max);
}

/* "a list", "a list of at most 10", of C. */
static const char *list_words(const struct walk *w, const struct decl_child *c)
{
	const char *count = count_words(w, c);

	return count ? arena_printf(arena_of(w), "a list of %s", count)
		     : "a list";
}

/* What a list, a group or a part of type T may be. */
static const char *shape_of(const struct walk *w, const struct decl_type *t)
{
	const struct decl_child *entry = decl_child_find(t, "entry"),
				*item = decl_child_find(t, "item");
	struct arena *a = arena_of(w);
	const char *each;

	if (!entry && !item)
		return t->open ? "a group with keys of your own" : "a group";
	if (!item)
		return arena_printf(a, "%s, each a group",
				    list_words(w, entry));
	each = decl_attr_find(item->type, "value")->value.words;
	if (entry)
		return arena_printf(a, "a list, each a group or %s", each);
	return arena_printf(a, "%s, each %s", list_words(w, item), each);
}

/* The roots of the page that have the attribute or the child NAME; NULL: all. */
static const char *types_with(const struct walk *w, const char *name)
{
	const struct schema *s = w->out->schema;
	const char *list = NULL;
	bool all = true;

	for (size_t i = 0; i < s->roots.n; i++) {
		const struct decl_root *r = &s->roots.p[i];

		if (page_of(s->name, r->name) != w->page)
			continue;
		if (!decl_attr_find(r->type, name) &&
		    !decl_child_find(r->type, name))
			all = false;
		else
			list = list ? arena_printf(arena_of(w), "%s, %s", list,
						   r->name)
				    : r->name;
	}
	return all ? NULL : list;
}

static bool is_listed(const struct walk *w, const char *path)
{
	for (size_t i = 0; i < w->out->n; i++)
		if (strcmp(w->out->p[i].path, path) == 0)
			return true;
	return false;
}

/* Begins the key NAME below PREFIX, which N declares. */
static struct key key_new(const struct walk *w, const char *prefix,
			  const char *name, xmlNode *n)
{
	struct schema *s = w->out->schema;

	return (struct key){
		.path = arena_printf(&s->arena, "%s%s", prefix, name),
		.text = decl_said(s, n, NULL),
		.example = decl_said(s, n, "example"),
		.types = *prefix ? NULL : types_with(w, name)};
}

static void add_attr(struct walk *w, const struct decl_type *t,
		     const struct decl_attr *d, const char *prefix)
{
	struct schema *s = w->out->schema;
	const struct decl_child *also = decl_child_find(t, d->name);
	struct key k = key_new(w, prefix, d->name,
			       also && !decl_said(s, d->node, NULL) ? also->node
								    : d->node);
	const char *use = decl_property(s, d->node, "use");

	k.value = also ? arena_printf(&s->arena, "%s; or %s", d->value.words,
				      shape_of(w, also->type))
		       : d->value.words;
	k.preset = decl_property(s, d->node, "default");
	k.required = use && strcmp(use, "required") == 0;
	k.old = d->unread;
	vec_push(w->out, k);
}

static void describe_part(const struct walk *w, struct key *k,
			  const struct decl_child *c)
{
	const struct decl_attr *text = decl_attr_find(c->type, "text");

	k->value = text ? text->value.words : NULL;
	k->count = count_words(w, c);
}

static void add_keys(struct walk *w, const struct decl_type *t,
		     const char *prefix, bool part);

/* The keys below the last key, whose value has type T: those of the entries of
 * a list, those of a group. */
static void add_below(struct walk *w, const struct decl_type *t, bool part)
{
	const struct decl_child *entry = decl_child_find(t, "entry");
	const char *path = w->out->p[w->out->n - 1].path;
	bool list = entry || decl_child_find(t, "item");

	if (list && !entry)
		return;
	if (entry)
		t = entry->type;
	if (!t->children.n && (part || !t->attrs.n))
		return;
	for (size_t i = 0; i < w->listed.n; i++)
		if (w->listed.p[i].type == t) {
			w->out->p[w->out->n - 1].same = w->listed.p[i].path;
			return;
		}
	vec_push(&w->listed, ((struct listed){t, path}));
	add_keys(w, t,
		 arena_printf(arena_of(w), "%s%s.", path, entry ? "[]" : ""),
		 part);
}

static void add_keys(struct walk *w, const struct decl_type *t,
		     const char *prefix, bool part)
{
	for (size_t i = 0; i < t->attrs.n && !part; i++) {
		const struct decl_attr *d = &t->attrs.p[i];
		const struct decl_child *also = decl_child_find(t, d->name);

		if (!*prefix && is_listed(w, d->name))
			continue;
		add_attr(w, t, d, prefix);
		if (also)
			add_below(w, also->type, false);
	}
	for (size_t i = 0; i < t->children.n; i++) {
		const struct decl_child *c = &t->children.p[i];
		struct key k;

		if (decl_attr_find(t, c->name) ||
		    (!*prefix && is_listed(w, c->name)))
			continue;
		k = key_new(w, prefix, c->name, c->node);
		k.part = part || c->part;
		k.required = c->required;
		if (k.part)
			describe_part(w, &k, c);
		else
			k.value = shape_of(w, c->type);
		vec_push(w->out, k);
		add_below(w, c->type, k.part);
	}
}

void keys_open(struct keys *k, const struct page *p)
{
	struct walk w = {.out = k, .page = p};
	struct schema *s = schema_load(p->schema);

	*k = (struct keys){.schema = s};
	k->about = decl_said(s, xmlDocGetRootElement(s->doc), NULL);
	for (size_t i = 0; i < s->roots.n; i++)
		if (page_of(p->schema, s->roots.p[i].name) == p) {
			if (p->root)
				k->about = decl_said(s, s->roots.p[i].node,
						     NULL);
			add_keys(&w, s->roots.p[i].type, "", false);
		}
	vec_release(&w.listed);
}

void keys_close(struct keys *k)
{
	schema_free(k->schema);
	vec_release(k);
}

/* Does PATH, to its end or before a name below it, follow the names of K? */
static bool leads_to(const struct key *k, const char *path, bool below)
{
	for (const char *from = k->path; from; from = strchr(from, '.')) {
		const char *p = from += *from == '.', *q = path;

		while (*p) {
			if (*p == '[' && *q != '[')
				p += strlen("[]");
			if (!*p || *p != *q)
				break;
			p++;
			q++;
		}
		if (!*q && (below ? *p == '.' : !*p))
			return true;
	}
	return false;
}

bool key_is(const struct key *k, const char *path)
{
	return *path && leads_to(k, path, false);
}

bool key_is_below(const struct key *k, const char *path)
{
	return *path && leads_to(k, path, true);
}
