/* What the files of the print format share: documents and their parts. */
#ifndef EMIT_PRINT_PRINT_H
#define EMIT_PRINT_PRINT_H

#include "base/markup.h"
#include "model/edition.h"

/* The number of an item is its place in the edition, from 1, everywhere: the
 * anchors are q1 … for questions and r1 … for reasons. */

/* Where the page of an anchor is printed, for what makes pages of the HTML. */
void print_at(struct markup *m, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The HTML of a text of an author, with each line of code an element. */
void print_text(struct markup *m, const char *html);

/* A link to the anchor PREFIX NUMBER with the word ID, and its page. */
void print_see(struct markup *m, const char *id, char prefix, size_t number);

/* "1, 4–7, 12": the numbers of the items that HAS something to do with THING,
 * the ends of each run as links to the anchors PREFIX NUMBER. */
void print_numbers(struct markup *m, const struct edition *ed, char prefix,
		   bool has(const struct item *, const void *),
		   const void *thing);

/* <span class="cls">WHAT, 2 points</span>: WHAT, and what question I earns where
 * papers speak of points; CLS may be NULL. */
void print_with_points(struct markup *m, const struct edition *ed, size_t i,
		       const char *cls, const char *what);

/* A row of a name, which is the id of a word, and a value; nothing where the
 * value is NULL or "". */
void print_fact_row(struct markup *m, const char *name, const char *value);

/* Documents (documents.c, sheet.c): what stands between <body> and </body>. */
void print_pack(struct markup *m, const struct edition *ed);
void print_booklet(struct markup *m, const struct edition *ed);
void print_answers(struct markup *m, const struct edition *ed);
void print_answer_sheet(struct markup *m, const struct edition *ed);
/* The sheets of all candidates, whom the layout has. */
void print_personal_sheets(struct markup *m, const struct edition *ed);
/* The booklet and the key for whoever edits them (edit.c). */
void print_edit_questions(struct markup *m, const struct edition *ed);
void print_edit_key(struct markup *m, const struct edition *ed);
void print_review(struct markup *m, const struct edition *ed);

/* A cover (cover.c): exam, kind of document (the id of a word), time, domain table,
 * instructions. */
void print_cover(struct markup *m, const struct edition *ed, const char *kind,
		 bool instructions);

/* Ends the run with exit 2 if L asks for a time that there is not. */
void print_check_time(const struct layout *l);
/* A table of what the paper is of, how long it takes and what it earns. */
void print_facts(struct markup *m, const struct edition *ed);
/* The publisher's text for candidates, and how questions are answered. */
void print_rules(struct markup *m, const struct edition *ed);
/* The formula sheet, and the licence of the questions; nothing without one. */
void print_formulas(struct markup *m, const struct edition *ed);
void print_license(struct markup *m, const struct edition *ed);
/* A line for each kind of question of ED, how it is answered, and one for how an
 * answer is scored that is right in part; or these alone. */
void print_kind_rules(struct markup *m, const struct edition *ed,
		      bool parts_alone);
/* The line behind the last question of a booklet. */
void print_end(struct markup *m);

#define PRINT_LOGO "logo.png" /* in the folder of pictures */

/* A table of a form's versions (concordance.c); nothing without any. */
void print_concordance(struct markup *m, const struct edition *ed);

/* Appends how papers call F: "mock-1", "mock-1, version B". */
void print_form_name(const struct form *f, struct buf *out);
/* "Form mock-1, <hash>"; nothing without a form. */
void print_form_line(struct markup *m, const struct edition *ed);

/* The numbers of the case of item I: questions [*FROM, *TO) belong to it. */
void print_case_range(const struct edition *ed, size_t i, size_t *from,
		      size_t *to);
/* A line that names the case of item I, its questions and, with PAGE, the page
 * that it is on; nothing without a case. */
void print_case_line(struct markup *m, const struct edition *ed, size_t i,
		     bool page);

/* The questions [from, to) without any sign of what is right, each under an
 * element HEAD ("h2"). The scenario of a case stands before its first question.
 * ANSWERS: each says where its reason is, so that is in the same document. */
void print_questions(struct markup *m, const struct edition *ed, size_t from,
		     size_t to, const char *head, bool answers);

/* The key of all questions as a grid, and a table of the topics with the
 * numbers of their questions. Each number is a link to
 * its reason. */
void print_key(struct markup *m, const struct edition *ed);
/* The key and reasons of the questions [from, to), with references.
 * QUESTIONS: each says where its question is. */
void print_reasons(struct markup *m, const struct edition *ed, size_t from,
		   size_t to, bool questions);

/* print.css, with the words that stand beside page numbers: the sources are
 * web/print.css, print-cover.css and print-sheet.css. */
void print_style(struct buf *css);
/* heads.css: what stands at the head and foot of the pages of each document. */
void print_heads(const struct edition *ed, struct buf *css);
/* The class of a document's body that its rules in heads.css have. */
void print_head_class(const struct edition *ed, const char *document,
		      struct buf *out);

#endif
