/* Where the bubbles of an answer sheet are, for programs that read scans. */
#include "base/json.h"
#include "emit/qr.h"
#include "emit/print/sheet.h"
#include "emit/show.h"

/* MM with two digits behind the point: a hundredth of a millimetre. */
static struct js *length(double mm)
{
	return js_real((double)(long long)(mm * 100 + 0.5) / 100);
}

static struct js *point(double x, double y)
{
	struct js *o = js_object();

	js_set(o, "x", length(x));
	js_set(o, "y", length(y));
	return o;
}

static struct js *marks(const struct sheet_plan *p)
{
	struct js *o = js_object(), *list = js_array();

	for (size_t i = 0; i < 4; i++)
		js_push(list, point(p->marks[i].x, p->marks[i].y));
	js_set(o, "size", length(p->mark));
	js_set(o, "centers", list);
	return o;
}

static struct js *code(const struct edition *ed, const struct sheet_plan *p)
{
	struct js *o = point(p->code.x, p->code.y), *texts = js_array();
	struct buf text = BUF_INIT;

	for (unsigned page = 1; page <= p->pages; page++) {
		buf_reset(&text);
		sheet_code(ed, p, page, &text);
		js_push(texts, js_string(buf_cstr(&text)));
	}
	js_set(o, "size", length(p->code_size));
	js_set(o, "texts", texts);
	buf_release(&text);
	return o;
}

static struct js *bubble(const struct edition *ed, const struct sheet_plan *p,
			 const struct spot *s)
{
	static const char *const names[] = {"number", "version", "answer"};
	struct js *o = js_object();
	const char sign[] = {s->sign, 0};

	js_set(o, "page", js_int(s->page));
	js_set(o, "of", js_string(names[s->kind]));
	if (s->question)
		js_set(o, "question", js_int(s->question));
	if (s->row)
		js_set(o, "row", js_int(s->row));
	js_set(o, s->kind == SPOT_NUMBER ? "digit" : "letter", js_string(sign));
	js_set(o, "x", length(s->x));
	js_set(o, "y", length(s->y));
	js_set(o, "diameter", length(p->diameter));
	if (s->kind == SPOT_VERSION)
		js_set(o, "filled", js_bool(s->sign == ed->form->version));
	return o;
}

static struct js *page(const struct sheet_plan *p)
{
	struct js *o = js_object();

	js_set(o, "width", length(p->width));
	js_set(o, "height", length(p->height));
	return o;
}

struct js *sheet_json_head(const struct edition *ed)
{
	const struct form *f = ed->form;
	struct js *o = js_object();
	struct arena a = {0};

	js_set(o, "schema", js_int(1));
	js_set(o, "exam", js_string(ed->exam->id.s));
	js_set(o, "form", js_string(f ? f->id : NULL));
	js_set(o, "version",
	       js_string(f && f->version ? (const char[]){f->version, 0}
					 : NULL));
	js_set(o, "hash", js_string(show_hash(&a, ed)));
	arena_release(&a);
	return o;
}

void sheet_json(const struct edition *ed, struct buf *out)
{
	struct sheet_plan p = sheet_plan(ed);
	struct js *o = sheet_json_head(ed), *list = js_array();

	js_set(o, "paper", js_string(ed->paper));
	js_set(o, "page", page(&p));
	js_set(o, "pages", js_int(p.pages));
	js_set(o, "questions", js_int((long long)ed->nitems));
	js_set(o, "marks", marks(&p));
	if (qr_is_there())
		js_set(o, "code", code(ed, &p));
	for (size_t i = 0; i < p.spots.n; i++)
		js_push(list, bubble(ed, &p, &p.spots.p[i]));
	js_set(o, "bubbles", list);
	js_write(o, 1, out);
	js_free(o);
	sheet_plan_release(&p);
}
