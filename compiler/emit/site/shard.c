/* The player's data in shards: the questions of a small domain or of a topic in
 * one script, what is right of them in another. */
#include <string.h>

#include "base/crew.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/vec.h"
#include "emit/key.h"
#include "emit/leak.h"
#include "emit/show.h"
#include "emit/site/data.h"
#include "emit/site/site.h"

/*
 * A script has at most SHARD_MAX bytes. A group of items with more is cut where
 * items fill one, or behind its half at an item whose id says so (one of CUTS): a
 * change of one item then seldom moves the cuts behind it. A domain with up to
 * SMALL_DOMAIN items is a group, because many scripts of a question or two take
 * longer to fetch than one; of larger ones each topic is. What an author edits
 * in an item never moves another one: only the number of items counts.
 */
enum { SHARD_MAX = 400 * 1000, CUTS = 8, SMALL_DOMAIN = 60 };

/* A shard has two scripts: what is asked, and what is right of it. */
enum half { ASKED, RIGHT, HALVES };

/* Items that stay together if they fit into a shard: those of a case, or one. */
struct unit {
	size_t from, n;		    /* places in work.items */
	size_t group;		    /* as group_of() numbers them */
	char key[HALVES][HASH_HEX]; /* of its lines, */
	size_t size[HALVES];	    /* and their bytes */
	const char *lines; /* all of them, or NULL: they are published */
};

/* The shard that is being filled. */
struct filling {
	size_t group;
	size_t parts;	     /* shards of the group that are written */
	size_t size[HALVES]; /* of its units */
	VEC(struct unit) units;
	struct arena lines;
};

struct work {
	const struct edition *ed;
	struct out *out;
	struct arena *a;
	struct site_data *data;
	const struct item **items; /* all, a group after the other */
	size_t **numbers;	   /* where the shard of each goes */
	VEC(struct unit) units;
	struct filling *now;
};

/* Lines of scripts */

/* Appends a call of a function that the player has. Frees O. */
static void line(struct buf *out, const char *function, struct js *o)
{
	buf_printf(out, "examc.%s(", function);
	js_write(o, 0, out);
	buf_str(out, ");\n");
	js_free(o);
}

/* Sets KEY to what M wrote, and empties it. */
static void set_html(struct js *o, const char *key, struct markup *m)
{
	markup_end(m);
	js_set(o, key, js_string(buf_cstr(m->out)));
	buf_reset(m->out);
}

static void ask(const struct item *it, struct markup *m, struct buf *out)
{
	struct js *o = js_object();
	size_t order[SHOW_MAX];

	js_set(o, "id", js_string(it->id.s));
	/* By hash: the order of the file would give steps away. */
	show_item_order(it, order);
	article_question(m, it, order, false);
	set_html(o, "html", m);
	line(out, "question", o);
}

/* The items of ED, which are of one case or a single one, without answers. */
static void questions(const struct edition *ed, const void *data,
		      struct buf *out)
{
	const struct stimulus *k = ed->items[0]->stimulus;
	struct buf html = BUF_INIT;
	struct markup m = {.out = &html, .dense = true};

	(void)data;
	if (k) {
		struct js *o = js_object();

		js_set(o, "id", js_string(k->id.s));
		article_scenario(&m, k);
		set_html(o, "html", &m);
		line(out, "scenario", o);
	}
	for (size_t i = 0; i < ed->nitems; i++)
		ask(ed->items[i], &m, out);
	buf_release(&html);
}

static void key(const struct edition *ed, const struct item *it,
		struct buf *out)
{
	struct js *o = js_object(), *why = js_object();
	struct buf html = BUF_INIT, text = BUF_INIT;
	struct markup m = {.out = &html, .dense = true};

	js_set(o, "id", js_string(it->id.s));
	article_right(it, &text);
	js_set(o, "right", js_string(buf_cstr(&text)));
	for (size_t i = 0; i < article_parts(it); i++) {
		article_reason(&m, it, i);
		set_html(why, article_part(it, i, &text), &m);
	}
	js_set(o, "why", why);
	article_facts(&m, ed, it);
	set_html(o, "facts", &m);
	line(out, "key", o);
	buf_release(&html);
	buf_release(&text);
}

/* Appends the lines of the unit U: those of its questions, and those of what is
 * right; sets their sizes. */
