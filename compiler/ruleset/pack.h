/* What the files that read rule packs share. */
#ifndef RULESET_PACK_H
#define RULESET_PACK_H

#include "ruleset/rules.h"

/* One pack while it is read. */
struct pack {
	struct ruleset *rs;
	const struct node *root;
	struct source *src;
	struct diags *out;
	const char *name;
	bool broken;	    /* a fault of the rule being read was reported */
	struct map defined; /* name -> the first attr of "define" */
	size_t compared;    /* names that suggestions were looked for in */
};

/* Names that suggestions of a pack are looked for in: enough is enough. */
enum { SUGGEST_MAX = 200000 };

/* Reports rules/bad-rule and marks the rule being read as broken. */
#define pack_error(k, at, ...)                                                 \
	((k)->broken = true,                                                   \
	 diag_add((k)->out, "rules/bad-rule", (k)->src, (at), __VA_ARGS__))

/* The values of the list NAME of N (or of the one scalar); *COUNT of them. */
const char **pack_list(struct pack *k, const struct node *n, const char *name,
		       size_t *count);

/*
 * Compiles the pattern in A, with ${names} of the pack's define put in.
 * *TEXT (may be NULL) gets the expanded pattern. NULL: reported.
 */
struct pattern *pack_pattern(struct pack *k, const struct attr *a,
			     bool may_be_empty, const char **text);

/* Fills R->params from WITH (NULL: presets only). */
void pack_params(struct pack *k, struct rule *r, const struct node *with);
/* Changes those of R->params that WITH names. */
void pack_params_change(struct pack *k, struct rule *r,
			const struct node *with);

/* Reads the examples of the entry N into R->examples. */
void pack_examples(struct pack *k, struct rule *r, const struct node *n);

/* Reads one entry of "rules"; NULL: reported. */
struct rule *pack_rule(struct pack *k, const struct node *n);

/* Applies one entry of "change" to a rule that is there. */
void pack_change(struct pack *k, const struct node *n);

#endif
