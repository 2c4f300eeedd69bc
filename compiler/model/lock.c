/* Files of released forms: read, written, and hashed so that both agree. */
#include "model/lock.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/hash.h"
#include "model/blueprint.h"

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
	return l;
}

/* Hashes */

static const char *finish_hash(struct arena *a, struct buf *b)
{
	char hex[33];

	hash_hex(buf_cstr(b), b->n, hex);
	buf_release(b);
	return arena_copy(a, hex, 16);
}

void form_hash(struct arena *a, struct form *f)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < f->n; i++) {
		buf_printf(&b, "%s %s", f->items[i].item->id.s,
			   f->items[i].item->content_hash);
		for (size_t k = 0; k < f->items[i].noptions; k++)
			buf_printf(&b, " %s", f->items[i].options[k]);
		buf_char(&b, '\n');
	}
	f->hash = finish_hash(a, &b);
}

const char *lock_hash(struct arena *a, const struct lock *l)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < l->nitems; i++) {
		const struct lock_item *it = &l->items[i];

		buf_printf(&b, "%s %s", it->id.s, it->content.s);
		for (size_t k = 0; k < it->noptions; k++)
			buf_printf(&b, " %s", it->options[k].id.s);
		buf_char(&b, '\n');
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
	arena_release(&a);
}
