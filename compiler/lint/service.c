/* Checks what goes out of date: services, their names, facts; references. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "language/date.h"
#include "lint/parts.h"

static const char *or_empty(const struct field *f)
{
	return f->s ? f->s : "";
}

/* Where the bank has the fact from that D rests on. */
static void cite(struct lint *l, struct diag *d, const struct service *s)
{
	struct source *src = l->linter->names.services->src;

	if (d && src && s->source.s)
		diag_note(l->out, d, src, s->source.at,
			  s->checked.s ? "see %s, read on %s" : "see %s",
			  s->source.s, s->checked.s);
}

/* "Acme Queue" is old, but "Acme Queue Express" is another name: where the new
 * name begins with the old one, a capital behind it goes on. */
static bool is_longer_name(const struct mention *m, const struct view *v)
{
	const char *name = m->service->name.s;
	size_t n = m->to - m->from;

	if (strncmp(name, v->s + m->from, n) != 0)
		return false;
	return m->to + 1 < v->n && v->s[m->to] == ' ' &&
	       v->s[m->to + 1] >= 'A' && v->s[m->to + 1] <= 'Z';
}

/* The current name, without the vendor where the text has none. */
static const char *current_name(const struct lint *l, const struct mention *m,
				const char *text)
{
	const struct vendor *v = l->linter->names.vendor;
	const char *name = m->service->name.s;

	return vendor_prefix(v, text) ? name : name + vendor_prefix(v, name);
}

/* Does the text around the mention say that the name is an old one? */
static bool said_to_be_old(const struct view *v, const struct mention *m)
{
	static const char *const before[] = {
		"formerly ",	 "previously ",	     "formerly known as ",
		"was called ",	 "once called ",     "previously known as ",
		"renamed from ", "formerly called ",
	};
	static const char *const after[] = {
		" is now ", " was renamed", ", now ", " (now ", " became ",
	};

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		size_t n = strlen(before[i]);

		if (m->from >= n &&
		    strncasecmp(v->s + m->from - n, before[i], n) == 0)
			return true;
	}
	for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
		size_t n = strlen(after[i]);

		if (v->n - m->to >= n &&
		    strncasecmp(v->s + m->to, after[i], n) == 0)
			return true;
	}
	return false;
}

static void renamed_in(struct lint *l, const struct rule *r, struct part *p)
{
	const struct view *v = part_view(l, p, VIEW_PROSE);
	struct mention m;

	for (size_t at = 0; names_next(&l->linter->names, v->s, v->n, at, &m);
	     at = m.to) {
		size_t from = view_offset(p, v, m.from);
		size_t to = view_offset(p, v, m.to);
		const char *old;
		struct diag *d;

		if (m.kind != NAME_OLD || is_longer_name(&m, v) ||
		    said_to_be_old(v, &m))
			continue;
		old = arena_copy(&l->scratch, v->s + m.from, m.to - m.from);
		d = lint_found(
			l, r, p, from, to,
			(struct var[]){{"old", old},
				       {"name", current_name(l, &m, old)},
				       {"since", or_empty(&m.service->since)},
				       {NULL, NULL}});
		cite(l, d, m.service);
	}
}

void check_service_renamed(struct lint *l, const struct rule *r)
{
	for (size_t i = 0; i < l->nparts; i++)
		if (l->parts[i].in & r->in)
			renamed_in(l, r, &l->parts[i]);
}

/* Is the service named in the N bytes at TEXT? */
static bool names_service(const struct lint *l, const struct service *s,
			  const char *text, size_t n)
{
	struct mention m;

	for (size_t at = 0; names_next(&l->linter->names, text, n, at, &m);
	     at = m.to)
		if (m.service == s)
			return true;
	return false;
}

static size_t sentence_end(const char *s, size_t at, size_t n)
{
	while (at < n && s[at] != '\n' &&
	       !(strchr(".?!;", s[at]) &&
		 (at + 1 == n || s[at + 1] == ' ' || s[at + 1] == '\n')))
		at++;
	return at < n ? at + 1 : n;
}

/* Does a sentence of the part say that the company has the service? */
static bool part_has_it(struct lint *l, const struct rule *r,
			const struct service *s, struct part *p)
{
	const struct pattern *existing = rule_param(r, "existing")->pattern;
	const struct view *v = part_view(l, p, VIEW_PROSE);

	for (size_t at = 0, end; existing && at < v->n; at = end) {
		end = sentence_end(v->s, at, v->n);
		if (names_service(l, s, v->s + at, end - at) &&
		    pattern_finds(existing, l->matcher, v->s + at, end - at) ==
			    MATCH_FOUND)
			return true;
	}
	return false;
}

static bool already_used(struct lint *l, const struct rule *r,
			 const struct service *s)
{
	return part_has_it(l, r, s, l->stem) ||
	       (l->scenario && part_has_it(l, r, s, l->scenario));
}

/* Calls for each service that a key names, once a key. */
typedef void key_fn(struct lint *l, const struct rule *r, struct part *p,
		    const struct service *s, size_t from, size_t to);

