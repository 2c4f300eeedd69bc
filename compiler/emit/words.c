/* Looks words up in the embedded file, and fills their gaps. */
#include "emit/words.h"

#include <pthread.h>
#include <stdio.h>

#include "base/embedded.h"
#include "base/err.h"
#include "base/json_read.h"

static const struct embedded *words_file(void)
{
	const struct embedded *f = embedded_find("words/en.json");

	if (!f)
		bug("no words/en.json");
	return f;
}

static struct json *words;

static void load(void)
{
	const struct embedded *f = words_file();
	struct json_fault fault;

	words = js_parse((const char *)f->data, f->size, &fault);
	if (!words)
		bug("words/en.json is no JSON");
}

const char *word(const char *id)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	const char *text;

	pthread_once(&once, load);
	text = js_text(js_get(words, id));
	if (!text)
		bug("words/en.json has no '%s'", id);
	return text;
}

void word_fill(struct buf *out, const char *id, const char *a, const char *b,
	       const char *c)
{
	const char *const gaps[] = {a, b, c};

	for (const char *p = word(id); *p; p++)
		if (*p == '{' && p[1] >= '0' && p[1] <= '2' && p[2] == '}') {
			buf_str(out, gaps[p[1] - '0']);
			p += 2;
		} else {
			buf_char(out, *p);
		}
}

void markup_word(struct markup *m, const char *id, const char *a, const char *b,
		 const char *c)
{
	struct buf text = BUF_INIT;

	word_fill(&text, id, a, b, c);
	markup_text(m, buf_cstr(&text));
	buf_release(&text);
}

void markup_word_line(struct markup *m, const char *name, const char *cls,
		      const char *id, const char *a, const char *b)
{
	struct buf text = BUF_INIT;

	word_fill(&text, id, a, b, NULL);
	markup_line(m, name, cls, buf_cstr(&text));
	buf_release(&text);
}

void word_table(struct markup *m, const char *cls, const char *const *ids)
{
	markup_open(m, "table");
	if (cls)
		markup_attr(m, "class", cls);
	markup_open(m, "thead");
	markup_open(m, "tr");
	for (; *ids; ids++)
		markup_th(m, "col", word(*ids));
	markup_close(m, "tr");
	markup_close(m, "thead");
	markup_open(m, "tbody");
}

void word_table_close(struct markup *m)
{
	markup_close(m, "tbody");
	markup_close(m, "table");
}

void word_count(struct buf *out, size_t n)
{
	word_fill(out, n == 1 ? "countOne" : "count", word_number(n).s, NULL,
		  NULL);
}

void word_questions(struct markup *m, size_t n)
{
	struct buf text = BUF_INIT;

	word_count(&text, n);
	markup_text(m, buf_cstr(&text));
	buf_release(&text);
}

struct word_number word_number(size_t n)
{
	struct word_number w;

	snprintf(w.s, sizeof w.s, "%zu", n);
	return w;
}

struct word_number word_decimal(double x)
{
	struct word_number w;

	snprintf(w.s, sizeof w.s, "%g", x);
	return w;
}

/* Quotes, backslashes and control characters are escaped. */
void word_css(struct buf *css, const char *text, size_t n)
{
	buf_char(css, '"');
	for (const char *p = text; p < text + n; p++)
		if (*p == '"' || *p == '\\' || (unsigned char)*p < ' ' ||
		    *p == '<')
			buf_printf(css, "\\%x ", (unsigned)(unsigned char)*p);
		else
			buf_char(css, *p);
	buf_char(css, '"');
}

void words_json(struct buf *out)
{
	const struct embedded *f = words_file();

	buf_add(out, (const char *)f->data, f->size);
}
