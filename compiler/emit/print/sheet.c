/* The answer sheet, which people fill in and machines read: a page is a plan
 * (sheet_plan.c) drawn in mm, and a head for people. */
#include <string.h>

#include "base/utf8.h"
#include "emit/print/print.h"
#include "emit/print/sheet.h"
#include "emit/qr.h"
#include "emit/show.h"
#include "emit/words.h"
#include "model/candidates.h"

/* One sheet: of whom, if that is known. */
struct paper {
	struct markup *m;
	const struct edition *ed;
	const struct sheet_plan *plan;
	const struct candidate *who; /* NULL: somebody */
};

static void rect(struct markup *m, const char *cls, double x, double y,
		 double side)
{
	markup_open_class(m, "rect", cls);
	markup_attrf(m, "x", "%.2f", x);
	markup_attrf(m, "y", "%.2f", y);
	markup_attrf(m, "width", "%.2f", side);
	markup_attrf(m, "height", "%.2f", side);
	markup_close(m, "rect");
}

/* A black square with a white one in it, and in that a black one: nothing else
 * on the sheet looks like it, whichever way it lies. */
static void mark(struct markup *m, struct spot_point at, double side)
{
	static const double parts[] = {1, 0.64, 0.36};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		rect(m, i % 2 ? "white" : "black", at.x - side * parts[i] / 2,
		     at.y - side * parts[i] / 2, side * parts[i]);
}

static void text_at(struct markup *m, const char *cls, double x, double y,
		    const char *text)
{
	markup_open_class(m, "text", cls);
	markup_attrf(m, "x", "%.2f", x);
	markup_attrf(m, "y", "%.2f", y);
	markup_text(m, text);
	markup_close(m, "text");
}

/* Letters stand in the middle of bubbles: a third of their height below it. */
static double below(const struct sheet_plan *p)
{
	return 0.95 * p->scale;
}

static void circle(const struct paper *s, const char *cls, double x, double y)
{
	markup_open_class(s->m, "circle", cls);
	markup_attrf(s->m, "cx", "%.2f", x);
	markup_attrf(s->m, "cy", "%.2f", y);
	markup_attrf(s->m, "r", "%.2f", s->plan->diameter / 2);
	markup_close(s->m, "circle");
}

/* Is the bubble filled in before anybody has the sheet? */
static bool is_filled(const struct paper *s, const struct spot *at)
{
	if (at->kind == SPOT_VERSION)
		return at->sign == s->ed->form->version;
	return at->kind == SPOT_NUMBER && s->who &&
	       at->row <= strlen(s->who->number) &&
	       s->who->number[at->row - 1] == at->sign;
}

/* The numbers of the question and of the row. */
static void labels(const struct paper *s, const struct spot *at)
{
	const struct sheet_plan *p = s->plan;
	double x = at->x - p->pitch * 0.62;

	if (at->row)
		text_at(s->m, "row", x, at->y + below(p),
			word_number(at->row).s);
	if (at->row <= 1)
		text_at(s->m, "no", x - p->row_label, at->y + below(p),
			word_number(at->question).s);
}

/* The box above a digit's bubbles, for people, with the digit in it. */
static void digit_box(const struct paper *s, const struct spot *at)
{
	const struct sheet_plan *p = s->plan;
	double side = p->pitch, y = at->y - p->line * 0.7 - side;

	rect(s->m, "digit-box", at->x - side / 2, y, side);
	if (s->who && at->row <= strlen(s->who->number))
		text_at(s->m, "digit", at->x, y + side * 0.72,
			(const char[]){s->who->number[at->row - 1], 0});
}

static void spot(const struct paper *s, const struct spot *at)
{
	bool filled = is_filled(s, at);

	if (at->kind == SPOT_ANSWER && at->first)
		labels(s, at);
	if (at->kind == SPOT_NUMBER && at->first)
		digit_box(s, at);
	circle(s, filled ? "full" : "bubble", at->x, at->y);
	if (!filled)
		text_at(s->m, "sign", at->x, at->y + below(s->plan),
			(const char[]){at->sign, 0});
}

/* A bubble with what is not to be read: a tick, a cross. */
static void wrong(const struct paper *s, double x, double y, const char *d)
{
	circle(s, "bubble", x, y);
	markup_open_class(s->m, "path", "stroke");
	markup_attrf(s->m, "transform", "translate(%.2f %.2f) scale(%.2f)", x,
		     y, s->plan->diameter * 0.3);
	markup_attr(s->m, "d", d);
	markup_close(s->m, "path");
}

