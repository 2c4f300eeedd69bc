/* Clang associations: words that the stem shares with its key alone. */
#include <string.h>

#include "lint/parts.h"

/* A stem of at most so many words is compared as a whole; of a longer one only
 * its lead-in and the sentence before that, and of a text to be read its lead-in
 * alone: what the text says must be met in the key. */
enum { WHOLE_STEM = 40, READ_TEXT = 100 };

/* Where the last sentence of the context begins: an index of its words. */
static size_t last_sentence(struct lint *l)
{
	const struct words *w = part_words(l, l->context);
	const struct view *v = part_view(l, l->context, VIEW_PROSE);
	size_t i = w->n;

	while (i > 1) {
		const char *gap = v->s + w->p[i - 2].to;
		size_t n = w->p[i - 1].from - w->p[i - 2].to;

		if (memchr(gap, '.', n) || memchr(gap, '?', n) ||
		    memchr(gap, '\n', n))
			return i - 1;
		i--;
	}
	return 0;
}

/* A word that a test-taker would notice. */
static bool is_cue(const struct rule *r, const struct word *w,
		   const struct view *v)
{
	const struct param *stops = rule_param(r, "stop");
	size_t n = w->to - w->from;

	if (w->is & (WORD_STOP | WORD_GENERIC | WORD_NUMBER | WORD_CODE))
		return false;
	if (n < rule_count(r, "min-length") && !(w->is & WORD_CAPS))
		return false;
	for (size_t i = 0; i < stops->nwords; i++) {
		const char *stop = stops->words[i];

		if (strlen(stop) == n &&
		    strncasecmp(stop, v->s + w->from, n) == 0)
			return false;
	}
	return true;
}

static bool stem_says(struct lint *l, uint32_t stem)
{
	const struct words *context = part_words(l, l->context);
	const struct words *lead = part_words(l, l->lead);
	size_t n = context->n + lead->n;
	size_t from = n > READ_TEXT    ? context->n
		      : n > WHOLE_STEM ? last_sentence(l)
				       : 0;

	return text_says(lead, stem) ||
	       words_say(context, from, context->n, stem);
}

/* Does PART have the N letters at S as a word, in this very form? */
static bool has_form(struct lint *l, struct part *part, const char *s, size_t n)
{
	const struct words *w = part_words(l, part);
	const struct view *v = part_view(l, part, VIEW_PROSE);

	for (size_t i = 0; i < w->n; i++)
		if (w->p[i].to - w->p[i].from == n &&
		    strncasecmp(v->s + w->p[i].from, s, n) == 0)
			return true;
	return false;
}

/*
 * Does word I of the key, the first of a name, stand in the stem with its capital,
 * as in "Which Acme tool": a maker's name, which all of its products may have?
 */
static bool is_maker(struct lint *l, const struct fact *key, size_t i)
{
	const struct words *w = key->words, *stem = part_words(l, l->stem);

	if (i || w->n < 2 || !(w->p[0].is & WORD_CAPITAL) ||
	    !(w->p[1].is & WORD_CAPITAL))
		return false;
	for (size_t k = 1; k < stem->n; k++)
		if (stem->p[k].id == w->p[0].id &&
		    (stem->p[k].is & WORD_CAPITAL))
			return true;
	return false;
}

/* In every key, in no distractor? */
static bool only_keys_say(const struct facts *f, uint32_t stem)
{
	for (size_t i = 0; i < f->n; i++)
		if (text_says(f->p[i].words, stem) != f->p[i].key)
			return false;
	return true;
}

void check_overlap(struct lint *l, const struct rule *r)
{
	const struct facts *f = lint_facts(l);
	const struct fact *key = NULL;
	const struct word *best = NULL;
	struct view *v = NULL;
	size_t found = 0, content = 0, n;
	const char *s;

	for (size_t i = 0; i < f->n && !key; i++)
		if (f->p[i].key)
			key = &f->p[i];
	if (!key || key->meta || f->nkeys == f->n)
		return;
	v = &key->part->views[VIEW_PROSE];
	for (size_t i = 0; i < key->words->n; i++) {
		const struct word *w = &key->words->p[i];

		content += !(w->is & (WORD_STOP | WORD_GENERIC));
		if (!is_cue(r, w, v) || !stem_says(l, w->stem) ||
		    !only_keys_say(f, w->stem) || is_maker(l, key, i))
			continue;
		found++;
		if (!best || w->to - w->from > best->to - best->from)
			best = w;
	}
	/* What repeats the word of a question turned round is not its key. */
	if (!best || found < rule_count(r, "min") ||
	    (double)found < rule_number(r, "share") * (double)content ||
	    stem_denies(l))
		return;
	s = v->s + best->from;
	n = best->to - best->from;
	lint_found(l, r, key->part, view_offset(key->part, v, best->from),
		   view_offset(key->part, v, best->to),
		   (struct var[]){{"form",
				   has_form(l, l->lead, s, n) ||
						   has_form(l, l->context, s, n)
					   ? ""
					   : " a form of a word"},
				  {NULL, NULL}});
}