static void each_key_service(struct lint *l, const struct rule *r, key_fn *fn)
{
	for (size_t i = 0; i < l->nparts; i++) {
		struct part *p = &l->parts[i];
		const struct service *last = NULL;
		const struct view *v;
		struct mention m;

		if (p->in != IN_KEY)
			continue;
		v = part_view(l, p, VIEW_PROSE);
		for (size_t at = 0;
		     names_next(&l->linter->names, v->s, v->n, at, &m);
		     at = m.to) {
			if (m.service != last)
				fn(l, r, p, m.service,
				   view_offset(p, v, m.from),
				   view_offset(p, v, m.to));
			last = m.service;
		}
	}
}

static void judge_key(struct lint *l, const struct rule *r, struct part *p,
		      const struct service *s, size_t from, size_t to)
{
	const char *status = service_status_names[s->status];
	struct diag *d;

	if (!rule_has_word(r, "status", status, strlen(status)) ||
	    already_used(l, r, s))
		return;
	d = lint_found(l, r, p, from, to,
		       (struct var[]){{"service", or_empty(&s->name)},
				      {"status", status},
				      {"since", or_empty(&s->since)},
				      {"ends", or_empty(&s->ends)},
				      {"successor", or_empty(&s->successor)},
				      {NULL, NULL}});
	cite(l, d, s);
}

void check_service_key(struct lint *l, const struct rule *r)
{
	each_key_service(l, r, judge_key);
}

static void judge_scope(struct lint *l, const struct rule *r, struct part *p,
			const struct service *s, size_t from, size_t to)
{
	if (s->scope == SCOPE_out)
		cite(l,
		     lint_found(l, r, p, from, to,
				(struct var[]){{"service", or_empty(&s->name)},
					       {NULL, NULL}}),
		     s);
}

void check_service_scope(struct lint *l, const struct rule *r)
{
	each_key_service(l, r, judge_scope);
}

void check_stale(struct lint *l, const struct rule *r)
{
	const struct field *f = &l->item->verified;
	size_t limit = rule_count(r, "days");
	int day;
	long age;

	if (!f->s || !date_parse(f->s, &day))
		return;
	age = (long)l->linter->today - day;
	if (age <= (long)limit)
		return;
	lint_found_at(
		l, r, f->at,
		(struct var[]){{"verified", f->s},
			       {"age", arena_printf(&l->scratch, "%ld", age)},
			       {"days", lint_number(l, limit)},
			       {NULL, NULL}});
}

void check_future(struct lint *l, const struct rule *r)
{
	const struct field *f = &l->item->verified;
	int day;

	if (!f->s || !date_parse(f->s, &day) || day <= l->linter->today)
		return;
	lint_found_at(l, r, f->at,
		      (struct var[]){{"verified", f->s}, {NULL, NULL}});
}

/* The host of URL: [*N bytes at the result); NULL if it is no http URL. */
static const char *host_of(const char *url, size_t *n)
{
	if (strncasecmp(url, "https://", 8) == 0)
		url += 8;
	else if (strncasecmp(url, "http://", 7) == 0)
		url += 7;
	else
		return NULL;
	*n = strcspn(url, "/:?#");
	return url;
}

static void too_few(struct lint *l, const struct rule *r)
{
	struct span at = l->item->type_field.at;

	if (at.start == at.end)
		at = l->item->id.at;
	lint_found_at(l, r, at, NULL);
}

/* Is the host of URL, [HOST, HOST + N), one of LIST? */
static bool is_listed(const struct field_list *list, const char *host, size_t n)
{
	for (size_t i = 0; host && i < list->n; i++)
		if (strlen(list->p[i].s) == n &&
		    strncasecmp(list->p[i].s, host, n) == 0)
			return true;
	return false;
}

/* Finds addresses whose host is not in LIST; an empty list finds none. */
static void other_hosts(struct lint *l, const struct rule *r,
			const struct field_list *list)
{
	struct buf names = BUF_INIT;

	for (size_t i = 0; i < list->n; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", list->p[i].s);
	for (size_t i = 0; list->n && i < l->item->nreferences; i++) {
		const struct field *url = &l->item->references[i].url;
		size_t n = 0;
		const char *host = url->s ? host_of(url->s, &n) : NULL;

		if (!url->s || is_listed(list, host, n))
			continue;
		lint_found_at(
			l, r, url->at,
			(struct var[]){
				{"url", url->s},
				{"host", host ? arena_copy(&l->scratch, host, n)
					      : url->s},
				{"hosts", buf_cstr(&names)},
				{NULL, NULL}});
	}
	buf_release(&names);
}

/* Without hosts: are there references at all? With: are they of those? */
void check_reference(struct lint *l, const struct rule *r)
{
	const struct param *hosts = rule_param(r, "hosts");
	struct field_list list = {.n = hosts->nwords};

	if (!hosts->nwords && l->item->nreferences < rule_count(r, "min"))
		too_few(l, r);
	list.p = arena_array(&l->scratch, struct field, list.n + 1);
	for (size_t i = 0; i < list.n; i++)
		list.p[i].s = hosts->words[i];
	other_hosts(l, r, &list);
}

/* The hosts are those that the bank names. */
void check_reference_host(struct lint *l, const struct rule *r)
{
	const struct vendor *v = l->linter->names.vendor;

	if (v)
		other_hosts(l, r, &v->hosts);
}
