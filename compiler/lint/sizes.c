/* Counts the words of an item's texts. */
#include "lint/sizes.h"

#include <stdbool.h>

static size_t words_between_blanks(const struct rich *r)
{
	size_t n = 0;
	bool inside = false;

	for (size_t i = 0; r && i < r->len; i++) {
		bool blank = r->text[i] == ' ' || r->text[i] == '\n' ||
			     r->text[i] == '\t';

		n += !blank && !inside;
		inside = !blank;
	}
	return n;
}

struct sizes sizes_of(const struct item *it, struct arena *keep)
{
	struct sizes s = {.stem = words_between_blanks(it->stem),
			  .nreferences = it->nreferences,
			  .noptions = it->noptions};

	s.item = s.stem;
	s.options = arena_array(keep, size_t, it->noptions + 1);
	s.rationales = arena_array(keep, size_t, it->noptions + 1);
	for (size_t i = 0; i < it->noptions; i++) {
		const struct option *o = &it->options[i];

		s.options[i] = words_between_blanks(o->text);
		s.rationales[i] = words_between_blanks(o->rationale);
		s.item += s.options[i];
	}
	for (size_t i = 0; i < it->nsteps; i++)
		s.item += words_between_blanks(it->steps[i].text);
	for (size_t i = 0; i < it->npairs; i++)
		s.item += words_between_blanks(it->pairs[i].prompt) +
			  words_between_blanks(it->pairs[i].response);
	return s;
}
