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

/* A decimal number without sign, exponent or surrounding blanks. */
static bool read_number(const char *s, double *value)
{
	char *end;

	if (strspn(s, "0123456789.") != strlen(s) || !*s || strlen(s) > 12)
		return false;
	*value = strtod(s, &end);
	return !*end && end != s;
}

static bool read_count(const char *s, size_t *value)
{
	if (strspn(s, "0123456789") != strlen(s) || !*s || strlen(s) > 9)
		return false;
	*value = (size_t)strtoul(s, NULL, 10);
	return true;
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
	bool ok = true;

	p->spec = spec;
	switch (spec->type) {
	case PARAM_NUMBER:
		ok = read_number(spec->preset, &p->number);
		break;
	case PARAM_COUNT:
		ok = read_count(spec->preset, &p->count);
		break;
	case PARAM_WORDS:
		preset_words(k, p, spec->preset);
		break;
	case PARAM_PATTERN:
		break;
	}
	if (!ok)
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

static void take_scalar(struct pack *k, struct param *p, const struct attr *a)
{
	bool ok = true;

	switch (p->spec->type) {
	case PARAM_NUMBER:
		ok = read_number(a->value, &p->number);
		break;
	case PARAM_COUNT:
		ok = read_count(a->value, &p->count);
		break;
	case PARAM_WORDS:
		p->words = arena_array(&k->rs->arena, const char *, 1);
		p->words[0] = a->value;
		p->nwords = 1;
		break;
	case PARAM_PATTERN:
		p->pattern = pack_pattern(k, a, true, NULL);
		break;
	}
	if (!ok)
		wrong_type(k, p, a->at);
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
