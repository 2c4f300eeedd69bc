/* From the paths on the command line to banks that were read and judged. */
#ifndef LOAD_LOAD_H
#define LOAD_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "model/bank.h"

struct ruleset;
struct schema;

/* What all banks of a run share: compiled once, before threads. */
struct session {
	struct schema *question, *exam, *services, *rules, *forms, *review;
	struct ruleset *ruleset; /* packs, then the bank's own rules */
	struct arena arena;
	struct diags pack_diags; /* faults of shipped packs: our own mistakes */
	VEC(struct source *) pack_sources;
	int today; /* day number */
	bool drafts, render;
	unsigned jobs;
	size_t max_files, max_bytes;
};

void session_start(struct session *s);
/* Compiles the rules: the shipped packs and those in DIR/rules (NULL: none).
 * Findings go to B. Called once a bank. */
void session_load_rules(struct session *s, struct bank *b);
void session_end(struct session *s);

/* One bank to be read, and which of its files are asked for. */
struct target {
	const char *dir;     /* the bank's folder; where messages begin */
	const char *only;    /* paths beneath DIR that were named, a line each;
				"": all */
	bool has_exam;	     /* DIR holds exam.yaml */
	const char *display; /* prefix of paths in messages: "content/" */
	const char *strip;   /* prefix of REL that display leaves out */
};

/*
 * Finds the banks that PATH means: the one it lies in, else those beneath it,
 * else (no exam.yaml anywhere) PATH itself. A PATH that does not exist ends
 * the run with exit 2. The arena owns the targets.
 */
struct target *load_targets(struct arena *a, const char *path, size_t *n);

/* Is the file REL one that ONLY names, or beneath a folder that it names? */
bool target_wants(const char *only, const char *rel);
/* Adds T to the N targets ALL, or its path to the one of the same folder.
 * Returns the number of targets. */
size_t target_merge(struct arena *a, struct target *all, size_t n,
		    const struct target *t);

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
