/* Findings for CI hosts: GitHub annotations, GitLab code quality, JUnit. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "base/markup.h"
#include "report/fingerprint.h"
#include "load/load.h"
#include "report/report.h"

static struct place place_of(const struct diag *d)
{
	struct place p = {1, 1, 1, 1};

	if (!d->src)
		return p;
	source_reload(d->src);
	return source_place(d->src, d->span);
}

/* GitHub */

/* Data of a workflow command; PROPERTY: between the two pairs of colons. */
static void put_command(FILE *out, const char *s, bool property)
{
	struct buf safe = BUF_INIT;

	utf8_escape(&safe, s, strlen(s));
	for (const char *p = buf_cstr(&safe); *p; p++)
		if (*p == '%' || (property && (*p == ':' || *p == ',')))
			fprintf(out, "%%%02X", *p);
		else
			fputc(*p, out);
	buf_release(&safe);
}

/* The end of the findings in the file of the Ith, which is the first of them;
 * *WORST: the first of those that are worst. */
static size_t file_end(const struct report *r, size_t i, size_t *worst)
{
	size_t end = i;

	*worst = i;
	for (; end < r->findings.n &&
	       r->findings.p[end]->src == r->findings.p[i]->src;
	     end++)
		if (r->findings.p[end]->sev > r->findings.p[*worst]->sev)
			*worst = end;
	return end;
}

static void annotation(FILE *out, const struct diag *d, size_t others)
{
	static const char *const kinds[] = {"", "notice", "warning", "error"};
	struct place p = place_of(d);

	fprintf(out, "::%s ", kinds[d->sev]);
	if (d->src) {
		fputs("file=", out);
		put_command(out, d->src->path, true);
		fprintf(out, ",line=%u,col=%u,endLine=%u,", p.line, p.col,
			p.end_line);
	}
	fputs("title=", out);
	put_command(out, d->rule, true);
	fputs("::", out);
	put_command(out, d->text, false);
	if (others)
		fprintf(out, " (and %zu more in this file)", others);
	fputc('\n', out);
}

/*
 * The host shows ten annotations of a kind a step: errors first, one a file,
 * with the number of the others.
 */
void report_github(struct report *r, FILE *out)
{
	size_t end, worst;

	for (int sev = SEV_ERROR; sev >= SEV_INFO; sev--)
		for (size_t i = 0; i < r->findings.n; i = end) {
			end = file_end(r, i, &worst);
			if ((int)r->findings.p[worst]->sev == sev)
				annotation(out, r->findings.p[worst],
					   end - i - 1);
		}
}

/* GitLab */

void report_gitlab(struct report *r, FILE *out)
{
	static const char *const severities[] = {"info", "info", "minor",
						 "major"};
	struct js *list = js_array();
	struct fingerprints prints = {0};
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < r->findings.n; i++) {
		const struct diag *d = r->findings.p[i];
		struct js *o = js_object(), *where = js_object();
		struct js *lines = js_object();
		char print[FINGERPRINT_SIZE];

		fingerprint(&prints, d, d->rule, print);
		js_set(lines, "begin", js_int(place_of(d).line));
		js_set(where, "path", js_string(d->src ? d->src->path : "."));
		js_set(where, "lines", lines);
		js_set(o, "description", js_string(d->text));
		js_set(o, "check_name", js_string(d->rule));
		js_set(o, "fingerprint", js_string(print));
		js_set(o, "severity", js_string(severities[d->sev]));
		js_set(o, "location", where);
		js_push(list, o);
	}
	js_write(list, 1, &b);
	fputs(buf_cstr(&b), out);
	buf_release(&b);
	js_free(list);
	fingerprints_release(&prints);
}

/* JUnit */

static void junit_finding(struct markup *m, const struct diag *d)
{
	const char *name = d->src ? d->src->path : "examc";
	struct place p = place_of(d);
	struct buf safe = BUF_INIT, path = BUF_INIT;

	utf8_escape(&safe, d->text, strlen(d->text));
	utf8_escape(&path, name, strlen(name));
	markup_open(m, "testcase");
	markup_attr(m, "name", d->rule);
	markup_attr(m, "classname", buf_cstr(&path));
	markup_attr(m, "file", buf_cstr(&path));
	markup_attrf(m, "line", "%u", p.line);
	if (d->sev >= SEV_WARN) {
		markup_open(m, "failure");
		markup_attr(m, "type", severity_name(d->sev));
		markup_attr(m, "message", buf_cstr(&safe));
		markup_textf(m, "%u:%u: %s", p.line, p.col,
			     severity_name(d->sev));
		markup_close(m, "failure");
	} else
		markup_line(m, "system-out", NULL, buf_cstr(&safe));
	markup_close(m, "testcase");
	buf_release(&safe);
	buf_release(&path);
}

/* A test case a finding, and one that passes when there is none. */
void report_junit(struct report *r, FILE *out)
{
	struct buf b = BUF_INIT;
	struct markup m = MARKUP_INIT(&b);
	size_t failures = r->counts[SEV_ERROR] + r->counts[SEV_WARN];
	size_t cases = r->findings.n ? r->findings.n : 1;

	buf_str(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	markup_open(&m, "testsuites");
	markup_open(&m, "testsuite");
	markup_attr(&m, "name", "examc");
	markup_attrf(&m, "tests", "%zu", cases);
	markup_attrf(&m, "failures", "%zu", failures);
	for (size_t i = 0; i < r->findings.n; i++)
		junit_finding(&m, r->findings.p[i]);
	if (!r->findings.n) {
		markup_open(&m, "testcase");
		markup_attr(&m, "name", "check");
		markup_attr(&m, "classname", "examc");
		markup_close(&m, "testcase");
	}
	markup_close(&m, "testsuite");
	markup_close(&m, "testsuites");
	markup_end(&m);
	fputs(b.p, out);
	buf_release(&b);
}
