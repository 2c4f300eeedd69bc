/* What an item is made of, member by member, as bytes and back. */
#include "model/pack.h"

#include <string.h>

void pack_span(struct pack *k, struct span *s)
{
	uint32_t length = s->end - s->start;

	PACK(k, s->start);
	PACK(k, length);
	s->end = s->start + length;
}

void pack_field(struct pack *k, struct field *f)
{
	pack_string(k, &f->s);
	if (f->s)
		pack_span(k, &f->at);
}

void pack_fields(struct pack *k, struct field_list *l)
{
	PACK_ARRAY(k, l->p, l->n);
	for (size_t i = 0; i < l->n; i++)
		pack_field(k, &l->p[i]);
}

/* --- Items without the letters of their texts --- */

/* Stands where a text is that was not read yet. */
static struct rich unread;

/* Is there a text? */
static void pack_presence(struct pack *k, struct rich **r)
{
	bool there = *r != NULL;

	PACK(k, there);
	if (!k->out)
		*r = there ? &unread : NULL;
}

static void pack_options(struct pack *k, struct item *it)
{
	PACK_ARRAY(k, it->options, it->noptions);
	if (it->noptions > OPTION_MAX)
		k->bad = true;
	for (size_t i = 0; i < it->noptions && !k->bad; i++) {
		struct option *o = &it->options[i];

		pack_bytes(k, o->id, sizeof o->id - 1);
		PACK(k, o->key);
		PACK(k, o->of_others);
		PACK_BELOW(k, o->place, PLACE_LAST + 1);
		pack_span(k, &o->mark);
		pack_presence(k, &o->text);
		pack_presence(k, &o->rationale);
	}
}

static void pack_steps(struct pack *k, struct item *it)
{
	PACK_ARRAY(k, it->steps, it->nsteps);
	for (size_t i = 0; i < it->nsteps && !k->bad; i++) {
		pack_bytes(k, it->steps[i].id, OPTION_ID_SIZE - 1);
		pack_presence(k, &it->steps[i].text);
	}
}

static void pack_pairs(struct pack *k, struct item *it)
{
	PACK_ARRAY(k, it->pairs, it->npairs);
	for (size_t i = 0; i < it->npairs && !k->bad; i++) {
		struct pair *p = &it->pairs[i];

		pack_bytes(k, p->prompt_id, OPTION_ID_SIZE - 1);
		pack_bytes(k, p->response_id, OPTION_ID_SIZE - 1);
		pack_presence(k, &p->prompt);
		pack_presence(k, &p->response);
	}
}

static void pack_references(struct pack *k, struct item *it)
{
	PACK_ARRAY(k, it->references, it->nreferences);
	for (size_t i = 0; i < it->nreferences; i++) {
		pack_field(k, &it->references[i].url);
		pack_field(k, &it->references[i].text);
		pack_field(k, &it->references[i].quote);
	}
}

static void pack_front(struct pack *k, struct item *it)
{
	struct field *const one[] = {
		&it->id,      &it->title,      &it->topic,
		&it->task,    &it->decides,    &it->verified,
		&it->case_id, &it->type_field, &it->difficulty_field};
	struct field_list *const list[] = {&it->services, &it->skills,
					   &it->tags,	  &it->variant_of,
					   &it->enemies,  &it->formerly};

	PACK_BELOW(k, it->type, ITEM_TYPES);
	PACK_BELOW(k, it->status, ITEM_STATUSES);
	PACK_BELOW(k, it->difficulty, DIFFICULTY_hard + 1);
	PACK(k, it->part);
	PACK(k, it->points);
	for (size_t i = 0; i < sizeof one / sizeof *one; i++)
		pack_field(k, one[i]);
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		pack_fields(k, list[i]);
	pack_references(k, it);
}

