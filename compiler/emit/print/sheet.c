/* The answer sheet: a line of bubbles or boxes a question. */
#include "emit/print/print.h"
#include "emit/qr.h"
#include "emit/show.h"
#include "emit/words.h"

static void bubbles(struct markup *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		markup_linef(m, "span", "bubble", "%c", show_letter(i));
	}
}

/* Boxes to write a letter in, each behind its number. */
static void cells(struct markup *m, size_t n)
{
	for (size_t i = 1; i <= n; i++) {
		markup_linef(m, "span", "small", "%zu", i);
		markup_line(m, "span", "cell", "");
	}
}

static void lines(struct markup *m, const struct edition *ed)
{
	markup_open_class(m, "div", "bubbles");
	for (size_t i = 0; i < ed->nitems; i++) {
		const struct item *it = ed->items[i];

		markup_open_class(m, "div", "line");
		markup_linef(m, "span", "no", "%zu", i + 1);
		if (item_shape(it) == SHAPE_CHOICE)
			bubbles(m, it->noptions);
		else if (item_shape(it) == SHAPE_ORDER)
			cells(m, it->nsteps);
		else
			cells(m, it->npairs - it->nextras);
		markup_close(m, "div");
	}
	markup_close(m, "div");
}

/* "examc chess mock-1 8d3e…": what a program that scans sheets needs to find
 * the key. */
static void sheet_code(struct markup *m, const struct edition *ed)
{
	struct buf text = BUF_INIT;

	buf_printf(&text, "examc %s", ed->exam->id.s);
	if (ed->form)
		buf_printf(&text, " %s %s", ed->form->id, ed->form->hash);
	else if (ed->part)
		buf_printf(&text, " %s", ed->part);
	qr_write(m, buf_cstr(&text), buf_cstr(&text));
	buf_release(&text);
}

void print_answer_sheet(struct markup *m, const struct edition *ed)
{
	markup_open(m, "main");
	if (ed->layout->qr)
		sheet_code(m, ed);
	if (ed->exam->code.s)
		markup_line(m, "p", "code", ed->exam->code.s);
	markup_line(m, "h1", NULL, word("answerSheet"));
	if (ed->part)
		markup_line(m, "p", NULL, ed->part_name);
	print_form_line(m, ed);
	markup_open(m, "p");
	markup_textf(m, "%s ", word("nameWord"));
	markup_line(m, "span", "blank", "");
	markup_textf(m, " %s ", word("dateWord"));
	markup_line(m, "span", "blank", "");
	markup_close(m, "p");
	markup_line(m, "p", "small", word("sheetHelp"));
	lines(m, ed);
	markup_close(m, "main");
}
