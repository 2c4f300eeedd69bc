/* Checks a bank for guessing: what strategies gain, where keys stand. */
#include <stdio.h>

#include "base/buf.h"
#include "survey/guess.h"
#include "lint/parts.h"
#include "model/item.h"

void check_guessable(struct survey *b, const struct rule *r)
{
	struct guesswork g = guess_count(b, NULL);
	const struct strategy *s = guess_winner(&g, rule_count(r, "items"),
						rule_number(r, "points") / 100,
						rule_number(r, "p"));
	char a[16], c[16], n[24];

	if (!s)
		return;
	snprintf(a, sizeof a, "%.1f", 100 * s->hits / (double)s->n);
	snprintf(c, sizeof c, "%.1f", 100 * s->chance / (double)s->n);
	snprintf(n, sizeof n, "%zu", s->n);
	survey_found_whole(b, r,
			   (struct var[]){{"strategy", s->what},
					  {"rate", a},
					  {"chance", c},
					  {"items", n},
					  {NULL, NULL}});
}

/* "A 12, B 40, C 31, D 17" */
static void list_positions(struct buf *out, const size_t *count, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%c %zu", i ? ", " : "", (int)('A' + i),
			   count[i]);
}

void check_key_position(struct survey *b, const struct rule *r)
{
	struct guesswork g = guess_count(b, NULL);
	size_t count[OPTION_MAX];

	for (size_t n = 3; n <= OPTION_MAX; n++) {
		struct buf text = BUF_INIT;
		char options[8];
		double p;

		guess_positions(&g, n, count);
		if (!guess_position_test(count, n, &p) ||
		    p >= rule_number(r, "p"))
			continue;
		list_positions(&text, count, n);
		snprintf(options, sizeof options, "%zu", n);
		survey_found_whole(b, r,
				   (struct var[]){{"counts", buf_cstr(&text)},
						  {"options", options},
						  {NULL, NULL}});
		buf_release(&text);
	}
}
