/* Makes items and stimuli of trees that their XSD accepted. */
#include "model/fill.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "model/values.h"

static bool is_false(const char *s)
{
	return s && strcmp(s, "false") == 0;
}

/* Copies an id; a clash with the N ids before it gets an ordinal. */
static void put_id(char to[OPTION_ID_SIZE], const struct node *n,
		   const char *first, size_t stride, size_t before)
{
	unsigned clash = 1;

	for (size_t i = 0; i < before; i++)
		/* Eight bytes are what "%.8s" leaves of an id; each ends.
		 * NOLINTNEXTLINE(bugprone-not-null-terminated-result) */
		clash += strncmp(first + i * stride, node_value(n, "id"), 8) ==
			 0;
	snprintf(to, OPTION_ID_SIZE, clash > 1 ? "%.8s-%u" : "%.8s",
		 node_value(n, "id"), clash % 100);
}

static void fill_options(struct item *it, const struct node *c)
{
	it->noptions = node_count(c);
	it->options = arena_array(it->arena, struct option, it->noptions);
	for (; c; c = c->next) {
		size_t i = (size_t)(node_value(c, "label")[0] - 'A');
		struct option *o = &it->options[i];
		const struct node *why = node_child(c, "rationale");

		put_id(o->id, c, it->options[0].id, sizeof *o, i);
		o->key = strcmp(c->name, "correct") == 0;
		o->mark = c->key;
		o->text = c->rich;
		o->rationale = why ? why->rich : NULL;
		it->nkeys += o->key;
	}
}

static void fill_steps(struct item *it, const struct node *c)
{
	it->steps = arena_array(it->arena, struct step, node_count(c));
	for (; c; c = c->next) {
		struct step *s = &it->steps[it->nsteps];

		put_id(s->id, c, it->steps[0].id, sizeof *s, it->nsteps);
		s->text = c->rich;
		it->nsteps++;
	}
}

static void fill_pairs(struct item *it, const struct node *c)
{
	it->pairs = arena_array(it->arena, struct pair, node_count(c));
	for (; c; c = c->next) {
		bool extra = strcmp(c->name, "extra") == 0;
		struct pair *p = &it->pairs[it->npairs];
		const struct node *r = extra ? c : node_needed(c, "response");

		put_id(p->response_id, r, it->pairs[0].response_id, sizeof *p,
		       it->npairs);
		p->response = r->rich;
		if (!extra) {
			const struct node *q = node_needed(c, "prompt");

			put_id(p->prompt_id, q, it->pairs[0].prompt_id,
			       sizeof *p, it->npairs);
			p->prompt = q->rich;
		}
		it->nextras += extra;
		it->npairs++;
	}
}

static void hash_rich(struct buf *b, const struct rich *r)
{
	if (r)
		buf_add(b, r->text, r->len);
	buf_char(b, '\0');
}

/* What decides whether an answer given to an older version still counts. */
static void hash_content(struct item *it)
{
	struct buf b = BUF_INIT;

	buf_str(&b, item_types[it->type].name);
	hash_rich(&b, it->stem);
	for (size_t i = 0; i < it->noptions; i++) {
		hash_rich(&b, it->options[i].text);
		buf_char(&b, it->options[i].key ? 'x' : '-');
	}
	/* A newer field is hashed only where it is: older hashes stay. */
	if (it->keep_order)
		buf_str(&b, "shuffle: false");
	for (size_t i = 0; i < it->nsteps; i++)
		hash_rich(&b, it->steps[i].text);
	for (size_t i = 0; i < it->npairs; i++) {
		hash_rich(&b, it->pairs[i].prompt);
		hash_rich(&b, it->pairs[i].response);
	}
	snprintf(it->content_hash, sizeof it->content_hash, "%016llx",
		 (unsigned long long)hash_bytes(b.p, b.n, 0));
	buf_release(&b);
}

static void fill_references(struct item *it, const struct node *root)
{
	const struct node *c = node_members(root, "references");

	it->references = arena_array(it->arena, struct reference,
				     node_count(c) + 1);
	for (; c; c = c->next) {
		struct reference *r = &it->references[it->nreferences++];

		r->url = node_field(c, "url");
		if (!r->url.s)
			r->url = node_field(c, "value");
		r->text = node_field(c, "text");
		r->quote = node_field(c, "quote");
	}
}

static void fill_allows(struct item *it, const struct node *root)
{
	const struct node *lint = node_child(root, "lint");
	const struct node *c = lint ? node_members(lint, "allow") : NULL;

	it->allows = arena_array(it->arena, struct allow, node_count(c) + 1);
	for (; c; c = c->next) {
		struct allow *al = &it->allows[it->nallows++];

		al->rule = node_field(c, "rule");
		al->why = node_field(c, "why");
		al->until = node_field(c, "until");
	}
}

static void fill_front(struct item *it, const struct node *root,
		       const struct exam *exam)
{
	struct arena *a = it->arena;

	it->id = node_field(root, "id");
	it->title = node_field(root, "title");
	it->topic = node_field(root, "topic");
	it->task = node_field(root, "task");
	it->decides = node_field(root, "decides");
	it->verified = node_field(root, "verified");
	it->case_id = node_field(root, "case");
	it->type_field = node_field(root, "type");
	it->difficulty_field = node_field(root, "difficulty");
	it->part = node_number(root, "part", 0);
	it->points = node_number(root, "points", 0);
	it->status = (enum item_status)node_index(node_value(root, "status"),
						  status_names, ITEM_STATUSES,
						  STATUS_released);
	it->difficulty = (enum difficulty)node_index(it->difficulty_field.s,
						     difficulty_names, 3, 0);
	it->keep_order = is_false(node_value(root, "shuffle"));
	it->services = node_list(a, root, "services");
	it->skills = node_list(a, root, "skills");
	it->tags = node_list(a, root, "tags");
	it->variant_of = node_list(a, root, "variant-of");
	it->enemies = node_list(a, root, "enemies");
	it->formerly = node_list(a, root, "formerly");
	fill_references(it, root);
	fill_allows(it, root);
	if (!exam)
		return;
	it->task_ref = exam_task(exam, it->task.s);
	it->topic_ref = exam_topic(exam, it->topic.s);
	it->decides_ref = it->decides.s ? exam_decides(exam, it->decides.s)
					: NULL;
}

struct item *fill_item(struct arena *a, const struct node *root,
		       struct source *src, const struct exam *exam)
{
	struct item *it = arena_new(a, struct item);
	const struct node *explanation = node_child(root, "explanation");

	it->arena = a;
	it->src = src;
	for (int i = 0; i < ITEM_TYPES; i++)
		if (strcmp(root->name, item_types[i].name) == 0)
			it->type = (enum item_type)i;
	fill_front(it, root, exam);
	it->stem = node_needed(root, "stem")->rich;
	it->lead_end = it->stem->len;
	it->explanation = explanation ? explanation->rich : NULL;
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		fill_options(it, node_needed(root, "options")->first);
		break;
	case SHAPE_ORDER:
		fill_steps(it, node_needed(root, "steps")->first);
		break;
	case SHAPE_MATCH:
		fill_pairs(it, node_needed(root, "pairs")->first);
		break;
	}
	hash_content(it);
	item_note_texts(it);
	return it;
}

struct stimulus *fill_stimulus(struct arena *a, const struct node *root,
			       struct source *src)
{
	struct stimulus *k = arena_new(a, struct stimulus);

	k->src = src;
	k->id = node_field(root, "id");
	k->title = node_field(root, "title");
	k->scenario = node_needed(root, "scenario")->rich;
	return k;
}
