/* explain and rules: what the findings mean, and whether the rules keep their
 * word. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/err.h"
#include "base/estimate.h"
#include "base/json.h"
#include "base/log.h"
#include "base/file.h"
#include "measure/examples.h"
#include "measure/score.h"
#include "lint/lint.h"
#include "cli/commands.h"
#include "cli/docs.h"
#include "cli/places.h"
#include "cli/targets.h"
#include "model/fill.h"
#include "read/read.h"
#include "report/report.h"
#include "schema/keys.h"

/* A pack rule's own lines, without their common indentation. */
static void put_entry(const struct rule *r)
{
	const struct source *s = r->src;
	struct place p = source_place(r->src, r->at);
	uint32_t line = p.line;
	size_t n, indent;
	const char *text = source_line(r->src, line, &n);

	indent = (size_t)(s->text + r->at.start - text) - strlen("id: ");
	for (;; line++) {
		size_t skip;

		text = source_line(r->src, line, &n);
		if (line > r->src->nlines)
			return;
		skip = n < indent ? n : indent;
		if (line > p.line && strspn(text, " ") < indent && n)
			return; /* the next entry */
		if (n || line < r->src->nlines)
			log_printf(stdout, "%.*s\n", (int)(n - skip),
				   text + skip);
	}
}

/* Is it a rule of a bank's own? Shipped ones lie in no folder. */
static bool is_own(const struct rule *r)
{
	return r->src->root != NULL;
}

static void put_place(const char *what, struct source *src, struct span at)
{
	log_printf(stdout, "%s %s:%u\n", what, src->path,
		   source_place(src, at).line);
}

/* "24 of 25 right (95 %: .80-.99)"; "" if nobody counted. */
static void measured_text(const struct rule *r, char *out, size_t n)
{
	size_t all = r->right + r->wrong;
	struct estimate e = wilson((double)r->right, (double)all);

	*out = 0;
	if (r->measured && all)
		snprintf(out, n, "%zu/%zu %.2f-%.2f", r->right, all, e.low,
			 e.high);
	else if (r->measured)
		snprintf(out, n, "0/0");
}

static void explain_rule(const struct rule *r, const char *asked)
{
	char measured[64];

	if (strcmp(r->id, asked) != 0)
		log_printf(stdout, "'%s' is now called '%s'\n\n", asked, r->id);
	log_printf(stdout, "%s (%s): a rule of pack '%s'\n", r->id,
		   severity_name(r->sev), r->pack);
	measured_text(r, measured, sizeof measured);
	log_printf(stdout, "confidence %s", confidence_names[r->confidence]);
	if (*measured)
		log_printf(stdout,
			   "; right in %s of the labelled questions it finds "
			   "(95 %%)",
			   measured);
	putchar('\n');
	if (is_own(r))
		put_place("defined in", r->src, r->at);
	if (r->written)
		put_place("changed in", r->changed_src, r->changed_at);
	putchar('\n');
	put_entry(r);
}

static bool explain_builtin(struct arena *a, const char *id)
{
	const struct builtin_rule *b = builtin_rule_find(id);
	const struct embedded *page;

	if (!b)
		return false;
	page = embedded_find(arena_printf(a, "rules/%s.md", id));
	if (!page)
		bug("no page for %s", id);
	printf("%s (%s): %s\n\n%s", b->id, severity_name(b->sev), b->summary,
	       (const char *)page->data);
	return true;
}

/* Pages about no single finding. */
static const struct {
	const char *id, *summary;
} topics[] = {
	{"not-checked", "what no rule finds, and what a reviewer asks"},
};

enum { TOPICS = sizeof topics / sizeof *topics };

static bool explain_topic(struct arena *a, const char *id)
{
	for (size_t i = 0; i < TOPICS; i++) {
		const struct embedded *page;

		if (strcmp(topics[i].id, id) != 0)
			continue;
		page = embedded_find(arena_printf(a, "rules/%s.md", id));
		if (!page)
			bug("no page for %s", id);
		printf("%s: %s\n\n%s", id, topics[i].summary,
		       (const char *)page->data);
		return true;
	}
	return false;
}

/* SURE: with what is known of how often they are right. */
static void list_rules(const struct session *s, bool own, bool sure)
{
	char measured[64];

	for (size_t i = 0; i < s->ruleset->rules.n; i++) {
		const struct rule *r = s->ruleset->rules.p[i];

		if (is_own(r) != own)
			continue;
		measured_text(r, measured, sizeof measured);
		log_printf(stdout, "%-32s %-8s ", r->id,
			   severity_name(r->sev));
		if (sure)
			log_printf(stdout, "%-7s %-17s ",
				   confidence_names[r->confidence], measured);
		log_printf(stdout, "%s\n", r->message);
	}
}