/* What the letters of versions mean, and how bubbles are filled in. */
static void explain(const struct paper *s)
{
	const struct sheet_plan *p = s->plan;
	double left = p->marks[0].x, y = p->version.y, down = below(p);
	double x = left + 36 * p->scale;

	if (p->versions)
		text_at(s->m, "say", left, y + down, word("versionWord"));
	y += 2 * p->line;
	text_at(s->m, "say", left, y + down, word("fillLikeThis"));
	circle(s, "full", x, y);
	y += p->line;
	text_at(s->m, "say", left, y + down, word("notLikeThis"));
	wrong(s, x, y, "M-1 0L-.3 .8L1 -.8");
	wrong(s, x + p->pitch, y, "M-1 -1L1 1M1 -1L-1 1");
}

/* The marks, the code and all bubbles of a page. */
static void grid(const struct paper *s, unsigned page)
{
	const struct sheet_plan *p = s->plan;
	/* A page of exactly the paper's height may be two for a browser. */
	double height = p->height - 0.5;
	struct buf code = BUF_INIT;

	sheet_code(s->ed, p, page, &code);
	markup_open_class(s->m, "svg", "sheet-grid");
	markup_attrf(s->m, "width", "%.1fmm", p->width);
	markup_attrf(s->m, "height", "%.1fmm", height);
	markup_attrf(s->m, "viewBox", "0 0 %.1f %.1f", p->width, height);
	markup_attr(s->m, "role", "img");
	markup_attr(s->m, "aria-label", word("sheetGrid"));
	for (size_t i = 0; i < 4; i++)
		mark(s->m, p->marks[i], p->mark);
	if (qr_is_there())
		qr_write(s->m, buf_cstr(&code), p->code.x, p->code.y,
			 p->code_size);
	explain(s);
	text_at(s->m, "say", p->grid.x - p->pitch / 2,
		p->grid.y - p->line * 0.7 - p->pitch * 1.2,
		word("candidateNumber"));
	for (size_t i = 0; i < p->spots.n; i++)
		if (p->spots.p[i].page == page)
			spot(s, &p->spots.p[i]);
	markup_close(s->m, "svg");
	buf_release(&code);
}

/* Letters of a name that surely fit on a line, at the sheet's scale of 1. */
enum { LINE_LETTERS = 36 };

static void field(const struct paper *s, const char *name, const char *value)
{
	struct markup *m = s->m;
	bool is_long = (double)utf8_count(value, strlen(value)) >
		       LINE_LETTERS / s->plan->scale;

	markup_open(m, "p");
	markup_line(m, "span", "what", word(name));
	markup_line(m, "span", is_long ? "blank long" : "blank", value);
	markup_close(m, "p");
}

/* What people read: above the fields what this is, on each page alike. */
static void head(const struct paper *s, unsigned page)
{
	struct markup *m = s->m;
	const struct exam *e = s->ed->exam;

	markup_open_class(m, "header", "sheet-head");
	markup_open(m, "h1");
	markup_textf(m, "%s ", word("answerSheet"));
	markup_word_line(m, "span", "page", "pageOf", word_number(page).s,
			 word_number(s->plan->pages).s);
	markup_close(m, "h1");
	markup_line(m, "p", NULL, e->code.s ? e->code.s : e->title.s);
	if (s->ed->part)
		markup_line(m, "p", NULL, s->ed->part_name);
	print_form_line(m, s->ed);
	markup_close(m, "header");
	markup_open_class(m, "div", "sheet-fields");
	field(s, "nameWord", s->who ? s->who->name : "");
	field(s, "dateWord", "");
	markup_close(m, "div");
	markup_line(m, "p", "sheet-help", word("sheetHelp"));
}

static void sheet(struct markup *m, const struct edition *ed,
		  const struct candidate *who)
{
	struct sheet_plan plan = sheet_plan(ed);
	const struct paper s = {m, ed, &plan, who};

	for (unsigned page = 1; page <= plan.pages; page++) {
		markup_open_class(m, "section", "sheet-page");
		head(&s, page);
		grid(&s, page);
		markup_close(m, "section");
	}
	sheet_plan_release(&plan);
}

void print_answer_sheet(struct markup *m, const struct edition *ed)
{
	markup_open(m, "main");
	sheet(m, ed, NULL);
	markup_close(m, "main");
}

/* The versions of ED's form in turn, so that neighbours on the list have
 * different ones. */
void print_personal_sheets(struct markup *m, const struct edition *ed)
{
	const struct candidates *list = ed->layout->candidates;
	size_t versions = ed->form ? ed->form->nversions + 1 : 1;

	markup_open(m, "main");
	for (size_t i = 0; i < list->n; i++) {
		struct arena a = {0};
		struct edition one = *ed;

		if (ed->form && i % versions)
			one = edition_of_form(
				ed, &ed->form->versions[i % versions - 1], &a);
		sheet(m, &one, &list->p[i]);
		arena_release(&a);
	}
	markup_close(m, "main");
}
