/* Checks what the stem asks, and whether it can be answered on its own. */
#include <string.h>

#include "language/ask.h"
#include "lint/parts.h"

static bool has_mark(struct lint *l)
{
	const struct view *v = part_view(l, l->stem, VIEW_PROSE);

	return has_question_mark(v->s, v->n);
}

/* A question mark of another script than ours: its words are not parted by
 * blanks, or not as English parts them, so none are counted. */
static bool has_foreign_mark(struct lint *l)
{
	const struct view *v = part_view(l, l->stem, VIEW_PROSE);

	return !(v->n && memchr(v->s, '?', v->n)) &&
	       has_question_mark(v->s, v->n);
}

/* "____", "[…]" or the like, "12 x 12 =": a gap to be filled is a question too. */
static bool has_gap(struct lint *l)
{
	static const char *const gaps[] = {"__",   "....",     "[...]",
					   "[..]", "[\u2026]", "[ ]",
					   "[]",   "\u2026"};
	const struct view *v = part_view(l, l->stem, VIEW_PROSE);

	if (v->n && v->s[v->n - 1] == '=')
		return true;
	for (size_t i = 0; i < v->n; i++)
		for (size_t k = 0; strchr("_.[\xE2", v->s[i]) &&
				   k < sizeof gaps / sizeof *gaps;
		     k++)
			if (strncmp(gaps[k], v->s + i, strlen(gaps[k])) == 0 &&
			    i + strlen(gaps[k]) <= v->n)
				return true;
	return false;
}

/* "Calculate the …", "In this case, choose the …": an imperative asks, too. */
static bool is_imperative(struct lint *l)
{
	const struct words *w = part_words(l, l->lead);
	const struct view *v = part_view(l, l->lead, VIEW_PROSE);

	for (size_t i = 0; i < w->n && i < 12; i++) {
		bool first = i == 0 || memchr(v->s + w->p[i - 1].to, ',',
					      w->p[i].from - w->p[i - 1].to);

		if (first && (w->p[i].is & (WORD_VERB | WORD_ASKING)) &&
		    !(i + 1 < w->n && (w->p[i + 1].is & WORD_FINITE)))
			return true;
	}
	return false;
}

enum { COMPLETION_WORDS = 4, TOPIC_WORDS = 6, TEXT_WORDS = 25 };

/* Enough words that end as a sentence goes on: "a key that is shared by all is
 * called", "… stands for:". */
static bool is_completion(struct lint *l)
{
	const struct words *w = part_words(l, l->lead);
	const struct view *v = part_view(l, l->lead, VIEW_PROSE);
	const struct word *last;

	if (w->n < COMPLETION_WORDS)
		return false;
	last = &w->p[w->n - 1];
	if (memchr(v->s + last->to, '.', v->n - last->to))
		return false;
	return (w->n >= TOPIC_WORDS &&
		memchr(v->s + last->to, ':', v->n - last->to)) ||
	       (last->is &
		(WORD_PREPOSITION | WORD_DETERMINER | WORD_FINITE)) ||
	       word_in(last, "to that because when called a an be been");
}

/* "This city lies on two continents.": a riddle. */
static bool is_riddle(struct lint *l)
{
	const struct words *w = part_words(l, l->lead);

	for (size_t i = 0; i < w->n; i++)
		if (word_in(&w->p[i], "this these") && w->n >= TOPIC_WORDS)
			return true;
	return false;
}

/* Is every option a word of judgement? iwf/true-false-series says what is to be
 * said of them. */
static bool is_judgement(struct lint *l)
{
	const struct facts *f = lint_facts(l);

	for (size_t i = 0; i < f->n; i++)
		if (!f->p[i].words->n || f->p[i].words->n > 2 ||
		    !word_in(f->p[i].words->p,
			     "true false yes no t f correct incorrect right "
			     "wrong not"))
			return false;
	return f->n > 0;
}

