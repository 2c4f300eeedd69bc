/* Between the files of the site format. */
#ifndef EMIT_SITE_SITE_H
#define EMIT_SITE_SITE_H

#include "base/arena.h"
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

/* Where a file of the exam is once it has the hash of its bytes in its name. */
struct asset {
	const char *name; /* as in web/, "words.js", or "theme.css" */
	const char *path; /* beneath the exam's folder */
};
enum { ASSETS_MAX = 40 };
struct assets {
	struct asset p[ASSETS_MAX];
	size_t n;
};

/* The site that is being written. */
struct site {
	const struct edition *ed;
	struct out *out;
	struct assets assets;
	const char *index; /* the player's index beneath the exam's folder */
	struct handouts packs; /* to print, in <exam>/print/ */
};

/* A page of the exam's folder, in the frame that all pages have. */
struct page {
	const char *rel;   /* beneath that folder */
	const char *title; /* of the window and for those who share it */
	const char *about; /* in a sentence or two; NULL: nothing */
	const char *body;
	const char *first;	    /* a script of the folder, or NULL */
	const char *const *scripts; /* names of assets behind that, ended by
				     * NULL; NULL: none */
	bool hidden;		    /* no search engine shall have it */
};

/* Appends P; writes it. Safe to call from several threads. */
void page_text(const struct site *s, const struct page *p, struct buf *out);
void page_write(const struct site *s, const struct page *p);

/* Appends a link to the page REL of the exam as search engines shall know it;
 * nothing if the bank does not say where it is served. */
void page_canonical(const struct edition *ed, const char *rel, struct buf *out);
/* Appends the address at which the file REL of the exam is served; returns
 * whether the bank says where that is. */
bool page_address(const struct edition *ed, const char *rel, struct buf *out);

/* Appends "NAME - site". */
void page_title(const struct edition *ed, const char *name, struct buf *out);

/* What the site is called where there is little room. */
const char *site_brand(const struct exam *e);

/*
 * Writes the style, the words and the script that all pages have into the folder
 * UNDER ("assets/", or "") of ROOT ("chess/", or ""), and adds them to SET; their
 * paths, which live in A, are those beneath ROOT.
 */
void assets_write_common(struct assets *set, struct out *out, const char *root,
			 const char *under, struct arena *a);
/* Writes all files of <exam>/assets/ but icons, and adds them to S. */
void assets_write(struct site *s, struct arena *a);
/* The path of the asset NAME; NULL: there is none. */
const char *assets_find(const struct assets *set, const char *name);
/* The scripts of all pages, ended by NULL. */
extern const char *const assets_common[];
/* The scripts of the player in the order in which they run, ended by NULL. */
extern const char *const assets_player[];

/* Writes <exam>/files.json, of all that was written before: what a browser needs
 * to keep the exam for use without a network. */
void site_offline(const struct edition *ed, struct out *out);

/* Writes <exam>/sitemap.xml, if the bank says where it is served. */
void site_map(const struct edition *ed, struct out *out);

/* Writes the icons and the manifest of <exam>/. */
void site_icons(const struct edition *ed, struct out *out);

/* Writes <exam>/print/, if the bank is not too large for that, and fills in S
 * which packs are there. The caller releases them. */
void site_packs(struct site *s, struct arena *a);
/* Writes the section of the front page that links to them. */
void site_packs_show(struct markup *m, const struct site *s);

/* The files of the site's root, which all exams share. */
void site_start(const struct edition *ed, struct out *out);
/* Writes a page that leads on to the address TO; REL beneath the unit. LINKS: what
 * its head has besides. */
void site_turn(const struct edition *ed, struct out *out, const char *rel,
	       const char *title, const char *lead, const char *to,
	       const char *links);
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
void site_front(struct markup *m, const struct site *s);

/* Writes <exam>/t/<topic>.html, the list of its questions, for each topic that
 * has any. */
void site_topics(const struct site *s);

/* Opens <nav><ol> with a link to the front page; ROOT leads to its folder. */
void site_crumbs_open(struct markup *m, const struct edition *ed,
		      const char *root);
/* A link of it, as markup_link() makes it. */
void site_crumb(struct markup *m, const char *text, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void site_crumbs_close(struct markup *m);

/* Writes the body of the blueprint page. */
void site_blueprint(struct markup *m, const struct edition *ed);

/* Writes the body of the authors' page, report/index.html. */
void site_report(struct markup *m, const struct edition *ed);

/* Writes the body of the page of the form that ED is: no answers. */
void site_form(struct markup *m, const struct edition *ed);
/* The same with its answers. */
void site_form_key(struct markup *m, const struct edition *ed);

/* Writes the scripts of <exam>/data/. Returns the path of the index beneath
 * <exam>/; it lives in A. */
const char *site_data(const struct edition *ed, struct out *out,
		      struct arena *a);

/* The word that says what the questions here have. */
const char *site_lede(const struct edition *ed);

/* Appends how the item at INDEX is called: its title, or its topic and number. */
void site_name(const struct edition *ed, size_t index, struct buf *out);

/* Appends what a question asks, in a line: its title, or how its stem begins. */
void site_teaser(const struct item *it, struct buf *out);

#endif
