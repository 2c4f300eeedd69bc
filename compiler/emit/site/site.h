/* Between the files of the site format. */
#ifndef EMIT_SITE_SITE_H
#define EMIT_SITE_SITE_H

#include "base/markup.h"
#include "publish/out.h"
#include "model/edition.h"
#include "model/ledger.h"

/*
 * Writes the <article> of the item at INDEX of the edition: the question, its
 * form, its answer behind <details>.
 */
void site_question(struct markup *m, const struct edition *ed, size_t index);

/* Writes the body of the exam's front page. */
void site_front(struct markup *m, const struct edition *ed);

/* Writes the body of the blueprint page. */
void site_blueprint(struct markup *m, const struct ledger *l);

/* Writes the body of the authors' page, report/index.html. */
void site_report(struct markup *m, const struct edition *ed);

/* Writes the body of the page of the form that ED is: no answers. */
void site_form(struct markup *m, const struct edition *ed);
/* The same with its answers. */
void site_form_key(struct markup *m, const struct edition *ed);

/* Writes <exam>/data/questions.js, which has no answers, and keys.js. */
void site_data(const struct edition *ed, struct out *out);

/* Appends how the item at INDEX is called: its title, or its topic and number. */
void site_name(const struct edition *ed, size_t index, struct buf *out);

#endif
