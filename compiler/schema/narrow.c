/* Holds questions and cases to the bounds of exam.yaml, which are narrower than
 * those of the schema; each message names the key that lifts it. */
#include "schema/narrow.h"

#include "base/buf.h"
#include "model/item.h"
#include "schema/verdict.h"

/* A bound that is broken: where, and the figures of its message. */
struct breach {
	struct span at;
	size_t is, bound;
	const char *lift; /* a value for the key that allows it */
};

typedef VEC(struct breach) breach_list;

/* One question or case, as the rows below look at it. */
struct look {
	const struct bounds *bounds;
	const struct node *root;
	const struct node *options; /* NULL: it has none */
	size_t keys, distractors;
	struct arena *arena;
};

static const char *lift_number(const struct look *k, size_t n)
{
	return arena_printf(k->arena, "%zu", n);
}

/* Options that the schema accepts: it has the word if keys or distractors are
 * missing. */
static bool are_options(const struct look *k)
{
	bool single = node_is(k->root, "single");

	return k->options && k->distractors > 0 &&
	       (single ? k->keys == 1 : k->keys > 1) &&
	       k->keys + k->distractors <= OPTION_MAX;
}

static void few_options(const struct look *k, breach_list *out)
{
	size_t n = k->keys + k->distractors, min = k->bounds->options_min;

	if (are_options(k) && n < min)
		vec_push(out, ((struct breach){k->options->key, n, min,
					       lift_number(k, n)}));
}

static void many_options(const struct look *k, breach_list *out)
{
	size_t n = k->keys + k->distractors, max = k->bounds->options_max;
	const struct node *first = k->options ? k->options->first : NULL;

	if (!first || n <= max || n > OPTION_MAX)
		return;
	for (size_t i = 0; i < max; i++)
		first = first->next;
	vec_push(out, ((struct breach){first->key, n, max, lift_number(k, n)}));
}

static bool is_key(const struct node *option)
{
	return node_is(option, "correct");
}

/* Options without a rationale; KEYS: the keys alone. */
static size_t unexplained(const struct look *k, bool keys)
{
	size_t n = 0;

	for (const struct node *o = k->options->first; o; o = o->next)
		n += (is_key(o) || !keys) && !node_child(o, "rationale");
	return n;
}

/* Does the question say as much as LEVEL asks? */
static bool says_enough(const struct look *k, enum rationales level)
{
	bool whole = node_child(k->root, "explanation");

	switch (level) {
	case RATIONALES_every:
		return k->options ? !unexplained(k, false) : whole;
	case RATIONALES_key:
		return k->options ? !unexplained(k, true) : whole;
	case RATIONALES_explanation:
		return whole || (k->options && !unexplained(k, true));
	case RATIONALES_none:
		break;
	}
	return true;
}

static const char *lift_rationales(const struct look *k)
{
	enum rationales level = k->bounds->rationales;

	while (!says_enough(k, level))
		level++;
	return rationales_names[level];
}

/* Is a rationale under every option asked for, and under none? One mistake. */
static bool lacks_all(const struct look *k)
{
	return k->options->first && k->bounds->rationales == RATIONALES_every &&
	       unexplained(k, false) == node_count(k->options->first);
}

static void lone_rationale(const struct look *k, breach_list *out)
{
	bool keys = k->bounds->rationales == RATIONALES_key;
	const char *lift = NULL; /* the same for all: it looks at each option */

	if (!k->options || k->bounds->rationales > RATIONALES_key ||
	    lacks_all(k))
		return;
	for (const struct node *o = k->options->first; o; o = o->next)
		if ((is_key(o) || !keys) && !node_child(o, "rationale")) {
			lift = lift ? lift : lift_rationales(k);
			vec_push(out, ((struct breach){o->key, 0, 0, lift}));
		}
}

static void all_rationales(const struct look *k, breach_list *out)
{
	if (k->options && lacks_all(k))
		vec_push(out, ((struct breach){k->options->first->key, 0, 0,
					       lift_rationales(k)}));
}

