/* Diagnostics for addresses that the XSD refuses: which character is wrong, or
 * how a source without an address is written. */
#include <libxml/xmlregexp.h>

#include "base/utf8.h"
#include "schema/verdict.h"

/* The widest pattern of an address, which is the last; NULL: D is no such type. */
static const char *address_pattern(const struct decl_value *d)
{
	const char *found = NULL;

	for (size_t i = 0; i < d->nbounds; i++)
		if (strcmp(d->bounds[i].facet, "pattern") == 0 &&
		    strncmp(d->bounds[i].value, "https?://", 9) == 0)
			found = d->bounds[i].value;
	return found;
}

/* The bytes of URL before its first character that PATTERN has no place for,
 * whose number of bytes is *N; 0: none. */
static size_t wrong_at(const char *pattern, const char *url, size_t *n)
{
	xmlRegexpPtr re = xmlRegexpCompile((const xmlChar *)pattern);
	size_t at = (size_t)(strstr(url, "://") + 3 - url);
	unsigned cp;

	for (; re && url[at]; at += *n) {
		char one[16] = "https://";

		*n = utf8_decode(url + at, strlen(url + at), &cp);
		memcpy(one + 8, url + at, *n);
		if (xmlRegexpExec(re, (const xmlChar *)one) != 1)
			break;
	}
	xmlRegFreeRegexp(re);
	return url[at] ? at : 0;
}

/* Adds to FOUND the repair that writes the N bytes of A at AT as %XX. */
static void escape_fix(struct verdict *v, struct diag *found,
		       const struct attr *a, size_t at, size_t n)
{
	struct buf text = BUF_INIT;
	uint32_t start = a->at.start + (uint32_t)at;

	for (size_t i = 0; i < n; i++)
		buf_printf(&text, "%%%02X", (unsigned char)a->value[at + i]);
	if (a->verbatim)
		diag_fix(v->ds, found, span_of(start, start + n),
			 buf_cstr(&text), false,
			 arena_printf(v->ds->arena, "write %s",
				      buf_cstr(&text)));
	buf_release(&text);
}

static void wrong_character(struct verdict *v, const char *name,
			    const struct attr *a, size_t at, size_t n)
{
	struct span place = a->at;
	char shown[UTF8_ESCAPE_MAX];
	struct diag *found;
	bool named;
	unsigned cp;

	utf8_decode(a->value + at, n, &cp);
	utf8_escape_one(a->value + at, n, shown);
	named = cp > ' ' && cp < 0x7F;
	if (a->verbatim)
		place = span_of(a->at.start + at, a->at.start + at + n);
	found = diag_add(
		v->ds, "schema/bad-value", v->src, place,
		named ? "%s: no address has the character '%s' (U+%04X)"
		      : "%s: no address has %sthe character U+%04X",
		name,
		named		    ? shown
		: utf8_is_space(cp) ? "blanks such as "
				    : "",
		cp);
	escape_fix(v, found, a, at, n);
}

/* {text: "…"} is written around what stands there, its quotes included. */
static void text_fix(struct verdict *v, struct diag *found,
		     const struct attr *a)
{
	struct span at = a->at;
	const char *title = "write it as a text";
	bool quoted;

	if (!a->verbatim || !v->src->text || !at.start ||
	    strpbrk(a->value, "\"\\\n"))
		return;
	quoted = strchr("\"'", v->src->text[at.start - 1]) != NULL;
	diag_fix(v->ds, found, span_of(at.start - quoted, at.start - quoted),
		 quoted ? "{text: " : "{text: \"", true, title);
	diag_fix(v->ds, found, span_of(at.end + quoted, at.end + quoted),
		 quoted ? "}" : "\"}", true, title);
}

bool address_add(struct verdict *v, const struct node *n, const struct attr *a,
		 const struct decl_value *d)
{
	const char *pattern = address_pattern(d);
	const char *name = verdict_name(n, a->name);
	size_t len = 0, at = 0;
	const char *url = a->value;

	if (!pattern)
		return false;
	if (strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0)
		at = wrong_at(pattern, url, &len);
	else if (*url && !strstr(url, "://") && strstr(d->words, "{text:")) {
		text_fix(v,
			 diag_add(v->ds, "schema/bad-value", v->src, a->at,
				  "%s '%s' is no address that begins with "
				  "https:// or http://; a source without one "
				  "is written {text: \"…\"}",
				  name, url),
			 a);
		return true;
	}
	if (at)
		wrong_character(v, name, a, at, len);
	return at > 0;
}
