/* examc new: writes the draft of a question. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "author/draft.h"
#include "author/fresh.h"
#include "base/beneath.h"
#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "blueprint/ledger.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "cli/targets.h"

static void check_type(const char *type)
{
	VEC(const char *) all = {0};
	const char *near;

	for (size_t i = 0; i < ITEM_TYPES; i++) {
		if (strcmp(item_types[i].name, type) == 0) {
			vec_release(&all);
			return;
		}
		vec_push(&all, item_types[i].name);
	}
	near = did_you_mean(type, all.p, all.n);
	die(EXIT_USAGE,
	    "unknown type '%s'; the types are single, multiple, ordering and "
	    "matching%s%s%s",
	    type, near ? "; did you mean '" : "", near ? near : "",
	    near ? "'?" : "");
}

static void need_exam(const struct bank *b, const struct target *t)
{
	if (!b->exam)
		die(EXIT_USAGE,
		    "'%s/exam.yaml' has errors; examc check shows "
		    "them",
		    t->dir);
}

/* Reads the bank, and chooses what the draft D is about. */
static void choose(struct session *s, const struct target *t, struct draft *d)
{
	struct bank b = {0};
	struct ledger l;

	s->drafts = true; /* they are on their way */
	load_bank(s, t, &b, NULL, 0);
	need_exam(&b, t);
	if (bank_record(&b, d->id))
		die(EXIT_USAGE, "id '%s' is taken", d->id);
	l = ledger_count(&b, &s->arena);
	draft_choose(d, &l);
	d->topic = arena_strdup(&s->arena, d->topic);
	d->task = arena_strdup(&s->arena, d->task);
	bank_release(&b);
}

/* Ends the run with what check would say of the draft's front matter. */
static void judge(struct session *s, const struct target *t,
		  const struct draft *d)
{
	struct target one = *t;
	const char *rel = "new.md";
	struct buf text = BUF_INIT;
	struct bank b = {0};
	const struct record *r = NULL;
	size_t front;

	draft_write(d, false, &text);
	front = (size_t)(strstr(text.p, "\n---\n") - text.p);
	one.only = (struct named){&rel, 1};
	load_bank(s, &one, &b, text.p, text.n);
	for (size_t i = 0; i < b.records.n; i++)
		if (b.records.p[i]->src->held)
			r = b.records.p[i];
	for (const struct diag *x = r ? r->diags.first : NULL; x; x = x->next)
		if (x->sev == SEV_ERROR && x->span.start < front)
			die(EXIT_USAGE, "%s", x->text);
	bank_release(&b);
}

static void put(const struct target *t, const struct draft *d)
{
	struct arena a = {0};
	const char *rel = arena_printf(&a, "%s/%s.md", d->topic, d->id);
	struct buf text = BUF_INIT;
	int dir = file_open_folder(t->dir);

	draft_write(d, true, &text);
	if (dir < 0 || fresh_file(dir, rel, &text) < 0)
		die(errno == EEXIST ? EXIT_USAGE : EXIT_MACHINE,
		    "cannot write '%s':", path_join(&a, t->dir, rel));
	log_printf(stdout, "%s\n", path_join(&a, t->dir, rel));
	finish_stdout();
	beneath_close(dir);
	buf_release(&text);
	arena_release(&a);
}

int command_new(const struct options *o)
{
	struct draft d = {.topic = o->topic, .task = o->task};
	struct arena a = {0};
	struct session s;
	struct target *t;
	size_t n;

	if (o->nargs != 2)
		die(EXIT_USAGE,
		    "new takes a type (single, multiple, ordering or matching) "
		    "and an id, such as 'examc new single my-question'");
	d.type = o->args[0];
	d.id = o->args[1];
	check_type(d.type);
	t = targets_at_hand(&a, &n);
	if (n != 1)
		die(EXIT_USAGE,
		    n ? "there are %zu banks here; go into the folder of one"
		      : "no bank is here; 'examc init' begins one",
		    n);
	confine_command(o, t, n, NULL);
	session_from(&s, o);
	choose(&s, t, &d);
	judge(&s, t, &d);
	put(t, &d);
	session_end(&s);
	arena_release(&a);
	return EXIT_CLEAN;
}
