/* heads.css: the lines at the head of printed pages, a named page each. */
#include <string.h>

#include "emit/print/print.h"

/* A CSS string: quotes, backslashes and control characters escaped. */
static void css_string(struct buf *css, const char *text)
{
	buf_char(css, '"');
	for (const char *p = text; *p; p++)
		if (*p == '"' || *p == '\\' || (unsigned char)*p < ' ' ||
		    *p == '<')
			buf_printf(css, "\\%x ", (unsigned)(unsigned char)*p);
		else
			buf_char(css, *p);
	buf_char(css, '"');
}

/* Pages NAME: RIGHT stands outside on right pages, the exam on left ones. */
static void head(const struct edition *ed, struct buf *css, const char *name,
		 const char *selector, const char *right)
{
	buf_printf(css, "%s%s { page: %s; }\n", selector, name, name);
	buf_printf(css, "@page %s:right { @top-right { content: ", name);
	css_string(css, right);
	buf_printf(css, "; } }\n@page %s:left { @top-left { content: ", name);
	css_string(css,
		   ed->exam->code.s ? ed->exam->code.s : ed->exam->title.s);
	buf_str(css, "; } @top-right { content: ");
	css_string(css, right);
	/* A named page's rules outweigh those of @page :first. */
	buf_printf(css,
		   "; } }\n@page %s:first { @top-left { content: none; } "
		   "@top-right { content: none; } }\n",
		   name);
}

static const struct {
	const char *document, *title;
} titles[] = {
	{"booklet", "Question booklet"},
	{"key", "Answer key"},
	{"sheet", "Answer sheet"},
	{"review", "Review pack"},
};

void print_head_class(const struct edition *ed, const char *document,
		      struct buf *out)
{
	buf_printf(out, "head-%s%s%s", document, ed->form ? "-" : "",
		   ed->form ? ed->form->id : "");
}

static void chapters(const struct edition *ed, struct buf *css)
{
	struct buf name = BUF_INIT, text = BUF_INIT;

	for (size_t i = 0; i < ed->exam->ndomains; i++) {
		const struct domain *d = &ed->exam->domains[i];

		for (int reasons = 0; reasons < 2; reasons++) {
			buf_reset(&name);
			buf_reset(&text);
			buf_printf(&name, "head-%s-%s",
				   reasons ? "reasons" : "part", d->id.s);
			buf_printf(&text, reasons ? "Reasons: %s" : "%s",
				   d->name.s);
			head(ed, css, buf_cstr(&name), ".", buf_cstr(&text));
		}
	}
	head(ed, css, "head-chapter-key", ".", "Key");
	head(ed, css, "head-chapter-services", ".", "Index of services");
	buf_release(&name);
	buf_release(&text);
}

/* What the pages of each released form and of the bank's documents say. */
static void documents(const struct edition *ed, struct buf *css)
{
	struct edition one = *ed;
	struct buf name = BUF_INIT, text = BUF_INIT;

	for (size_t t = 0; t < sizeof titles / sizeof *titles; t++)
		for (size_t f = 0; f <= ed->nforms; f++) {
			one.form = f ? &ed->forms[f - 1] : NULL;
			buf_reset(&name);
			buf_reset(&text);
			print_head_class(&one, titles[t].document, &name);
			buf_str(&text, titles[t].title);
			if (f)
				buf_printf(&text, ", form %s, %s", one.form->id,
					   one.form->hash);
			head(ed, css, buf_cstr(&name), ".", buf_cstr(&text));
		}
	buf_release(&name);
	buf_release(&text);
}

void print_heads(const struct edition *ed, struct buf *css)
{
	/* Large print and compact print need the height of the page. */
	if (ed->layout->large || ed->layout->compact)
		buf_str(css, "@page { margin-top: 15mm; margin-bottom: 15mm; "
			     "}\n");
	chapters(ed, css);
	documents(ed, css);
}
