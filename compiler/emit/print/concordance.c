/* Which question and which letter of one version of a form is which of another. */
#include <string.h>

#include "emit/print/print.h"
#include "emit/show.h"
#include "emit/words.h"

static size_t place_of(const char *const *ids, size_t n, const char *id)
{
	size_t i = 0;

	while (i < n && strcmp(ids[i], id) != 0)
		i++;
	return i;
}

static bool is_key(const struct item *it, const char *id)
{
	for (size_t i = 0; i < it->noptions; i++)
		if (strcmp(it->options[i].id, id) == 0)
			return it->options[i].key;
	return false;
}

/* "17: CADB": the question P of the first version is number 17 of V, and its
 * options A, B, C, D are C, A, D, B there; letters of keys stand out. */
static void cell(struct markup *m, const struct placed *p, const struct form *v)
{
	size_t at = 0;

	while (at < v->n && v->items[at].item != p->item)
		at++;
	markup_open(m, "td");
	if (at < v->n) {
		const struct placed *q = &v->items[at];

		markup_textf(m, "%zu: ", at + 1);
		for (size_t k = 0; k < p->noptions; k++) {
			char there = show_letter(place_of(
				q->options, q->noptions, p->options[k]));

			if (is_key(p->item, p->options[k]))
				markup_linef(m, "span", "right", "%c", there);
			else
				markup_textf(m, "%c", there);
		}
	}
	markup_close(m, "td");
}

static void head(struct markup *m, const struct form *f)
{
	struct buf text = BUF_INIT;
	const char letter[] = {f->version, 0};

	word_fill(&text, "versionHead", letter, NULL, NULL);
	markup_th(m, "col", buf_cstr(&text));
	buf_release(&text);
}

void print_concordance(struct markup *m, const struct edition *ed)
{
	const struct form *f = ed->form ? ed->form->first : NULL;

	if (!f)
		return;
	markup_line(m, "h2", NULL, word("concordance"));
	markup_line(m, "p", NULL, word("concordanceHelp"));
	markup_open_class(m, "table", "short");
	markup_open(m, "thead");
	markup_open(m, "tr");
	head(m, f);
	for (size_t v = 0; v < f->nversions; v++)
		head(m, &f->versions[v]);
	markup_close(m, "tr");
	markup_close(m, "thead");
	markup_open(m, "tbody");
	for (size_t i = 0; i < f->n; i++) {
		markup_open(m, "tr");
		cell(m, &f->items[i], f);
		for (size_t v = 0; v < f->nversions; v++)
			cell(m, &f->items[i], &f->versions[v]);
		markup_close(m, "tr");
	}
	markup_close(m, "tbody");
	markup_close(m, "table");
}
