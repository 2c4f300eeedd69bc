/* A bank: all items of one exam, the blueprint, the services, the findings. */
#ifndef MODEL_BANK_H
#define MODEL_BANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "model/blueprint.h"
#include "model/diag.h"
#include "model/item.h"
#include "model/lock.h"
#include "model/node.h"
#include "model/review.h"

struct lint_record;
struct store;
struct survey_rest;

/* What few items have. */
struct record_more {
	struct field_list variant_of, enemies, formerly, tags;
	struct field case_field;
	struct span part_at; /* of the key "part" */
	unsigned part;
};

/*
 * What is kept of every item when its text may be gone. Records are sorted by
 * path, so that their order is the same on every machine.
 */
struct record {
	struct source *src;
	struct item *item; /* NULL once released, or when the item is broken */
	struct field id, topic_field, task_field, decides_field;
	struct field_list services;
	const struct record_more *more; /* never NULL once it is filled */
	const struct domain *domain;	/* NULL: unknown task */
	const struct task *task;
	const struct topic *topic;
	const struct vocabulary *decides;
	/* What the linter keeps of the item for rules about the whole bank;
	 * NULL when it is broken. In the arena of DIAGS. */
	struct lint_record *lint;
	/* This file's findings. Their arena owns all that stays of it; it is
	 * one of the bank's, and many records share it. */
	struct diags diags;
	struct span stem_span;
	enum item_type type;
	enum item_status status;
	enum difficulty difficulty;
	char content[17]; /* the item's content hash; "" when it is broken */
	signed char
		key_position; /* SHAPE_CHOICE with one key: 0-based, else -1 */
	bool broken; /* structure could not be read; excluded from counts */
};

/* What is counted of a bank's questions that are not among its records, where a
 * file alone is asked for. */
struct rest {
	size_t files, questions;
	size_t counted;		    /* record_counts() */
	unsigned *domains, *topics; /* by their places in the exam, as the
				       ledger counts them */
	struct survey_rest *survey; /* what the rules about the bank count */
};

struct bank {
	struct arena arena;
	struct arena *keeps; /* of records: one a thread that judges */
	size_t nkeeps;
	const char *dir; /* the folder with exam.yaml, as the user named it */
	const char *display;	   /* what paths in messages begin with */
	struct exam *exam;	   /* NULL: no exam.yaml, lint only */
	struct services *services; /* never NULL; may be empty */
	bool drafts;		   /* drafts count and are published */
	VEC(struct record *) records;
	const struct rest *rest; /* NULL: all are there */
	/* Of questions -> the first record of that id; once refs_check_bank()
	 * was called, ids that a question had before, too. */
	struct map ids;
	VEC(struct stimulus *) cases; /* in order of their files */
	struct map case_index;	      /* id -> the first of that id */
	VEC(struct lock *) locks;     /* released forms */
	struct map locked;	      /* id of a question -> struct lock_item */
	struct reviews reviews;
	struct map lost_cases;	      /* ids of cases whose files have errors */
	VEC(struct source *) sources; /* every file read, for the report */
	struct store *store; /* where texts of items wait; NULL: they do not */
	/* A hash of all that is judged and shown but its questions, and the
	 * folder where a build notes what it has written; NULL: nowhere. */
	const char *circumstances;
	int memory;
	struct diags diags; /* findings of exam.yaml, services, rules, bank */
	size_t compared;    /* names that suggestions were looked for in */
	bool config_broken; /* exam.yaml, services.yaml or a rule is wrong */
};

/* The bounds that B's questions keep: those of its exam.yaml. One that is wrong
 * itself makes no finding in questions. */
const struct bounds *bank_bounds(const struct bank *b);

/* May the record's question be shown to everybody: is it not secure? */
bool record_is_public(const struct record *r);

/* B without its secure questions, which A owns; released forms, cases and ids
 * are all there. It borrows from B, and is not released. */
struct bank bank_public(const struct bank *b, struct arena *a);

/* The tag of exam.yaml's language; NULL: it names none. */
const char *bank_language(const struct bank *b);

/* Does this record count for coverage? */
bool record_counts(const struct bank *b, const struct record *r);

/* Has R an item with a topic and a task, so that pages can show it? A draft may
 * name some that are not there yet. */
bool record_has_place(const struct record *r);

/* The first record that has that id, or had it before, once refs_check_bank()
 * was called; or NULL. */
struct record *bank_record(const struct bank *b, const char *id);

/* Is the question in a released form, under any of its ids? */
bool bank_releases(const struct bank *b, const struct record *r);

/* Adds K, which B's arena owns. */
void bank_add_stimulus(struct bank *b, struct stimulus *k);
/* The case with that id, the first of several, or NULL. */
struct stimulus *bank_stimulus(const struct bank *b, const char *id);

/*
 * Notes in R what stays of an item: ROOT is its tree (which may be broken;
 * NULL: the item was not read from a file), IT the item or NULL. Strings are
 * copied into R->diags.arena, but for those that the exam or SERVICES (or NULL)
 * have, too, which live as long as R.
 */
void record_fill(struct record *r, const struct node *root,
		 const struct item *it, const struct services *services);

/* Gives R what M says, whose members R->diags.arena owns; those that have nothing
 * of it share one. */
void record_set_more(struct record *r, const struct record_more *m);
bool record_has_more(const struct record *r);

/* Frees all that the bank owns, and leaves it empty. */
void bank_release(struct bank *b);

#endif
