/* Compiles and matches regular expressions with PCRE2, within limits. */
#include "ruleset/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "ruleset/prefilter.h"

/* Far above what rules need, far below what a reader would notice. */
/* PCRE2 counts steps anew at each place where a match may begin: a text of N
 * bytes takes N times as many, so long texts get fewer a place. */
enum {
	LIMIT_STEPS = 10000,
	LIMIT_ALL_STEPS = 4000000,
	LIMIT_DEPTH = 1000,
	LIMIT_HEAP_KIB = 1024
};

struct pattern {
	pcre2_code *code;
	char *counted;	   /* the text of a pattern whose steps are counted */
	const char *names; /* PCRE2's table of group names */
	uint32_t nnames, name_size;
	struct prefilter *prefilter;
};

struct matcher {
	pcre2_match_data *data;
	pcre2_match_context *limits;
	const struct pattern *pattern; /* being searched for */
	size_t at;		       /* where it was tried last */
	size_t all, rule;	       /* steps that are left */
	bool spent;
};

static void *hook_malloc(size_t n, void *unused)
{
	(void)unused;
	return xmalloc(n);
}

static void hook_free(void *p, void *unused)
{
	(void)unused;
	free(p);
}

static pcre2_general_context *exiting_context(void)
{
	return pcre2_general_context_create(hook_malloc, hook_free, NULL);
}

static pcre2_code *compile(const char *p, size_t n, unsigned flags,
			   struct pattern_fault *f)
{
	pcre2_general_context *general = exiting_context();
	pcre2_compile_context *ctx = pcre2_compile_context_create(general);
	PCRE2_SIZE offset = 0;
	int err = 0;
	pcre2_code *code;

	code = pcre2_compile(
		(PCRE2_SPTR)p, n,
		PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C |
			(flags & PATTERN_COUNTED ? PCRE2_AUTO_CALLOUT : 0),
		&err, &offset, ctx);
	pcre2_compile_context_free(ctx);
	pcre2_general_context_free(general);
	if (code)
		return code;
	f->offset = offset;
	if (pcre2_get_error_message(err, (PCRE2_UCHAR *)f->text,
				    sizeof f->text) < 0)
		snprintf(f->text, sizeof f->text, "PCRE2 error %d", err);
	return NULL;
}

static uint32_t info(const pcre2_code *code, uint32_t what)
{
	uint32_t value = 0;

	if (pcre2_pattern_info(code, what, &value) != 0)
		bug("pcre2_pattern_info(%u)", what);
	return value;
}

static const char *refusal(const pcre2_code *code, unsigned flags)
{
	size_t size = 0;

	if (pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size) != 0)
		bug("pcre2_pattern_info(size)");
	if ((flags & PATTERN_COUNTED) && size > CODE_MAX)
		return "this becomes too large when it is compiled: fewer or "
		       "smaller repeat counts";
	if (info(code, PCRE2_INFO_CAPTURECOUNT) > PATTERN_GROUPS)
		return "more than 30 capturing groups; write (?:…)";
	if (!(flags & PATTERN_MAY_BE_EMPTY) &&
	    info(code, PCRE2_INFO_MATCHEMPTY))
		return "this can match the empty text, so it says nothing";
	return NULL;
}

static char *copy_text(const char *p, size_t n)
{
	char *s = xmalloc(n + 1);

	memcpy(s, p, n);
	s[n] = 0;
	return s;
}

struct pattern *pattern_compile(const char *p, size_t n, unsigned flags,
				struct pattern_fault *fault)
{
	struct pattern *made;
	const char *why = NULL;
	pcre2_code *code = NULL;