static void list_builtins(bool sure)
{
	for (size_t i = 0; i < builtin_rule_count; i++) {
		printf("%-32s %-8s ", builtin_rules[i].id,
		       severity_name(builtin_rules[i].sev));
		if (sure)
			printf("%-7s %-17s ",
			       confidence_names[CONFIDENCE_exact], "");
		printf("%s\n", builtin_rules[i].summary);
	}
}

static void list_topics(void)
{
	for (size_t i = 0; i < TOPICS; i++)
		printf("%-32s %-8s %s\n", topics[i].id, "-", topics[i].summary);
}

static void list_all(const struct session *s)
{
	list_builtins(true);
	list_rules(s, false, true);
	list_rules(s, true, true);
}

static struct js *rule_json(const struct rule *r)
{
	struct estimate e = wilson((double)r->right,
				   (double)(r->right + r->wrong));
	struct js *o = js_object(), *was = js_array();

	for (size_t i = 0; i < r->nwas; i++)
		js_push(was, js_string(r->was[i]));
	js_set(o, "id", js_string(r->id));
	js_set(o, "severity", js_string(severity_name(r->sev)));
	js_set(o, "confidence", js_string(confidence_names[r->confidence]));
	if (r->measured) {
		js_set(o, "right", js_int((long long)r->right));
		js_set(o, "wrong", js_int((long long)r->wrong));
	}
	if (r->measured && e.known) {
		js_set(o, "low", js_real(e.low));
		js_set(o, "high", js_real(e.high));
	}
	js_set(o, "was", was);
	js_set(o, "check", js_string(r->check->name));
	js_set(o, "message", js_string(r->message));
	return o;
}

/* The rules of packs, which is what confidence and severity are chosen for. */
static void list_json(const struct session *s)
{
	struct buf out = BUF_INIT;
	struct js *list = js_array();

	for (size_t i = 0; i < s->ruleset->rules.n; i++)
		js_push(list, rule_json(s->ruleset->rules.p[i]));
	js_write(list, 1, &out);
	log_print(stdout, buf_cstr(&out));
	js_free(list);
	buf_release(&out);
}

/* The banks at hand, whose rules have pages, too. */
struct shelf {
	struct target *targets;
	struct bank *banks;
	size_t n;
};

static struct shelf shelf_of(struct arena *a)
{
	struct shelf sh = {0};

	sh.targets = targets_at_hand(a, &sh.n);
	sh.banks = arena_array(a, struct bank, sh.n + 1);
	for (size_t i = 0; i <= sh.n; i++)
		sh.banks[i].diags.arena = &sh.banks[i].arena;
	for (size_t i = 0; i < sh.n; i++) {
		sh.banks[i].dir = sh.targets[i].dir;
		sh.banks[i].display = sh.targets[i].display;
	}
	return sh;
}

/* Loads the rules of bank I, or of none (I is N). What is wrong with them is
 * told by check. */
static void shelf_load(struct shelf *sh, struct session *s, size_t i)
{
	session_load_rules(s, &sh->banks[i]);
}

static void shelf_release(struct shelf *sh)
{
	for (size_t i = 0; i <= sh->n; i++)
		bank_release(&sh->banks[i]);
}

/* Explains a rule that the first bank, or another one, has. */
static bool explain_known(struct shelf *sh, struct session *s, const char *id)
{
	for (size_t i = 0; i <= sh->n; i++) {
		const struct rule *r;

		shelf_load(sh, s, i);
		r = rules_find(s->ruleset, id);
		if (r) {
			explain_rule(r, id);
			return true;
		}
	}
	return false;
}

_Noreturn static void unknown_id(struct shelf *sh, struct session *s,
				 const char *id)
{
	VEC(const char *) names = {0};
	const char *near;

	for (size_t i = 0; i < builtin_rule_count; i++)
		vec_push(&names, builtin_rules[i].id);
	for (size_t i = 0; i <= sh->n; i++) {
		shelf_load(sh, s, i);
		for (size_t k = 0; k < s->ruleset->rules.n; k++)
			vec_push(&names,
				 arena_strdup(&s->arena,
					      s->ruleset->rules.p[k]->id));
	}
	for (size_t i = 0; i < TOPICS; i++)
		vec_push(&names, topics[i].id);
	for (const struct page *p = pages; p->name; p++)
		vec_push(&names, p->name);
	near = did_you_mean(id, names.p, names.n);
	if (near)
		die(EXIT_USAGE, "no rule '%s'; did you mean '%s'?", id, near);
	die(EXIT_USAGE, "no rule '%s'; examc explain lists them", id);
}

static void list_everything(struct shelf *sh, struct session *s)
{
	list_builtins(false);
	shelf_load(sh, s, sh->n);
	list_rules(s, false, false);
	for (size_t i = 0; i < sh->n; i++) {
		shelf_load(sh, s, i);
		list_rules(s, true, false);
	}
	list_topics();
	docs_list();
}

