/* Exam forms of a bank: which questions, in which order, with which options. */
#ifndef FORM_FORMS_H
#define FORM_FORMS_H

#include "base/json.h"
#include "form/assemble.h"
#include "model/bank.h"
#include "model/form.h"

struct forms {
	struct form *p;
	size_t n;
	uint64_t seed;
	struct plan plan;
	struct assembly assembly;
	struct lack lack; /* why there are none */
};

/* What is asked of forms. */
struct wish {
	unsigned count;	   /* of forms */
	unsigned items;	   /* questions of each; 0: as many as exam.yaml says */
	unsigned versions; /* of each form; 0 and 1: none but itself */
	uint64_t seed;
	bool fresh; /* questions of released forms stay out */
	bool open;  /* secure questions stay out */
};

/*
 * Assembles forms as W asks out of the released questions of B, which has an
 * exam and kept its items. PAIRS are places in B->records of near-duplicates;
 * enemies and variants are known from the records. Questions with errors stay
 * out always. The arena owns the forms. False: F->lack tells why.
 */
bool forms_make(struct arena *a, const struct bank *b, const struct wish *w,
		const struct apart *pairs, size_t npairs, struct forms *f);

/* Appends a table for people. */
void forms_text(const struct bank *b, const struct forms *f, struct buf *out);
/* As JSON: forms with ids of questions and options, objective, bound, gap. */
struct js *forms_json(const struct bank *b, const struct forms *f);
/* Appends why there are no forms: a sentence for each domain that lacks. */
void forms_lack(const struct bank *b, const struct forms *f, struct buf *out);

/* How many forms without a common question the domain counts allow; with
 * W->fresh in addition to those that are released. */
unsigned forms_most(const struct bank *b, const struct wish *w);

#endif
