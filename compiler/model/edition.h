/* An edition: what is published of one exam, its items in reading order. */
#ifndef MODEL_EDITION_H
#define MODEL_EDITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/vec.h"
#include "model/blueprint.h"
#include "model/form.h"
#include "model/item.h"
#include "model/layout.h"

struct figures;
struct ledger;
struct store;

/* A pack to print that was written. */
struct handout {
	const char *path;  /* beneath the folder of packs */
	const char *title; /* the id of a word */
	const char *of;	   /* the form or the part of the bank, or NULL */
	const char *paper; /* "a4", "letter" */
	bool pdf;	   /* it is there as PDF, too */
};
struct handouts {
	struct arena arena; /* owns the strings */
	VEC(struct handout) list;
};

/* What holds for each item of an edition that has any. */
struct claims {
	bool sources; /* it names one */
	bool checked; /* and the day on which that was looked at */
	bool reasons; /* each option has one, or the whole where none are */
	bool points;  /* one of them, at least, says what it earns */
};

/*
 * Emitters see an edition only: no findings, no broken items, no drafts
 * (unless asked for). Items are sorted by domain, topic (both in the order of
 * exam.yaml), case and part, then id: the same on every machine.
 */
struct edition {
	const struct exam *exam;	 /* never NULL */
	const struct services *services; /* never NULL */
	const struct item *const *items;
	size_t nitems;
	struct claims claims;		     /* of the items */
	const struct stimulus *const *cases; /* those that the items name */
	size_t ncases;
	const struct stimulus *formulas; /* the formula sheet, or NULL */
	const char *root; /* the bank's folder: image paths are beneath it */
	const struct ledger *ledger;   /* never NULL */
	const struct figures *figures; /* never NULL */
	const struct form *forms;      /* released ones */
	size_t nforms;
	/* Not NULL: the items are those of this form, in its order; its
	 * options are shown in its order. */
	const struct form *form;
	const char *paper; /* "a4", "letter", while a document is made for it */
	/* Not NULL: the items are a part of the bank, chosen by ids of domains
	 * and topics; how files of it end, and how people call it. */
	const char *part, *part_name;
	/* Findings of item I, a line each; "": none. For reviewers alone. */
	const char *const *findings;
	/* A hash of all but the items that formats show, and with which program;
	 * NULL: what is drawn is not remembered. */
	const char *circumstances;
	const struct layout *layout; /* never NULL */
	const struct store *store;   /* where texts of items wait, or NULL */
	unsigned hands; /* threads that may emit; 0: as many as there are */
	/* Files of site-extra/ in the bank's folder that go into the root of the
	 * site, ended by NULL; NULL: none. */
	const char *const *extras;
	bool with_packs; /* the site has packs to print, too */
	/* The output folder, if PDF were made in it of its packs; else NULL. */
	const char *made;
	/* Not NULL: packs go into this folder of the unit, and not into that of
	 * the exam; and are listed there. */
	const char *folder;
	struct handouts *packs;
};

/*
 * IT, an item of ED, with its texts: itself if they are there, else a copy with
 * what waits in the store, which A owns. Safe to call from several threads.
 */
const struct item *edition_read(const struct edition *ed, const struct item *it,
				struct arena *a);

/* What holds for each of N items. */
struct claims edition_claims(const struct item *const *items, size_t n);

/* The edition of F alone, a form of ED. A owns what is new. */
struct edition edition_of_form(const struct edition *ed, const struct form *f,
			       struct arena *a);

/* ED with each version of its forms as a form of its own, behind the first; or
 * with ALONE as if its forms had none. A owns what is new. */
struct edition edition_versions(const struct edition *ed, bool alone,
				struct arena *a);

/* The items of ED for which WANTED says so, in their order. A owns what is new.
 */
struct edition edition_part(const struct edition *ed,
			    bool wanted(const struct edition *ed, size_t i,
					const void *ctx),
			    const void *ctx, struct arena *a);

/*
 * ED with other keys, other right orders, other pairs and other reasons, but
 * all else the same: what shows no answer comes out alike of both. A owns
 * what is new.
 */
struct edition edition_blind(const struct edition *ed, struct arena *a);

#endif
