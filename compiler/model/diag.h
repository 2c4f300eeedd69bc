/* Diagnostics: what examc tells an author, at which place, and what would mend
 * it. */
#ifndef MODEL_DIAG_H
#define MODEL_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/source.h"

enum severity { SEV_OFF, SEV_INFO, SEV_WARN, SEV_ERROR };

/* "off", "info", "warn", "error", NULL: as authors write them. */
extern const char *const severity_words[];

/* "info", "warning", "error": as printed. */
const char *severity_name(enum severity sev);

/* Another place that belongs to a finding. */
struct note {
	struct source *src;
	struct span span;
	const char *text;
	struct note *next;
};

/* A change of the source that would remove the finding. */
struct fix {
	struct span span;  /* what is replaced; empty: an insertion */
	const char *text;  /* the replacement */
	const char *title; /* what it does, for people */
	bool safe;	   /* may be applied without asking */
	struct fix *next;
};

/* One diagnostic; "finding" in messages and reports. */
struct diag {
	const char *rule;   /* id, "group/name" */
	struct source *src; /* NULL: the run as a whole */
	const char *text;   /* the message: lower case, no final period */
	struct note *notes;
	struct fix *fixes;
	struct diag *next;
	struct span span;
	enum severity sev;
	bool once;	    /* one of its kind is enough for a bank */
	unsigned more : 24; /* it stands for so many that were not kept; 0: for
			       itself */
};

/* Findings of one severity that are kept about one file. A file of 64 KiB can
 * have 20,000, which nobody reads; one more counts the rest. */
enum { FINDINGS_KEPT = 100 };

/* Findings in order of discovery; the arena owns them and their texts. */
struct diags {
	struct arena *arena;
	struct diag *first, *last;
	uint32_t n;
	uint32_t errors; /* of severity SEV_ERROR, also those not kept */
	bool capped;	 /* keeps FINDINGS_KEPT a file and severity */
};

/*
 * Adds a finding of the built-in rule RULE (an id of rules.def, whose
 * severity it takes) at SPAN of SRC. Returns it, to add notes and fixes to.
 * An id that rules.def does not have is a bug(). Of a file that has too many
 * it returns the finding that counts them, which takes no notes and fixes.
 */
struct diag *diag_add(struct diags *ds, const char *rule, struct source *src,
		      struct span span, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* The same with a severity of the caller's: findings of rule packs. */
struct diag *diag_add_sev(struct diags *ds, const char *rule, enum severity sev,
			  struct source *src, struct span span, const char *fmt,
			  ...) __attribute__((format(printf, 6, 7)));

/* Appends a note to D. Notes are shown in the order they were added. */
void diag_note(struct diags *ds, struct diag *d, struct source *src,
	       struct span span, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* Appends a fix-it to D; TEXT and TITLE are copied. */
void diag_fix(struct diags *ds, struct diag *d, struct span span,
	      const char *text, bool safe, const char *title);

/* Lowers D, one of DS, to MOST if it is worse. */
void diag_lower(struct diags *ds, struct diag *d, enum severity most);

/* Moves all findings of FROM to the end of TO, copying them into TO's arena. */
void diags_move(struct diags *to, const struct diags *from);

/* Takes the findings of RULE out of DS, with ONCE those alone that are marked so,
 * but for the first, unless one was SEEN before. Returns whether one was seen. */
bool diags_keep_first(struct diags *ds, const char *rule, bool once, bool seen);

/* One of the diagnostics that no configuration changes (rules.def). */
struct builtin_rule {
	const char *id;
	enum severity sev;
	const char *summary;
};
extern const struct builtin_rule builtin_rules[];
extern const size_t builtin_rule_count;
const struct builtin_rule *builtin_rule_find(const char *id);

/*
 * For "did you mean": the candidate closest to WORD by Damerau-Levenshtein
 * distance (optimal string alignment), if it is at most a third of WORD's
 * length (at least 1) away; of equal ones the first. Begins as {.word = …}.
 */
struct nearest {
	const char *word;
	const char *found; /* NULL: none is close enough */
	size_t distance;   /* of FOUND */
};
void nearest_try(struct nearest *n, const char *candidate);

/* The one of CANDIDATES that is closest to WORD, or NULL. */
const char *did_you_mean(const char *word, const char *const *candidates,
			 size_t n);

#endif
