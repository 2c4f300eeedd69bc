/* Findings for programs: all of them, with offsets, notes and fixes. */
#include "base/json.h"
#include "survey/figures.h"
#include "load/load.h"
#include "report/report.h"

static void set_place(struct js *o, struct source *src, struct span span)
{
	struct place p;

	js_set(o, "path", js_string(src ? src->path : NULL));
	if (!src)
		return;
	source_reload(src);
	p = source_place(src, span);
	js_set(o, "line", js_int(p.line));
	js_set(o, "column", js_int(p.col));
	js_set(o, "endLine", js_int(p.end_line));
	js_set(o, "endColumn", js_int(p.end_col));
	js_set(o, "offset", js_int(span.start));
	js_set(o, "length", js_int(span.end - span.start));
}

static struct js *notes(const struct diag *d)
{
	struct js *list = js_array();

	for (const struct note *n = d->notes; n; n = n->next) {
		struct js *o = js_object();

		set_place(o, n->src, n->span);
		js_set(o, "message", js_string(n->text));
		js_push(list, o);
	}
	return list;
}

static struct js *fixes(const struct diag *d)
{
	struct js *list = js_array();

	for (const struct fix *f = d->fixes; f; f = f->next) {
		struct js *o = js_object();

		js_set(o, "title", js_string(f->title));
		js_set(o, "safe", js_bool(f->safe));
		set_place(o, d->src, f->span);
		js_set(o, "text", js_string(f->text));
		js_push(list, o);
	}
	return list;
}

static struct js *finding(const struct diag *d)
{
	struct js *o = js_object();

	js_set(o, "rule", js_string(d->rule));
	js_set(o, "severity", js_string(severity_name(d->sev)));
	set_place(o, d->src, d->span);
	js_set(o, "message", js_string(d->text));
	js_set(o, "notes", notes(d));
	js_set(o, "fixes", fixes(d));
	return o;
}

void report_json(struct report *r, FILE *out)
{
	struct js *top = js_object(), *list = js_array(), *sum = js_object();
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < r->findings.n; i++)
		js_push(list, finding(r->findings.p[i]));
	js_set(sum, "files", js_int((long long)r->files));
	js_set(sum, "questions", js_int((long long)r->questions));
	js_set(sum, "errors", js_int((long long)r->counts[SEV_ERROR]));
	js_set(sum, "warnings", js_int((long long)r->counts[SEV_WARN]));
	js_set(sum, "infos", js_int((long long)r->counts[SEV_INFO]));
	js_set(top, "schema", js_int(1));
	js_set(top, "findings", list);
	js_set(top, "summary", sum);
	js_set(top, "notChecked", not_checked_json());
	js_write(top, 1, &b);
	fputs(buf_cstr(&b), out);
	buf_release(&b);
	js_free(top);
}
