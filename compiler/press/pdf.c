/*
 * Reads the outermost structure of a PDF: cross-reference table, page tree,
 * /Dests (ISO 32000-1, 7.5.4, 7.7.3, 12.3.2.3). Streams are never looked into.
 */
#include "press/pdf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/err.h"
#include "base/vec.h"

enum { DEPTH = 32 }; /* of the page tree */

static bool is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' ||
	       c == 0;
}

static bool is_end(char c)
{
	return is_white(c) || strchr("()<>[]{}/%", c);
}

/* Does TEXT stand at P? */
static bool starts(const char *p, const char *end, const char *text)
{
	size_t n = strlen(text);

	return p <= end && (size_t)(end - p) >= n && memcmp(p, text, n) == 0;
}

static const char *skip_white(const char *p, const char *end)
{
	while (p < end && is_white(*p))
		p++;
	return p;
}

static const char *skip_string(const char *p, const char *end)
{
	int depth = 0;

	for (; p < end; p++) {
		if (*p == '\\') {
			p++;
		} else if (*p == '(') {
			depth++;
		} else if (*p == ')' && --depth == 0) {
			return p + 1;
		}
	}
	return end;
}

/* Behind the value or token at P: a whole string, list or dictionary. */
static const char *skip_value(const char *p, const char *end)
{
	int depth = 0;

	do {
		p = skip_white(p, end);
		if (p >= end)
			return end;
		if (*p == '(') {
			p = skip_string(p, end);
		} else if (starts(p, end, "<<")) {
			depth++;
			p += 2;
		} else if (starts(p, end, ">>")) {
			depth--;
			p += 2;
		} else if (*p == '[' || *p == ']') {
			depth += *p++ == '[' ? 1 : -1;
		} else if (*p == '<') {
			while (p < end && *p != '>')
				p++;
			p += p < end;
		} else {
			p++;
			while (p < end && !is_end(*p))
				p++;
		}
	} while (depth > 0);
	return p;
}

const char *pdf_value_end(const char *p, const char *end)
{
	for (p = skip_value(p, end);
	     (p = skip_white(p, end)) < end && *p != '/' && *p != '>';)
		p = skip_value(p, end);
	return p;
}

const char *pdf_get(const char *dict, const char *end, const char *key)
{
	const char *p = skip_white(dict, end);
	size_t n = strlen(key);

	if (!starts(p, end, "<<"))
		return NULL;
	for (p = skip_white(p + 2, end); p < end && *p == '/';) {
		const char *name = p + 1, *after = skip_value(p, end);
		bool hit = (size_t)(after - name) == n &&
			   memcmp(name, key, n) == 0;

		p = skip_white(after, end);
		if (hit)
			return p;
		p = pdf_value_end(p, end);
	}
	return NULL;
}

/* The value of /KEY in the dictionary at DICT ("<<"), or NULL. */
static const char *dict_get(const struct pdf *f, const char *dict,
			    const char *key)
{
	return pdf_get(dict, f->p + f->n, key);
}

static bool read_number(const struct pdf *f, const char **p, size_t *n)
{
	const char *end = f->p + f->n, *q = skip_white(*p, end);

	if (q >= end || !is_digit(*q))
		return false;
	for (*n = 0; q < end && is_digit(*q); q++)
		if (*n < SIZE_MAX / 16) /* no file has that many of anything */
			*n = *n * 10 + (size_t)(*q - '0');
	*p = q;
	return true;
}

const char *pdf_object(const struct pdf *f, size_t number, const char **end)
{
	const char *p;
	size_t again;

	if (number >= f->nobjects || !f->at[number])
		return NULL;
	p = f->p + f->at[number];
	if (!read_number(f, &p, &again) || again != number ||
	    !read_number(f, &p, &again))
		return NULL;
	p = skip_white(p, f->p + f->n);
	if (!starts(p, f->p + f->n, "obj"))
		return NULL;
	p = skip_white(p + 3, f->p + f->n);
	*end = skip_value(p, f->p + f->n);
	return p;
}

