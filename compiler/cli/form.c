/* examc form: parallel forms of an exam, as a table or as JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/log.h"
#include "base/file.h"
#include "base/json.h"
#include "base/map.h"
#include "base/vec.h"
#include "blueprint/locks.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "cli/targets.h"
#include "form/forms.h"
#include "report/report.h"

typedef VEC(struct apart) pair_list;

/* The pairs that the rule about near-duplicates found, by place in the bank. */
static void near_duplicates(const struct bank *b, pair_list *out)
{
	struct map by_path = {0};
	size_t *at = xcalloc(b->records.n + 1, sizeof *at);

	for (size_t i = 0; i < b->records.n; i++) {
		at[i] = i;
		map_put(&by_path, b->records.p[i]->src->path, &at[i]);
	}
	for (size_t i = 0; i < b->records.n; i++)
		for (const struct diag *d = b->records.p[i]->diags.first; d;
		     d = d->next) {
			const size_t *other =
				d->notes && d->notes->src
					? map_get(&by_path, d->notes->src->path)
					: NULL;

			if (other &&
			    strcmp(d->rule, "bank/near-duplicate") == 0)
				vec_push(out, ((struct apart){i, *other}));
		}
	map_release(&by_path);
	free(at);
}

/* Prints the findings of exam.yaml and the like; those of questions only cost
 * these questions their place. */
static int refuse(const struct options *o, struct bank *b)
{
	struct report_options plain = o->report;
	struct report r = {.options = &plain};
	size_t left_out = 0;

	for (size_t i = 0; i < b->records.n; i++)
		left_out += b->records.p[i]->diags.errors > 0;
	if (left_out)
		fprintf(stderr,
			"%zu question%s with errors stay%s out; see examc "
			"check\n",
			left_out, left_out == 1 ? "" : "s",
			left_out == 1 ? "s" : "");
	if (!b->config_broken)
		return EXIT_CLEAN;
	plain.format = NULL;
	report_add(&r, b, &(struct named){0});
	report_print(&r, stderr);
	fputs("no forms of a bank whose configuration has errors\n", stderr);
	report_release(&r);
	return EXIT_USAGE;
}

static struct wish wish_of(const struct options *o)
{
	return (struct wish){.count = o->count ? o->count : 1,
			     .items = o->items,
			     .versions = o->versions,
			     .seed = o->seed,
			     .fresh = o->write != NULL,
			     .open = o->without_secure};
}

static void print_lack(const struct options *o, const struct bank *b,
		       const struct forms *f)
{
	struct buf out = BUF_INIT;
	struct wish w = wish_of(o);
	unsigned most = forms_most(b, &w);

	forms_lack(b, f, &out);
	log_printf(stderr,
		   "%sThe bank yields %u %sform%s of %u without a common "
		   "question.\n",
		   buf_cstr(&out), most, o->write && b->locks.n ? "more " : "",
		   most == 1 ? "" : "s", f->plan.items);
	buf_release(&out);
}

static int print_forms(const struct options *o, const struct bank *b,
		       const struct forms *f, bool ok)
{
	bool json = wants_json(o);
	struct buf out = BUF_INIT;

	if (json) {
		struct js *v = forms_json(b, f);

		js_write(v, 1, &out);
		js_free(v);
	} else if (ok) {
		forms_text(b, f, &out);
	}
	log_print(stdout, buf_cstr(&out));
	finish_stdout();
	if (!ok)
		print_lack(o, b, f);
	buf_release(&out);
	return ok ? EXIT_CLEAN : EXIT_FINDINGS;
}

/* Released forms */

static void write_lock(const struct bank *b, const struct form *f,
		       unsigned long long seed)
{
	struct arena a = {0};
	const char *rel = arena_printf(&a, "forms/%s.yaml", f->id);
	struct buf out = BUF_INIT;

	lock_write(f, seed, &out);
	file_replace(b->dir, rel, buf_cstr(&out), out.n);
	log_printf(stderr, "%s: %zu question%s, hash %s\n",
		   path_join(&a, b->dir, rel), f->n, f->n == 1 ? "" : "s",
		   f->hash);
	for (size_t i = 0; i < f->nversions; i++)
		log_printf(stderr, "  version %c: hash %s\n",
			   f->versions[i].version, f->versions[i].hash);
	buf_release(&out);
	arena_release(&a);
}

/* Gives the forms the names that were asked for; none may be taken. */
static void name_forms(const struct options *o, const struct bank *b,
		       struct arena *a, struct forms *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const char *id = f->n == 1 ? o->write
					   : arena_printf(a, "%s-%zu", o->write,
							  i + 1);

		f->p[i].id = id;
		for (size_t v = 0; v < f->p[i].nversions; v++)
			f->p[i].versions[v].id = id;
		if (locks_find(b, f->p[i].id))
			die(EXIT_USAGE,
			    "there is a released form '%s'; --renew %s writes "
			    "it anew",
			    f->p[i].id, f->p[i].id);
	}
}

static bool is_id(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n && !s[n] && n <= 60 && *s != '-' && s[n - 1] != '-' &&
	       !strstr(s, "--");
}

static int renew(const struct options *o, const struct bank *b, struct arena *a)
{
	const struct lock *l = locks_find(b, o->renew);
	const char *gone;
	struct form f;

	if (!l)
		die(EXIT_USAGE, "there is no released form '%s'", o->renew);
	if (!locks_renewed(b, a, l, &f, &gone))
		die(EXIT_USAGE,
		    "question '%s' of the form '%s' is gone or has errors; "
		    "nothing was written",
		    gone, o->renew);
	write_lock(b, &f, strtoull(l->seed.s, NULL, 10));
	return EXIT_CLEAN;
}

static int assemble_forms(const struct options *o, struct bank *b,
			  struct arena *a)
{
	pair_list pairs = {0};
	struct wish w = wish_of(o);
	struct forms f;
	bool ok;
	int code;

	near_duplicates(b, &pairs);
	ok = forms_make(a, b, &w, pairs.p, pairs.n, &f);
	if (ok && o->write)
		name_forms(o, b, a, &f);
	code = print_forms(o, b, &f, ok);
	for (size_t i = 0; ok && o->write && i < f.n; i++)
		write_lock(b, &f.p[i], f.seed);
	vec_release(&pairs);
	return code;
}

int command_form(const struct options *o)
{
	struct arena a = {0};
	struct session s;
	struct bank b = {0};
	struct target *t;
	size_t n;
	int code;

	if (o->write && !is_id(o->write))
		die(EXIT_USAGE,
		    "--write '%s': a form's name has lower-case letters and "
		    "digits, with single hyphens between them, at most 60",
		    o->write);
	if (o->renew && o->versions)
		die(EXIT_USAGE,
		    "--renew keeps the versions that a form has, and makes "
		    "none");
	if (o->write && o->renew)
		die(EXIT_USAGE, "--write and --renew exclude each other");
	session_from(&s, o);
	s.render = true;
	t = all_targets(&a, o, &n);
	if (n != 1)
		die(EXIT_USAGE, "form takes one exam; name its folder");
	confine_command(o, t, n, NULL);
	load_bank(&s, t, &b, NULL, 0);
	if (!b.exam && !b.config_broken)
		die(EXIT_USAGE, "'%s' has no exam.yaml, so no blueprint",
		    t->dir);
	code = refuse(o, &b);
	if (code == EXIT_CLEAN)
		code = o->renew ? renew(o, &b, &a) : assemble_forms(o, &b, &a);
	bank_release(&b);
	session_end(&s);
	arena_release(&a);
	return code;
}
