/* Checks a bank for guessing: what strategies gain, where keys stand. */
#include <stdio.h>

#include "base/buf.h"
#include "base/estimate.h"
#include "survey/guess.h"
#include "lint/parts.h"
#include "model/item.h"

/* "the longest option: 43.1 % of 580 (95 %: 38.9-47.3; chance 25.0)" */
static void add_cue(struct buf *out, const struct strategy *s)
{
	struct estimate e = wilson(s->hits, (double)s->n);

	buf_printf(out, "%s%s: %.1f %% of %zu (95 %%: %.1f-%.1f; chance %.1f)",
		   out->n ? "; " : "", s->what, 100 * e.p, s->n, 100 * e.low,
		   100 * e.high, 100 * s->chance / (double)s->n);
}

void check_guessable(struct survey *b, const struct rule *r)
{
	struct guesswork g = guess_count(b, NULL);
	const struct strategy *cues[STRATEGIES];
	size_t n = guess_cues(&g, rule_count(r, "items"),
			      rule_number(r, "points") / 100,
			      rule_number(r, "p"), cues);
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < n; i++)
		add_cue(&text, cues[i]);
	if (n)
		survey_found_whole(b, r,
				   (struct var[]){{"cues", buf_cstr(&text)},
						  {NULL, NULL}});
	buf_release(&text);
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