/* The object that "N G R" at P means; NULL: none. */
static const char *follow(const struct pdf *f, const char *p, size_t *number)
{
	const char *end;

	return p && read_number(f, &p, number) ? pdf_object(f, *number, &end)
					       : NULL;
}

/* The dictionary that /KEY of DICT is or refers to. */
static const char *sub_dict(const struct pdf *f, const char *dict,
			    const char *key)
{
	const char *v = dict_get(f, dict, key);
	size_t number;

	if (!v || *v == '<')
		return v;
	return follow(f, v, &number);
}

/* One run of entries of 20 bytes each, behind "FIRST COUNT". */
static bool read_section(struct pdf *f, const char **p)
{
	size_t first, count;

	if (!read_number(f, p, &first) || !read_number(f, p, &count) ||
	    first > f->n || count > f->n / 20)
		return false;
	if (first + count > f->nobjects) {
		f->at = xrealloc(f->at, (first + count) * sizeof *f->at);
		for (size_t i = f->nobjects; i < first + count; i++)
			f->at[i] = 0;
		f->nobjects = first + count;
	}
	for (size_t i = 0; i < count; i++) {
		size_t at, generation;

		if (!read_number(f, p, &at) || !read_number(f, p, &generation))
			return false;
		*p = skip_white(*p, f->p + f->n);
		if (*p >= f->p + f->n || (**p != 'n' && **p != 'f'))
			return false;
		f->at[first + i] = **p == 'n' && at < f->n ? at : 0;
		++*p;
	}
	return true;
}

/* Reads the table; *TRAILER gets its dictionary. */
static bool read_table(struct pdf *f, const char **trailer)
{
	static const char mark[] = "startxref";
	const char *p = NULL, *end = f->p + f->n;
	size_t at;

	for (size_t i = f->n; i >= sizeof mark && !p; i--)
		if (memcmp(f->p + i - sizeof mark + 1, mark, sizeof mark - 1) ==
		    0)
			p = f->p + i;
	if (!p || !read_number(f, &p, &at) || at > f->n ||
	    !starts(f->p + at, end, "xref"))
		return false;
	for (p = skip_white(f->p + at + 4, end); p < end && is_digit(*p);
	     p = skip_white(p, end))
		if (!read_section(f, &p))
			return false;
	if (!starts(p, end, "trailer"))
		return false;
	*trailer = p + 7;
	return true;
}

static bool add_pages(struct pdf *f, const char *ref, unsigned depth)
{
	size_t number;
	const char *dict = follow(f, ref, &number), *kids;

	if (!dict || depth > DEPTH)
		return false;
	kids = dict_get(f, dict, "Kids");
	if (!kids) {
		if (f->npages == f->nobjects)
			return false;
		f->pages[f->npages++] = (unsigned)number;
		return true;
	}
	if (*kids++ != '[')
		return false;
	for (const char *end = f->p + f->n;
	     (kids = skip_white(kids, end)) < end && *kids != ']';) {
		if (!add_pages(f, kids, depth + 1))
			return false;
		for (int i = 0; i < 3; i++)
			kids = skip_value(kids, end);
	}
	return true;
}

static bool read_all(struct pdf *f, const char **why)
{
	const char *trailer, *root;

	*why = "it does not begin with %PDF";
	if (f->n < 8 || memcmp(f->p, "%PDF", 4) != 0)
		return false;
	*why = "it has no plain table of its objects";
	if (!read_table(f, &trailer))
		return false;
	*why = "it has no catalog";
	root = sub_dict(f, trailer, "Root");
	if (!root)
		return false;
	*why = "its pages cannot be read";
	f->pages = xcalloc(f->nobjects, sizeof *f->pages);
	if (!add_pages(f, dict_get(f, root, "Pages"), 0) || !f->npages)
		return false;
	f->trailer = trailer;
	f->dests = sub_dict(f, root, "Dests");
	f->info = sub_dict(f, trailer, "Info");
	return true;
}

bool pdf_open(struct pdf *f, char *p, size_t n, const char **why)
{
	*f = (struct pdf){.p = p, .n = n};
	if (read_all(f, why))
		return true;
	pdf_close(f);
	return false;
}

