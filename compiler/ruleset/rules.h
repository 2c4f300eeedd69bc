/* Rule packs: what a YAML file of rules says, compiled and ready to run. */
#ifndef RULESET_RULES_H
#define RULESET_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "ruleset/pattern.h"
#include "model/blueprint.h"
#include "model/diag.h"
#include "model/node.h"

/* Where a rule looks: a set of parts of an item. */
enum {
	IN_STEM = 1 << 0,
	IN_LEAD = 1 << 1,    /* the lead-in: the sentence that asks */
	IN_CONTEXT = 1 << 2, /* the stem before it */
	IN_KEY = 1 << 3,
	IN_DISTRACTOR = 1 << 4,
	IN_STEP = 1 << 5, /* steps, prompts and responses */
	IN_RATIONALE = 1 << 6,
	IN_EXPLANATION = 1 << 7,
	IN_BANK = 1 << 8, /* not an item but all of them */
	IN_OPTION = IN_KEY | IN_DISTRACTOR | IN_STEP,
	IN_ITEM = IN_STEM | IN_OPTION | IN_RATIONALE | IN_EXPLANATION,
};

/* Which letters of a part a pattern sees. */
enum view_kind {
	VIEW_PROSE, /* no code, no URLs; quotes, dashes and blanks plain */
	VIEW_CODE,  /* only code and URLs, the rest blanked */
	VIEW_RAW,   /* the text as it is, without markup */
	VIEWS
};

enum confidence {
	CONFIDENCE_low,
	CONFIDENCE_medium, /* of a hundred findings 75 are right */
	CONFIDENCE_high,   /* 95, and 80 at the least that the labels allow */
	CONFIDENCE_exact,  /* nobody can see it otherwise */
	CONFIDENCES
};
/* Ends with NULL. */
extern const char *const confidence_names[];

/* How sure a rule is that was right RIGHT times and wrong WRONG times. */
enum confidence confidence_of(size_t right, size_t wrong);

enum fix_safety { FIX_NONE, FIX_MANUAL, FIX_UNSAFE, FIX_SAFE };

/* A parameter of a check, as checks.def declares it. */
enum param_type {
	PARAM_NUMBER,  /* 1.25 */
	PARAM_COUNT,   /* 3 */
	PARAM_WORDS,   /* a list of words */
	PARAM_PATTERN, /* a regular expression */
};

struct param_spec {
	const char *name;
	enum param_type type;
	const char *preset; /* as text; words are separated by blanks */
	double least, most; /* of a number or a count */
};

struct param {
	const struct param_spec *spec;
	double number;
	size_t count;
	const char **words;
	size_t nwords;
	struct pattern *pattern; /* NULL: none */
};

struct rule;

/* What a rule of this check must or may say besides its parameters. */
enum {
	USES_PATTERN = 1 << 0, /* pattern, view, unless: required, allowed */
	USES_SWAP = 1 << 1,    /* swap: required */
	USES_IN = 1 << 2,      /* in: required */
	USES_ENGLISH = 1 << 4, /* reads English, and is silent elsewhere */
	USES_FRONT = 1 << 3,   /* looks at front matter, which plain questions
				* with labels do not have */
};

/* A row of checks.def: what a rule may say of the check. The functions are in
 * lint/ and survey/, by the row's place. */
struct check {
	const char *name;
	unsigned uses;
	bool bank;			 /* looks at all items together */
	const struct param_spec *params; /* ends with name NULL */
	const char *const *vars;	 /* of its message; ends with NULL */
};
extern const struct check checks[];
extern const size_t checks_count;
/* The row called NAME, or NULL. */
const struct check *check_find(const char *name);
/* The place of C in checks.def. */
size_t check_index(const struct check *c);

/* An exception: a pattern that shows that a match is not the flaw. */
struct unless {
	struct pattern *here;  /* overlaps the match */
	struct pattern *match; /* inside the matched text */
	struct pattern *text;  /* anywhere in the same part */
	struct pattern *stem;  /* anywhere in the stem */
	struct pattern *item;  /* anywhere in the stem or an option */
	struct unless *next;
};

