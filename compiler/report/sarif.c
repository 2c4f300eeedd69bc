/* SARIF 2.1.0 (OASIS): findings for code scanning, with fixes. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/version.h"
#include "survey/figures.h"
#include "ruleset/rules.h"
#include "report/fingerprint.h"
#include "load/load.h"
#include "report/report.h"

static const char home[] = "https://github.com/examc/examc";

static struct js *text_object(const char *text)
{
	struct js *o = js_object();

	js_set(o, "text", js_string(text));
	return o;
}

/* Columns are counted in code points, as columnKind says. */
static struct js *region(struct source *src, struct span span)
{
	struct js *o = js_object();
	struct place p;

	source_reload(src);
	p = source_place(src, span);
	js_set(o, "startLine", js_int(p.line));
	js_set(o, "startColumn", js_int(p.col));
	js_set(o, "endLine", js_int(p.end_line));
	js_set(o, "endColumn", js_int(p.end_col));
	return o;
}

/* The path as a URI reference: every byte that is not plain is escaped. */
static struct js *artifact(const struct source *src)
{
	struct js *o = js_object();
	struct buf uri = BUF_INIT;

	for (const unsigned char *p = (const unsigned char *)src->path; *p;
	     p++) {
		if (strchr("/._-~", *p) || (*p >= '0' && *p <= '9') ||
		    ((*p | 32) >= 'a' && (*p | 32) <= 'z'))
			buf_char(&uri, (char)*p);
		else
			buf_printf(&uri, "%%%02X", *p);
	}
	js_set(o, "uri", js_string(buf_cstr(&uri)));
	buf_release(&uri);
	return o;
}

static struct js *physical(struct source *src, struct span span)
{
	struct js *place = js_object(), *o = js_object();

	js_set(place, "artifactLocation", artifact(src));
	js_set(place, "region", region(src, span));
	js_set(o, "physicalLocation", place);
	return o;
}

static struct js *related(const struct diag *d)
{
	struct js *list = js_array();

	for (const struct note *n = d->notes; n; n = n->next) {
		struct js *o;

		if (!n->src)
			continue;
		o = physical(n->src, n->span);
		js_set(o, "message", text_object(n->text));
		js_push(list, o);
	}
	return list;
}

/* One SARIF fix a title: replacements of one repair belong together. */
static struct js *fixes(const struct diag *d)
{
	struct js *list = js_array(), *replacements = NULL;
	const char *title = NULL;

	for (const struct fix *f = d->fixes; f; f = f->next) {
		struct js *r = js_object();

		if (!title || strcmp(title, f->title) != 0) {
			struct js *fix = js_object(), *change = js_object();
			struct js *changes = js_array();

			replacements = js_array();
			js_set(fix, "description", text_object(f->title));
			js_set(change, "artifactLocation", artifact(d->src));
			js_set(change, "replacements", replacements);
			js_push(changes, change);
			js_set(fix, "artifactChanges", changes);
			js_push(list, fix);
			title = f->title;
		}
		js_set(r, "deletedRegion", region(d->src, f->span));
		js_set(r, "insertedContent", text_object(f->text));
		js_push(replacements, r);
	}
	return list;
}

static const char *level(enum severity sev)
{
	return sev == SEV_ERROR	 ? "error"
	       : sev == SEV_WARN ? "warning"
				 : "note";
}

static struct js *result(const struct diag *d, size_t rule,
			 struct fingerprints *prints)
{
	struct js *o = js_object(), *where = js_array(), *fp = js_object();
	char print[FINGERPRINT_SIZE];

	js_set(o, "ruleId", js_string(d->rule));
	js_set(o, "ruleIndex", js_int((long long)rule));
	js_set(o, "level", js_string(level(d->sev)));
	js_set(o, "message", text_object(d->text));
	if (d->src)
		js_push(where, physical(d->src, d->span));
	js_set(o, "locations", where);
	if (d->notes)
		js_set(o, "relatedLocations", related(d));
	if (d->fixes && d->src)
		js_set(o, "fixes", fixes(d));
	fingerprint(prints, d, d->rule, print);
	js_set(fp, "examcItem/v1", js_string(print));
	js_set(o, "partialFingerprints", fp);
	return o;
}

/* The rules that were found, in order of first appearance. */
struct rule_list {
	VEC(const char *) ids;
	struct js *json;
};

static size_t rule_index(struct rule_list *l, const struct ruleset *packs,
			 const struct diag *d)
{
	const struct builtin_rule *b = builtin_rule_find(d->rule);
	const struct rule *r = packs ? rules_find(packs, d->rule) : NULL;
	struct js *o = js_object(), *config = js_object();
	struct buf uri = BUF_INIT;

	for (size_t i = 0; i < l->ids.n; i++)
		if (strcmp(l->ids.p[i], d->rule) == 0) {
			js_free(o);
			js_free(config);
			return i;
		}
	vec_push(&l->ids, d->rule);
	buf_printf(&uri, "%s/blob/main/compiler/rules/%.*s%s", home,
		   (int)(b ? strlen(d->rule) : strcspn(d->rule, "/")), d->rule,
		   b ? ".md" : ".yaml");
	js_set(o, "id", js_string(d->rule));
	js_set(o, "shortDescription",
	       text_object(b   ? b->summary
			   : r ? r->message
			       : d->rule));
	if (r)
		js_set(o, "fullDescription", text_object(r->why));
	js_set(o, "helpUri", js_string(buf_cstr(&uri)));
	js_set(config, "level", js_string(level(b ? b->sev : d->sev)));
	js_set(o, "defaultConfiguration", config);
	js_push(l->json, o);
	buf_release(&uri);
	return l->ids.n - 1;
}

void report_sarif(struct report *r, FILE *out)
{
	struct js *top = js_object(), *runs = js_array(), *run = js_object();
	struct js *tool = js_object(), *driver = js_object();
	struct js *results = js_array(), *properties = js_object();
	struct rule_list rules = {.json = js_array()};
	struct fingerprints prints = {0};
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < r->findings.n; i++) {
		const struct diag *d = r->findings.p[i];

		js_push(results,
			result(d, rule_index(&rules, r->rules, d), &prints));
	}
	js_set(driver, "name", js_string("examc"));
	js_set(driver, "version", js_string(EXAMC_VERSION));
	js_set(driver, "informationUri", js_string(home));
	js_set(driver, "rules", rules.json);
	js_set(tool, "driver", driver);
	js_set(run, "tool", tool);
	js_set(run, "columnKind", js_string("unicodeCodePoints"));
	js_set(run, "results", results);
	js_set(properties, "notChecked", not_checked_json());
	js_set(run, "properties", properties);
	js_push(runs, run);
	js_set(top, "$schema",
	       js_string("https://json.schemastore.org/sarif-2.1.0.json"));
	js_set(top, "version", js_string("2.1.0"));
	js_set(top, "runs", runs);
	js_write(top, 1, &b);
	fputs(buf_cstr(&b), out);
	buf_release(&b);
	js_free(top);
	vec_release(&rules.ids);
	fingerprints_release(&prints);
}
