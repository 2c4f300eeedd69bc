/* What stays of an item, and its findings, as bytes and back. */
#include "model/pack.h"

#include <string.h>

/* What a list has at AT: the next thing to write, or a new one to read. */
#define LINKED(k, at, type)                                                    \
	((k)->out ? *(at) : (*(at) = arena_new((k)->arena, type)))

static void pack_source(struct pack *k, struct source **src, struct source *own,
			source_finder *find, void *arg)
{
	bool other = *src && *src != own;
	const char *rel = other ? (*src)->rel : NULL;

	pack_string(k, &rel);
	if (k->out)
		return;
	*src = rel ? find(arg, rel) : own;
	if (!*src)
		k->bad = true;
}

static void pack_notes(struct pack *k, struct diag *d, struct source *own,
		       source_finder *find, void *arg)
{
	struct note **at = &d->notes;
	size_t n = 0;

	for (const struct note *x = d->notes; x; x = x->next)
		n++;
	n = pack_length(k, n, 1);
	for (struct note *x; n && !k->bad; n--, at = &x->next) {
		x = LINKED(k, at, struct note);
		if (!x)
			break;
		pack_source(k, &x->src, own, find, arg);
		pack_span(k, &x->span);
		pack_string(k, &x->text);
	}
}

static void pack_fixes(struct pack *k, struct diag *d)
{
	struct fix **at = &d->fixes;
	size_t n = 0;

	for (const struct fix *x = d->fixes; x; x = x->next)
		n++;
	n = pack_length(k, n, 1);
	for (struct fix *x; n && !k->bad; n--, at = &x->next) {
		x = LINKED(k, at, struct fix);
		if (!x)
			break;
		pack_span(k, &x->span);
		pack_string(k, &x->text);
		pack_string(k, &x->title);
		PACK(k, x->safe);
	}
}

/* The text of a finding that counts others is written anew as it counts. */
enum { COUNTING = 96 };

static void pack_diag(struct pack *k, struct diag *d, struct source *own,
		      source_finder *find, void *arg)
{
	unsigned more = d->more;

	pack_string(k, &d->rule);
	PACK_BELOW(k, d->sev, SEV_ERROR + 1);
	pack_source(k, &d->src, own, find, arg);
	pack_span(k, &d->span);
	pack_string(k, &d->text);
	pack_notes(k, d, own, find, arg);
	pack_fixes(k, d);
	PACK(k, d->once);
	PACK(k, more);
	d->more = more & 0xffffff;
	if (!d->rule || !d->text)
		k->bad = true;
	if (!k->out && d->more && !k->bad)
		d->text = memcpy(arena_alloc(k->arena, COUNTING), d->text,
				 strnlen(d->text, COUNTING - 1));
}

void pack_diags(struct pack *k, struct diags *ds, struct source *own,
		source_finder *find, void *arg)
{
	struct diag **at = &ds->first;
	size_t n = pack_length(k, ds->n, 1);

	for (size_t i = 0; i < n && !k->bad; i++) {
		struct diag *d = LINKED(k, at, struct diag);

		if (!d)
			break;
		pack_diag(k, d, own, find, arg);
		ds->last = d;
		if (own && d->more)
			own->more = d;
		at = &d->next;
	}
	ds->n = n;
	PACK(k, ds->errors);
	for (size_t i = 0; own && i < sizeof own->told / sizeof *own->told; i++)
		PACK(k, own->told[i]);
	if (k->bad && !k->out)
		*ds = (struct diags){.arena = ds->arena, .capped = ds->capped};
}

static void resolve(struct record *r, const struct exam *e)
{
	if (r->broken || !e)
		return;
	r->task = r->task_field.s ? exam_task(e, r->task_field.s) : NULL;
	r->domain = r->task ? r->task->domain : NULL;
	r->topic = r->topic_field.s ? exam_topic(e, r->topic_field.s) : NULL;
	r->decides = r->decides_field.s ? exam_decides(e, r->decides_field.s)
					: NULL;
}

/* Most have none of these lists, and share the one that says so. */
static void pack_lists(struct pack *k, struct record *r)
{
	struct record_lists l = k->out ? *r->more : (struct record_lists){0};
	bool any = l.variant_of.n || l.enemies.n || l.formerly.n || l.tags.n;

	PACK(k, any);
	if (any) {
		pack_fields(k, &l.variant_of);
		pack_fields(k, &l.enemies);
		pack_fields(k, &l.formerly);
		pack_fields(k, &l.tags);
	}
	if (!k->out)
		record_set_lists(r, &l);
}

void pack_record(struct pack *k, struct record *r, const struct exam *e)
{
	struct field *const one[] = {&r->id, &r->topic_field, &r->task_field,
				     &r->case_field, &r->decides_field};

	PACK(k, r->src->size);
	PACK(k, r->broken);
	for (size_t i = 0; i < sizeof one / sizeof *one; i++)
		pack_field(k, one[i]);
	pack_span(k, &r->part_at);
	pack_fields(k, &r->services);
	pack_lists(k, r);
	pack_bytes(k, r->content, sizeof r->content - 1);
	PACK_BELOW(k, r->type, ITEM_TYPES);
	PACK_BELOW(k, r->status, ITEM_STATUSES);
	PACK_BELOW(k, r->difficulty, DIFFICULTY_hard + 1);
	PACK(k, r->part);
	PACK(k, r->key_position);
	pack_span(k, &r->stem_span);
	if (k->out)
		return;
	resolve(r, e);
	r->src->item = r->id.s;
}
