/* How all formats show an item: order of its options, letters, key, images. */
#include "emit/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "emit/words.h"

struct shown {
	uint64_t hash;
	const char *id;
	size_t index;
};

static int by_hash(const void *pa, const void *pb)
{
	const struct shown *a = pa, *b = pb;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return strcmp(a->id, b->id);
}

void show_order(const char *ids, size_t stride, size_t n, unsigned seed,
		size_t *order)
{
	struct shown places[SHOW_MAX];

	if (n > SHOW_MAX)
		bug("%zu things to show", n);
	for (size_t i = 0; i < n; i++) {
		const char *id = ids + i * stride;

		places[i] = (struct shown){hash_bytes(id, strlen(id), seed), id,
					   i};
	}
	qsort(places, n, sizeof *places, by_hash);
	for (size_t i = 0; i < n; i++)
		order[i] = places[i].index;
}

/* The options that may be shuffled, and behind them the others. */
static void option_order(const struct item *it, size_t *order)
{
	size_t by_hash[SHOW_MAX], n = 0;

	item_order(it, order);
	show_order(it->options[0].id, sizeof *it->options, it->noptions, 0,
		   by_hash);
	for (size_t i = 0; i < it->noptions; i++)
		if (it->options[by_hash[i]].place == PLACE_FREE)
			order[n++] = by_hash[i];
}

size_t show_item_order(const struct item *it, size_t *order)
{
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		option_order(it, order);
		return it->noptions;
	case SHAPE_ORDER:
		show_order(it->steps[0].id, sizeof *it->steps, it->nsteps, 0,
			   order);
		return it->nsteps;
	case SHAPE_MATCH:
		show_order(it->pairs[0].response_id, sizeof *it->pairs,
			   it->npairs, 0, order);
		return it->npairs;
	}
	return 0;
}

const struct rich *show_text(const struct item *it, size_t i)
{
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		return it->options[i].text;
	case SHAPE_ORDER:
		return it->steps[i].text;
	case SHAPE_MATCH:
		return it->pairs[i].response;
	}
	return NULL;
}

const char *show_id(const struct item *it, size_t i)
{
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		return it->options[i].id;
	case SHAPE_ORDER:
		return it->steps[i].id;
	case SHAPE_MATCH:
		return it->pairs[i].response_id;
	}
	return "";
}

size_t show_placed_order(const struct edition *ed, size_t index, size_t *order)
{
	const struct item *it = ed->items[index];
	size_t n = show_item_order(it, order);
	const struct placed *p;

	if (!ed->form)
		return n;
	p = &ed->form->items[index];
	for (size_t place = 0; place < p->noptions && place < n; place++)
		for (size_t i = 0; i < n; i++)
			if (strcmp(show_id(it, i), p->options[place]) == 0)
				order[place] = i;
	return n;
}

const char *show_hash(struct arena *a, const struct edition *ed)
{
	struct buf text = BUF_INIT;
	char hex[33];

	if (ed->form)
		return ed->form->hash;
	for (size_t i = 0; i < ed->nitems; i++) {
		const struct item *it = ed->items[i];
		size_t order[SHOW_MAX], n = show_item_order(it, order);

		buf_printf(&text, "%s %s", it->id.s, it->content_hash);
		for (size_t k = 0; k < n; k++)
			buf_printf(&text, " %s", show_id(it, order[k]));
		buf_char(&text, '\n');
	}
	hash_hex(buf_cstr(&text), text.n, hex);
	buf_release(&text);
	return arena_copy(a, hex, 16);
}

char show_letter(size_t place)
{
	return (char)('A' + place % 26);
}

void show_count(struct markup *m, const struct item *it)
{
	static const char *const ids[] = {
		"selectTwo", "selectThree", "selectFour",  "selectFive",
		"selectSix", "selectSeven", "selectEight", "selectNine"};
	size_t words = sizeof ids / sizeof *ids;

	if (item_shape(it) != SHAPE_CHOICE || it->nkeys < 2 || it->says_count)
		return;
	if (it->nkeys - 2 < words)
		markup_line(m, "p", NULL, word(ids[it->nkeys - 2]));
	else
		markup_word_line(m, "p", NULL, "selectMore",
				 word_number(it->nkeys).s, NULL);
}

const char *show_type(const struct item *it)
{
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		return word(it->nkeys > 1 ? "multipleResponse"
					  : "singleChoice");
	case SHAPE_ORDER:
		return word("ordering");
	case SHAPE_MATCH:
		return word("matching");
	}
	return "";
}