struct swap {
	struct pattern *from;
	const char *to;
	struct swap *next;
};

/* A question in plain text, code in backticks: examples, labelled items. */
struct sample {
	const char *stem, *explanation, *scenario, *verified, *type, *id;
	const char *status, *topic;
	const char **options, **rationales, **references;
	size_t noptions, nrationales, nreferences;
	uint32_t keys; /* bit I: option I is right */
	bool plain;    /* no Markdown: stars and lone backticks are text */
};

struct example {
	struct source *src;
	struct span at_span; /* the entry in the pack */
	bool bad;	     /* the rule must find it; else it must not */
	bool todo;	     /* known to fail, and not reported */
	const char *at; /* where: "B", "stem", "rationale B"; NULL: anywhere */
	const char *today;
	struct sample *items; /* one, or a bank of them */
	size_t nitems;
	struct services services;
	struct vendor vendor;
	struct example *next;
};

struct fix_plan {
	enum fix_safety safety;
	const char *hint;      /* NULL: none */
	const char *replace;   /* template of the replacement, or NULL */
	const char *emphasise; /* template of what is written in bold */
	bool reorder;	       /* the check knows the right order */
};

struct rule {
	const char *id;	  /* "iwf/k-type" */
	const char *pack; /* "iwf" */
	enum severity sev, shipped_sev;
	enum confidence confidence;
	bool measured; /* CONFIDENCE follows from the next two */
	size_t right, wrong;
	const char **was; /* other ids that mean this rule */
	size_t nwas;
	const struct check *check;
	unsigned in; /* IN_… */
	enum view_kind view;
	const char *pattern_text; /* as written, defines expanded */
	struct pattern *pattern;
	bool any_case; /* the pattern begins with (?i… */
	struct swap *swaps;
	struct unless *unless;
	struct param *params;
	size_t nparams;
	const char *message, *why, *source, *docs;
	const char **tags;
	size_t ntags;
	struct fix_plan fix;
	bool calibrate;
	struct example *examples;
	struct source *src;
	struct span at; /* the id in the pack */
	/* Another pack changed it: as its own pack wrote it, which is what its
	 * examples are about; and the entry that changed it, the last of them. */
	const struct rule *written; /* NULL: nobody did */
	struct source *changed_src;
	struct span changed_at;
	/* Where the bank made or changed what it searches for; NULL: it is as
	 * it was shipped. */
	struct source *own_src;
	struct span own_at;
	struct span message_at;
};

struct ruleset {
	struct arena arena;
	bool own; /* what is loaded is a bank's, no pack of ours */
	VEC(struct rule *) rules; /* in the order of loading */
	struct map ids;
	VEC(struct pattern *) patterns; /* all of them, to be freed */
};

/*
 * Adds the rules of one pack. ROOT is the neutral tree of the file, and was
 * found valid by schemas/rules.xsd; it and SRC must live as long as the set.
 * Faults are reported, the rule that has one is left out.
 */
void rules_load(struct ruleset *rs, const struct node *root, struct source *src,
		struct diags *out);

/* Frees everything but the struct. */
void rules_release(struct ruleset *rs);

/* Tries the ids of all rules. */
void rules_near(const struct ruleset *rs, struct nearest *near);

/* The rule that is called ID, or was, or NULL. */
const struct rule *rules_find(const struct ruleset *rs, const char *id);

/* Does ID mean R, by today's id or an old one? */
bool rule_is(const struct rule *r, const char *id);

/*
 * The values of a rule's parameters. A name that checks.def does not have is
 * a bug().
 */
double rule_number(const struct rule *r, const char *name);
size_t rule_count(const struct rule *r, const char *name);
const struct param *rule_param(const struct rule *r, const char *name);
/* Is WORD one of the words of the parameter NAME? */
bool rule_has_word(const struct rule *r, const char *name, const char *word,
		   size_t n);

#endif