	*fault = (struct pattern_fault){0};
	if (n > PATTERN_MAX) {
		why = "longer than 1024 bytes";
		fault->offset = PATTERN_MAX;
	} else if (!(code = compile(p, n, flags, fault)))
		return NULL;
	else
		why = refusal(code, flags);
	if (why) {
		snprintf(fault->text, sizeof fault->text, "%s", why);
		pcre2_code_free(code);
		return NULL;
	}
	made = xcalloc(1, sizeof *made);
	made->code = code;
	made->prefilter = prefilter_make(p, n);
	if (flags & PATTERN_COUNTED)
		made->counted = copy_text(p, n);
	made->nnames = info(code, PCRE2_INFO_NAMECOUNT);
	made->name_size = info(code, PCRE2_INFO_NAMEENTRYSIZE);
	if (made->nnames &&
	    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &made->names) != 0)
		bug("no name table");
	return made;
}

void pattern_free(struct pattern *p)
{
	if (!p)
		return;
	pcre2_code_free(p->code);
	free(p->counted);
	prefilter_free(p->prefilter);
	free(p);
}

bool pattern_may_match(const struct pattern *p, const struct grams *g)
{
	return prefilter_passes(p->prefilter, g);
}

/* Entry I of the name table: two bytes of group number, then the name. */
static const char *name_at(const struct pattern *p, uint32_t i, unsigned *no)
{
	const unsigned char *e = (const unsigned char *)p->names +
				 (size_t)i * p->name_size;

	*no = (unsigned)e[0] << 8 | e[1];
	return (const char *)e + 2;
}

const char *pattern_group(const struct pattern *p, size_t i)
{
	unsigned no;

	return i < p->nnames ? name_at(p, (uint32_t)i, &no) : NULL;
}

void matcher_allow_all(struct matcher *m, size_t steps)
{
	m->all = steps;
}

void matcher_allow_rule(struct matcher *m, size_t steps)
{
	m->rule = steps;
	m->spent = false;
}

bool matcher_spent(const struct matcher *m)
{
	return m->spent;
}

bool matcher_take(struct matcher *m, size_t steps)
{
	m->spent = m->spent || steps > m->all || steps > m->rule;
	if (m->spent)
		return false;
	m->all -= steps;
	m->rule -= steps;
	return true;
}

/* The longest text that a group holds: what a reference to it may compare. */
static size_t longest_group(const pcre2_callout_block *b)
{
	size_t most = 0;

	for (uint32_t i = 1; i < b->capture_top; i++) {
		size_t from = b->offset_vector[(size_t)2 * i];
		size_t to = b->offset_vector[(size_t)2 * i + 1];

		if (from != PCRE2_UNSET && to > from && to - from > most)
			most = to - from;
	}
	return most;
}

/*
 * Letters that the next item, the N bytes at P, may read and then fail, so that
 * no later position tells of them: X{1000} and references to groups.
 */
static size_t unseen(const pcre2_callout_block *b, const char *p, size_t n)
{
	size_t count = 0, most = b->subject_length - b->current_position;
	size_t unit = 1;

	if (n > 1 && p[0] == '\\' && strchr("123456789gk", p[1]))
		unit = longest_group(b);
	else if (n > 3 && memcmp(p, "(?P=", 4) == 0)
		unit = longest_group(b);
	if (n && (p[n - 1] == '+' || p[n - 1] == '?'))
		n--;
	if (n && p[n - 1] == '}') {
		while (n && p[n - 1] != '{')
			n--;
		count = strtoul(p + n, NULL, 10);
	}
	count = (count > most ? most : count) * unit;
	return unit > 1 && !count ? unit : count;
}

enum { STEPS_ITEM = 8 };

/* PCRE2 calls this before each item of a counted pattern. */
static int count_steps(pcre2_callout_block *b, void *data)
{
	struct matcher *m = data;
	size_t now = b->current_position;
	size_t moved = now > m->at ? now - m->at : m->at - now;

	m->at = now;
	moved += unseen(b, m->pattern->counted + b->pattern_position,
			b->next_item_length);
	return matcher_take(m, STEPS_ITEM + moved) ? 0 : PCRE2_ERROR_CALLOUT;
}

