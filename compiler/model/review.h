/* What came of judging a question, as review.yaml says. */
#ifndef MODEL_REVIEW_H
#define MODEL_REVIEW_H

#include <stddef.h>

#include "model/field.h"
#include "model/source.h"

struct record;

/* METHOD: blind-solve, options-only or fact-check; VERDICT: agrees, differs or
 * doubtful; CONTENT: the question's content hash when it was judged; ANSWER:
 * letters of the options that the judge chose. */
struct review {
	struct field id, content, method, date, answer, verdict, note;
	const struct record *record; /* NULL: not as it was judged, or gone */
};

struct reviews {
	struct source *src; /* NULL: no review.yaml */
	struct review *p;
	size_t n;
};

#endif
