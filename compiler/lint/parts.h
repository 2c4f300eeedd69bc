/* The item being checked: its texts as rules see them, and how checks report. */
#ifndef LINT_PARTS_H
#define LINT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "lint/lint.h"
#include "ruleset/message.h"
#include "ruleset/rules.h"
#include "language/others.h"
#include "language/words.h"
#include "model/item.h"

/* A part as one kind of pattern sees it, and where its bytes come from. */
struct view {
	const char *s; /* NULL: not made yet */
	size_t n;
	const uint32_t *map; /* offset in the rich text of each byte and of the
				end; NULL: part->from + i */
	struct grams *grams; /* of the text; NULL: not made yet */
};

/* A text of an item, or a piece of one: the lead-in of its stem. */
struct part {
	unsigned in;	  /* one of IN_…; what it is */
	size_t index;	  /* of the option, step, pair; 0-based */
	const char *name; /* "option B", "the stem", "step 2" */
	const char *id;	  /* "B", "stem", "2" */
	const struct rich *rich;
	size_t from, to; /* the piece of rich->text */
	struct view views[VIEWS];
	struct words words; /* of the prose view; p NULL: not cut yet */
};

/* What several checks need to know of an option. */
struct fact {
	struct part *part;
	const struct words *words;
	size_t length; /* characters, code included */
	bool key;
	bool meta;    /* about other options: "all of the above" */
	bool numeric; /* a number, perhaps with a unit */
	bool code;    /* mostly code */
};

struct facts {
	struct fact *p; /* NULL: not made yet */
	size_t n, nkeys;
	size_t plain; /* options that are not meta */
};

struct tuples;
struct ranking;

/* The item being checked, and what was made of it so far. */
struct lint {
	const struct linter *linter;
	struct matcher *matcher;
	const struct item *item;
	size_t place; /* of the item in the bank */
	size_t bytes; /* of all parts; what its budget is counted by */
	struct diags *out;
	struct arena scratch;
	struct part *parts;
	size_t nparts;
	struct part *stem;     /* never NULL */
	struct part *scenario; /* of its case; NULL: none; no rule's scope */
	struct part *lead, *context; /* of the stem; never NULL */
	struct facts facts;
	struct tuples *tuples;	 /* tuple.c; NULL: not made yet */
	struct ranking *ranking; /* order.c; NULL: not made yet */
};

/* Makes the list of parts of L->item, and of SCENARIO if it is not NULL. */
void parts_make(struct lint *l, const struct rich *scenario);

/* The part in the given view; made on first use. */
const struct view *part_view(struct lint *l, struct part *p,
			     enum view_kind kind);

/*
 * A walk over the matches of PATTERN in a view of the part, over at once if
 * the letters of the text tell that there is none. (scan_next())
 */
struct scan part_scan(struct lint *l, struct part *p, enum view_kind kind,
		      const struct pattern *pattern);
/* Does the pattern match anywhere in that view? */
enum match_status part_finds(struct lint *l, struct part *p,
			     enum view_kind kind,
			     const struct pattern *pattern);

/* The words of the part's prose view; made on first use. */
const struct words *part_words(struct lint *l, struct part *p);

/* The options of a choice, in order; made on first use. */
const struct facts *lint_facts(struct lint *l);

/* N as text, for a message. */
const char *lint_number(struct lint *l, size_t n);

/* Has W[FROM..TO) a word with that stem? */
bool words_say(const struct words *w, size_t from, size_t to, uint32_t stem);
static inline bool text_says(const struct words *w, uint32_t stem)
{
	return words_say(w, 0, w->n, stem);
}

/* Offset in the rich text of offset AT of a view. */
size_t view_offset(const struct part *p, const struct view *v, size_t at);

/* Reports each match of PATTERN in the rule's scope that nothing excuses
 * (match.c). */
void lint_matches(struct lint *l, const struct rule *r,
		  const struct pattern *pattern);

/*
 * Reports a finding of R at bytes [FROM, TO) of P's rich text, unless the
 * item allows it. VARS are the check's own variables (may be NULL); {part},
 * {id} and {match} are always there. Returns the finding, to add notes to, or
 * NULL.
 */
struct diag *lint_found(struct lint *l, const struct rule *r,
			const struct part *p, size_t from, size_t to,
			const struct var *vars);

/* The same at the whole of P. */
struct diag *lint_found_part(struct lint *l, const struct rule *r,
			     const struct part *p, const struct var *vars);
/* The same at a place that is not in a text: front matter, a marker. */
struct diag *lint_found_at(struct lint *l, const struct rule *r, struct span at,
			   const struct var *vars);

/* The rule ran into a limit: reported, never taken as "no match". */
void lint_limit(struct lint *l, const struct rule *r, const struct part *p);

/* Is each of the two read as another choice beside the other? Steps, prompts
 * and responses stand for options of their own kind. (alike.c) */
bool parts_rival(const struct part *a, const struct part *b);

/* The option that is made of others or, with all of them, of the same two pieces;
 * NULL: there is none. (tuple.c) */
const struct fact *combined_option(struct lint *l);

/* Does the stem ask for what is not so? (negative.c) */
bool stem_denies(struct lint *l);

/* Are the four options what can be said of two things: one, the other, both,
 * neither? (others.c) */
bool are_about_two(struct lint *l);

/* Source span of a part. */
struct span part_span(const struct part *p, size_t from, size_t to);

#define CHECK(name, function, ...)                                             \
	void check_##function(struct lint *l, const struct rule *r);
#define BANK_CHECK(...)
#include "ruleset/checks.def"
#undef CHECK
#undef BANK_CHECK

#endif
