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

bool item_has_rationale(const struct item *it)
{
	for (size_t i = 0; i < it->noptions; i++)
		if (it->options[i].rationale)
			return true;
	return false;
}
