/* Files of released forms: read, written, and hashed so that both agree. */
#include "model/lock.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/hash.h"
#include "model/blueprint.h"
#include "model/values.h"

static void fill_item_row(struct arena *a, struct lock_item *it,
			  const struct node *n)
{
	const struct node *c = node_members(n, "options");

	it->id = node_field(n, "id");
	it->domain = node_field(n, "domain");
	it->content = node_field(n, "content");
	it->stem = node_field(n, "stem");
	it->options = arena_array(a, struct lock_option, node_count(c) + 1);
	for (; c; c = c->next) {
		struct lock_option *o = &it->options[it->noptions++];

		o->id = node_field(c, "id");
		o->text = node_field(c, "text");
		o->key = node_field(c, "key");
	}
}

static void fill_version(struct arena *a, struct lock_version *v,
			 const struct node *n)
{
	const struct node *c = node_members(n, "items");

	v->id = node_field(n, "id");
	v->hash = node_field(n, "hash");
	v->rows = arena_array(a, struct lock_row, node_count(c) + 1);
	for (; c; c = c->next)
		v->rows[v->nrows++] = (struct lock_row){
			node_field(c, "id"), node_list(a, c, "options")};
}

struct lock *lock_fill(struct arena *a, const struct node *root,
		       struct source *src)
{
	struct lock *l = arena_new(a, struct lock);
	const struct node *c = node_members(root, "items");

	l->src = src;
	l->id = node_field(root, "id");
	l->title = node_field(root, "title");
	l->hash = node_field(root, "hash");
	l->seed = node_field(root, "seed");
	l->secure = node_value(root, "secure") &&
		    strcmp(node_value(root, "secure"), "true") == 0;
	l->items = arena_array(a, struct lock_item, node_count(c) + 1);
	for (; c; c = c->next) {
		l->items[l->nitems].lock = l;
		fill_item_row(a, &l->items[l->nitems++], c);
	}
	c = node_members(root, "versions");
	l->versions = arena_array(a, struct lock_version, node_count(c) + 1);
	for (; c; c = c->next)
		fill_version(a, &l->versions[l->nversions++], c);
	return l;
}

const struct lock_item *lock_find(const struct lock *l, const char *id)
{
	for (size_t i = 0; i < l->nitems; i++)
		if (strcmp(l->items[i].id.s, id) == 0)
			return &l->items[i];
	return NULL;
}

/* Hashes */

static const char *finish_hash(struct arena *a, struct buf *b)
{
	char hex[33];

	buf_char(b, '\n');
	hash_hex(buf_cstr(b), b->n, hex);
	buf_release(b);
	return arena_copy(a, hex, 16);
}

/* A question's line in what is hashed; its options follow. */
static void hash_question(struct buf *b, const char *id, const char *content)
{
	buf_printf(b, "%s%s %s", b->n ? "\n" : "", id, content);
}

void form_hash(struct arena *a, struct form *f)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < f->n; i++) {
		const struct placed *p = &f->items[i];

		hash_question(&b, p->item->id.s, p->item->content_hash);
		for (size_t k = 0; k < p->noptions; k++)
			buf_printf(&b, " %s", p->options[k]);
	}
	f->hash = finish_hash(a, &b);
	for (size_t i = 0; i < f->nversions; i++)
		form_hash(a, &f->versions[i]);
}

const char *lock_hash(struct arena *a, const struct lock *l,
		      const struct lock_version *v)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; !v && i < l->nitems; i++) {
		const struct lock_item *it = &l->items[i];

		hash_question(&b, it->id.s, it->content.s);
		for (size_t k = 0; k < it->noptions; k++)
			buf_printf(&b, " %s", it->options[k].id.s);
	}
	for (size_t i = 0; v && i < v->nrows; i++) {
		const struct lock_row *r = &v->rows[i];
		const struct lock_item *it = lock_find(l, r->id.s);

		hash_question(&b, r->id.s, it ? it->content.s : "");
		for (size_t k = 0; k < r->options.n; k++)
			buf_printf(&b, " %s", r->options.p[k].s);
	}
	return finish_hash(a, &b);
}