void pack_item(struct pack *k, struct item *it, const struct exam *e)
{
	pack_front(k, it);
	PACK(k, it->lead);
	PACK(k, it->lead_end);
	PACK(k, it->words);
	PACK(k, it->pictures);
	pack_string(k, &it->opening);
	pack_presence(k, &it->stem);
	pack_presence(k, &it->explanation);
	pack_options(k, it);
	PACK(k, it->nkeys);
	pack_steps(k, it);
	pack_pairs(k, it);
	PACK(k, it->nextras);
	PACK(k, it->keep_order);
	PACK(k, it->says_count);
	pack_bytes(k, it->content_hash, sizeof it->content_hash - 1);
	if (k->out || !e)
		return;
	it->task_ref = it->task.s ? exam_task(e, it->task.s) : NULL;
	it->topic_ref = it->topic.s ? exam_topic(e, it->topic.s) : NULL;
	it->decides_ref = it->decides.s ? exam_decides(e, it->decides.s) : NULL;
}

/* --- Their texts --- */

static void pack_images(struct pack *k, struct rich *r)
{
	struct image **at = &r->images;
	size_t n = 0;

	for (const struct image *im = r->images; k->out && im; im = im->next)
		n++;
	n = pack_length(k, n, 2);
	for (struct image *x; n && !k->bad; n--, at = &x->next) {
		x = k->out ? *at : (*at = arena_new(k->arena, struct image));
		if (!x)
			break;
		pack_string(k, &x->path);
		pack_string(k, &x->name);
	}
}

/* How the HTML of a label follows from that of the whole text. */
enum label { LABEL_OTHER, LABEL_NONE, LABEL_PARAGRAPH };

static const char open[] = "<p>", close[] = "</p>\n";
enum { OPEN = sizeof open - 1, CLOSE = sizeof close - 1 };

static enum label label_of(const struct rich *r)
{
	size_t n = strlen(r->html_inline);

	if (!n)
		return strcmp(r->html_rest, r->html_block) == 0 ? LABEL_NONE
								: LABEL_OTHER;
	if (strncmp(r->html_block, open, OPEN) == 0 &&
	    strncmp(r->html_block + OPEN, r->html_inline, n) == 0 &&
	    strncmp(r->html_block + OPEN + n, close, CLOSE) == 0 &&
	    strcmp(r->html_block + OPEN + n + CLOSE, r->html_rest) == 0)
		return LABEL_PARAGRAPH;
	return LABEL_OTHER;
}

/* The whole, and what else there is. */
static void pack_html(struct pack *k, struct rich *r)
{
	enum label l = k->out ? label_of(r) : LABEL_NONE;
	size_t whole = k->out ? strlen(r->html_block) : 0, n;

	PACK_BELOW(k, l, LABEL_PARAGRAPH + 1);
	pack_text(k, &r->html_block, &whole);
	n = k->out ? strlen(r->html_inline) : 0;
	switch (l) {
	case LABEL_OTHER:
		pack_text(k, &r->html_inline, &n);
		n = k->out ? strlen(r->html_rest) : 0;
		pack_text(k, &r->html_rest, &n);
		break;
	case LABEL_NONE:
		if (!k->out)
			r->html_inline = "";
		r->html_rest = r->html_block;
		break;
	case LABEL_PARAGRAPH:
		n = pack_length(k, n, 0);
		if (k->out)
			break;
		if (n > whole || whole - n < OPEN + CLOSE) {
			k->bad = true;
			break;
		}
		r->html_inline = arena_copy(k->arena, r->html_block + OPEN, n);
		r->html_rest = r->html_block + OPEN + n + CLOSE;
		break;
	}
}

static void pack_rich(struct pack *k, struct rich **at)
{
	struct rich *r = *at;

	if (!r || k->bad)
		return;
	if (!k->out)
		*at = r = arena_new(k->arena, struct rich);
	pack_span(k, &r->span);
	pack_text(k, &r->text, &r->len);
	if (!k->out)
		r->prose = r->text;
	pack_html(k, r);
	pack_images(k, r);
}

void pack_texts(struct pack *k, struct item *it)
{
	pack_rich(k, &it->stem);
	pack_rich(k, &it->explanation);
	for (size_t i = 0; i < it->noptions; i++) {
		pack_rich(k, &it->options[i].text);
		pack_rich(k, &it->options[i].rationale);
	}
	for (size_t i = 0; i < it->nsteps; i++)
		pack_rich(k, &it->steps[i].text);
	for (size_t i = 0; i < it->npairs; i++) {
		pack_rich(k, &it->pairs[i].prompt);
		pack_rich(k, &it->pairs[i].response);
	}
}
