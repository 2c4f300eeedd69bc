/* The answer sheet as a plan: where each mark and each bubble is, in mm. */
#ifndef EMIT_PRINT_SHEET_H
#define EMIT_PRINT_SHEET_H

#include "base/json.h"
#include "base/vec.h"
#include "model/edition.h"

enum spot_kind { SPOT_NUMBER, SPOT_VERSION, SPOT_ANSWER };

/* A bubble. */
struct spot {
	enum spot_kind kind;
	unsigned page;	   /* from 1 */
	unsigned question; /* of SPOT_ANSWER, from 1 */
	/* Of SPOT_NUMBER which digit, of an ordering which place, of a matching
	 * which entry, all from 1; 0: there is one row. */
	unsigned row;
	bool first;  /* of its row on the page: labels stand before it */
	char sign;   /* 'A' … or '0' … */
	double x, y; /* of its centre, mm from the page's upper left corner */
};

struct spot_point {
	double x, y;
};

/* Lengths are in mm. */
struct sheet_plan {
	double width, height; /* of the paper */
	double scale;	      /* 1, or more for large print */
	double pitch, line;   /* from bubble to bubble in a row, and of rows */
	double diameter;
	double row_label, number;   /* room before a row for its labels */
	double mark;		    /* side of the squares in the corners */
	struct spot_point marks[4]; /* their centres, clockwise from the left */
	struct spot_point code;	    /* the code's upper left corner */
	double code_size;
	struct spot_point grid;	   /* centre of the number's first bubble */
	struct spot_point version; /* centre of the version's first bubble */
	unsigned versions;	   /* of the form; 0: it has none */
	unsigned pages;
	VEC(struct spot) spots; /* by page */
};

/* Lays the sheet of ED out on its paper. The caller releases it. */
struct sheet_plan sheet_plan(const struct edition *ed);
void sheet_plan_release(struct sheet_plan *p);

/* What page PAGE says to machines: "examc EXAM FORM HASH VERSION PAGE/PAGES";
 * '-' stands for what there is not. */
void sheet_code(const struct edition *ed, const struct sheet_plan *p,
		unsigned page, struct buf *out);

/* What the files of a sheet and of its key begin with: exam, form, version and
 * hash. The caller frees it. */
struct js *sheet_json_head(const struct edition *ed);

/* Appends the plan as JSON (schemas/sheet.schema.json). */
void sheet_json(const struct edition *ed, struct buf *out);

/* Appends what is right, and what it earns, as JSON (schemas/key.schema.json). */
void sheet_key_json(const struct edition *ed, struct buf *out);

#endif
