/* One line a finding; what is not found any more is said. */
#include "report/baseline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "load/target.h"

static const char file_name[] = "lint.baseline";

static bool is_hex(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strchr("0123456789abcdef", s[i]) || !s[i])
			return false;
	return true;
}

/* One line: rule, item, 16 hex digits, between single blanks. */
static void read_line(struct baseline *bl, struct bank *b, const char *p,
		      size_t n)
{
	size_t at = (size_t)(p - bl->src->text);
	struct baseline_entry *e;
	size_t rule, item;

	if (!n || *p == '#')
		return;
	rule = strcspn(p, " \n");
	item = rule < n ? strcspn(p + rule + 1, " \n") : 0;
	if (!rule || !item || n != rule + item + 2 + FINGERPRINT_SIZE - 1 ||
	    !is_hex(p + rule + item + 2, FINGERPRINT_SIZE - 1)) {
		diag_add(&b->diags, "lint/bad-baseline", bl->src,
			 span_of(at, at + n),
			 "expected 'rule item fingerprint'; examc check "
			 "--write-baseline makes such lines");
		return;
	}
	e = arena_new(&bl->arena, struct baseline_entry);
	e->at = span_of(at, at + n);
	map_put(&bl->entries,
		arena_copy(&bl->arena, p + rule + item + 2,
			   FINGERPRINT_SIZE - 1),
		e);
}

void baseline_load(struct baseline *bl, struct bank *b)
{
	const struct target t = {.dir = b->dir, .display = b->display};
	enum file_kind kind;

	if (!b->dir ||
	    !file_kind_of(path_join(&b->arena, b->dir, file_name), &kind))
		return;
	bl->src = source_new(b, &t, file_name);
	if (!source_open(bl->src, LIMIT_YAML, &b->diags)) {
		bl->src = NULL;
		return;
	}
	for (const char *p = bl->src->text; *p;) {
		size_t n = strcspn(p, "\n");
		size_t len = n && p[n - 1] == '\r' ? n - 1 : n;

		read_line(bl, b, p, len);
		p += n + (p[n] == '\n');
	}
}

bool baseline_may_hide(const struct diag *d)
{
	return !d->more && (d->sev < SEV_ERROR || !builtin_rule_find(d->rule));
}

bool baseline_knows(struct baseline *bl, const char *print)
{
	struct baseline_entry *e = map_get(&bl->entries, print);

	if (e)
		e->used = true;
	return e != NULL;
}

void baseline_check(struct baseline *bl, struct bank *b)
{
	for (const char *p = bl->src ? bl->src->text : ""; *p;) {
		size_t n = strcspn(p, "\r\n");
		size_t at = (size_t)(p - bl->src->text);
		char print[FINGERPRINT_SIZE] = "";
		struct baseline_entry *e;

		if (n >= FINGERPRINT_SIZE)
			snprintf(print, sizeof print, "%.16s",
				 p + n - (FINGERPRINT_SIZE - 1));
		e = map_get(&bl->entries, print);
		if (e && !e->used && e->at.start == at)
			diag_add(&b->diags, "lint/stale-baseline", bl->src,
				 e->at,
				 "this finding is gone; delete the line");
		p += n + strspn(p + n, "\r");
		p += *p == '\n';
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t baseline_write(struct bank *b)
{
	struct fingerprints prints = {0};
	VEC(char *) lines = {0};
	struct buf text = BUF_INIT;
	size_t n;

	for (size_t i = 0; i < b->records.n; i++) {
		const struct record *r = b->records.p[i];

		for (const struct diag *d = r->diags.first; d; d = d->next) {
			char print[FINGERPRINT_SIZE];

			if (!baseline_may_hide(d))
				continue;
			fingerprint(&prints, d, d->rule, print);
			vec_push(&lines,
				 arena_printf(&b->arena, "%s %s %s\n", d->rule,
					      r->id.s && *r->id.s &&
							      !strpbrk(r->id.s,
								       " \n")
						      ? r->id.s
						      : "-",
					      print));
		}
	}
	if (lines.n)
		qsort(lines.p, lines.n, sizeof *lines.p, by_text);
	for (size_t i = 0; i < lines.n; i++)
		buf_str(&text, lines.p[i]);
	file_replace(b->dir, file_name, buf_cstr(&text), text.n);
	n = lines.n;
	vec_release(&lines);
	buf_release(&text);
	fingerprints_release(&prints);
	return n;
}

void baseline_release(struct baseline *bl)
{
	map_release(&bl->entries);
	arena_release(&bl->arena);
}
