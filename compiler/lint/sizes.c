/* Counts the words of an item's texts. */
#include "lint/sizes.h"

static uint16_t words_between_blanks(const struct rich *r)
{
	size_t n = 0;
	bool before = true;

	for (size_t i = 0; r && i < r->len; i++) {
		char c = r->text[i];
		bool blank = c == ' ' || c == '\n' || c == '\t';

		n += before & !blank;
		before = blank;
	}
	return n < UINT16_MAX ? (uint16_t)n : UINT16_MAX;
}

struct sizes sizes_of(const struct item *it, struct arena *keep)
{
	struct sizes s = {.stem = words_between_blanks(it->stem),
			  .noptions = (uint32_t)it->noptions,
			  .referenced = it->nreferences > 0};

	s.item = s.stem;
	s.options = arena_array(keep, struct option_sizes, it->noptions);
	for (size_t i = 0; i < it->noptions; i++) {
		const struct option *o = &it->options[i];

		s.options[i].text = words_between_blanks(o->text);
		s.options[i].rationale = words_between_blanks(o->rationale);
		s.item += s.options[i].text;
	}
	for (size_t i = 0; i < it->nsteps; i++)
		s.item += words_between_blanks(it->steps[i].text);
	for (size_t i = 0; i < it->npairs; i++)
		s.item += (uint32_t)words_between_blanks(it->pairs[i].prompt) +
			  words_between_blanks(it->pairs[i].response);
	return s;
}