const char *show_difficulty(enum difficulty level)
{
	return word(difficulty_names[level]);
}

void show_rich_images(const struct edition *ed, const struct rich *r,
		      const char *folder, struct out *out)
{
	char rel[512];

	for (const struct image *im = r ? r->images : NULL; im; im = im->next) {
		snprintf(rel, sizeof rel, "%s/img/%s", folder, im->name);
		out_copy(out, rel, ed->root, im->path);
	}
}

static void show_images_of(const struct edition *ed, const struct item *it,
			   const char *folder, struct out *out)
{
	const struct stimulus *k = it->stimulus;

	show_rich_images(ed, it->stem, folder, out);
	show_rich_images(ed, it->explanation, folder, out);
	show_rich_images(ed, k ? k->scenario : NULL, folder, out);
	for (size_t i = 0; i < it->noptions; i++) {
		show_rich_images(ed, it->options[i].text, folder, out);
		show_rich_images(ed, it->options[i].rationale, folder, out);
	}
	for (size_t i = 0; i < it->nsteps; i++)
		show_rich_images(ed, it->steps[i].text, folder, out);
	for (size_t i = 0; i < it->npairs; i++) {
		show_rich_images(ed, it->pairs[i].prompt, folder, out);
		show_rich_images(ed, it->pairs[i].response, folder, out);
	}
}

void show_images(const struct edition *ed, const struct item *it,
		 const char *folder, struct out *out)
{
	struct arena a = {0};

	if (it->pictures || (it->stimulus && it->stimulus->scenario->images))
		show_images_of(ed, edition_read(ed, it, &a), folder, out);
	arena_release(&a);
}

void show_write(struct out *out, const struct buf *text, const char *fmt, ...)
{
	struct buf path = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&path, fmt, ap);
	va_end(ap);
	out_write(out, path.p, buf_cstr(text), text->n);
	buf_release(&path);
}

void show_write_as(struct out *out, const char *key, const struct buf *text,
		   const char *fmt, ...)
{
	struct arena a = {0};
	const char *rel;
	va_list ap;

	va_start(ap, fmt);
	rel = arena_vprintf(&a, fmt, ap);
	va_end(ap);
	out_write(out, rel, buf_cstr(text), text->n);
	out_note(out, key, rel, 0, text->n);
	arena_release(&a);
}

void show_asset(struct out *out, const char *folder, const char *name)
{
	struct arena a = {0};
	const struct embedded *e =
		embedded_find(arena_printf(&a, "web/%s", name));

	if (!e)
		bug("no file web/%s", name);
	out_write(out, path_join(&a, folder, name), e->data, e->size);
	arena_release(&a);
}

void show_line(const char *s, size_t most, struct buf *out)
{
	enum { TAIL = 10 }; /* bytes that are dropped at least */
	size_t n = strcspn(s, "\n"), stop = n;

	if (n > most) {
		for (stop = most - TAIL; stop > most / 2 && s[stop] != ' ';)
			stop--;
		while (stop && ((unsigned char)s[stop] & 0xC0) == 0x80)
			stop--;
	}
	buf_printf(out, "%.*s%s", (int)stop, s, stop < n ? "\xE2\x80\xA6" : "");
}

size_t show_right(const struct edition *ed, size_t index, size_t *right)
{
	const struct item *it = ed->items[index];
	size_t order[SHOW_MAX], n = show_placed_order(ed, index, order);
	size_t place[SHOW_MAX], nright = 0;

	for (size_t i = 0; i < n; i++)
		place[order[i]] = i;
	for (size_t i = 0; i < n; i++) {
		switch (item_shape(it)) {
		case SHAPE_CHOICE:
			if (it->options[order[i]].key)
				right[nright++] = i;
			break;
		case SHAPE_ORDER:
			right[nright++] = place[i];
			break;
		case SHAPE_MATCH:
			if (it->pairs[i].prompt)
				right[nright++] = place[i];
			break;
		}
	}
	return nright;
}

void show_key(const struct edition *ed, size_t index, struct buf *out)
{
	bool numbered = item_shape(ed->items[index]) == SHAPE_MATCH;
	size_t right[SHOW_MAX], n = show_right(ed, index, right);

	for (size_t i = 0; i < n; i++) {
		buf_str(out, out->n ? ", " : "");
		if (numbered)
			buf_printf(out, "%zu ", i + 1);
		buf_char(out, show_letter(right[i]));
	}
}
