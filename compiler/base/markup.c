/* Writes HTML: keeps a stack of the open elements, and escapes all text. */
#include "base/markup.h"

#include <string.h>

#include "base/embedded.h"
#include "base/err.h"
#include "base/utf8.h"

const struct entity markup_entities[] = {{'&', "&amp;"},  {'<', "&lt;"},
					 {'>', "&gt;"},	  {'"', "&quot;"},
					 {'\'', "&#39;"}, {0}};

static void escape(struct buf *out, const char *s)
{
	for (;;) {
		const struct entity *e = markup_entities;
		size_t n = strcspn(s, "#&<>\"'");

		buf_add(out, s, n);
		s += n;
		if (!*s)
			return;
		if (*s == '#') {
			buf_str(out, utf8_is_command(s, strnlen(s, 64))
					     ? "&#35;"
					     : "#");
			s++;
			continue;
		}
		while (e->c != *s)
			e++;
		buf_str(out, e->name);
		s++;
	}
}

static void end_tag(struct markup *m)
{
	if (m->in_tag)
		buf_char(m->out, '>');
	m->in_tag = false;
}

void markup_open(struct markup *m, const char *name)
{
	end_tag(m);
	if (m->depth == MARKUP_DEPTH)
		bug("markup nested too deep");
	m->open[m->depth++] = name;
	buf_char(m->out, '<');
	buf_str(m->out, name);
	m->in_tag = true;
}

void markup_attr(struct markup *m, const char *name, const char *value)
{
	if (!m->in_tag)
		bug("attribute %s outside a tag", name);
	buf_char(m->out, ' ');
	buf_str(m->out, name);
	if (!value)
		return;
	buf_str(m->out, "=\"");
	escape(m->out, value);
	buf_char(m->out, '"');
}

void markup_attrf(struct markup *m, const char *name, const char *fmt, ...)
{
	struct buf text = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	markup_attr(m, name, text.p);
	buf_release(&text);
}

void markup_href(struct markup *m, const char *url)
{
	struct buf text = BUF_INIT;

	url_ascii(&text, url);
	markup_attr(m, "href", buf_cstr(&text));
	buf_release(&text);
}

void markup_close(struct markup *m, const char *name)
{
	end_tag(m);
	if (!m->depth || strcmp(m->open[m->depth - 1], name) != 0)
		bug("</%s> closes <%s>", name,
		    m->depth ? m->open[m->depth - 1] : "nothing");
	m->depth--;
	buf_str(m->out, "</");
	buf_str(m->out, name);
	buf_char(m->out, '>');
	if (!m->dense && strcmp(name, "span") != 0 && strcmp(name, "a") != 0 &&
	    strcmp(name, "strong") != 0)
		buf_char(m->out, '\n');
}

void markup_void(struct markup *m, const char *name)
{
	end_tag(m);
	buf_char(m->out, '<');
	buf_str(m->out, name);
	m->in_tag = true;
}

void markup_text(struct markup *m, const char *text)
{
	end_tag(m);
	escape(m->out, text);
}

void markup_textf(struct markup *m, const char *fmt, ...)
{
	struct buf text = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	markup_text(m, text.p);
	buf_release(&text);
}

void markup_html(struct markup *m, const char *html)
{
	end_tag(m);
	buf_str(m->out, html);
}

void markup_open_class(struct markup *m, const char *name, const char *cls)
{
	markup_open(m, name);
	markup_attr(m, "class", cls);
}

void markup_line(struct markup *m, const char *name, const char *cls,
		 const char *text)
{
	markup_open(m, name);
	if (cls)
		markup_attr(m, "class", cls);
	markup_text(m, text);
	markup_close(m, name);
}

void markup_linef(struct markup *m, const char *name, const char *cls,
		  const char *fmt, ...)
{
	struct buf text = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	markup_line(m, name, cls, text.p);
	buf_release(&text);
}

void markup_link(struct markup *m, const char *cls, const char *text,
		 const char *fmt, ...)
{
	struct buf url = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&url, fmt, ap);
	va_end(ap);
	markup_open(m, "a");
	if (cls)
		markup_attr(m, "class", cls);
	markup_attr(m, "href", url.p);
	markup_text(m, text);
	markup_close(m, "a");
	buf_release(&url);
}

void markup_th(struct markup *m, const char *scope, const char *text)
{
	markup_open(m, "th");
	markup_attr(m, "scope", scope);
	markup_text(m, text);
	markup_close(m, "th");
}

void markup_end(const struct markup *m)
{
	if (m->depth || m->in_tag)
		bug("<%s> is not closed",
		    m->depth ? m->open[m->depth - 1] : "void");
}

static const struct slot *slot_find(const struct slot *slots, size_t n,
				    const char *name, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(slots[i].name) == len &&
		    strncmp(slots[i].name, name, len) == 0)
			return &slots[i];
	bug("the frame has an unknown slot {{%.*s}}", (int)len, name);
}

void markup_frame(struct buf *out, const char *path, const struct slot *slots,
		  size_t n)
{
	const struct embedded *e = embedded_find(path);
	const char *p, *end, *hole;

	if (!e)
		bug("no frame %s", path);
	p = (const char *)e->data;
	end = p + e->size;
	while ((hole = strstr(p, "{{")) && hole < end) {
		const char *close = strstr(hole, "}}");
		const struct slot *s;

		if (!close)
			bug("%s has an open slot", path);
		buf_add(out, p, (size_t)(hole - p));
		s = slot_find(slots, n, hole + 2, (size_t)(close - hole) - 2);
		if (s->html)
			buf_str(out, s->value);
		else
			escape(out, s->value);
		p = close + 2;
	}
	buf_add(out, p, (size_t)(end - p));
}

void markdown_plain(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (strchr("\\`*_[]<>|#~&!", *s))
			buf_char(out, '\\');
		buf_char(out, *s);
	}
}
