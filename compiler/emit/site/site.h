/* Between the files of the site format. */
#ifndef EMIT_SITE_SITE_H
#define EMIT_SITE_SITE_H

#include "base/markup.h"
#include "publish/out.h"
#include "model/edition.h"
#include "model/ledger.h"

/*
 * The parts of a question's article, which the page and the player show alike.
 * All of them write closed elements.
 */

/* The scenario of its case; nothing for NULL. */
void article_scenario(struct markup *m, const struct stimulus *k);

/*
 * What is asked: the stem, and native inputs, the choices in ORDER
 * (show_item_order()). ANSWERED: each part holds its reason; otherwise nothing
 * in it depends on what is right.
 */
void article_question(struct markup *m, const struct item *it,
		      const size_t *order, bool answered);
/* The same as a <form> of a page, with a button that only scripts show. */
void article_form(struct markup *m, const struct item *it, const size_t *order,
		  bool answered);

/*
 * Parts of a question are what has a reason: its options, steps or pairs, as
 * authored. Their number; what part K < N is called in OUT (emptied before):
 * the id of a choice, or "name=" of a select; the <div> with its reason.
 */
size_t article_parts(const struct item *it);
const char *article_part(const struct item *it, size_t k, struct buf *out);
void article_reason(struct markup *m, const struct item *it, size_t k);

/* Appends the right answer: ids of options, or name=value of each select,
 * with blanks between them. */
void article_right(const struct item *it, struct buf *out);

/* Where readers find why an answer is right: beside the choices, in the
 * explanation below them, or nowhere. */
enum reasons_at { REASONS_NOWHERE, REASONS_BELOW, REASONS_BESIDE };
enum reasons_at article_reasons_at(const struct item *it);

/* The explanation and the facts, in a <div> that says to scripts where the
 * reasons are (data-reasons). */
void article_facts(struct markup *m, const struct edition *ed,
		   const struct item *it);

/* Appends the <link> that says where the page REL of the exam is served;
 * nothing if the bank does not say where. */
void site_canonical(const struct edition *ed, const char *rel, struct buf *out);

/* site/index.html: leads on to the exam, or lists all that are published. */
void site_start(const struct edition *ed, struct out *out);
/* The pages of the ids that item I had before lead on to its page. */
void site_former(const struct edition *ed, size_t i, struct out *out);

/* The attributes by which scripts find what the browser remembers of IT. */
void site_identity(struct markup *m, const struct edition *ed,
		   const struct item *it);

/* Writes the <footer> of a page; nothing if there is nothing to say. */
void site_foot(struct markup *m, const struct edition *ed);

/* Opens a section of a page with the heading NAME, whose id is ID. */
void site_section(struct markup *m, const char *id, const char *name);

/* Writes the <article> of the item at INDEX of the edition for its page. */
void site_question(struct markup *m, const struct edition *ed, size_t index);

/* Writes the body of the exam's front page. */
void site_front(struct markup *m, const struct edition *ed);

/* Writes the body of the blueprint page. */
void site_blueprint(struct markup *m, const struct edition *ed);

/* Writes the body of the authors' page, report/index.html. */
void site_report(struct markup *m, const struct edition *ed);

/* Writes the body of the page of the form that ED is: no answers. */
void site_form(struct markup *m, const struct edition *ed);
/* The same with its answers. */
void site_form_key(struct markup *m, const struct edition *ed);

/*
 * The scripts of <exam>/data/, as they are called there. Each has the hash of
 * its own bytes in its name, so that what belongs together is loaded together.
 */
struct shard {
	const char *questions; /* without answers */
	const char *keys; /* what is right of the same questions, and why */
};
struct site_data {
	const char *index; /* what is known of all questions but their texts */
	struct shard *p;   /* free() is the caller's */
	size_t n, cap;
};

/* Writes them all; their names live in A. */
struct site_data site_data(const struct edition *ed, struct out *out,
			   struct arena *a);

/* Appends the <script>s of practice.html; INDEX as in struct site_data. */
void site_player(struct buf *out, const char *index);

/* Writes <exam>/assets/, and what a browser needs to keep the site for use
 * without a network. */
void site_assets(const struct edition *ed, const struct site_data *data,
		 struct out *out);

/* Appends how the item at INDEX is called: its title, or its topic and number. */
void site_name(const struct edition *ed, size_t index, struct buf *out);

#endif
