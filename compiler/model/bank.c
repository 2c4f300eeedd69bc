/* Keeps of each item what later steps need of it, and frees a bank. */
#include "model/bank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct bounds *bank_bounds(const struct bank *b)
{
	const struct bounds *own = b->exam ? &b->exam->bounds : NULL;

	if (own && own->options_min <= own->options_max)
		return own;
	return own || b->config_broken ? &bounds_widest : &bounds_default;
}

bool record_is_public(const struct record *r)
{
	return r->status != STATUS_secure;
}

struct bank bank_public(const struct bank *b, struct arena *a)
{
	struct bank out = *b;

	out.records.p = arena_array(a, struct record *, b->records.n + 1);
	out.records.n = 0;
	for (size_t i = 0; i < b->records.n; i++)
		if (record_is_public(b->records.p[i]))
			out.records.p[out.records.n++] = b->records.p[i];
	return out;
}

const char *bank_language(const struct bank *b)
{
	return b->exam ? b->exam->language.s : NULL;
}

bool record_counts(const struct bank *b, const struct record *r)
{
	return !r->broken &&
	       (r->status == STATUS_released || r->status == STATUS_secure ||
		(b->drafts && r->status == STATUS_draft));
}

bool record_has_place(const struct record *r)
{
	return r->item && r->item->task_ref && r->item->topic_ref;
}

struct record *bank_record(const struct bank *b, const char *id)
{
	return map_get(&b->ids, id);
}

bool bank_releases(const struct bank *b, const struct record *r)
{
	const struct field_list *formerly = &r->more->formerly;

	for (size_t i = 0; i < formerly->n; i++)
		if (map_get(&b->locked, formerly->p[i].s))
			return true;
	return r->id.s && map_get(&b->locked, r->id.s);
}

void bank_add_stimulus(struct bank *b, struct stimulus *k)
{
	vec_push(&b->cases, k);
	map_put(&b->case_index, k->id.s, k);
}

struct stimulus *bank_stimulus(const struct bank *b, const char *id)
{
	return map_get(&b->case_index, id);
}

static struct field keep(struct record *r, struct field f)
{
	return (struct field){f.s ? arena_strdup(r->diags.arena, f.s) : NULL,
			      f.at};
}

/* F, whose text KNOWN has, too, and owns as long as R lives; NULL: a copy. */
static struct field keep_known(struct record *r, struct field f,
			       const struct field *known)
{
	return known ? (struct field){known->s, f.at} : keep(r, f);
}

static struct field_list keep_list(struct record *r, const struct field_list *l)
{
	struct field_list out = {.n = l->n};

	if (l->n)
		out.p = arena_array(r->diags.arena, struct field, l->n);
	for (size_t i = 0; i < l->n; i++)
		out.p[i] = keep(r, l->p[i]);
	return out;
}

static struct field_list keep_services(struct record *r,
				       const struct field_list *l,
				       const struct services *all)
{
	struct field_list out = {
		arena_array(r->diags.arena, struct field, l->n), l->n};

	for (size_t i = 0; i < l->n; i++) {
		const struct service *s = all ? services_find(all, l->p[i].s)
					      : NULL;

		out.p[i] = keep_known(r, l->p[i], s ? &s->id : NULL);
	}
	return out;
}

/* What exam.yaml and services.yaml name is named there. */
static void keep_item(struct record *r, const struct item *it,
		      const struct services *services)
{
	if (!r->id.s)
		r->id = keep(r, it->id);
	r->type = it->type;
	r->status = it->status;
	r->difficulty = it->difficulty;
	r->task = it->task_ref;
	r->domain = it->task_ref ? it->task_ref->domain : NULL;
	r->topic = it->topic_ref;
	r->decides = it->decides_ref;
	r->services = keep_services(r, &it->services, services);
	if (it->nkeys == 1)
		for (size_t i = 0; i < it->noptions; i++)
			if (it->options[i].key)
				r->key_position = (signed char)i;
	r->stem_span = it->stem->span;
}

/* Also a broken item has fields that others refer to. */
static void keep_fields(struct record *r, const struct node *root,
			const struct item *it)
{
	const struct topic *topic = it ? it->topic_ref : NULL;
	const struct task *task = it ? it->task_ref : NULL;
	const struct vocabulary *decides = it ? it->decides_ref : NULL;
	const char *status = node_value(root, "status");

	r->id = keep(r, node_field(root, "id"));
	r->topic_field = keep_known(r, node_field(root, "topic"),
				    topic ? &topic->id : NULL);
	r->task_field = keep_known(r, node_field(root, "task"),
				   task ? &task->id : NULL);
	r->decides_field = keep_known(r, node_field(root, "decides"),
				      decides ? &decides->id : NULL);
	for (int i = 0; status && i < ITEM_STATUSES; i++)
		if (strcmp(status, status_names[i]) == 0)
			r->status = (enum item_status)i;
}

static const struct record_more none;

bool record_has_more(const struct record *r)
{
	return r->more != &none;
}

void record_set_more(struct record *r, const struct record_more *m)
{
	bool any = m->formerly.n || m->variant_of.n || m->enemies.n ||
		   m->tags.n || m->case_field.s || m->part || m->part_at.end;

	r->more = any ? memcpy(arena_new(r->diags.arena, struct record_more), m,
			       sizeof *m)
		      : &none;
}

/* The values of the list KEY below ROOT. */
static struct field_list keep_values(struct record *r, const struct node *root,
				     const char *key)
{
	const struct node *c = node_members(root, key);
	struct field_list out = {0};

	if (c)
		out.p = arena_array(r->diags.arena, struct field,
				    node_count(c));
	for (; c; c = c->next)
		if (node_value(c, "value"))
			out.p[out.n++] = keep(r, node_field(c, "value"));
	return out;
}

static void keep_more(struct record *r, const struct node *root,
		      const struct item *it)
{
	struct record_more m = {0};

	if (root) {
		m.formerly = keep_values(r, root, "formerly");
		m.case_field = keep(r, node_field(root, "case"));
		m.part_at = node_field(root, "part").at;
	}
	if (it) {
		m.variant_of = keep_list(r, &it->variant_of);
		m.enemies = keep_list(r, &it->enemies);
		m.tags = keep_list(r, &it->tags);
		m.part = it->part;
	}
	record_set_more(r, &m);
}

void record_fill(struct record *r, const struct node *root,
		 const struct item *it, const struct services *services)
{
	r->broken = !it;
	r->key_position = -1;
	if (root)
		keep_fields(r, root, it);
	keep_more(r, root, it);
	if (it)
		keep_item(r, it, services);
	if (it)
		memcpy(r->content, it->content_hash, sizeof r->content);
}

void bank_release(struct bank *b)
{
	for (size_t i = 0; i < b->nkeeps; i++)
		arena_release(&b->keeps[i]);
	for (size_t i = 0; i < b->sources.n; i++)
		source_drop(b->sources.p[i]);
	vec_release(&b->records);
	vec_release(&b->cases);
	vec_release(&b->locks);
	map_release(&b->locked);
	map_release(&b->ids);
	map_release(&b->case_index);
	map_release(&b->lost_cases);
	vec_release(&b->sources);
	arena_release(&b->arena);
	*b = (struct bank){0};
}
