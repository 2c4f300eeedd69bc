/*
 * Writes a PDF anew: objects that nobody touched are copied byte by byte, the
 * table of where they are is made again (ISO 32000-1, 7.5).
 */
#include "press/rewrite.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

void rewrite_begin(struct rewrite *d, const struct pdf *f)
{
	*d = (struct rewrite){.pdf = f, .n = f->nobjects, .room = f->nobjects};
	d->texts = xcalloc(d->n + 1, sizeof *d->texts);
}

void rewrite_end(struct rewrite *d)
{
	free(d->texts);
	arena_release(&d->arena);
	*d = (struct rewrite){0};
}

const char *rewrite_get(const struct rewrite *d, size_t number,
			const char **end)
{
	const char *text = number < d->n ? d->texts[number] : NULL;

	if (!text)
		return pdf_object(d->pdf, number, end);
	*end = text + strlen(text);
	return text;
}

void rewrite_put(struct rewrite *d, size_t number, const char *key,
		 const char *value)
{
	const char *end, *p = rewrite_get(d, number, &end), *was;
	struct buf text = BUF_INIT;

	if (!p || strncmp(p, "<<", 2) != 0)
		return;
	was = pdf_get(p, end, key);
	if (was) {
		buf_add(&text, p, (size_t)(was - p));
		buf_printf(&text, "%s\n", value);
		p = pdf_value_end(was, end);
	} else {
		buf_printf(&text, "<</%s %s\n", key, value);
		p += 2;
	}
	buf_add(&text, p, (size_t)(end - p));
	d->texts[number] = arena_strdup(&d->arena, buf_cstr(&text));
	buf_release(&text);
}

size_t rewrite_add(struct rewrite *d, const char *text)
{
	if (d->n == d->room) {
		d->room += d->room / 2 + 16;
		d->texts = xrealloc(d->texts, d->room * sizeof *d->texts);
	}
	d->texts[d->n] = arena_strdup(&d->arena, text);
	return d->n++;
}

static int by_size(const void *pa, const void *pb)
{
	const size_t *a = pa, *b = pb;

	return *a < *b ? -1 : *a > *b;
}

/* Where objects begin, in order, and where the last of them ends. */
static size_t *places_of(const struct pdf *f, size_t *n)
{
	size_t *all = xcalloc(f->nobjects + 1, sizeof *all);
	const char *p = f->trailer;

	*n = 0;
	for (size_t i = 0; i < f->nobjects; i++)
		if (f->at[i])
			all[(*n)++] = f->at[i];
	/* The table stands between them and the trailer. */
	while (p > f->p && strncmp(p, "xref", 4) != 0)
		p--;
	all[(*n)++] = (size_t)(p - f->p);
	qsort(all, *n, sizeof *all, by_size);
	return all;
}

/* Appends the object as it stands in the file. */
static void copy_object(const struct pdf *f, size_t number,
			const size_t *places, size_t n, struct buf *out)
{
	const size_t *at = bsearch(&f->at[number], places, n, sizeof *places,
				   by_size);

	while (at + 1 < places + n && at[1] == *at)
		at++;
	if (at + 1 < places + n)
		buf_add(out, f->p + *at, at[1] - *at);
}

static void write_trailer(const struct rewrite *d, size_t table,
			  struct buf *out)
{
	static const char *const keys[] = {"Root", "Info", "ID"};
	const char *dict = d->pdf->trailer, *end = d->pdf->p + d->pdf->n;

	buf_printf(out, "trailer\n<</Size %zu", d->n);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *v = pdf_get(dict, end, keys[i]);

		if (!v)
			continue;
		buf_printf(out, "\n/%s ", keys[i]);
		buf_add(out, v, (size_t)(pdf_value_end(v, end) - v));
	}
	buf_printf(out, ">>\nstartxref\n%zu\n%%%%EOF\n", table);
}

void rewrite_write(const struct rewrite *d, struct buf *out)
{
	const struct pdf *f = d->pdf;
	size_t nplaces, *places = places_of(f, &nplaces), table;
	size_t *at = xcalloc(d->n + 1, sizeof *at);

	buf_add(out, f->p, places[0]);
	for (size_t i = 1; i < d->n; i++) {
		if (!d->texts[i] && (i >= f->nobjects || !f->at[i]))
			continue;
		at[i] = out->n;
		if (d->texts[i])
			buf_printf(out, "%zu 0 obj\n%s\nendobj\n", i,
				   d->texts[i]);
		else
			copy_object(f, i, places, nplaces, out);
	}
	table = out->n;
	buf_printf(out, "xref\n0 %zu\n0000000000 65535 f \n", d->n);
	for (size_t i = 1; i < d->n; i++)
		buf_printf(out, "%010zu %05d %c \n", at[i], at[i] ? 0 : 65535,
			   at[i] ? 'n' : 'f');
	write_trailer(d, table, out);
	free(places);
	free(at);
}
