/* Diagnostics for keys and values that the XSD refuses: which one, where, and
 * what would be right. */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "schema/verdict.h"

const struct decl_type *verdict_type(const struct verdict *v,
				     const struct node *n)
{
	const struct decl_type *up;
	const struct decl_child *c;

	if (n == v->root)
		return v->decl->type;
	up = verdict_type(v, n->parent);
	c = up ? decl_child_find(up, n->name) : NULL;
	return c ? c->type : NULL;
}

/* Values. libxml2 names the element, the value (str1) and the bound that it
 * breaks (str2 or str3), but the attribute only in an English sentence. So all
 * attributes are reported that have the value and the bound: what breaks it in
 * one breaks it in the other. */

static bool is_listed(const struct decl_value *d, const char *value)
{
	for (size_t i = 0; i < d->nvalues; i++)
		if (strcmp(d->values[i], value) == 0)
			return true;
	return false;
}

static bool has_bound(const struct decl_value *d, const char *facet,
		      const char *value)
{
	for (size_t i = 0; value && i < d->nbounds; i++)
		if (strcmp(d->bounds[i].facet, facet) == 0 &&
		    strcmp(d->bounds[i].value, value) == 0)
			return true;
	return false;
}

/* Is a value of type D refused for the reason that E gives? */
static bool refuses(const struct decl_value *d, const char *value,
		    const xmlError *e)
{
	switch (e->code) {
	case XML_SCHEMAV_CVC_PATTERN_VALID:
		return has_bound(d, "pattern", e->str2);
	case XML_SCHEMAV_CVC_MINLENGTH_VALID:
		return has_bound(d, "minLength", e->str3);
	case XML_SCHEMAV_CVC_MAXLENGTH_VALID:
		return has_bound(d, "maxLength", e->str3);
	case XML_SCHEMAV_CVC_ENUMERATION_VALID:
		return d->nvalues && !is_listed(d, value);
	case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3:
		return !d->base;
	default:
		return d->base && strcmp(d->base, "xs:string") != 0;
	}
}

/* Is SAID the value, perhaps with its blanks collapsed, as in dates? */
static bool is_value(const char *value, const char *said)
{
	static const char blanks[] = " \t\r\n";

	if (strcmp(value, said) == 0)
		return true;
	for (value += strspn(value, blanks); *value;) {
		bool blank = strchr(blanks, *value) != NULL;

		if (*said != (blank ? ' ' : *value))
			break;
		value += blank ? strspn(value, blanks) : 1;
		said++;
		if (!*said)
			value += strspn(value, blanks);
	}
	return !*value && !*said;
}

const char *verdict_name(const struct node *n, const char *attr)
{
	return node_is(n, "item") && n->parent ? n->parent->name : attr;
}

static void bad_value(struct verdict *v, const struct node *n,
		      const struct attr *a, const struct decl_value *d)
{
	const char *near = did_you_mean(a->value, d->values, d->nvalues);
	struct diag *found;

	if (address_add(v, n, a, d))
		return;
	found = diag_add(v->ds, "schema/bad-value", v->src, a->at,
			 *a->value ? "%s '%s' must be %s"
			 : node_is(n, "item")
				 ? "an entry of '%s' is "
				   "empty%.0s; it must be %s"
				 : "%s is empty%.0s; it must be %s",
			 verdict_name(n, a->name), a->value, d->words);
	if (near)
		diag_fix(
			v->ds, found, a->at, near, false,
			arena_printf(v->ds->arena, "did you mean '%s'?", near));
}

/* Is this the first complaint about A, an attribute of N? */
static bool is_news(struct verdict *v, const struct node *n,
		    const struct attr *a)
{
	if (v->valued != n)
		v->reported.n = 0;
	v->valued = n;
	for (size_t i = 0; i < v->reported.n; i++)
		if (v->reported.p[i] == a)
			return false;
	vec_push(&v->reported, a);
	return true;
}

static void bad_values(struct verdict *v, const struct node *n,
		       const xmlError *e)
{
	const struct decl_type *t = verdict_type(v, n);

	for (const struct attr *a = n->attrs; a; a = a->next) {
		const struct decl_attr *d = decl_attr_find(t, a->name);

		if (!d || !is_value(a->value, e->str1) ||
		    !refuses(&d->value, a->value, e) || !is_news(v, n, a))
			continue;
		if (body_has(v, n))
			body_value(v, n, a);
		else
			bad_value(v, n, a, &d->value);
	}
}