int command_explain(const struct options *o)
{
	struct session s;
	struct shelf sh;

	session_from(&s, o);
	sh = shelf_of(&s.arena);
	if (!o->nargs)
		list_everything(&sh, &s);
	for (size_t i = 0; i < o->nargs; i++) {
		if (i)
			putchar('\n');
		if (!docs_explain(o->args[i]) &&
		    !explain_builtin(&s.arena, o->args[i]) &&
		    !explain_topic(&s.arena, o->args[i]) &&
		    !explain_known(&sh, &s, o->args[i]))
			unknown_id(&sh, &s, o->args[i]);
	}
	finish_stdout();
	shelf_release(&sh);
	session_end(&s);
	return EXIT_CLEAN;
}

/* An example as a file would be read, but for the schema: examples may lack
 * what it demands. */
static struct item *reread(struct arena *a, struct source *src)
{
	struct diags ds = {.arena = a};
	struct reader r = {.arena = a, .src = src, .diags = &ds};
	struct node *root = read_check_bytes(&r, false) ? read_question(&r)
							: NULL;
	struct item *it;

	source_drop_lines(src); /* the text is the arena's, they are not */
	if (!root || r.front_broken || r.body_broken || ds.errors)
		return NULL;
	it = fill_item(a, root, src, NULL);
	lint_read_stem(it);
	lint_place_options(it, NULL);
	return it;
}

/* Faults of packs and their examples, printed as findings. */
static int test_rules(const struct report_options *o, struct session *s,
		      struct bank *b)
{
	struct report r = {.options = o};
	struct matcher *m = matcher_new();
	size_t run = 0, variants = 0;
	int code;

	diags_move(&b->diags, &s->pack_diags);
	rules_run_examples(s->ruleset, NULL, m, true, reread, &b->diags, &run,
			   &variants);
	report_add(&r, b, &(struct named){0});
	report_print(&r, stdout);
	fprintf(stderr, "%zu rules, %zu examples in %zu variants: %zu wrong\n",
		s->ruleset->rules.n, run, variants, r.findings.n);
	code = r.findings.n ? EXIT_USAGE : EXIT_CLEAN;
	report_release(&r);
	matcher_free(m);
	return code;
}

enum { LABELS_MAX = 64 << 20 }; /* bytes of labelled questions */

/* The rules against labelled questions in the file PATH. */
static void score_rules(const struct options *o, struct session *s,
			const char *path)
{
	struct score_options how = {s->ruleset, s->today, o->report.only,
				    wants_json(o)};
	struct label_fault fault;
	struct buf out = BUF_INIT;
	struct arena a = {0};
	char *text = NULL;
	size_t n = 0;
	enum file_error got;

	got = file_read(path_dir(&a, path), path_base(path), LABELS_MAX, &text,
			&n);
	if (got == FILE_TOO_LARGE)
		die(EXIT_USAGE, "'%s' is larger than %d MiB", path,
		    LABELS_MAX >> 20);
	if (got != FILE_OK)
		die(EXIT_USAGE, "'%s' is no file that can be read", path);
	if (!rules_score(&how, text, n, &out, &fault))
		die(EXIT_USAGE, "%s:%zu:%zu: %s", path, fault.line, fault.col,
		    fault.text);
	log_print(stdout, buf_cstr(&out));
	buf_release(&out);
	free(text);
	arena_release(&a);
}

int command_rules(const struct options *o)
{
	const char *what = o->nargs ? o->args[0] : "";
	const char *path = o->nargs > 1 ? o->args[1] : NULL;
	struct report_options plain = o->report;
	struct target *t = NULL;
	struct bank b = {0};
	struct session s;
	struct arena a = {0};
	size_t n = 0;
	int code = EXIT_CLEAN;

	if (strcmp(what, "list") != 0 && strcmp(what, "test") != 0 &&
	    strcmp(what, "score") != 0)
		die(EXIT_USAGE, "rules takes 'list', 'test' or 'score'");
	if (strcmp(what, "score") == 0 && !path)
		die(EXIT_USAGE, "rules score takes a file of labelled "
				"questions");
	session_from(&s, o);
	if (path && strcmp(what, "score") != 0)
		t = load_targets(&a, path, &n);
	confine_command(o, t, n, t ? NULL : path);
	load_config(&s, t, &b);
	plain.format = NULL;
	if (strcmp(what, "list") == 0 && wants_json(o))
		list_json(&s);
	else if (strcmp(what, "list") == 0)
		list_all(&s);
	else if (strcmp(what, "score") == 0)
		score_rules(o, &s, path);
	else
		code = test_rules(&plain, &s, &b);
	finish_stdout();
	bank_release(&b);
	session_end(&s);
	arena_release(&a);
	return code;
}