void pdf_close(struct pdf *f)
{
	free(f->at);
	free(f->pages);
	*f = (struct pdf){0};
}

/* The top of the page NUMBER, an object, in points; 0: it does not say. */
static double top_of(const struct pdf *f, size_t number)
{
	const char *end, *page = pdf_object(f, number, &end);
	const char *box = page ? pdf_get(page, end, "MediaBox") : NULL;
	char *next;
	double y = 0;

	if (!box || *box != '[')
		return 0;
	for (int i = 0; i < 4; i++, box = next)
		y = strtod(box + (i == 0), &next);
	return y;
}

bool pdf_place_of(const struct pdf *f, const char *name, struct pdf_place *at)
{
	const char *dest = f->dests ? dict_get(f, f->dests, name) : NULL;
	const char *xyz;
	size_t number;
	double top;
	char *next;

	if (!dest || *dest++ != '[' || !read_number(f, &dest, &number))
		return false;
	for (size_t i = 0; i < f->npages; i++) {
		if (f->pages[i] != number)
			continue;
		*at = (struct pdf_place){.page = i + 1};
		xyz = strstr(dest, "/XYZ");
		if (xyz && xyz - dest < 16) {
			at->x = strtod(xyz + strlen("/XYZ"), &next);
			at->y = strtod(next, NULL);
			top = top_of(f, number);
			at->top = top > 0 && at->y > top - 3;
		}
		return true;
	}
	return false;
}

size_t pdf_page_of(const struct pdf *f, const char *name)
{
	struct pdf_place at;

	return pdf_place_of(f, name, &at) ? at.page : 0;
}

void pdf_set_dates(struct pdf *f, const char *stamp)
{
	static const char *const keys[] = {"CreationDate", "ModDate"};

	for (size_t i = 0; f->info && i < 2; i++) {
		const char *v = dict_get(f, f->info, keys[i]);
		size_t at = v ? (size_t)(v - f->p) : 0, digits = 0;

		if (!v || at + 17 > f->n || memcmp(v, "(D:", 3) != 0)
			continue;
		while (digits < 14 && is_digit(v[3 + digits]))
			digits++;
		if (digits == 14)
			memcpy(f->p + at + 3, stamp, 14);
	}
}

/* --- Names of structure elements --- */

#define NODE "(node"
enum { NODE_DIGITS = 8 };

/* The next name from P on: its digits, or NULL. */
static char *next_node(const struct pdf *f, char *p)
{
	const size_t n = strlen(NODE) + NODE_DIGITS + 1;

	for (; (size_t)(f->p + f->n - p) >= n; p++) {
		char *digits;

		p = memchr(p, '(', (size_t)(f->p + f->n - p) - n + 1);
		if (!p)
			return NULL;
		digits = p + strlen(NODE);
		if (memcmp(p, NODE, strlen(NODE)) == 0 &&
		    strspn(digits, "0123456789") == NODE_DIGITS &&
		    digits[NODE_DIGITS] == ')')
			return digits;
	}
	return NULL;
}

static int by_digits(const void *a, const void *b)
{
	return memcmp(*(char *const *)a, *(char *const *)b, NODE_DIGITS);
}

/* In order, so that the tree that finds them by name stays sorted. */
void pdf_number_nodes(struct pdf *f)
{
	VEC(char *) all = {0};
	char last[NODE_DIGITS], text[NODE_DIGITS + 8];
	unsigned number = 0;

	for (char *p = f->p; (p = next_node(f, p)); p += NODE_DIGITS)
		vec_push(&all, p);
	if (all.n)
		qsort(all.p, all.n, sizeof *all.p, by_digits);
	for (size_t i = 0; i < all.n; i++) {
		if (!i || memcmp(last, all.p[i], NODE_DIGITS) != 0)
			number++;
		memcpy(last, all.p[i], NODE_DIGITS);
		snprintf(text, sizeof text, "%08u", number);
		memcpy(all.p[i], text, NODE_DIGITS);
	}
	vec_release(&all);
}