static void no_explanation(const struct look *k, breach_list *out)
{
	bool asked = k->options
			     ? k->bounds->rationales == RATIONALES_explanation
			     : node_is(k->root, "ordering") ||
				       node_is(k->root, "matching");

	if (asked && !says_enough(k, k->bounds->rationales))
		vec_push(out, ((struct breach){k->root->key, 0, 0,
					       lift_rationales(k)}));
}

static void long_case(const struct look *k, breach_list *out)
{
	const struct node *text = node_child(k->root, "scenario");
	size_t kib = text ? (text->rich->len + 1023) / 1024 : 0;

	if (kib > k->bounds->case_text && kib <= bounds_widest.case_text)
		vec_push(out,
			 ((struct breach){
				 span_of(text->at.start, text->at.start), kib,
				 k->bounds->case_text, lift_number(k, kib)}));
}

/* What is narrowed. In messages {is} and {bound} are the breach's figures,
 * {type} is the type of the question; in keys {} is what lifts it. */
static const struct {
	void (*find)(const struct look *k, breach_list *out);
	const char *rule, *key, *message;
} rows[] = {
	{few_options, "item/few-distractors", "options: {min: {}}",
	 "{is} options; a question has at least {bound}"},
	{many_options, "item/many-options", "options: {max: {}}",
	 "{is} options; a question has at most {bound}"},
	{lone_rationale, "item/no-rationale", "rationales: {}",
	 "this option has no rationale; put a quote '> why' under it"},
	{all_rationales, "item/no-rationale", "rationales: {}",
	 "no option has a rationale; put a quote '> why' under each"},
	{no_explanation, "item/no-explanation", "rationales: {}",
	 "type '{type}' needs a section '## Explanation'"},
	{long_case, "schema/bad-value", "case-text: {}",
	 "this text has {is} KiB; a case has at most {bound}"},
};

/* Appends TEMPLATE with what it names in braces put in. */
static void add_filled(struct buf *out, const char *template,
		       const struct look *k, const struct breach *b)
{
	for (const char *p = template; *p; p++) {
		if (strncmp(p, "{is}", 4) == 0)
			buf_printf(out, "%zu", b->is);
		else if (strncmp(p, "{bound}", 7) == 0)
			buf_printf(out, "%zu", b->bound);
		else if (strncmp(p, "{type}", 6) == 0)
			buf_str(out, k->root->name);
		else if (strncmp(p, "{}", 2) == 0)
			buf_str(out, b->lift);
		else {
			buf_char(out, *p);
			continue;
		}
		p = strchr(p, '}');
	}
}

static struct look look_at(const struct bounds *b, const struct node *root,
			   struct arena *a)
{
	struct look k = {.bounds = b,
			 .root = root,
			 .options = node_child(root, "options"),
			 .arena = a};

	for (const struct node *o = k.options ? k.options->first : NULL; o;
	     o = o->next)
		*(is_key(o) ? &k.keys : &k.distractors) += 1;
	return k;
}

bool narrow_check(const struct bounds *b, const struct node *root,
		  struct source *src, struct diags *ds)
{
	struct look k = look_at(b, root, ds->arena);
	breach_list found = {0};
	size_t n = 0;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		found.n = 0;
		rows[i].find(&k, &found);
		for (size_t j = 0; j < found.n; j++) {
			struct buf text = BUF_INIT;

			add_filled(&text, rows[i].message, &k, &found.p[j]);
			buf_str(&text, "; '");
			add_filled(&text, rows[i].key, &k, &found.p[j]);
			buf_str(&text, "' in exam.yaml allows it");
			diag_add(ds, rows[i].rule, src, found.p[j].at, "%s",
				 buf_cstr(&text));
			buf_release(&text);
		}
		n += found.n;
	}
	vec_release(&found);
	return n == 0;
}

bool schema_check_item(const struct schema *s, const struct bounds *b,
		       const struct node *root, struct source *src,
		       struct diags *ds, enum schema_scope scope)
{
	bool valid = schema_check(s, root, src, ds, scope);

	return (scope == SCHEMA_FRONT_ONLY || narrow_check(b, root, src, ds)) &&
	       valid;
}
