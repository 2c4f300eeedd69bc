/* Reads the parameters of checks, which packs write under "with". */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "ruleset/pack.h"

static const char *const wanted[] = {
	[PARAM_NUMBER] = "a number such as 1.25",
	[PARAM_COUNT] = "a whole number",
	[PARAM_WORDS] = "a list of words",
	[PARAM_PATTERN] = "a regular expression",
};

/* A decimal number without sign, exponent or surrounding blanks; a whole one
 * for a count. */
static bool read_figure(struct param *p, const char *s)
{
	bool whole = p->spec->type == PARAM_COUNT;
	char *end;

	if (s[strspn(s, whole ? "0123456789" : "0123456789.")] || !*s ||
	    strlen(s) > (whole ? 9 : 12))
		return false;
	if (whole)
		p->count = (size_t)strtoul(s, &end, 10);
	else
		p->number = strtod(s, &end);
	return !*end && end != s;
}

static void preset_words(struct pack *k, struct param *p, const char *s)
{
	size_t most = strlen(s) / 2 + 1;

	p->words = arena_array(&k->rs->arena, const char *, most);
	p->nwords = 0;
	while (*s) {
		size_t n = strcspn(s, " ");

		p->words[p->nwords++] = arena_copy(&k->rs->arena, s, n);
		s += n + (s[n] == ' ');
	}
}

static void preset(struct pack *k, struct param *p,
		   const struct param_spec *spec)
{
	p->spec = spec;
	if (spec->type == PARAM_WORDS)
		preset_words(k, p, spec->preset);
	else if (spec->type != PARAM_PATTERN && !read_figure(p, spec->preset))
		bug("preset of parameter '%s'", spec->name);
}

static struct param *find(struct rule *r, const char *name)
{
	for (size_t i = 0; i < r->nparams; i++)
		if (strcmp(r->params[i].spec->name, name) == 0)
			return &r->params[i];
	return NULL;
}

static void unknown(struct pack *k, const struct rule *r, const char *name,
		    struct span at)
{
	struct nearest near = {.word = name};

	for (size_t i = 0; i < r->nparams; i++)
		nearest_try(&near, r->params[i].spec->name);
	pack_error(k, at,
		   near.found	? "check '%s' has no parameter '%s'; did you "
				  "mean '%s'?"
		   : r->nparams ? "check '%s' has no parameter '%s'"
				: "check '%s' takes no parameters",
		   r->check->name, name, near.found);
}

static void wrong_type(struct pack *k, const struct param *p, struct span at)
{
	pack_error(k, at, "'%s' must be %s", p->spec->name,
		   wanted[p->spec->type]);
}

/* Checks rely on the values that checks.def allows. */
static void check_range(struct pack *k, const struct param *p, struct span at)
{
	const struct param_spec *s = p->spec;
	double value = s->type == PARAM_NUMBER ? p->number : (double)p->count;

	if (value < s->least || value > s->most)
		pack_error(k, at, "'%s' must be from %g to %g", s->name,
			   s->least, s->most);
}

static void take_scalar(struct pack *k, struct param *p, const struct attr *a)
{
	if (p->spec->type == PARAM_WORDS) {
		p->words = arena_array(&k->rs->arena, const char *, 1);
		p->words[0] = a->value;
		p->nwords = 1;
	} else if (p->spec->type == PARAM_PATTERN)
		p->pattern = pack_pattern(k, a, true, NULL);
	else if (!read_figure(p, a->value))
		wrong_type(k, p, a->at);
	else
		check_range(k, p, a->at);
}

static void take_list(struct pack *k, struct param *p, const struct node *list)
{
	if (p->spec->type != PARAM_WORDS) {
		wrong_type(k, p, list->key);
		return;
	}
	for (const struct node *c = list->first; c; c = c->next)
		if (!node_value(c, "value")) {
			wrong_type(k, p, c->at);
			return;
		}
	p->words = pack_list(k, list->parent, list->name, &p->nwords);
}

void pack_params_change(struct pack *k, struct rule *r, const struct node *with)
{
	for (const struct attr *a = with ? with->attrs : NULL; a; a = a->next) {
		struct param *p = find(r, a->name);

		if (p)
			take_scalar(k, p, a);
		else
			unknown(k, r, a->name, a->key);
	}
	for (const struct node *c = with ? with->first : NULL; c; c = c->next) {
		struct param *p = find(r, c->name);

		if (p)
			take_list(k, p, c);
		else
			unknown(k, r, c->name, c->key);
	}
}

void pack_params(struct pack *k, struct rule *r, const struct node *with)
{
	const struct param_spec *specs = r->check->params;

	while (specs[r->nparams].name)
		r->nparams++;
	r->params = arena_array(&k->rs->arena, struct param, r->nparams + 1);
	for (size_t i = 0; i < r->nparams; i++)
		preset(k, &r->params[i], &specs[i]);
	pack_params_change(k, r, with);
}