struct matcher *matcher_new(void)
{
	pcre2_general_context *general = exiting_context();
	struct matcher *m = xcalloc(1, sizeof *m);

	m->data = pcre2_match_data_create(PATTERN_GROUPS + 1, general);
	m->limits = pcre2_match_context_create(general);
	pcre2_set_depth_limit(m->limits, LIMIT_DEPTH);
	pcre2_set_heap_limit(m->limits, LIMIT_HEAP_KIB);
	pcre2_set_callout(m->limits, count_steps, m);
	m->all = m->rule = SIZE_MAX;
	pcre2_general_context_free(general);
	return m;
}

void matcher_free(struct matcher *m)
{
	if (!m)
		return;
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->limits);
	free(m);
}

struct scan scan_start(const struct pattern *p, struct matcher *m,
		       const char *text, size_t n)
{
	return (struct scan){.pattern = p, .matcher = m, .text = text, .n = n};
}

/* One search from S->next; our texts were checked, so PCRE2 need not. */
static int search(struct scan *s, uint32_t options)
{
	size_t steps = LIMIT_ALL_STEPS / (s->n + 1);

	if (s->pattern->counted && s->matcher->spent)
		return PCRE2_ERROR_CALLOUT;
	s->matcher->pattern = s->pattern;
	s->matcher->at = s->next;
	pcre2_set_match_limit(s->matcher->limits, steps < LIMIT_STEPS
							  ? (uint32_t)steps
							  : LIMIT_STEPS);
	return pcre2_match(s->pattern->code, (PCRE2_SPTR)s->text, s->n, s->next,
			   options | PCRE2_NO_UTF_CHECK, s->matcher->data,
			   s->matcher->limits);
}

static void step_one_character(struct scan *s)
{
	s->next++;
	while (s->next < s->n &&
	       ((unsigned char)s->text[s->next] & 0xC0) == 0x80)
		s->next++;
}

/* Behind an empty match, look for another one right there before moving on. */
static int search_after_empty(struct scan *s)
{
	int rc = search(s, PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED);

	s->after_empty = false;
	if (rc != PCRE2_ERROR_NOMATCH || s->next >= s->n)
		return rc;
	step_one_character(s);
	return search(s, 0);
}

void scan_end(struct scan *s)
{
	s->next = s->n + 1;
}

enum match_status scan_next(struct scan *s)
{
	const PCRE2_SIZE *at;
	int rc;

	if (s->next > s->n)
		return MATCH_NONE;
	if (s->n > SUBJECT_MAX)
		return MATCH_LIMIT;
	rc = s->after_empty ? search_after_empty(s) : search(s, 0);
	if (rc == PCRE2_ERROR_NOMATCH) {
		scan_end(s);
		return MATCH_NONE;
	}
	at = pcre2_get_ovector_pointer(s->matcher->data);
	if (rc < 0 || at[1] < at[0]) {
		scan_end(s);
		return MATCH_LIMIT;
	}
	s->from = at[0];
	s->to = at[1];
	s->next = at[1];
	s->after_empty = at[0] == at[1];
	return MATCH_FOUND;
}

bool scan_group(const struct scan *s, const char *name, size_t *from,
		size_t *to)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(s->matcher->data);
	unsigned no;

	for (uint32_t i = 0; i < s->pattern->nnames; i++) {
		bool named = strcmp(name_at(s->pattern, i, &no), name) == 0;
		const PCRE2_SIZE *pair = at + (size_t)2 * no;

		if (!named || pair[0] == PCRE2_UNSET)
			continue;
		*from = pair[0];
		*to = pair[1];
		return true;
	}
	return false;
}

enum match_status pattern_finds(const struct pattern *p, struct matcher *m,
				const char *text, size_t n)
{
	struct scan s = scan_start(p, m, text, n);

	return scan_next(&s);
}
