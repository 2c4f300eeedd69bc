/* Prints ranked findings as text, as Markdown and as JSON. */
#include <string.h>

#include "base/markup.h"
#include "base/utf8.h"
#include "survey/worst.h"

static size_t shown(size_t n)
{
	return n < WORST_SHOWN ? n : WORST_SHOWN;
}

/* What stands above the list; the same as text and in Markdown. */
static void heading(const struct worst_list *list, struct buf *out)
{
	if (list->n)
		buf_printf(out, "Worst first: %zu with findings\n", list->n);
	else
		buf_str(out, "No findings\n");
}

/* Text */

static void text_changes(const diag_list *l, char sign, struct buf *out)
{
	for (size_t i = 0; i < l->n; i++)
		buf_printf(out, "  %c %s: %s [%s]\n", sign,
			   finding_name(l->p[i]), l->p[i]->text, l->p[i]->rule);
}

void worst_text(const struct worst_list *list, struct buf *out)
{
	struct arena a = {0};
	int width = 4;

	for (size_t i = 0; i < shown(list->n); i++)
		if ((int)strlen(list->p[i].name) > width)
			width = (int)strlen(list->p[i].name);
	heading(list, out);
	if (list->filter)
		buf_printf(out, "  Only %s\n", list->filter);
	for (size_t i = 0; i < shown(list->n); i++)
		buf_printf(out, "  %-*s  %s\n  %-*s    %s\n", width,
			   list->p[i].name, worst_counts(&list->p[i], &a),
			   width, "", worst_why(&list->p[i], &a));
	if (list->n > WORST_SHOWN)
		buf_printf(out, "  ... and %zu more\n", list->n - WORST_SHOWN);
	if (list->nrules)
		buf_printf(out, "\n  %-32s %-8s %8s %6s\n", "rule", "severity",
			   "findings", "in");
	for (size_t i = 0; i < list->nrules; i++)
		buf_printf(out, "  %-32s %-8s %8u %6u\n", list->rules[i].rule,
			   severity_name(list->rules[i].sev),
			   list->rules[i].findings, list->rules[i].files);
	if (list->since)
		buf_printf(out, "\nSince %s: %zu new, %zu gone\n", list->since,
			   list->came.n, list->went.n);
	text_changes(&list->came, '+', out);
	text_changes(&list->went, '-', out);
	buf_char(out, '\n');
	arena_release(&a);
}

/* Markdown */

/* S in a cell of a table: nothing in it is markup. */
static void cell(struct buf *out, const char *s)
{
	struct buf safe = BUF_INIT;

	utf8_escape(&safe, s, strlen(s));
	markdown_plain(out, buf_cstr(&safe));
	buf_release(&safe);
}

static void row(struct buf *out, const char *const *cells)
{
	for (; *cells; cells++) {
		buf_str(out, "| ");
		cell(out, *cells);
		buf_char(out, ' ');
	}
	buf_str(out, "|\n");
}

static void markdown_changes(const diag_list *l, const char *what,
			     struct buf *out)
{
	for (size_t i = 0; i < l->n; i++)
		row(out, (const char *[]){what, finding_name(l->p[i]),
					  l->p[i]->rule, l->p[i]->text, NULL});
}

void worst_markdown(const struct worst_list *list, struct buf *out)
{
	struct arena a = {0};

	buf_str(out, "### ");
	heading(list, out);
	if (list->filter) {
		buf_str(out, "\nOnly ");
		cell(out, list->filter);
		buf_char(out, '\n');
	}
	if (list->n)
		buf_str(out,
			"\n| Question | Findings | Why |\n|---|---|---|\n");
	for (size_t i = 0; i < shown(list->n); i++)
		row(out, (const char *[]){list->p[i].name,
					  worst_counts(&list->p[i], &a),
					  worst_why(&list->p[i], &a), NULL});
	if (list->n > WORST_SHOWN)
		buf_printf(out, "\n... and %zu more\n", list->n - WORST_SHOWN);
	if (list->nrules)
		buf_str(out,
			"\n### By rule\n\n| Rule | Severity | Findings | In "
			"|\n|---|---|--:|--:|\n");
	for (size_t i = 0; i < list->nrules; i++) {
		const struct worst_rule *r = &list->rules[i];

		row(out,
		    (const char *[]){r->rule, severity_name(r->sev),
				     arena_printf(&a, "%u", r->findings),
				     arena_printf(&a, "%u", r->files), NULL});
	}
	if (list->since) {
		buf_str(out, "\n### Since ");
		cell(out, list->since);
		buf_printf(out, ": %zu new, %zu gone\n", list->came.n,
			   list->went.n);
		if (list->came.n + list->went.n)
			buf_str(out, "\n| | Question | Rule | Finding |\n"
				     "|---|---|---|---|\n");
	}
	markdown_changes(&list->came, "new", out);
	markdown_changes(&list->went, "gone", out);
	buf_char(out, '\n');
	arena_release(&a);
}

/* JSON */

static struct js *worst_item(const struct worst *w)
{
	struct js *o = js_object();
	struct arena a = {0};

	js_set(o, "name", js_string(w->name));
	js_set(o, "path",
	       js_string(w->first->src ? w->first->src->path : NULL));
	js_set(o, "errors", js_int(w->counts[SEV_ERROR]));
	js_set(o, "warnings", js_int(w->counts[SEV_WARN]));
	js_set(o, "infos", js_int(w->counts[SEV_INFO]));
	js_set(o, "why", js_string(worst_why(w, &a)));
	arena_release(&a);
	return o;
}

static struct js *changes(const diag_list *l)
{
	struct js *list = js_array();

	for (size_t i = 0; i < l->n; i++) {
		struct js *o = js_object();

		js_set(o, "name", js_string(finding_name(l->p[i])));
		js_set(o, "rule", js_string(l->p[i]->rule));
		js_set(o, "severity", js_string(severity_name(l->p[i]->sev)));
		js_set(o, "message", js_string(l->p[i]->text));
		js_push(list, o);
	}
	return list;
}

void worst_json(const struct worst_list *list, struct js *top)
{
	struct js *items = js_array(), *rules = js_array(), *since = NULL;

	for (size_t i = 0; i < list->n; i++)
		js_push(items, worst_item(&list->p[i]));
	for (size_t i = 0; i < list->nrules; i++) {
		const struct worst_rule *r = &list->rules[i];
		struct js *o = js_object();

		js_set(o, "rule", js_string(r->rule));
		js_set(o, "severity", js_string(severity_name(r->sev)));
		js_set(o, "findings", js_int(r->findings));
		js_set(o, "in", js_int(r->files));
		js_push(rules, o);
	}
	js_set(top, "worst", items);
	js_set(top, "rules", rules);
	if (list->since) {
		since = js_object();
		js_set(since, "revision", js_string(list->since));
		js_set(since, "new", changes(&list->came));
		js_set(since, "gone", changes(&list->went));
	}
	js_set(top, "since", since ? since : js_string(NULL));
}