static void draw(const struct work *w, struct unit *u, struct buf *out)
{
	struct arena a = {0};
	const struct item **full = arena_array(&a, const struct item *, u->n);
	struct edition one = edition_one(w->ed, full, u->n);

	for (size_t i = 0; i < u->n; i++)
		full[i] = edition_read(w->ed, w->items[u->from + i], &a);
	leak_write(&one, "Questions of the site", questions, NULL, out);
	u->size[ASKED] = out->n;
	for (size_t i = 0; i < u->n; i++)
		key(&one, full[i], out);
	u->size[RIGHT] = out->n - u->size[ASKED];
	arena_release(&a);
}

/* Sets keys and sizes of U, and appends its lines if they are not published. */
static void prepare(const struct work *w, struct unit *u, struct buf *out)
{
	bool known = true;

	for (int h = 0; h < HALVES; h++) {
		struct key k = key_begin(w->ed, h == ASKED ? "asked" : "right");

		for (size_t i = 0; i < u->n; i++)
			key_item(&k, w->items[u->from + i]);
		key_end(&k, u->key[h]);
		known = out_known(w->out, u->key[h], &u->size[h]) && known;
	}
	if (!known)
		draw(w, u, out);
}

/* Shards */

/* What the shards of a group are called: by the domain, by the topic. */
static const char *group_name(const struct exam *e, size_t group)
{
	if (group < e->ndomains)
		return e->domains[group].id.s;
	group -= e->ndomains;
	return group < e->ntopics ? e->topics[group].id.s : "retired";
}

/* Appends the lines of U in the half H. */
static void add_lines(const struct work *w, struct unit *u, enum half h,
		      struct buf *out)
{
	struct buf text = BUF_INIT;

	if (!u->lines && out_again(w->out, u->key[h], out))
		return;
	if (!u->lines) {
		draw(w, u, &text);
		u->lines = arena_copy(&w->now->lines, text.p, text.n);
	}
	buf_add(out, u->lines + (h == RIGHT ? u->size[ASKED] : 0), u->size[h]);
	buf_release(&text);
}

/* Writes the half H of the shard, whose stem is NAME. Returns its path. */
static const char *write_half(const struct work *w, const char *name,
			      const char *key, enum half h)
{
	struct filling *f = w->now;
	struct buf text = BUF_INIT;
	const char *rel;
	size_t at = 0;

	for (size_t i = 0; i < f->units.n; i++)
		add_lines(w, &f->units.p[i], h, &text);
	rel = data_write(w->ed, name, key, &text, w->out, w->a);
	for (size_t i = 0; i < f->units.n; i++) {
		const struct unit *u = &f->units.p[i];

		out_note(w->out, u->key[h], rel, at, u->size[h]);
		at += u->size[h];
	}
	buf_release(&text);
	return rel;
}

/* The script of the half H, which is written unless it is published; its name. */
static const char *half(const struct work *w, const char *name, enum half h)
{
	const struct filling *f = w->now;
	struct key k = key_begin(w->ed, "shard");
	char key[HASH_HEX];
	const char *rel;

	name = arena_printf(w->a, "%c-%s", h == ASKED ? 'q' : 'k', name);
	key_text(&k, name);
	for (size_t i = 0; i < f->units.n; i++)
		key_part(&k, f->units.p[i].key[h]);
	key_end(&k, key);
	rel = out_keep(w->out, key);
	return path_base(rel ? rel : write_half(w, name, key, h));
}

/* Writes what is gathered; the next item begins a shard. */
static void flush(const struct work *w)
{
	struct filling *f = w->now;
	const char *name = group_name(w->ed->exam, f->group);
	struct shard s;

	if (!f->units.n)
		return;
	if (++f->parts > 1)
		name = arena_printf(w->a, "%s-%zu", name, f->parts);
	s.questions = half(w, name, ASKED);
	s.keys = half(w, name, RIGHT);
	vec_push(w->data, s);
	f->units.n = f->size[ASKED] = f->size[RIGHT] = 0;
	arena_release(&f->lines);
}

static bool is_cut(const struct filling *f, const struct item *last)
{
	size_t n = f->size[ASKED] > f->size[RIGHT] ? f->size[ASKED]
						   : f->size[RIGHT];

	return n > SHARD_MAX / 2 &&
	       hash_bytes(last->id.s, strlen(last->id.s), 0) % CUTS == 0;
}

