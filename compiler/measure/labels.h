/* Labelled questions: plain text, and the flaws that people found in it. */
#ifndef MEASURE_LABELS_H
#define MEASURE_LABELS_H

#include "ruleset/rules.h"

struct label {
	const char *rule;
	bool yes; /* people found this flaw */
};

/* What two readers said of a flaw before they talked. */
struct readers {
	size_t both; /* labels that both gave */
	size_t same; /* and that are one */
	size_t yes;  /* answers "the flaw is there", of two a label */
};

struct labelled {
	struct sample sample;
	bool wrong_key; /* it names an option that is not there */
	struct label *labels;
	size_t nlabels;
	const char *
		*open; /* rules that have no label though they were read for */
	size_t nopen;
	bool rest; /* of rules about one item, none has a flaw but for labels */
	struct readers readers;
};

/* What is wrong with a line, and where in the whole text. */
struct label_fault {
	size_t line, col; /* 1-based, columns in bytes */
	char text[200];	  /* lower case, no final period */
};

/*
 * Reads one line, the N bytes at P, as
 *   {"id":"q1","stem":"…","options":["…","…"],"key":"B",
 *    "labels":{"iwf/k-type":1,"iwf/option-order":{"readers":[1,0],
 *    "label":0,"why":"…"}},"rest":0}
 * A key is one or several letters, as a text or a list of texts; a label is
 * 0, 1, true, false, or null for "not judged", alone or as what two readers
 * say (tests/labels/README.md). The arena owns what *OUT points
 * to. Returns false with FAULT's column and text filled.
 */
bool labels_read(struct arena *a, const char *p, size_t n, struct labelled *out,
		 struct label_fault *fault);

#endif
