/*
 * What Chromium leaves out of a PDF, put in: metadata (ISO 32000-1, 14.3),
 * contents of links (ISO 14289-1, 7.18.5), labels and bodies of list items
 * (ISO 32000-1, 14.8.4.3.3).
 */
#include "press/finish.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "emit/words.h"
#include "press/rewrite.h"

#define GAUGE_POINTS (100 / 25.4 * 72)

/* Is the value at V the name or text WANTED, and no longer one? */
static bool is_value(const char *v, const char *end, const char *wanted)
{
	size_t n = strlen(wanted);

	return v && (size_t)(end - v) > n && memcmp(v, wanted, n) == 0 &&
	       strchr(" \n\r/>[(", v[n]);
}

/* The object's text if it is a dictionary with such a /KEY, or NULL. */
static const char *dict_with(const struct rewrite *d, size_t number,
			     const char *key, const char *value,
			     const char **end)
{
	const char *p = rewrite_get(d, number, end);

	if (!p || *p != '<' || !is_value(pdf_get(p, *end, key), *end, value))
		return NULL;
	return p;
}

/* --- The gauge --- */

static bool is_gauge(const char *p, const char *end)
{
	return is_value(pdf_get(p, end, "Dest"), end, "/gauge");
}

double finish_scale(const struct pdf *f)
{
	for (size_t i = 1; i < f->nobjects; i++) {
		const char *end, *p = pdf_object(f, i, &end), *rect;
		double from, to;
		char *next;

		if (!p || *p != '<' || !is_gauge(p, end))
			continue;
		rect = pdf_get(p, end, "Rect");
		if (!rect || *rect != '[')
			continue;
		from = strtod(rect + 1, &next);
		(void)strtod(next, &next);
		to = strtod(next, NULL);
		return (to - from) / GAUGE_POINTS;
	}
	return 0;
}

/* --- References in lists --- */

typedef VEC(size_t) numbers;

/* The objects that the value at V refers to: "3 0 R" or "[3 0 R 4 0 R]". False:
 * there is something else among them. */
static bool read_refs(const char *v, const char *end, numbers *all)
{
	const char *stop = v ? pdf_value_end(v, end) : NULL;

	all->n = 0;
	for (const char *p = v; p && p < stop;) {
		size_t n;
		char *next;

		p += strspn(p, "[] \n\r\t");
		if (p >= stop)
			break;
		n = strtoul(p, &next, 10);
		(void)strtoul(next, &next, 10); /* its generation */
		next += strspn(next, " ");
		if (*next != 'R')
			return false;
		vec_push(all, n);
		p = next + 1;
	}
	return all->n > 0;
}

static void put_refs(struct rewrite *d, size_t number, const char *key,
		     const numbers *all)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < all->n; i++)
		buf_printf(&text, "%s%zu 0 R", i ? " " : "[", all->p[i]);
	buf_str(&text, all->n ? "]" : "[]");
	rewrite_put(d, number, key, buf_cstr(&text));
	buf_release(&text);
}

/* --- Links --- */

/* Appends escaped text as PDF writes it: UTF-16 in hexadecimal digits. */
static void pdf_string(struct buf *out, const char *text)
{
	buf_str(out, "<FEFF");
	for (const char *p = text, *end = p + strlen(p); p < end;) {
		const struct entity *e = markup_entities;
		unsigned cp;
		size_t n;

		while (e->c && strncmp(p, e->name, strlen(e->name)) != 0)
			e++;
		n = e->c ? strlen(e->name)
			 : utf8_decode(p, (size_t)(end - p), &cp);
		if (e->c)
			cp = (unsigned char)e->c;
		p += n ? n : 1;
		if (n && cp > 0xFFFF)
			buf_printf(out, "%04X%04X", 0xD7C0 + (cp >> 10),
				   0xDC00 + (cp & 0x3FF));
		else if (n)
			buf_printf(out, "%04X", cp);
	}
	buf_char(out, '>');
}

