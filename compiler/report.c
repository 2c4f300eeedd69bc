/* Choosing, sorting and counting findings; the exit code they ask for. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "load.h"

/* Is RULE one of those that --only names, alone or by its pack? */
static bool is_wanted(const char *only, const char *rule)
{
	size_t n;

	for (const char *p = only; p && *p; p += n + (p[n] == ',')) {
		n = strcspn(p, ",");
		if (strncmp(rule, p, n) == 0 && (!rule[n] || rule[n] == '/'))
			return true;
	}
	return !only;
}

/* Does the finding lie in the file or folder ONLY of the bank? */
static bool is_in(const struct diag *d, const char *only)
{
	size_t n = strlen(only);
	const char *rel = d->src ? d->src->rel : NULL;

	if (!n || !rel)
		return true;
	return strncmp(rel, only, n) == 0 && (!rel[n] || rel[n] == '/');
}

static void add_one(struct report *r, const struct diag *d, bool config)
{
	enum severity bar = r->options->fail_on;

	if (!is_wanted(r->options->only, d->rule))
		return;
	vec_push(&r->findings, d);
	r->counts[d->sev]++;
	if (bar == SEV_OFF || d->sev < bar)
		return;
	r->failed = true;
	r->config |= config;
}

/* Findings of a case are the author's; of other bank files, configuration. */
static bool is_config(const struct diag *d)
{
	const char *rel = d->src ? d->src->rel : NULL;
	size_t n = rel ? strlen(rel) : 0;

	return n > 5 && strcmp(rel + n - 5, ".yaml") == 0;
}

void report_add(struct report *r, const struct bank *b, const char *only)
{
	for (const struct diag *d = b->diags.first; d; d = d->next)
		if (is_config(d) || is_in(d, only))
			add_one(r, d, is_config(d));
	for (size_t i = 0; i < b->records.n; i++)
		for (const struct diag *d = b->records.p[i]->diags.first; d;
		     d = d->next)
			if (is_in(d, only))
				add_one(r, d, false);
	r->files += b->sources.n;
	r->questions += b->records.n;
}

static int by_place(const void *pa, const void *pb)
{
	const struct diag *a = *(const struct diag *const *)pa;
	const struct diag *b = *(const struct diag *const *)pb;
	int c = strcmp(a->src ? a->src->path : "", b->src ? b->src->path : "");

	if (!c)
		c = (a->span.start > b->span.start) -
		    (a->span.start < b->span.start);
	if (!c)
		c = strcmp(a->rule, b->rule);
	return c ? c : strcmp(a->text, b->text);
}

void report_print(struct report *r, FILE *out)
{
	const char *format = r->options->format;

	if (r->findings.n)
		qsort(r->findings.p, r->findings.n, sizeof *r->findings.p,
		      by_place);
	if (format && strcmp(format, "short") == 0)
		report_short(r, out);
	else if (format && strcmp(format, "json") == 0)
		report_json(r, out);
	else
		report_human(r, out);
}

void report_summary(const struct report *r, double seconds)
{
	size_t errors = r->counts[SEV_ERROR], warnings = r->counts[SEV_WARN];
	size_t infos = r->counts[SEV_INFO];

	fprintf(stderr, "%zu file%s, %zu question%s: %zu error%s, %zu warning%s",
		r->files, r->files == 1 ? "" : "s", r->questions,
		r->questions == 1 ? "" : "s", errors, errors == 1 ? "" : "s",
		warnings, warnings == 1 ? "" : "s");
	if (infos)
		fprintf(stderr, ", %zu hint%s", infos, infos == 1 ? "" : "s");
	fprintf(stderr, " (%.2f s)\n", seconds);
}

enum exit_code report_exit(const struct report *r)
{
	if (!r->failed)
		return EXIT_CLEAN;
	return r->config ? EXIT_USAGE : EXIT_FINDINGS;
}

void report_release(struct report *r)
{
	vec_release(&r->findings);
}
