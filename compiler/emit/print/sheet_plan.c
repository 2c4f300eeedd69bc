/* Lays answer sheets out: a fixed grid of bubbles between four marks. */
#include "emit/print/sheet.h"

#include <string.h>

#include "emit/show.h"
#include "model/candidates.h"

#define EDGE 8.0  /* from the paper's edge to marks and code, mm */
#define MARK 8.0  /* side of a mark */
#define CODE 26.0 /* side of the code, with its white */
#define SIDE 12.0 /* left and right of all bubbles */
#define HEAD 38.0 /* where the head's fields begin */
#define PITCH 6.0 /* these grow with large print */
#define LINE 5.5
#define DIAMETER 4.4
#define NUMBER 9.0
#define ROW_LABEL 4.5
#define GUTTER 5.0 /* between columns, at least */
#define LARGE 1.7
#define VERSION_ROW 5 /* bubbles of versions in a line */

/* What a question asks for: ROWS rows of LETTERS bubbles each; a row that is
 * longer than the column goes on in the next line. */
struct group {
	unsigned rows, letters;
	bool labelled; /* its rows have numbers */
};

static struct group group_of(const struct item *it)
{
	switch (item_shape(it)) {
	case SHAPE_ORDER:
		return (struct group){(unsigned)it->nsteps,
				      (unsigned)it->nsteps, true};
	case SHAPE_MATCH:
		return (struct group){(unsigned)(it->npairs - it->nextras),
				      (unsigned)it->npairs, true};
	case SHAPE_CHOICE:
	default:
		return (struct group){1, (unsigned)it->noptions, false};
	}
}

/* The columns of a page and where the next group goes. */
struct flow {
	double top, bottom;
	double left, step; /* of the first column's bubbles; to the next one */
	unsigned columns, most; /* MOST: bubbles of a line */
	unsigned page, column;
	double y; /* of the next line's centre */
	bool gap; /* white before the next group */
};

static void add(struct sheet_plan *p, struct spot s)
{
	vec_push(&p->spots, s);
}

/* The candidate's number and the version, on PAGE. */
static void add_head(struct sheet_plan *p, unsigned page)
{
	for (unsigned digit = 0; digit < CANDIDATE_DIGITS; digit++)
		for (unsigned v = 0; v < 10; v++)
			add(p, (struct spot){SPOT_NUMBER, page, 0, digit + 1,
					     v == 0, (char)('0' + v),
					     p->grid.x + digit * p->pitch,
					     p->grid.y + v * p->line});
	for (unsigned v = 0; v < p->versions; v++)
		add(p, (struct spot){SPOT_VERSION, page, 0, 0, v == 0,
				     show_letter(v),
				     p->version.x + v % VERSION_ROW * p->pitch,
				     p->version.y + v / VERSION_ROW * p->line});
}

static void next_column(struct sheet_plan *p, struct flow *f)
{
	f->y = f->top;
	f->gap = false;
	if (++f->column < f->columns)
		return;
	f->column = 0;
	add_head(p, ++f->page);
}

static unsigned lines_of(const struct flow *f, const struct group *g)
{
	return g->rows * ((g->letters + f->most - 1) / f->most);
}

static void add_group(struct sheet_plan *p, struct flow *f, unsigned question,
		      const struct group *g)
{
	unsigned lines = lines_of(f, g);
	double white = p->line * 0.35;

	if (f->gap || (lines > 1 && f->y > f->top))
		f->y += white;
	if (f->y + (lines - 1) * p->line > f->bottom)
		next_column(p, f);
	for (unsigned row = 0; row < g->rows; row++)
		for (unsigned k = 0; k < g->letters; k++) {
			if (k && k % f->most == 0)
				f->y += p->line;
			add(p, (struct spot){SPOT_ANSWER, f->page, question,
					     g->labelled ? row + 1 : 0, k == 0,
					     show_letter(k),
					     f->left + f->column * f->step +
						     k % f->most * p->pitch,
					     f->y});
			if (k + 1 == g->letters)
				f->y += p->line;
		}
	f->gap = lines > 1 || question % 5 == 0;
}

/* As many columns as the longest row allows, spread over the width. */
static struct flow flow_of(const struct edition *ed, struct sheet_plan *p)
{
	double room = p->width - 2 * SIDE, gutter = GUTTER * p->scale, first;
	struct flow f = {.bottom = p->height - EDGE - MARK - 4};
	unsigned fit;

	for (size_t i = 0; i < ed->nitems; i++) {
		struct group g = group_of(ed->items[i]);

		f.most = g.letters > f.most ? g.letters : f.most;
		if (g.labelled)
			p->row_label = ROW_LABEL * p->scale;
	}
	first = p->number + p->row_label;
	fit = (unsigned)((room - first) / p->pitch);
	f.most = f.most > fit ? fit : f.most ? f.most : 1;
	f.columns = (unsigned)((room + gutter) /
			       (first + f.most * p->pitch + gutter));
	f.columns = f.columns ? f.columns : 1;
	f.step = (room + gutter) / f.columns;
	f.left = SIDE + first + p->pitch / 2;
	f.top = p->grid.y + 10 * p->line + 3 * p->scale;
	f.y = f.top;
	return f;
}

static void set_measures(struct sheet_plan *p, const struct edition *ed)
{
	double near = EDGE + MARK / 2, right, low;

	p->scale = ed->layout->large ? LARGE : 1;
	p->pitch = PITCH * p->scale;
	p->line = LINE * p->scale;
	p->diameter = DIAMETER * p->scale;
	p->number = NUMBER * p->scale;
	p->mark = MARK;
	right = p->width - near;
	low = p->height - near;
	p->marks[0] = (struct spot_point){near, near};
	p->marks[1] = (struct spot_point){right, near};
	p->marks[2] = (struct spot_point){right, low};
	p->marks[3] = (struct spot_point){near, low};
	p->code_size = CODE;
	p->code = (struct spot_point){p->width - EDGE - MARK - 4 - CODE, EDGE};
	p->grid = (struct spot_point){
		p->width - SIDE - (CANDIDATE_DIGITS - 0.5) * p->pitch,
		HEAD + 15 * p->scale};
	p->version = (struct spot_point){SIDE + 18 * p->scale,
					 HEAD + 22 * p->scale};
	if (ed->form && ed->form->version)
		p->versions = (unsigned)ed->form->first->nversions + 1;
}

struct sheet_plan sheet_plan(const struct edition *ed)
{
	bool letter = strcmp(ed->paper, "letter") == 0;
	struct sheet_plan p = {.width = letter ? 215.9 : 210,
			       .height = letter ? 279.4 : 297};
	struct flow f;

	set_measures(&p, ed);
	f = flow_of(ed, &p);
	f.page = 1;
	add_head(&p, 1);
	for (size_t i = 0; i < ed->nitems; i++) {
		struct group g = group_of(ed->items[i]);

		add_group(&p, &f, (unsigned)i + 1, &g);
	}
	p.pages = f.page;
	return p;
}

void sheet_plan_release(struct sheet_plan *p)
{
	vec_release(&p->spots);
}

void sheet_code(const struct edition *ed, const struct sheet_plan *p,
		unsigned page, struct buf *out)
{
	const struct form *f = ed->form;
	struct arena a = {0};

	buf_printf(out, "examc %s %s %s %c %u/%u", ed->exam->id.s,
		   f ? f->id : "-", show_hash(&a, ed),
		   f && f->version ? f->version : '-', page, p->pages);
	arena_release(&a);
}
