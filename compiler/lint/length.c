/* Finds a key that stands out by its length. */
#include "base/utf8.h"
#include "lint/parts.h"

/* How long an option is once names count by their short form. */
struct length {
	size_t letters, words;
};

/* Is the option prose of its own, so that its length means something? */
static bool comparable(const struct fact *o)
{
	return !o->meta && !o->code && !o->numeric && o->length > 0;
}

/* May word I of W be the first of a name? A sentence begins with a capital, too. */
static bool begins_name(const struct words *w, size_t i)
{
	return (w->p[i].is & WORD_CAPITAL) &&
	       !(w->p[i].is & (WORD_STOP | (i ? 0 : WORD_VERB)));
}

/* Is the gap behind word I of W nothing that ends a name, but perhaps the sign
 * of a bracket? */
static bool goes_on(const struct words *w, const char *s, size_t i)
{
	for (size_t at = w->p[i].to; at < w->p[i + 1].from; at++)
		if (!strchr(" ()-/&", s[at]))
			return false;
	return true;
}

/* The last word of the name that word I of W begins: "Acme Total Cost of Work
 * (TCO) Calculator". */
static size_t name_end(const struct words *w, const char *s, size_t i)
{
	size_t last = i;

	for (size_t k = i + 1; k < w->n && goes_on(w, s, k - 1); k++)
		if (w->p[k].is & (WORD_CAPITAL | WORD_NUMBER))
			last = k;
		else if (!word_in(&w->p[k], "of for the"))
			break;
	return last;
}

/*
 * A name of several words is as long as its first letters, and no word: beside
 * it only words with a content are counted. "Alexandre Dumas the elder and
 * Auguste Maquet" has one.
 */
static struct length length_of(struct lint *l, const struct fact *o)
{
	const struct view *v = part_view(l, o->part, VIEW_PROSE);
	const struct words *w = o->words;
	struct length out = {o->length, 0};
	size_t content = 0;
	bool names = false;

	for (size_t i = 0; i < w->n; i++) {
		size_t last = begins_name(w, i) ? name_end(w, v->s, i) : i;
		size_t from = w->p[i].from, to = w->p[last].to;

		if (last == i) {
			out.words++;
			content += !(w->p[i].is & WORD_STOP);
			continue;
		}
		names = true;
		out.letters -= utf8_count(v->s + from, to - from);
		out.letters += last - i + 1;
		i = last;
	}
	out.words = names ? content : out.words;
	return out;
}

/* The shortest key and the longest distractors of an item, by short names and as
 * they are read. */
struct lengths {
	const struct fact *key;
	struct length shortest;
	size_t longest, longest_seen;
	size_t distractors; /* that can be compared */
	size_t phrases;	    /* of them, those that are more than a name */
};

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* False: there is nothing to compare. */
static bool measure(struct lint *l, struct lengths *s)
{
	const struct facts *f = lint_facts(l);
	size_t others = 0;

	*s = (struct lengths){0};
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *o = &f->p[i];
		struct length n;

		if (!comparable(o)) {
			if (o->key)
				return false;
			others += !o->meta;
			continue;
		}
		n = length_of(l, o);
		if (o->key && (!s->key || n.letters < s->shortest.letters)) {
			s->key = o;
			s->shortest = n;
		} else if (!o->key) {
			s->distractors++;
			s->phrases += 2 * n.letters >= o->length;
			s->longest = larger(s->longest, n.letters);
			s->longest_seen = larger(s->longest_seen, o->length);
		}
	}
	return s->key && s->distractors > others;
}

/* How many times as long as the longest distractor the key is, by short names or
 * as it is read, whichever is less: a cue is what readers see. */
static double ratio_of(const struct lengths *s)
{
	double seen = (double)s->key->length / (double)s->longest_seen;
	double named = (double)s->shortest.letters / (double)s->longest;

	return seen < named ? seen : named;
}

/*
 * The key is clearly longer than the longest distractor. From "clear" times on
 * anybody sees it; below, and beside nothing but names, it is a hint.
 */
void check_length_cue(struct lint *l, const struct rule *r)
{
	size_t gap = rule_count(r, "gap");
	struct lengths s;
	double ratio;
	struct diag *d;

	if (!measure(l, &s) || s.shortest.words < rule_count(r, "min-words") ||
	    s.shortest.letters < s.longest + gap ||
	    s.key->length < s.longest_seen + gap)
		return;
	ratio = ratio_of(&s);
	if (ratio < rule_number(r, "ratio"))
		return;
	d = lint_found_part(
		l, r, s.key->part,
		(struct var[]){
			{"ratio", arena_printf(&l->scratch, "%.1f", ratio)},
			{NULL, NULL}});
	if (d && (ratio < rule_number(r, "clear") || !s.phrases))
		diag_lower(l->out, d, SEV_INFO);
}
