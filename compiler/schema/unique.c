/* Diagnostics for what stands twice and may not: ids, options that say the
 * same. */
#include "base/buf.h"
#include "base/utf8.h"
#include "schema/verdict.h"

/* Appends the path of EL below its root: "domains/entry". */
static void add_path(struct buf *out, const xmlNode *el)
{
	if (el->parent->parent->type == XML_ELEMENT_NODE) {
		add_path(out, el->parent);
		buf_char(out, '/');
	}
	buf_str(out, (const char *)el->name);
}

/* Is PATH one of SELECTOR's, "a/b|a/c"? */
static bool selects(const char *selector, const char *path)
{
	size_t n = strlen(path);

	for (const char *p = selector;; p++) {
		size_t m = strcspn(p, "|");

		if (m == n && strncmp(p, path, n) == 0)
			return true;
		p += m;
		if (!*p)
			return false;
	}
}

static const char *index_key(struct verdict *v, const struct decl_unique *u,
			     const char *value)
{
	return arena_printf(v->ds->arena, "%s %s", u->name, value);
}

/* Notes the first node of each value that must not be repeated. */
static void index_below(struct verdict *v, const xmlNode *up, struct buf *path)
{
	for (const xmlNode *el = up->children; el; el = el->next) {
		struct node *n = el->_private;

		buf_reset(path);
		add_path(path, el);
		for (size_t i = 0; i < v->decl->uniques.n; i++) {
			const struct decl_unique *u = &v->decl->uniques.p[i];
			const char *value = node_value(n, u->field);

			if (value && selects(u->selector, buf_cstr(path)))
				map_put(&v->firsts, index_key(v, u, value), n);
		}
		index_below(v, el, path);
	}
}

/* Does a reader see nothing of CP, or take it for a blank? */
static bool is_unseen(unsigned cp)
{
	struct buf shown = BUF_INIT;
	char text[4];
	bool gone;

	utf8_visible(&shown, text, utf8_put(cp, text));
	gone = shown.n == 0;
	buf_release(&shown);
	return gone || utf8_is_space(cp);
}

/* The first character that nobody sees, or takes for a blank, in which the two
 * texts differ; 0: none. */
static unsigned unseen_difference(const struct rich *a, const struct rich *b)
{
	size_t i = 0;

	while (a->text[i] && a->text[i] == b->text[i])
		i++;
	while (i && (a->text[i] & 0xC0) == 0x80)
		i--;
	for (int k = 0; k < 2; k++) {
		const struct rich *r = k ? b : a;
		unsigned cp = 0;

		while (i && (r->text[i] & 0xC0) == 0x80)
			i--;
		if (i < r->len)
			utf8_decode(r->text + i, r->len - i, &cp);
		if (cp >= 0x80 && is_unseen(cp))
			return cp;
	}
	return 0;
}

/* "; only one of them has …" for two parts of the body, where it is true. */
static const char *said_of_difference(struct verdict *v, const struct node *n,
				      const struct node *first)
{
	unsigned cp = n->rich ? unseen_difference(n->rich, first->rich) : 0;

	return !cp ? ""
		   : arena_printf(v->ds->arena,
				  "; U+%04X%s in one of them is no difference "
				  "to a reader",
				  cp, cp == 0xA0 ? " (no-break space)" : "");
}

static bool is_option(const struct node *n)
{
	return node_attr(n, "label") && n->rich;
}

static void report(struct verdict *v, const struct decl_unique *u,
		   const struct node *n, const struct node *first)
{
	const struct attr *a = node_attr(n, u->field);
	struct span at = n->rich ? n->rich->span : a->at;
	struct span before = n->rich ? first->rich->span
				     : node_attr(first, u->field)->at;
	struct diag *d;

	if (is_option(n)) {
		d = diag_add(v->ds, u->rule, v->src, at,
			     "option %s says the same as option %s%s",
			     node_value(n, "label"), node_value(first, "label"),
			     said_of_difference(v, n, first));
		diag_note(v->ds, d, v->src, before, "option %s is here",
			  node_value(first, "label"));
		return;
	}
	if (n->rich)
		d = diag_add(v->ds, u->rule, v->src, at,
			     "this %s says the same as another%s", n->name,
			     said_of_difference(v, n, first));
	else if (node_is(n, "item"))
		d = diag_add(v->ds, u->rule, v->src, at,
			     "'%s' stands twice in '%s'", a->value,
			     verdict_name(n, u->field));
	else
		d = diag_add(v->ds, u->rule, v->src, at,
			     "%s '%s' is used twice", u->field, a->value);
	diag_note(v->ds, d, v->src, before, "the first one is here");
}

void unique_add(struct verdict *v, const xmlNode *el, const char *said)
{
	const struct node *n = el->_private;
	struct buf path = BUF_INIT;

	if (!v->firsts.n)
		index_below(v, xmlDocGetRootElement(el->doc), &path);
	if (v->repeated != n)
		v->reported_uniques = 0;
	v->repeated = n;
	buf_reset(&path);
	add_path(&path, el);
	for (size_t i = 0; i < v->decl->uniques.n; i++) {
		const struct decl_unique *u = &v->decl->uniques.p[i];
		const char *value = node_value(n, u->field);
		const struct node *first =
			value ? map_get(&v->firsts, index_key(v, u, value))
			      : NULL;

		if (!first || first == n || v->reported_uniques & 1u << i ||
		    !selects(u->selector, buf_cstr(&path)) ||
		    strcmp(arena_printf(v->ds->arena, "['%s']", value), said) !=
			    0)
			continue;
		v->reported_uniques |= 1u << i;
		report(v, u, n, first);
		break;
	}
	buf_release(&path);
}
