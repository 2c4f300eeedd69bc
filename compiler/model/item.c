/* The names of item types and of their values, and small numbers as words. */
#include "model/item.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

const struct item_type_info item_types[ITEM_TYPES] = {
#define TYPE(name, shape) {#name, SHAPE_##shape},
#include "model/item.def"
#undef TYPE
};

const char *const status_names[] = {"released", "draft", "retired", "secure"};
const char *const difficulty_names[] = {"easy", "medium", "hard"};

static const char *const counts[] = {"zero",  "one",  "two", "three",
				     "four",  "five", "six", "seven",
				     "eight", "nine", "ten"};

const char *count_word(size_t n)
{
	return n < sizeof counts / sizeof *counts ? counts[n] : "many";
}

size_t item_order(const struct item *it, size_t *order)
{
	size_t n = 0, shuffled = 0;

	for (int place = PLACE_FREE; place <= PLACE_LAST; place++) {
		for (size_t i = 0; i < it->noptions; i++)
			if ((int)it->options[i].place == place)
				order[n++] = i;
		if (place == PLACE_FREE)
			shuffled = n;
	}
	return shuffled;
}

size_t rich_words(const struct rich *r)
{
	size_t n = 0;
	bool inside = false;

	for (size_t i = 0; r && i < r->len; i++) {
		bool blank = r->text[i] == ' ' || r->text[i] == '\n';

		n += !blank && !inside;
		inside = !blank;
	}
	return n;
}

static size_t item_words(const struct item *it)
{
	size_t n = rich_words(it->stem);

	for (size_t i = 0; i < it->noptions; i++)
		n += rich_words(it->options[i].text);
	for (size_t i = 0; i < it->nsteps; i++)
		n += rich_words(it->steps[i].text);
	for (size_t i = 0; i < it->npairs; i++)
		n += rich_words(it->pairs[i].prompt) +
		     rich_words(it->pairs[i].response);
	return n;
}

static bool has_pictures(const struct item *it)
{
	bool any = it->stem->images ||
		   (it->explanation && it->explanation->images);

	for (size_t i = 0; i < it->noptions; i++)
		any = any || it->options[i].text->images ||
		      (it->options[i].rationale &&
		       it->options[i].rationale->images);
	for (size_t i = 0; i < it->nsteps; i++)
		any = any || it->steps[i].text->images;
	for (size_t i = 0; i < it->npairs; i++)
		any = any || it->pairs[i].response->images ||
		      (it->pairs[i].prompt && it->pairs[i].prompt->images);
	return any;
}

void item_note_texts(struct item *it)
{
	size_t n = strcspn(it->stem->text, "\n");

	it->words = item_words(it);
	it->opening = arena_copy(it->arena, it->stem->text,
				 n < OPENING_MAX ? n : OPENING_MAX);
	it->pictures = has_pictures(it);
}

bool item_has_rationale(const struct item *it)
{
	for (size_t i = 0; i < it->noptions; i++)
		if (it->options[i].rationale)
			return true;
	return false;
}
