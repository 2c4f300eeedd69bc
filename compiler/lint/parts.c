/* Cuts the item being checked into the texts that rules look at. */
#include "lint/parts.h"

#include <string.h>

#include "base/utf8.h"
#include "ruleset/prefilter.h"
#include "language/ask.h"

static struct part *part_add(struct lint *l, unsigned in, size_t index,
			     const struct rich *rich, const char *name,
			     const char *id)
{
	struct part *p = &l->parts[l->nparts++];

	p->in = in;
	p->index = index;
	p->rich = rich;
	p->to = rich->len;
	p->name = name;
	p->id = id;
	return p;
}

static void add_stem(struct lint *l)
{
	const struct rich *stem = l->item->stem;
	size_t lead = l->item->lead, end = l->item->lead_end;
	struct part *p;

	if (end <= lead || end > stem->len)
		stem_lead(stem->prose, stem->len, &lead, &end);
	l->stem = part_add(l, IN_STEM, 0, stem, "the stem", "stem");
	p = part_add(l, IN_LEAD, 0, stem, "the question", "stem");
	p->from = lead;
	p->to = end;
	l->lead = p;
	p = part_add(l, IN_CONTEXT, 0, stem, "the stem", "stem");
	p->to = lead;
	l->context = p;
}

static void add_options(struct lint *l)
{
	for (size_t i = 0; i < l->item->noptions; i++) {
		const struct option *o = &l->item->options[i];
		const char *id = arena_printf(&l->scratch, "%c",
					      (int)('A' + i));

		part_add(l, o->key ? IN_KEY : IN_DISTRACTOR, i, o->text,
			 arena_printf(&l->scratch, "option %s", id), id);
	}
}

static void add_rationales(struct lint *l)
{
	for (size_t i = 0; i < l->item->noptions; i++) {
		const struct option *o = &l->item->options[i];

		if (o->rationale)
			part_add(l, IN_RATIONALE, i, o->rationale,
				 arena_printf(&l->scratch,
					      "the rationale of option %c",
					      (int)('A' + i)),
				 arena_printf(&l->scratch, "rationale %c",
					      (int)('A' + i)));
	}
}

static void add_numbered(struct lint *l, const char *what, size_t i,
			 const struct rich *rich)
{
	const char *name = arena_printf(&l->scratch, "%s %zu", what, i + 1);

	part_add(l, IN_STEP, i, rich, name, name);
}

static void add_lists(struct lint *l)
{
	for (size_t i = 0; i < l->item->nsteps; i++)
		add_numbered(l, "step", i, l->item->steps[i].text);
	for (size_t i = 0; i < l->item->npairs; i++) {
		const struct pair *p = &l->item->pairs[i];

		if (p->prompt)
			add_numbered(l, "prompt", i, p->prompt);
		add_numbered(l, "response", i, p->response);
	}
}

void parts_make(struct lint *l, const struct rich *scenario)
{
	const struct item *it = l->item;
	size_t most = 5 + 2 * it->noptions + it->nsteps + 2 * it->npairs;

	l->parts = arena_array(&l->scratch, struct part, most);
	add_stem(l);
	if (scenario)
		l->scenario = part_add(l, 0, 0, scenario, "the scenario",
				       "scenario");
	add_options(l);
	add_rationales(l);
	add_lists(l);
	if (it->explanation)
		part_add(l, IN_EXPLANATION, 0, it->explanation,
			 "the explanation", "explanation");
}

/* The plain character that rules may write for CP, or 0. */
static char plain_for(unsigned cp)
{
	switch (cp) {
	case 0x2018:
	case 0x2019:
	case 0x02BC:
		return '\'';
	case 0x201C:
	case 0x201D:
		return '"';
	case 0x2010:
	case 0x2011:
	case 0x2013:
	case 0x2014:
	case 0x2212:
		return '-';
	default:
		return utf8_is_space(cp) ? ' ' : 0;
	}
}

/* Quotes, dashes and blanks made plain; V->map says where bytes came from. */
static void view_plain(struct lint *l, struct part *p, struct view *v)
{
	const char *s = p->rich->prose + p->from;
	size_t n = p->to - p->from, k = 0, len;
	char *out = arena_alloc(&l->scratch, n + 1);
	uint32_t *map = arena_array(&l->scratch, uint32_t, n + 1);

	for (size_t i = 0; i < n; i += len) {
		unsigned cp;
		char c;

		len = utf8_decode(s + i, n - i, &cp);
		if (!len)
			len = 1, cp = ' ';
		c = len > 1 ? plain_for(cp) : 0;
		for (size_t b = 0; b < (c ? 1 : len); b++) {
			map[k] = (uint32_t)(p->from + i + b);
			out[k++] = c ? c : s[i + b];
		}
	}
	map[k] = (uint32_t)p->to;
	*v = (struct view){.s = out, .n = k, .map = map};
}

/*
 * Prose holds a q for every byte of code. Runs of q that differ from the text
 * anywhere are code; the rest is blanked.
 */
static void view_code(struct lint *l, struct part *p, struct view *v)
{
	const char *text = p->rich->text + p->from;
	const char *prose = p->rich->prose + p->from;
	size_t n = p->to - p->from;
	char *out = arena_alloc(&l->scratch, n + 1);

	memset(out, ' ', n);
	for (size_t i = 0, end; i < n; i = end) {
		bool code = false;

		for (end = i; end < n && prose[end] == 'q'; end++)
			code = code || text[end] != 'q';
		if (code)
			memcpy(out + i, text + i, end - i);
		end += end == i;
	}
	*v = (struct view){.s = out, .n = n};
}

const struct view *part_view(struct lint *l, struct part *p,
			     enum view_kind kind)
{
	struct view *v = &p->views[kind];
	size_t n = p->to - p->from;

	if (v->s)
		return v;
	if (kind == VIEW_CODE)
		view_code(l, p, v);
	else if (kind == VIEW_RAW)
		*v = (struct view){.s = p->rich->text + p->from, .n = n};
	else if (utf8_is_ascii(p->rich->prose + p->from, n))
		*v = (struct view){.s = p->rich->prose + p->from, .n = n};
	else
		view_plain(l, p, v);
	return v;
}

struct scan part_scan(struct lint *l, struct part *p, enum view_kind kind,
		      const struct pattern *pattern)
{
	struct view *v = &p->views[kind];
	struct scan s;

	part_view(l, p, kind);
	if (!v->grams) {
		v->grams = arena_new(&l->scratch, struct grams);
		grams_of(v->grams, v->s, v->n);
	}
	s = scan_start(pattern, l->matcher, v->s, v->n);
	if (!pattern_may_match(pattern, v->grams))
		scan_end(&s);
	return s;
}

enum match_status part_finds(struct lint *l, struct part *p,
			     enum view_kind kind, const struct pattern *pattern)
{
	struct scan s = part_scan(l, p, kind, pattern);

	return scan_next(&s);
}

size_t view_offset(const struct part *p, const struct view *v, size_t at)
{
	return v->map ? v->map[at] : p->from + at;
}

const char *lint_number(struct lint *l, size_t n)
{
	return arena_printf(&l->scratch, "%zu", n);
}

struct span part_span(const struct part *p, size_t from, size_t to)
{
	return rich_span(p->rich, from, to);
}
