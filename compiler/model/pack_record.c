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
	ds->n = (uint32_t)n;
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

/* Most have nothing of this, and share the one that says so. */
static void pack_more(struct pack *k, struct record *r)
{
	struct record_more m = {0};
	bool any = k->out && record_has_more(r);

	PACK(k, any);
	if (k->out)
		m = *r->more;
	if (any) {
		pack_fields(k, &m.variant_of);
		pack_fields(k, &m.enemies);
		pack_fields(k, &m.formerly);
		pack_fields(k, &m.tags);
		pack_field(k, &m.case_field);
		pack_span(k, &m.part_at);
		PACK(k, m.part);
	}
	if (!k->out)
		record_set_more(r, &m);
}

void pack_record(struct pack *k, struct record *r, const struct exam *e)
{
	struct field *const one[] = {&r->id, &r->topic_field, &r->task_field,
				     &r->decides_field};

	PACK(k, r->src->size);
	PACK(k, r->broken);
	for (size_t i = 0; i < sizeof one / sizeof *one; i++)
		pack_field(k, one[i]);
	pack_fields(k, &r->services);
	pack_more(k, r);
	pack_bytes(k, r->content, sizeof r->content - 1);
	PACK_BELOW(k, r->type, ITEM_TYPES);
	PACK_BELOW(k, r->status, ITEM_STATUSES);
	PACK_BELOW(k, r->difficulty, DIFFICULTY_hard + 1);
	PACK(k, r->key_position);
	pack_span(k, &r->stem_span);
	if (k->out)
		return;
	resolve(r, e);
	r->src->item = r->id.s;
}
