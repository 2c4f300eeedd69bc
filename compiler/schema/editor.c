/* Writes JSON Schemas of what authors write, for editors: what the XSDs say, as
 * far as JSON Schema can. */
#include <stdlib.h>
#include <string.h>

#include "schema/editor.h"
#include "schema/keys.h"

struct writer {
	const struct page *page;
	struct schema *schema;
};

static bool is_of_page(const struct writer *w, const struct decl_root *r)
{
	return page_of(w->schema->name, r->name) == w->page;
}

/* --- Lists and groups --- */

static struct js *alternatives(struct js *first, struct js *second)
{
	struct js *any = js_array();

	js_push(any, first);
	js_push(any, second);
	return any;
}

/* Adds what N says of a key, and WORDS of its values, if there are any. */
static void describe(struct writer *w, struct js *o, xmlNode *n,
		     const char *words)
{
	struct arena *a = &w->schema->arena;
	const char *text = decl_said(w->schema, n, NULL),
		   *example = decl_said(w->schema, n, "example");

	if (!text)
		return;
	if (words)
		text = arena_printf(a, "%s\nIt must be %s.", text, words);
	if (example)
		text = arena_printf(a, "%s\nExample: %s", text, example);
	js_set(o, "description", js_string(text));
}

static void add_group(struct writer *w, struct js *o,
		      const struct decl_type *t);

static struct js *group(struct writer *w, const struct decl_type *t)
{
	struct js *o = js_object();

	add_group(w, o, t);
	return o;
}

/* Do the members of the list NAME of the whole file differ? */
static bool is_set(const struct writer *w, const char *name)
{
	const char *selector = arena_printf(&w->schema->arena, "%s/item", name);

	for (size_t i = 0; i < w->schema->roots.n; i++) {
		const struct decl_root *r = &w->schema->roots.p[i];

		for (size_t k = 0; k < r->uniques.n && is_of_page(w, r); k++)
			if (strcmp(r->uniques.p[k].selector, selector) == 0)
				return true;
	}
	return false;
}

static void add_bounds(struct writer *w, struct js *o,
		       const struct decl_child *c)
{
	const char *min = decl_property(w->schema, c->node, "minOccurs"),
		   *max = decl_property(w->schema, c->node, "maxOccurs");

	if (!min || strcmp(min, "0") != 0)
		js_set(o, "minItems", js_int(min ? atoll(min) : 1));
	if (max && strcmp(max, "unbounded") != 0)
		js_set(o, "maxItems", js_int(atoll(max)));
}

/* Adds what a list or a group of type T must be. */
static void add_type(struct writer *w, struct js *o, const struct decl_type *t)
{
	const struct decl_child *entry = decl_child_find(t, "entry"),
				*item = decl_child_find(t, "item");
	const struct decl_value *v =
		item ? &decl_attr_find(item->type, "value")->value : NULL;

	if (!entry && !item) {
		add_group(w, o, t);
		return;
	}
	js_set(o, "type", js_string("array"));
	if (entry && item) {
		struct js *any = js_object();

		js_set(any, "anyOf",
		       alternatives(editor_value(w->schema, v),
				    group(w, entry->type)));
		js_set(o, "items", any);
		return;
	}
	js_set(o, "items",
	       item ? editor_value(w->schema, v) : group(w, entry->type));
	add_bounds(w, o, item ? item : entry);
}

static struct js *attr_property(struct writer *w, const struct decl_type *t,
				const struct decl_attr *d)
{
	const struct decl_child *also = decl_child_find(t, d->name);
	const char *preset = decl_property(w->schema, d->node, "default");
	struct js *o = js_object(), *second;

	describe(w, o,
		 also && !decl_said(w->schema, d->node, NULL) ? also->node
							      : d->node,
		 d->value.words);
	if (preset)
		js_set(o, "default", editor_literal(preset));
	if (d->unread)
		js_set(o, "deprecated", js_bool(true));
	if (!also) {
		editor_scalar(w->schema, o, &d->value);
		return o;
	}
	second = js_object();
	add_type(w, second, also->type);
	js_set(o, "anyOf",
	       alternatives(editor_value(w->schema, &d->value), second));
	return o;
}

/* What is said of the members of one group, or of a file of several types. */
struct members {
	struct js *properties, *required;
	VEC(const char *) names;
};

