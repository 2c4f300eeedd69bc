/* Findings as a reviewer wants them: questions, the worst first; rules; what is
 * new. */
#ifndef SURVEY_WORST_H
#define SURVEY_WORST_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/vec.h"
#include "model/diag.h"

/* A question, or another file, with findings. */
struct worst {
	const char *name;	  /* the question's id, else the file's path */
	const struct diag *first; /* the worst finding, of several the first */
	unsigned counts[SEV_ERROR + 1];
	const char *others; /* other rules that found something, or "" */
};

/* A rule, and how much it found. */
struct worst_rule {
	const char *rule;
	enum severity sev; /* of its worst finding */
	unsigned findings, files;
};

typedef VEC(const struct diag *) diag_list;

/* All that is said of one bank. */
struct worst_list {
	struct worst *p;
	size_t n;
	struct worst_rule *rules; /* the most frequent first */
	size_t nrules;
	const char *filter;   /* which findings were asked for; NULL: all */
	const char *since;    /* a revision; NULL: the next two mean nothing */
	diag_list came, went; /* findings that it had not, or had */
};

/* What D is about: the id of its question, else the path of its file. */
const char *finding_name(const struct diag *d);

/*
 * Ranks the findings P[0..N), which must live as long as LIST: more errors are
 * worse than any warnings, more warnings than any hints. A owns what is new.
 */
void worst_of(struct worst_list *list, const struct diag *const *p, size_t n,
	      struct arena *a);

/* Notes what is new in P[0..N) and what is gone since OLD[0..NOLD), the findings
 * of the bank as it was at the revision SINCE. A finding is known by its
 * question, its rule and its words. */
void worst_since(struct worst_list *list, const struct diag *const *p, size_t n,
		 const struct diag *const *old, size_t nold, const char *since);
void worst_release(struct worst_list *list);

/* Why W stands where it does: its worst finding, and who else complains. */
const char *worst_why(const struct worst *w, struct arena *a);
/* "1 error, 2 warnings" */
const char *worst_counts(const struct worst *w, struct arena *a);

enum { WORST_SHOWN = 20 }; /* questions that are listed for people */

/* Appends tables of all of it, as text and as Markdown. */
void worst_text(const struct worst_list *list, struct buf *out);
void worst_markdown(const struct worst_list *list, struct buf *out);
/* The same as JSON, all questions, in the members "worst", "rules" and "since" of
 * TOP. */
void worst_json(const struct worst_list *list, struct js *top);

#endif
