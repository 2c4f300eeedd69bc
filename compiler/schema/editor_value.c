/* Says in JSON Schema what one value may be. Readers of YAML make numbers and
 * truths of some texts, which are texts to examc: which of them a pattern takes
 * is tried. */
#include "schema/editor.h"

#include <libxml/xmlregexp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The value of the facet, the last if there are several. */
static const char *bound(const struct decl_value *v, const char *facet)
{
	const char *found = NULL;

	for (size_t i = 0; i < v->nbounds; i++)
		if (strcmp(v->bounds[i].facet, facet) == 0)
			found = v->bounds[i].value;
	return found;
}

/* What a value may be, as its pattern has it. */
struct taken {
	xmlRegexpPtr
		pattern; /* the last, which is the widest; NULL: any text */
	bool number;	 /* numbers and nothing else */
	bool open;	 /* of any size */
	long long least, most;
};

static bool takes(const struct taken *t, const char *text)
{
	return !t->pattern ||
	       xmlRegexpExec(t->pattern, (const xmlChar *)text) == 1;
}

static bool takes_number(const struct taken *t, long long n)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", n);
	return takes(t, text);
}

/* Finds the numbers that V takes, which are all from the least to the most. */
static void try_numbers(struct taken *t)
{
	static const long long huge = 1000000000;
	long long above = huge;

	while (t->least < 100 && !takes_number(t, t->least))
		t->least++;
	t->number = t->least < 100 && !takes(t, "a");
	if (!t->number)
		return;
	t->open = takes_number(t, huge);
	for (t->most = t->least; t->most + 1 < above;) {
		long long middle = t->most + (above - t->most) / 2;

		*(takes_number(t, middle) ? &t->most : &above) = middle;
	}
}

static struct taken taken_by(const struct decl_value *v)
{
	const char *pattern = bound(v, "pattern");
	struct taken t = {0};

	if (pattern)
		t.pattern = xmlRegexpCompile((const xmlChar *)pattern);
	try_numbers(&t);
	return t;
}

/* The pattern of an XSD as editors know it: anchored, control characters, line
 * ends and blanks (which stand in classes) by their codes, and without what is
 * taken out of a class again. */
static const char *editor_pattern(const char *xsd, struct arena *a)
{
	struct buf out = BUF_INIT;
	bool class = false;
	const char *copy;

	buf_str(&out, "^(?:");
	for (const char *p = xsd; *p; p++) {
		if (strncmp(p, "\\p{Cc}", 6) == 0) {
			buf_str(&out, "\\x00-\\x1F\\x7F-\\x9F");
			p += strlen("\\p{Cc}") - 1;
		} else if (strncmp(p, "\\s", 2) == 0) {
			buf_str(&out, " \\t\\n\\r");
			p++;
		} else if (!class && *p == '.') {
			buf_str(&out, "[^\\n\\r]");
		} else if (class && strncmp(p, "-[", 2) == 0) {
			p += strcspn(p, "]");
		} else if (*p == '\\') {
			buf_add(&out, p++, 2);
		} else {
			class = *p == '[' || (class && *p != ']');
			buf_char(&out, *p);
		}
	}
	buf_str(&out, ")$");
	copy = arena_strdup(a, buf_cstr(&out));
	buf_release(&out);
	return copy;
}

static bool is_digits(const char *s)
{
	return *s && !s[strspn(s, "0123456789")];
}

/* TEXT as a reader of YAML has it: a truth, a number or a text. */
struct js *editor_literal(const char *text)
{
	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
		return js_bool(*text == 't');
	return is_digits(text) ? js_int(atoll(text)) : js_string(text);
}

/* The words of an enumeration: as texts, and as what else YAML makes of them. */
static struct js *enumeration(const struct decl_value *v)
{
	struct js *all = js_array();

	for (size_t i = 0; i < v->nvalues; i++) {
		const char *s = v->values[i];

		if (is_digits(s) || strcmp(s, "true") == 0 ||
		    strcmp(s, "false") == 0)
			js_push(all, editor_literal(s));
		js_push(all, js_string(s));
	}
	return all;
}

static void add_types(struct js *o, const struct taken *t, bool decimal)
{
	static const char *const integers[] = {"1", "12345678",
					       "1234567890123456"};
	struct js *types = js_array();
	bool integer = t->number;

	for (size_t i = 0; i < 3; i++)
		integer = integer || takes(t, integers[i]);
	js_push(types, js_string("string"));
	if (decimal)
		js_push(types, js_string("number"));
	else if (integer)
		js_push(types, js_string("integer"));
	if (takes(t, "true"))
		js_push(types, js_string("boolean"));
	js_set(o, "type", types);
}

/* Adds the members of a union of simple types. */
static void add_union(struct schema *s, struct js *o,
		      const struct decl_value *v)
{
	xmlNode *n = v->node->children;
	struct js *any = js_array();
	const char *names = NULL;

	for (; n && !names; n = n->next)
		if (n->type == XML_ELEMENT_NODE)
			names = decl_property(s, n, "memberTypes");
	for (; *names; names += strspn(names, " ")) {
		size_t len = strcspn(names, " ");
		struct decl_value one =
			decl_value_of(s, arena_copy(&s->arena, names, len));

		js_push(any, editor_value(s, &one));
		names += len;
	}
	js_set(o, "anyOf", any);
}

/* Adds what a single value must be. */
void editor_scalar(struct schema *s, struct js *o, const struct decl_value *v)
{
	const char *min = bound(v, "minLength"), *max = bound(v, "maxLength"),
		   *pattern = bound(v, "pattern");
	struct taken t;

	if (!v->base) {
		add_union(s, o, v);
		return;
	}
	if (v->nvalues) {
		js_set(o, "enum", enumeration(v));
		return;
	}
	t = taken_by(v);
	add_types(o, &t, takes(&t, "1.5"));
	if (t.number) {
		js_set(o, "minimum", js_int(t.least));
		if (!t.open)
			js_set(o, "maximum", js_int(t.most));
	}
	if (strcmp(v->base, "xs:date") == 0)
		js_set(o, "format", js_string("date"));
	if (min)
		js_set(o, "minLength", js_int(atoll(min)));
	if (max)
		js_set(o, "maxLength", js_int(atoll(max)));
	if (pattern)
		js_set(o, "pattern",
		       js_string(editor_pattern(pattern, &s->arena)));
	xmlRegFreeRegexp(t.pattern);
}

struct js *editor_value(struct schema *s, const struct decl_value *v)
{
	struct js *o = js_object();

	editor_scalar(s, o, v);
	return o;
}