static bool has(const struct members *m, const char *name)
{
	for (size_t i = 0; i < m->names.n; i++)
		if (strcmp(m->names.p[i], name) == 0)
			return true;
	return false;
}

static void put(struct members *m, const char *name, bool required,
		struct js *value)
{
	vec_push(&m->names, name);
	js_set(m->properties, name, value);
	if (required)
		js_push(m->required, js_string(name));
}

/* Adds the keys of T that are not there yet. */
static void add_members(struct writer *w, struct members *m,
			const struct decl_type *t, bool top)
{
	for (size_t i = 0; i < t->attrs.n; i++) {
		const struct decl_attr *d = &t->attrs.p[i];
		const char *use = decl_property(w->schema, d->node, "use");

		if (!has(m, d->name))
			put(m, d->name, use && strcmp(use, "required") == 0,
			    attr_property(w, t, d));
	}
	for (size_t i = 0; i < t->children.n; i++) {
		const struct decl_child *c = &t->children.p[i];
		struct js *o;

		if (c->part || has(m, c->name))
			continue;
		o = js_object();
		describe(w, o, c->node, NULL);
		add_type(w, o, c->type);
		if (top && is_set(w, c->name))
			js_set(o, "uniqueItems", js_bool(true));
		put(m, c->name, c->required, o);
	}
}

static struct members members_new(void)
{
	return (struct members){.properties = js_object(),
				.required = js_array()};
}

/* Gives O what M has, and takes no other key. */
static void close_group(struct js *o, struct members *m)
{
	js_set(o, "type", js_string("object"));
	js_set(o, "properties", m->properties);
	js_set(o, "required", m->required);
	js_set(o, "additionalProperties", js_bool(false));
	vec_release(&m->names);
}

static void add_group(struct writer *w, struct js *o, const struct decl_type *t)
{
	struct members m;

	if (t->open) {
		js_set(o, "type", js_string("object"));
		return;
	}
	m = members_new();
	add_members(w, &m, t, false);
	close_group(o, &m);
}

/* --- Files --- */

/* {"properties": {NAME: VALUE}} */
static struct js *property(const char *name, struct js *value)
{
	struct js *o = js_object(), *properties = js_object();

	js_set(properties, name, value);
	js_set(o, "properties", properties);
	return o;
}

/* "if": the type is one of those without the key NAME; "then": it is not
 * there. NULL: all have it. */
static struct js *only_where(const struct writer *w, const char *name)
{
	struct js *lack = js_array(), *is = js_object(), *rule;
	bool any = false;

	for (size_t i = 0; i < w->schema->roots.n; i++) {
		const struct decl_root *r = &w->schema->roots.p[i];

		if (!is_of_page(w, r) || decl_attr_find(r->type, name) ||
		    decl_child_find(r->type, name))
			continue;
		js_push(lack, js_string(r->name));
		any = true;
	}
	js_set(is, "enum", lack);
	if (!any) {
		js_free(is);
		return NULL;
	}
	rule = js_object();
	js_set(rule, "if", property("type", is));
	js_set(rule, "then", property(name, js_bool(false)));
	return rule;
}

static void add_file(struct writer *w, struct js *o)
{
	struct members m = members_new();
	struct js *rules = js_array();

	for (size_t i = 0; i < w->schema->roots.n; i++)
		if (is_of_page(w, &w->schema->roots.p[i]))
			add_members(w, &m, w->schema->roots.p[i].type, true);
	for (size_t i = 0; i < m.names.n; i++) {
		struct js *rule = only_where(w, m.names.p[i]);

		if (rule)
			js_push(rules, rule);
	}
	close_group(o, &m);
	if (w->page->root)
		js_free(rules);
	else
		js_set(o, "allOf", rules);
}

void page_json_schema(const struct page *p, struct buf *out)
{
	struct keys k;
	struct writer w = {.page = p};
	struct js *o = js_object();

	keys_open(&k, p);
	w.schema = k.schema;
	js_set(o, "$schema",
	       js_string("http://json-schema.org/draft-07/schema#"));
	js_set(o, "$id",
	       js_string(arena_printf(&k.schema->arena, "urn:examc:source:%s",
				      page_stem(&k.schema->arena, p))));
	js_set(o, "title",
	       js_string(arena_printf(&k.schema->arena, "%s: %s", p->file,
				      p->title)));
	js_set(o, "description", js_string(k.about));
	add_file(&w, o);
	js_write(o, 1, out);
	js_free(o);
	keys_close(&k);
}
