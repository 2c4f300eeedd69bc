/* The ledger: how many questions a bank has by domain, task, topic, type and
 * all else that a blueprint counts, and how many it wants. */
#ifndef MODEL_LEDGER_H
#define MODEL_LEDGER_H

#include <stdbool.h>
#include <stddef.h>

#include "model/blueprint.h"
#include "model/item.h"

enum { LEDGER_NO_TARGET = -1, LEDGER_LEVELS = DIFFICULTY_hard + 1 };

struct ledger_row {
	const char *id, *name; /* NAME may be NULL */
	double weight;	       /* per cent; 0: none */
	unsigned actual;       /* questions */
	int target;	       /* questions, LEDGER_NO_TARGET: none */
};

struct ledger_table {
	const char *title; /* "domain", "task", "topic" … */
	struct ledger_row *rows;
	size_t n;
};

/* Domain, task, topic, type, difficulty, deciding constraint, service. */
enum ledger_kind {
	LEDGER_domain,
	LEDGER_task,
	LEDGER_topic,
	LEDGER_type,
	LEDGER_difficulty,
	LEDGER_decides,
	LEDGER_service,
	LEDGER_KINDS
};

/* Questions to be written, those first that a full form waits for. */
struct ledger_next {
	const struct domain *domain;
	unsigned missing;
	const struct topic *topic; /* that has the fewest; NULL: none */
	/* What the bank has too few of; NULL: nothing. */
	const char *type, *difficulty;
};

struct ledger {
	const struct exam *exam;
	unsigned total;	       /* questions that count */
	unsigned secure;       /* of them: not for everybody */
	unsigned forms;	       /* that share no question */
	unsigned wanted_forms; /* what NEXT is for */
	struct ledger_table tables[LEDGER_KINDS];
	struct ledger_next *next;
	size_t nnext;
	/* Questions of topic I and difficulty K: grid[I * LEDGER_LEVELS + K]. */
	unsigned *grid;
};

#endif