static bool asks(struct lint *l)
{
	const struct words *w = part_words(l, l->lead);

	/* A long text has said what it is about. */
	if (part_words(l, l->stem)->n > TEXT_WORDS || is_completion(l) ||
	    is_riddle(l) || is_judgement(l))
		return true;
	if (has_mark(l) || has_gap(l) || is_imperative(l))
		return true;
	for (size_t i = 0; i < w->n; i++)
		if (word_in(&w->p[i], "what which who whom whose when where "
				      "why how following") &&
		    (i == 0 || word_in(&w->p[i], "which what following")))
			return true;
	return false;
}

static void report_lead(struct lint *l, const struct rule *r)
{
	const struct part *p = l->lead->from < l->lead->to ? l->lead : l->stem;

	lint_found_part(l, r, p, NULL);
}

/* A stem that cannot be answered before the options are read: a few words,
 * neither a question nor an imperative. */
void check_unfocused(struct lint *l, const struct rule *r)
{
	const struct words *stem = part_words(l, l->stem);

	if (stem->n && stem->n <= rule_count(r, "fragment") &&
	    !has_foreign_mark(l) && !asks(l))
		report_lead(l, r);
}

static size_t option_words(struct lint *l)
{
	const struct facts *f = lint_facts(l);
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += f->p[i].words->n;
	return n;
}

/* The stem is no question, or far shorter than what must be read after it. */
void check_problem_in_options(struct lint *l, const struct rule *r)
{
	const struct words *stem = part_words(l, l->stem);

	if (!stem->n || !l->item->noptions || has_foreign_mark(l))
		return;
	if (!asks(l) || (stem->n < rule_count(r, "words") &&
			 (double)option_words(l) >
				 rule_number(r, "ratio") * (double)stem->n))
		report_lead(l, r);
}

enum { JUDGEMENT_WORDS = 6 };

/* How many options, of so few words that they can be judgements, the pattern
 * matches; *FIRST is the first of them. */
static size_t count_judgements(struct lint *l, const struct pattern *pattern,
			       const struct part **first)
{
	const struct facts *f = lint_facts(l);
	size_t n = 0;

	for (size_t i = 0; pattern && i < f->n; i++) {
		struct part *p = f->p[i].part;

		if (f->p[i].words->n > JUDGEMENT_WORDS ||
		    part_finds(l, p, VIEW_PROSE, pattern) != MATCH_FOUND)
			continue;
		*first = n++ ? *first : p;
	}
	return n;
}

/* Options of the kind "true", "false", or a stem that begins so. */
void check_tf_series(struct lint *l, const struct rule *r)
{
	const struct pattern *stem = rule_param(r, "stem")->pattern;
	const struct part *first = NULL;
	size_t n = count_judgements(l, rule_param(r, "option")->pattern,
				    &first);

	if (n >= rule_count(r, "min"))
		lint_found_part(l, r, first, NULL);
	else if (lint_facts(l)->n && stem &&
		 part_finds(l, l->stem, VIEW_PROSE, stem) == MATCH_FOUND)
		report_lead(l, r);
}

/* Content words of the context that neither lead-in nor options repeat; *CONTENT
 * of them in all. */
static size_t unused_words(struct lint *l, size_t *content)
{
	const struct words *context = part_words(l, l->context);
	const struct words *lead = part_words(l, l->lead);
	const struct facts *f = lint_facts(l);
	size_t unused = 0;

	*content = 0;
	for (size_t i = 0; i < context->n; i++) {
		const struct word *w = &context->p[i];
		bool used = text_says(lead, w->stem);

		if (w->is & (WORD_STOP | WORD_GENERIC))
			continue;
		++*content;
		for (size_t o = 0; o < f->n && !used; o++)
			used = text_says(f->p[o].words, w->stem);
		unused += !used;
	}
	return unused;
}

/* Window dressing: a scenario that is not needed to answer. */
void check_window_dressing(struct lint *l, const struct rule *r)
{
	size_t content, unused;

	if (part_words(l, l->context)->n < rule_count(r, "words") ||
	    !lint_facts(l)->n)
		return;
	unused = unused_words(l, &content);
	if (content &&
	    (double)unused >= rule_number(r, "share") * (double)content)
		lint_found_part(
			l, r, l->context,
			(struct var[]){{"unused", lint_number(l, unused)},
				       {"content", lint_number(l, content)},
				       {NULL, NULL}});
}