/* Keys */

/* Was KEY reported as NAME misspelt? */
static bool misspells(const struct decl_type *t, const char *key,
		      const char *name)
{
	const char *near = decl_attr_find(t, key) || decl_child_find(t, key)
				   ? NULL
				   : decl_near(t, key);

	return near && strcmp(near, name) == 0;
}

static bool is_misspelt(const struct decl_type *t, const struct node *n,
			const char *name)
{
	for (const struct attr *a = n->attrs; a; a = a->next)
		if (misspells(t, a->name, name))
			return true;
	for (const struct node *c = n->first; c; c = c->next)
		if (misspells(t, c->name, name))
			return true;
	return false;
}

static void missing_key(struct verdict *v, const struct node *n,
			const char *name)
{
	/* There, but of the wrong shape or misspelt: already said. */
	if (node_attr(n, name) || node_child(n, name) ||
	    is_misspelt(verdict_type(v, n), n, name))
		return;
	diag_add(v->ds, "schema/missing-key", v->src, n->key,
		 n->parent ? "this group lacks the key '%s'"
			   : "the key '%s' is missing",
		 name);
}

void verdict_references(struct verdict *v)
{
	const struct node *n = v->has_body ? node_members(v->root, "references")
					   : NULL;

	for (; n; n = n->next) {
		const struct decl_type *t = verdict_type(v, n);

		if (!t || !node_is(n, "entry") || node_attr(n, "url") ||
		    node_attr(n, "text") || node_child(n, "url") ||
		    node_child(n, "text") || is_misspelt(t, n, "url") ||
		    is_misspelt(t, n, "text"))
			continue;
		v->faults++;
		diag_add(v->ds, "schema/missing-key", v->src, n->key,
			 "this group lacks the key 'url', or 'text' where the "
			 "source has no address");
	}
}

/* Reports lists and groups that N must have; returns whether any lacks. */
static bool missing_children(struct verdict *v, const struct node *n)
{
	const struct decl_type *t = verdict_type(v, n);
	bool lacks = false;

	for (size_t i = 0; i < t->children.n; i++) {
		const struct decl_child *c = &t->children.p[i];

		if (!c->required || node_child(n, c->name))
			continue;
		lacks = true;
		if (strcmp(c->name, "entry") != 0 &&
		    strcmp(c->name, "item") != 0)
			missing_key(v, n, c->name);
		else if (!n->first && !n->attrs) /* else of the wrong shape */
			diag_add(v->ds, "schema/structure", v->src, n->key,
				 "the list '%s' is empty", n->name);
	}
	return lacks;
}

/* Of content the validator tells no more than where it ends: at a node that
 * lacks something, or at the first that is too many in its list. */
static void bad_content(struct verdict *v, const struct node *n)
{
	size_t most = 0;

	if (missing_children(v, n))
		return;
	for (const struct node *c = n->parent->first; c != n; c = c->next)
		most++;
	diag_add(v->ds, "schema/structure", v->src, n->parent->key,
		 "the list '%s' is too long; it may have %zu entries",
		 n->parent->name, most);
}

void verdict_add(struct verdict *v, const xmlError *e)
{
	const xmlNode *el = e->node;
	const struct node *n = el ? el->_private : NULL;
	bool content = e->code == XML_SCHEMAV_ELEMENT_CONTENT;
	bool body = n && (body_has(v, n) ||
			  (v->has_body && n == v->root && content));

	/* Follow-up noise of a value that was already found wrong. */
	if (e->code == XML_SCHEMAV_CVC_IDC && !e->str1)
		return;
	if (!n || (!e->str1 && !content))
		bug("schema error %d: %s", e->code, e->message);
	v->faults++;
	if (v->scope == SCHEMA_FRONT_ONLY && body)
		return;
	switch (e->code) {
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
		missing_key(v, n, e->str1);
		break;
	case XML_SCHEMAV_ELEMENT_CONTENT:
		if (body)
			body_content(v, n);
		else
			bad_content(v, n);
		break;
	case XML_SCHEMAV_CVC_IDC:
		unique_add(v, el, e->str1);
		break;
	default:
		bad_values(v, n, e);
	}
}