/* Adds the unit U; LINES are its, or empty. */
static void add(const struct work *w, struct unit u, const struct buf *lines)
{
	struct filling *f = w->now;

	if (f->size[ASKED] + u.size[ASKED] > SHARD_MAX ||
	    f->size[RIGHT] + u.size[RIGHT] > SHARD_MAX)
		flush(w);
	if (lines->n)
		u.lines = arena_copy(&f->lines, lines->p, lines->n);
	vec_push(&f->units, u);
	for (int h = 0; h < HALVES; h++)
		f->size[h] += u.size[h];
	for (size_t i = 0; i < u.n; i++)
		*w->numbers[u.from + i] = w->data->n;
	if (is_cut(f, w->items[u.from + u.n - 1]))
		flush(w);
}

static void make_unit(size_t i, struct buf *lines, const void *arg)
{
	const struct work *w = arg;

	prepare(w, &w->units.p[i], lines);
}

static void take_unit(size_t i, const struct buf *lines, const void *arg)
{
	const struct work *w = arg;
	const struct unit *u = &w->units.p[i];
	struct buf own = BUF_INIT;

	if (u->group != w->now->group) {
		flush(w);
		w->now->group = u->group;
		w->now->parts = 0;
	}
	if (u->n == 1 ||
	    (u->size[ASKED] <= SHARD_MAX && u->size[RIGHT] <= SHARD_MAX)) {
		add(w, *u, lines);
		return;
	}
	for (size_t k = u->from; k < u->from + u->n; k++) {
		struct unit one = {.from = k, .n = 1, .group = u->group};

		buf_reset(&own);
		prepare(w, &one, &own);
		add(w, one, &own);
	}
	buf_release(&own);
}

/* How many items from FROM on, before TO, are of one case; at least 1. */
static size_t unit_length(const struct work *w, size_t from, size_t to)
{
	const struct stimulus *k = w->items[from]->stimulus;
	size_t n = 1;

	while (k && from + n < to && w->items[from + n]->stimulus == k)
		n++;
	return n;
}

/* How many items each domain of the bank has. */
static size_t *count_domains(const struct edition *ed, struct arena *a)
{
	size_t *n = arena_array(a, size_t, ed->exam->ndomains + 1);

	for (size_t i = 0; i < ed->nitems; i++)
		n[ed->items[i]->task_ref->domain - ed->exam->domains]++;
	return n;
}

/*
 * The group of item I of S: its domain if that is small (IN_DOMAIN counts),
 * else its topic, behind the domains; items that the bank no more has are
 * behind all of them.
 */
static size_t group_of(const struct edition *ed, const struct shown *s,
		       const size_t *in_domain, size_t i)
{
	const struct exam *e = ed->exam;
	const struct item *it = s->items[i];
	size_t domain;

	if (i >= ed->nitems)
		return e->ndomains + e->ntopics;
	domain = (size_t)(it->task_ref->domain - e->domains);
	return in_domain[domain] <= SMALL_DOMAIN
		       ? domain
		       : e->ndomains + (size_t)(it->topic_ref - e->topics);
}

/* Sets W's items, their numbers and units, by group. */
static void sort(struct work *w, struct shown *s)
{
	size_t *in_domain = count_domains(w->ed, w->a);
	size_t groups = w->ed->exam->ndomains + w->ed->exam->ntopics + 1;
	size_t *end = arena_array(w->a, size_t, groups + 1);

	w->items = arena_array(w->a, const struct item *, s->n + 1);
	w->numbers = arena_array(w->a, size_t *, s->n + 1);
	for (size_t i = 0; i < s->n; i++)
		end[group_of(w->ed, s, in_domain, i) + 1]++;
	for (size_t g = 1; g < groups; g++)
		end[g] += end[g - 1];
	for (size_t i = 0; i < s->n; i++) {
		size_t to = end[group_of(w->ed, s, in_domain, i)]++;

		w->items[to] = s->items[i];
		w->numbers[to] = &s->shard[i];
	}
	for (size_t g = 0, i = 0; g < groups; g++)
		for (size_t n; i < end[g]; i += n) {
			n = unit_length(w, i, end[g]);
			vec_push(
				&w->units,
				((struct unit){.from = i, .n = n, .group = g}));
		}
}

void shards_write(const struct edition *ed, struct shown *shown,
		  struct site_data *data, struct out *out, struct arena *a)
{
	struct filling now = {0};
	struct work w = {
		.ed = ed, .out = out, .a = a, .data = data, .now = &now};

	sort(&w, shown);
	crew_do(crew_size(ed->hands, w.units.n), w.units.n,
		&(struct crew_work){make_unit, take_unit, &w});
	flush(&w);
	vec_release(&w.units);
	vec_release(&now.units);
}
