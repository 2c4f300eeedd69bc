/* Style sheets that have words: the heads and feet of printed pages. */
#include <string.h>

#include "emit/print/print.h"
#include "emit/words.h"

/* "@page NAME SIDE { @BOX { content: TEXT; } }" */
static void page_text(struct buf *css, const char *name, const char *side,
		      const char *box, const char *text)
{
	buf_printf(css, "@page %s%s { @%s { content: ", name, side, box);
	word_css(css, text, strlen(text));
	buf_str(css, "; } }\n");
}

/* Pages NAME: TITLE at the inner end of the head, the exam and FOOT, which may be
 * NULL, at that of the foot. Outside are questions and numbers of pages. */
static void head(const struct edition *ed, struct buf *css, const char *name,
		 const char *title, const char *foot)
{
	const char *exam = ed->exam->code.s ? ed->exam->code.s
					    : ed->exam->title.s;

	struct buf text = BUF_INIT;

	buf_printf(&text, "%s%s%s", exam, foot ? ". " : "", foot ? foot : "");
	buf_printf(css, ".%s { page: %s; }\n", name, name);
	page_text(css, name, ":right", "top-left", title);
	page_text(css, name, ":left", "top-right", title);
	page_text(css, name, ":right", "bottom-left", buf_cstr(&text));
	page_text(css, name, ":left", "bottom-right", buf_cstr(&text));
	buf_release(&text);
	/* A named page's rules outweigh those of @page :first. */
	buf_printf(css,
		   "@page %s:first { @top-left { content: \"\"; } "
		   "@top-right { content: \"\"; } }\n",
		   name);
}

static const char *const corners[] = {"top-left", "top-right", "bottom-left",
				      "bottom-right"};

static const struct {
	const char *document, *title;
} titles[] = {
	{"booklet", "questionBooklet"},
	{"key", "answerKey"},
	{"review", "reviewPack"},
};

void print_head_class(const struct edition *ed, const char *document,
		      struct buf *out)
{
	buf_printf(out, "head-%s%s%s", document, ed->form ? "-" : "",
		   ed->form ? ed->form->id : "");
	if (ed->form && ed->form->version)
		buf_printf(out, "-%c", ed->form->version);
}

static void chapters(const struct edition *ed, struct buf *css)
{
	struct arena a = {0};

	for (size_t i = 0; i < ed->exam->ndomains; i++) {
		const struct domain *d = &ed->exam->domains[i];

		head(ed, css, arena_printf(&a, "head-part-%s", d->id.s),
		     d->name.s, NULL);
	}
	/* One for all domains: reasons go on where those of the last end. */
	head(ed, css, "head-reasons", word("reasons"), NULL);
	head(ed, css, "head-chapter-key", word("keyWord"), NULL);
	head(ed, css, "head-chapter-services", word("serviceIndex"), NULL);
	arena_release(&a);
}

/* What the pages of each released form and of the bank's documents say. */
static void documents(const struct edition *ed, struct buf *css)
{
	struct edition one = *ed;
	struct buf name = BUF_INIT, text = BUF_INIT, form = BUF_INIT;

	for (size_t t = 0; t < sizeof titles / sizeof *titles; t++)
		for (size_t f = 0; f <= ed->nforms; f++) {
			one.form = f ? &ed->forms[f - 1] : NULL;
			buf_reset(&name);
			buf_reset(&text);
			print_head_class(&one, titles[t].document, &name);
			if (f) {
				print_form_name(one.form, &form);
				word_fill(&text, "formLine", buf_cstr(&form),
					  one.form->hash, NULL);
				buf_reset(&form);
			}
			head(ed, css, buf_cstr(&name), word(titles[t].title),
			     f ? buf_cstr(&text) : NULL);
		}
	buf_release(&name);
	buf_release(&text);
	buf_release(&form);
}

/* Pages of a review pack: each bears the name of its question. */
static void reviews(const struct edition *ed, struct buf *css)
{
	struct arena a = {0};

	for (size_t i = 0; i < ed->nitems; i++) {
		const struct item *it = ed->items[i];

		head(ed, css, arena_printf(&a, "review-%s", it->id.s),
		     arena_printf(&a, "%s, %s", it->id.s, it->content_hash),
		     NULL);
	}
	arena_release(&a);
}

/* Layouts that need the width of the page, and the type of what stands at its
 * head and foot. */
static void margins(const struct layout *l, struct buf *css)
{
	bool columns = l->columns == 2 || l->compact;

	if (columns || l->large)
		buf_str(css, "@page { margin: 17mm 15mm; }\n"
			     "@page :left { margin-left: 15mm; "
			     "margin-right: 17mm; }\n"
			     "@page :right { margin-left: 17mm; "
			     "margin-right: 15mm; }\n");
	if (!l->large)
		return;
	buf_str(css, "@page { margin-top: 22mm; margin-bottom: 20mm;");
	for (size_t i = 0; i < sizeof corners / sizeof *corners; i++)
		buf_printf(css, " @%s { font-size: 18pt; }", corners[i]);
	buf_str(css, " }\n");
}

/* What is fixed to the page stands on each. */
static void watermark(const struct edition *ed, struct buf *css)
{
	const char *s = ed->exam->print.watermark.s;

	if (!s)
		return;
	buf_str(css, "body::before { content: ");
	word_css(css, s, strlen(s));
	buf_str(css, "; position: fixed; top: 45%; left: 0; right: 0; "
		     "text-align: center; transform: rotate(-35deg); "
		     "font: bold 64pt \"Pack Sans\", \"Liberation Sans\", "
		     "sans-serif; color: #e4e4e4; z-index: -1; "
		     "print-color-adjust: exact; "
		     "-webkit-print-color-adjust: exact; }\n"
		     "body.sheet::before, body.candidates::before "
		     "{ content: none; }\n");
}

void print_heads(const struct edition *ed, struct buf *css)
{
	watermark(ed, css);
	margins(ed->layout, css);
	chapters(ed, css);
	documents(ed, css);
	reviews(ed, css);
}

/* The value of 'content' for the word ID, whose gaps the browser fills with
 * what A and B count. */
static void content(struct buf *css, const char *id, const char *a,
		    const char *b)
{
	struct buf text = BUF_INIT;

	word_fill(&text, id, "\1", "\2", NULL);
	for (const char *p = buf_cstr(&text); *p;) {
		size_t n = strcspn(p, "\1\2");

		if (n)
			word_css(css, p, n);
		else
			buf_str(css, *p == '\1' ? a : b);
		p += n ? n : 1;
		if (*p)
			buf_char(css, ' ');
	}
	buf_release(&text);
}

void print_style(struct buf *css)
{
	struct buf page = BUF_INIT, at = BUF_INIT;
	struct slot slots[] = {{.name = "page", .html = true},
			       {.name = "at", .html = true}};

	content(&page, "pageOf", "counter(page)", "counter(pages)");
	content(&at, "pageShort", "target-counter(attr(data-at), page)", "");
	slots[0].value = buf_cstr(&page);
	slots[1].value = buf_cstr(&at);
	markup_frame(css, "web/print.css", slots, 2);
	markup_frame(css, "web/print-cover.css", NULL, 0);
	markup_frame(css, "web/print-sheet.css", NULL, 0);
	buf_release(&page);
	buf_release(&at);
}
