/* examc form: parallel forms of an exam, as a table or as JSON. */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/map.h"
#include "base/vec.h"
#include "commands.h"
#include "form/forms.h"
#include "report.h"

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

/* Errors first: forms of a bank that is wrong would be wrong. */
static int refuse(const struct options *o, struct bank *b)
{
	struct options plain = *o;
	struct report r = {.options = &plain};
	int code;

	plain.format = NULL;
	report_add(&r, b, "");
	code = report_exit(&r);
	if (code != EXIT_CLEAN) {
		report_print(&r, stderr);
		fputs("no forms of a bank with errors\n", stderr);
	}
	report_release(&r);
	return code;
}

static int print_forms(const struct options *o, const struct bank *b,
		       const struct forms *f, bool ok)
{
	bool json = o->format && strcmp(o->format, "json") == 0;
	struct buf out = BUF_INIT;

	if (json) {
		struct js *v = forms_json(b, f);

		js_write(v, 1, &out);
		js_free(v);
	} else if (ok) {
		forms_text(b, f, &out);
	}
	fputs(buf_cstr(&out), stdout);
	finish_stdout();
	out.n = 0;
	if (!ok) {
		forms_lack(b, f, &out);
		fprintf(stderr,
			"%sThe bank yields %u form%s of %u without a "
			"common question.\n",
			buf_cstr(&out), forms_most(b, f->plan.items),
			forms_most(b, f->plan.items) == 1 ? "" : "s",
			f->plan.items);
	}
	buf_release(&out);
	return ok ? EXIT_CLEAN : EXIT_FINDINGS;
}

int command_form(const struct options *o)
{
	struct arena a = {0};
	struct session s;
	struct bank b = {0};
	struct forms f;
	pair_list pairs = {0};
	struct target *t;
	size_t n;
	bool ok;
	int code;

	session_from(&s, o);
	s.render = true;
	t = all_targets(&a, o, &n);
	if (n != 1)
		die(EXIT_USAGE, "form takes one exam; name its folder");
	load_bank(&s, t, &b, NULL, 0);
	if (!b.exam)
		die(EXIT_USAGE,
		    "'%s' has no exam.yaml that can be read, so no "
		    "blueprint",
		    t->dir);
	code = refuse(o, &b);
	if (code == EXIT_CLEAN) {
		near_duplicates(&b, &pairs);
		ok = forms_make(&a, &b, o->count ? o->count : 1, o->items,
				o->seed, pairs.p, pairs.n, &f);
		code = print_forms(o, &b, &f, ok);
	}
	vec_release(&pairs);
	bank_release(&b);
	session_end(&s);
	arena_release(&a);
	return code;
}
