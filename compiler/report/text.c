/* Findings for people: the source line, a caret, notes, help; and in one line. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/utf8.h"
#include "load/load.h"
#include "report/report.h"

enum { PER_FILE = 20, IN_ALL = 1000, WIDTH = 100 };

/* Colours, all empty where there are none. */
struct paint {
	const char *bold, *sev[SEV_ERROR + 1], *dim, *off;
};

static bool wants_color(const struct report_options *o)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
	const char *force = getenv("CLICOLOR_FORCE");

	if (o->color != COLOR_AUTO)
		return o->color == COLOR_ALWAYS;
	if (no && *no)
		return false;
	if (force && *force && strcmp(force, "0") != 0)
		return true;
	return o->terminal && (!term || strcmp(term, "dumb") != 0);
}

static struct paint paint_for(const struct report_options *o)
{
	static const struct paint plain = {"", {"", "", "", ""}, "", ""};
	static const struct paint color = {
		"\033[1m",
		{"", "\033[1;36m", "\033[1;35m", "\033[1;31m"},
		"\033[2m",
		"\033[0m"};

	return wants_color(o) ? color : plain;
}

/* Where the next finding would be the first of its file. */
struct cap {
	const struct source *src;
	size_t in_file, in_all, left_out;
};

/* May this finding still be printed? */
static bool cap_allows(struct cap *c, const struct diag *d)
{
	if (d->src != c->src) {
		c->src = d->src;
		c->in_file = 0;
	}
	if (++c->in_file > PER_FILE || c->in_all >= IN_ALL) {
		c->left_out++;
		return false;
	}
	c->in_all++;
	return true;
}

static void put(FILE *out, const char *p, size_t n)
{
	struct buf b = BUF_INIT;

	utf8_escape(&b, p, n);
	fputs(buf_cstr(&b), out);
	buf_release(&b);
}

/* "path:line:col: ", safe for a terminal and for a CI log's commands. */
static struct place put_place(FILE *out, struct source *src, struct span span)
{
	struct place p = {1, 1, 1, 1};
	struct buf at = BUF_INIT, b = BUF_INIT;

	if (!src)
		return p;
	source_reload(src);
	p = source_place(src, span);
	buf_printf(&at, "%s:%u:%u: ", src->path, p.line, p.col);
	log_line(&b, at.p, at.n);
	fputs(buf_cstr(&b), out);
	buf_release(&at);
	buf_release(&b);
	return p;
}

/* Terminal columns of the N bytes at P, as put() shows them. */
static int shown_width(const char *p, size_t n)
{
	int w = 0;

	while (n) {
		char esc[UTF8_ESCAPE_MAX];
		size_t len;
		unsigned cp;

		len = *p == '\t' ? 1 : utf8_shown(p, n);
		if (len) {
			w += (int)len;
			p += len;
			n -= len;
			continue;
		}
		len = utf8_escape_one(p, n, esc);
		w += strlen(esc) == len && utf8_decode(p, n, &cp)
			     ? utf8_width(cp)
			     : (int)strlen(esc);
		p += len;
		n -= len;
	}
	return w;
}

/* The start of a window of the line that shows byte AT. */
static size_t window(const char *p, size_t at)
{
	size_t from = at > WIDTH / 3 ? at - WIDTH / 3 : 0;

	while (from > 0 && ((unsigned char)p[from] & 0xC0) == 0x80)
		from--;
	return from;
}

/* Tabs as one blank, so that the caret line can follow. */
static void put_line(FILE *out, const char *p, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t k = 0;

		while (i + k < n && p[i + k] != '\t')
			k++;
		put(out, p + i, k);
		i += k;
		if (i < n) {
			fputc(' ', out);
			i++;
		}
	}
}

/* The source line of the place, and a caret under it. */
static void put_snippet(FILE *out, const struct paint *c, struct source *src,
			struct span span, struct place p, enum severity sev)
{
	size_t n, from = 0, at, end;
	const char *line = source_line(src, p.line, &n);
	int width;

	if (!n || !src->text)
		return;
	at = src->text + span.start > line
		     ? (size_t)(src->text + span.start - line)
		     : 0;
	if (at > n)
		at = n;
	end = p.end_line == p.line && span.end >= span.start
		      ? at + (span.end - span.start)
		      : n;
	if (end > n)
		end = n;
	if (shown_width(line, n) > WIDTH + WIDTH / 3)
		from = window(line, at);
	if (n - from > WIDTH + 40) {
		n = from + WIDTH + 40;
		while (n > from && ((unsigned char)line[n] & 0xC0) == 0x80)
			n--;
	}
	if (end > n)
		end = n;
	fprintf(out, "%s%5u |%s ", c->dim, p.line, c->off);
	if (from)
		fputs("…", out);
	put_line(out, line + from, n - from);
	width = shown_width(line + at, end > at ? end - at : 0);
	fprintf(out, "\n%s      |%s %*s%s^", c->dim, c->off,
		shown_width(line + from, at - from) + (from ? 1 : 0), "",
		c->sev[sev]);
	for (int i = 1; i < width; i++)
		fputc('~', out);
	fprintf(out, "%s\n", c->off);
}

static void put_human(FILE *out, const struct paint *c, const struct diag *d)
{
	struct place p;

	fputs(c->bold, out);
	p = put_place(out, d->src, d->span);
	fprintf(out, "%s%s%s:%s ", c->off, c->sev[d->sev],
		severity_name(d->sev), c->off);
	fputs(c->bold, out);
	put(out, d->text, strlen(d->text));
	fprintf(out, "%s [%s]\n", c->off, d->rule);
	if (d->src)
		put_snippet(out, c, d->src, d->span, p, d->sev);
	for (const struct note *n = d->notes; n; n = n->next) {
		put_place(out, n->src, n->span);
		fprintf(out, "%snote:%s ", c->sev[SEV_INFO], c->off);
		put(out, n->text, strlen(n->text));
		fputc('\n', out);
	}
	for (const struct fix *f = d->fixes; f; f = f->next) {
		if (f != d->fixes && strcmp(f->title, d->fixes->title) == 0)
			continue; /* one repair in several places */
		fprintf(out, "%s      = help:%s ", c->dim, c->off);
		put(out, f->title, strlen(f->title));
		fputc('\n', out);
	}
}

static void put_left_out(const struct cap *c)
{
	if (c->left_out)
		fprintf(stderr,
			"%zu more findings are not shown (at most %d a file, "
			"%d in all; --format json has all)\n",
			c->left_out, PER_FILE, IN_ALL);
}

void report_human(struct report *r, FILE *out)
{
	struct paint c = paint_for(r->options);
	struct cap cap = {0};

	for (size_t i = 0; i < r->findings.n; i++)
		if (cap_allows(&cap, r->findings.p[i]))
			put_human(out, &c, r->findings.p[i]);
	put_left_out(&cap);
}

void report_short(struct report *r, FILE *out)
{
	struct cap cap = {0};

	for (size_t i = 0; i < r->findings.n; i++) {
		const struct diag *d = r->findings.p[i];

		if (!cap_allows(&cap, d))
			continue;
		put_place(out, d->src, d->span);
		fprintf(out, "%s: ", severity_name(d->sev));
		put(out, d->text, strlen(d->text));
		fprintf(out, " [%s]\n", d->rule);
	}
	put_left_out(&cap);
}