/* A link says where it leads: its address, or the page. */
static void name_link(struct rewrite *d, size_t number)
{
	const char *end, *p = rewrite_get(d, number, &end), *v, *action;
	struct buf text = BUF_INIT;
	char name[128];

	action = pdf_get(p, end, "A");
	if (action && (v = pdf_get(action, end, "URI"))) {
		buf_add(&text, v, (size_t)(pdf_value_end(v, end) - v));
	} else if ((v = pdf_get(p, end, "Dest")) && *v == '/') {
		struct buf words = BUF_INIT;
		size_t page;

		snprintf(name, sizeof name, "%.*s",
			 (int)strcspn(v + 1, "] \n\r/>[("), v + 1);
		page = pdf_page_of(d->pdf, name);

		word_fill(&words, "linkToPage", word_number(page).s, NULL,
			  NULL);
		pdf_string(&text, buf_cstr(&words));
		buf_release(&words);
	}
	if (text.n)
		rewrite_put(d, number, "Contents", buf_cstr(&text));
	buf_release(&text);
}

/* Takes the gauge GONE from the page that has it. */
static void drop_gauge(struct rewrite *d, size_t gone)
{
	numbers all = {0};

	for (size_t i = 0; i < d->pdf->npages; i++) {
		size_t page = d->pdf->pages[i], n = 0;
		const char *end, *p = rewrite_get(d, page, &end);

		if (!p || !read_refs(pdf_get(p, end, "Annots"), end, &all))
			continue;
		for (size_t k = 0; k < all.n; k++)
			if (all.p[k] != gone)
				all.p[n++] = all.p[k];
		if (n == all.n)
			continue;
		all.n = n;
		put_refs(d, page, "Annots", &all);
		break;
	}
	vec_release(&all);
}

/* --- Lists --- */

/* The children of the list item NUMBER, of which the first is its label if it
 * is one already, or text alone before others. */
static void name_parts(struct rewrite *d, size_t number)
{
	const char *end, *p = rewrite_get(d, number, &end);
	numbers kids = {0};
	size_t labels = 0;
	char text[64];

	if (!read_refs(pdf_get(p, end, "K"), end, &kids)) {
		vec_release(&kids);
		return;
	}
	if (dict_with(d, kids.p[0], "S", "/Lbl", &end)) {
		labels = 1;
	} else if (kids.n > 1 &&
		   dict_with(d, kids.p[0], "S", "/NonStruct", &end)) {
		rewrite_put(d, kids.p[0], "S", "/Lbl");
		labels = 1;
	}
	if (kids.n > labels) {
		numbers body = {.p = kids.p + labels, .n = kids.n - labels};
		size_t added;

		snprintf(text, sizeof text,
			 "<</Type /StructElem\n/S /LBody\n/P %zu 0 R>>",
			 number);
		added = rewrite_add(d, text);
		put_refs(d, added, "K", &body);
		snprintf(text, sizeof text, "%zu 0 R", added);
		for (size_t i = 0; i < body.n; i++)
			rewrite_put(d, body.p[i], "P", text);
		kids.n = labels;
		vec_push(&kids, added);
		put_refs(d, number, "K", &kids);
	}
	vec_release(&kids);
}

/* --- Metadata --- */

/* The text between OPEN and CLOSE in the head of HTML, escaped as it is there;
 * "": there is none. */
static void head_text(const char *html, const char *open, const char *close,
		      struct buf *out)
{
	const char *p = strstr(html, open), *body = strstr(html, "<body");
	const char *end = p ? strstr(p + strlen(open), close) : NULL;

	buf_reset(out);
	if (p && end && (!body || p < body))
		buf_add(out, p + strlen(open),
			(size_t)(end - p) - strlen(open));
}