/* Parts */

size_t lock_parts(struct arena *a, const struct item *it,
		  struct lock_part **parts)
{
	struct lock_part *p =
		arena_array(a, struct lock_part,
			    it->noptions + it->nsteps + it->npairs + 1);
	size_t n = 0;

	for (size_t i = 0; i < it->noptions; i++) {
		const struct option *o = &it->options[i];

		p[n++] = (struct lock_part){o->id, o->text, o->key ? "x" : NULL,
					    o->mark};
	}
	for (size_t i = 0; i < it->nsteps; i++) {
		const struct step *s = &it->steps[i];

		p[n++] = (struct lock_part){s->id, s->text,
					    arena_printf(a, "%zu", i + 1),
					    s->text->span};
	}
	for (size_t i = 0; i < it->npairs; i++) {
		const struct pair *q = &it->pairs[i];

		p[n++] = (struct lock_part){q->response_id, q->response,
					    q->prompt ? q->prompt->text : NULL,
					    q->response->span};
	}
	*parts = p;
	return n;
}

/* Writing */

/* A string of JSON is a double-quoted scalar of YAML 1.2. */
static void quoted(struct buf *out, const char *s)
{
	struct js *v = js_string(s);

	js_write(v, 0, out);
	js_free(v);
	while (out->n && out->p[out->n - 1] == '\n')
		out->n--;
}

static void write_options(struct arena *a, const struct placed *p,
			  struct buf *out)
{
	struct lock_part *parts;
	size_t n = lock_parts(a, p->item, &parts);

	buf_str(out, "    options:\n");
	for (size_t i = 0; i < p->noptions; i++)
		for (size_t k = 0; k < n; k++) {
			if (strcmp(parts[k].id, p->options[i]) != 0)
				continue;
			buf_printf(out,
				   "      - {id: \"%s\", text: ", parts[k].id);
			quoted(out, parts[k].text->text);
			if (parts[k].key) {
				buf_str(out, ", key: ");
				quoted(out, parts[k].key);
			}
			buf_str(out, "}\n");
		}
}

static void write_version(const struct form *v, struct buf *out)
{
	buf_printf(out, "  - id: %c\n    hash: \"%s\"\n    items:\n",
		   v->version, v->hash);
	for (size_t i = 0; i < v->n; i++) {
		const struct placed *p = &v->items[i];

		buf_printf(out, "      - {id: %s, options: [", p->item->id.s);
		for (size_t k = 0; k < p->noptions; k++)
			buf_printf(out, "%s\"%s\"", k ? ", " : "",
				   p->options[k]);
		buf_str(out, "]}\n");
	}
}

void lock_write(const struct form *f, unsigned long long seed, struct buf *out)
{
	struct arena a = {0};

	buf_str(out, "# A released form: commit it. examc check says when a "
		     "question in it changes;\n# examc form --renew takes the "
		     "questions as they are then. Only the title is\n# for "
		     "editing.\n");
	buf_printf(out, "id: %s\n", f->id);
	if (f->title) {
		buf_str(out, "title: ");
		quoted(out, f->title);
		buf_char(out, '\n');
	}
	if (form_is_secure(f))
		buf_str(out, "secure: true\n");
	buf_printf(out, "seed: %llu\nhash: \"%s\"\nitems:\n", seed, f->hash);
	for (size_t i = 0; i < f->n; i++) {
		const struct item *it = f->items[i].item;

		buf_printf(out,
			   "  - id: %s\n    domain: %s\n    content: \"%s\"\n"
			   "    stem: ",
			   it->id.s, it->task_ref->domain->id.s,
			   it->content_hash);
		quoted(out, it->stem->text);
		buf_char(out, '\n');
		write_options(&a, &f->items[i], out);
	}
	if (f->nversions)
		buf_str(out, "versions:\n");
	for (size_t i = 0; i < f->nversions; i++)
		write_version(&f->versions[i], out);
	arena_release(&a);
}
