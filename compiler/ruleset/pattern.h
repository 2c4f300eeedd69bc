/* Regular expressions with limits on the pattern, the text and the work. */
#ifndef RULESET_PATTERN_H
#define RULESET_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

enum {
	PATTERN_MAX = 1024,	/* bytes of a pattern */
	PATTERN_GROUPS = 30,	/* capturing groups of a pattern */
	CODE_MAX = 16 * 1024,	/* bytes of a compiled pattern */
	SUBJECT_MAX = 8 * 1024, /* bytes of a text */
};

/* A compiled pattern; read-only, so threads may share it. */
struct pattern;

/* What is wrong with a pattern, and where. */
struct pattern_fault {
	size_t offset;	/* in bytes of the pattern */
	char text[200]; /* lower case, no final period */
};

/* PATTERN_COUNTED: its steps are taken from what a matcher allows. */
enum { PATTERN_MAY_BE_EMPTY = 1 << 0, PATTERN_COUNTED = 1 << 1 };

/*
 * Compiles the N bytes at P: UTF-8, Unicode properties, no \C. Refuses what is
 * longer than PATTERN_MAX or, if it is counted, becomes larger than CODE_MAX,
 * and, unless it may be, what could match the empty string. Returns
 * NULL with *FAULT filled, else a pattern that the caller frees with
 * pattern_free().
 */
struct pattern *pattern_compile(const char *p, size_t n, unsigned flags,
				struct pattern_fault *fault);
void pattern_free(struct pattern *p);

/* False: no text with these grams (prefilter.h) has a match. */
struct grams;
bool pattern_may_match(const struct pattern *p, const struct grams *g);

/* Name of the I-th named group (in no useful order); NULL behind the last. */
const char *pattern_group(const struct pattern *p, size_t i);

/* Memory that matching needs: one a thread. */
struct matcher;
struct matcher *matcher_new(void);
void matcher_free(struct matcher *m);

/*
 * The work that patterns with PATTERN_COUNTED may still do with a matcher, in
 * steps: a letter that is read is one, an item of the pattern that is tried is
 * eight. Both allowances are taken from; a new matcher has no end of both. What
 * a search takes depends on nothing but pattern and text.
 */
void matcher_allow_all(struct matcher *m, size_t steps);
/* Also forgets that an allowance was used up. */
void matcher_allow_rule(struct matcher *m, size_t steps);
/* Takes STEPS from both. False: one is used up; every search with a counted
 * pattern is MATCH_LIMIT until the next matcher_allow_rule(). */
bool matcher_take(struct matcher *m, size_t steps);
/* Was an allowance used up? */
bool matcher_spent(const struct matcher *m);

enum match_status {
	MATCH_NONE,
	MATCH_FOUND,
	MATCH_LIMIT, /* gave up: too long a text or too many steps */
};

/* A walk over all matches of one pattern in one text. */
struct scan {
	const struct pattern *pattern;
	struct matcher *matcher;
	const char *text;
	size_t n;
	size_t from, to; /* the match that scan_next() found */
	size_t next;	 /* where the next search begins */
	bool after_empty;
};

/*
 * Begins a walk over the N bytes at TEXT: valid UTF-8 that outlives the scan.
 * Both borrowed.
 */
struct scan scan_start(const struct pattern *p, struct matcher *m,
		       const char *text, size_t n);

/*
 * Finds the next match, from left to right, none overlapping the one before.
 * A limit is never "no match": MATCH_LIMIT must be reported by the caller,
 * and ends the walk.
 */
enum match_status scan_next(struct scan *s);

/* Ends the walk: no match is left. */
void scan_end(struct scan *s);

/*
 * The place of the group NAME in the match just found. Returns false if it
 * took no part. Only until the matcher is used again.
 */
bool scan_group(const struct scan *s, const char *name, size_t *from,
		size_t *to);

/* Does the pattern match anywhere in the text? */
enum match_status pattern_finds(const struct pattern *p, struct matcher *m,
				const char *text, size_t n);

#endif
