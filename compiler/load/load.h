/* From the files of a bank to a bank that was read and judged. */
#ifndef LOAD_LOAD_H
#define LOAD_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "model/bank.h"
#include "load/target.h"

struct ruleset;
struct schema;

/* What all banks of a run share: compiled once, before threads. */
struct session {
	struct schema *question, *exam;
	/* NULL until there is a file of that kind: */
	struct schema *services, *rules, *forms, *review;
	struct ruleset *ruleset; /* packs, then the bank's own rules */
	bool packs_only;	 /* RULESET holds no bank's rules */
	struct arena arena;
	struct diags pack_diags; /* faults of shipped packs: our own mistakes */
	VEC(struct source *) pack_sources;
	int today; /* day number */
	bool drafts, render;
	bool near; /* one file that is asked for may be judged with what the
		      cache knows of the others */
	struct cache *cache; /* what is known of the bank; NULL: nothing, and
				texts stay in memory */
	unsigned jobs;
	size_t max_files, max_bytes;
};

void session_start(struct session *s);
/* Compiles the rules: the shipped packs and those in DIR/rules (NULL: none).
 * Findings go to B. Called once a bank. */
void session_load_rules(struct session *s, struct bank *b);
void session_end(struct session *s);

/*
 * Reads what a bank is judged by: exam.yaml, services.yaml, rules. T may be
 * NULL: the shipped rules alone. B is empty before.
 */
void load_config(struct session *s, const struct target *t, struct bank *b);

/*
 * Reads all of the target: exam.yaml, services.yaml, rules, cases, questions;
 * judges structure, lints each item, checks references and coverage. Findings
 * are in the bank and its records. With S->render the items stay for
 * emitters, otherwise their text is released. With TEXT (malloc'ed, taken
 * over) the question T->only is read from there, whether its file exists or
 * not.
 */
void load_bank(struct session *s, const struct target *t, struct bank *b,
	       char *text, size_t size);

/* Judges one question outside any bank; NAME stands for its path. */
void load_text(struct session *s, struct bank *b, const char *name, char *text,
	       size_t size);

#endif