static const struct {
	const char *open, *info, *before, *after;
} facts[] = {
	{"<title>", NULL, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
	 "</rdf:li></rdf:Alt></dc:title>"},
	{"<html lang=\"", NULL, "<dc:language><rdf:Bag><rdf:li>",
	 "</rdf:li></rdf:Bag></dc:language>"},
	{"<meta name=\"author\" content=\"", "Author",
	 "<dc:creator><rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq></dc:creator>"},
	{"<meta name=\"description\" content=\"", "Subject",
	 "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
	 "</rdf:li></rdf:Alt></dc:description>"},
	{"<meta name=\"keywords\" content=\"", "Keywords", "<pdf:Keywords>",
	 "</pdf:Keywords>"},
	{"<meta name=\"generator\" content=\"", "Creator", "<xmp:CreatorTool>",
	 "</xmp:CreatorTool>"},
};

/* "2026-11-23T00:00:00Z" of "(D:20261123000000" */
static void add_date(struct buf *xmp, const char *name, const char *date)
{
	if (date && strncmp(date, "(D:", 3) == 0)
		buf_printf(xmp,
			   "<xmp:%s>%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ</xmp:%s>\n",
			   name, date + 3, date + 7, date + 9, date + 11,
			   date + 13, date + 15, name);
}

/* The number of the object that /KEY of the trailer refers to; 0: none. */
static size_t trailer_ref(const struct pdf *f, const char *key)
{
	const char *v = pdf_get(f->trailer, f->p + f->n, key);

	return v ? strtoul(v, NULL, 10) : 0;
}

static void add_metadata(struct rewrite *d, const char *html)
{
	struct buf xmp = BUF_INIT, text = BUF_INIT, value = BUF_INIT;
	size_t info = trailer_ref(d->pdf, "Info");
	const char *end, *p = rewrite_get(d, info, &end);
	char ref[32];

	buf_str(&xmp,
		"<?xpacket begin=\"\xEF\xBB\xBF\" "
		"id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF "
		"xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		"<rdf:Description rdf:about=\"\" "
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		"xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
		"xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n");
	if (p) {
		add_date(&xmp, "CreateDate", pdf_get(p, end, "CreationDate"));
		add_date(&xmp, "ModifyDate", pdf_get(p, end, "ModDate"));
	}
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		head_text(html, facts[i].open,
			  *facts[i].open == '<' && strchr(facts[i].open, '"')
				  ? "\""
				  : "<",
			  &text);
		if (!text.n)
			continue;
		buf_printf(&xmp, "%s%s%s\n", facts[i].before, buf_cstr(&text),
			   facts[i].after);
		if (!facts[i].info)
			continue;
		buf_reset(&value);
		pdf_string(&value, buf_cstr(&text));
		rewrite_put(d, info, facts[i].info, buf_cstr(&value));
	}
	buf_str(&xmp, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
		      "<?xpacket end=\"w\"?>");
	buf_reset(&text);
	buf_printf(&text,
		   "<</Type /Metadata\n/Subtype /XML\n/Length %zu>>\n"
		   "stream\n%s\nendstream",
		   xmp.n, buf_cstr(&xmp));
	snprintf(ref, sizeof ref, "%zu 0 R", rewrite_add(d, buf_cstr(&text)));
	rewrite_put(d, trailer_ref(d->pdf, "Root"), "Metadata", ref);
	buf_release(&xmp);
	buf_release(&text);
	buf_release(&value);
}

void finish_write(const struct pdf *f, const char *html, struct buf *out)
{
	struct rewrite d;

	rewrite_begin(&d, f);
	add_metadata(&d, html);
	for (size_t i = 1; i < f->nobjects; i++) {
		const char *end,
			*p = dict_with(&d, i, "Subtype", "/Link", &end);

		if (p && is_gauge(p, end))
			drop_gauge(&d, i);
		else if (p)
			name_link(&d, i);
		else if (dict_with(&d, i, "S", "/LI", &end))
			name_parts(&d, i);
	}
	rewrite_write(&d, out);
	rewrite_end(&d);
}
