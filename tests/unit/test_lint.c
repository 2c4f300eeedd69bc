/* check/rules, check/lint: packs load, faults have places, examples hold. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "language/date.h"
#include "measure/examples.h"
#include "lint/lint.h"
#include "measure/sample.h"
#include "language/ask.h"
#include "read/read.h"
#include "schema/schema.h"

Suite *lint_suite(void);

/* A rule set, its packs' sources, and what was reported. */
static struct arena arena;
static struct diags diags;
static struct ruleset rules;
static struct matcher *matcher;

static void setup(void)
{
	diags = (struct diags){.arena = &arena};
	matcher = matcher_new();
}

static void teardown(void)
{
	rules_release(&rules);
	rules = (struct ruleset){0};
	matcher_free(matcher);
	arena_release(&arena);
}

/* What the program does not look at again; NULL: not now. */
static const struct schema *schema;

static void load_text(const char *path, const char *text, size_t n)
{
	struct source *src = arena_new(&arena, struct source);
	struct reader r = {.arena = &arena, .src = src, .diags = &diags};
	struct node *root;

	src->path = path;
	src->text = arena_copy(&arena, text, n);
	src->size = n;
	root = read_yaml(&r, "rules", 0, n, LIMIT_YAML_EVENTS);
	ck_assert_msg(root != NULL, "%s", diags.first ? diags.first->text : "");
	ck_assert_msg(
		!schema || schema_check(schema, root, src, &diags, SCHEMA_ALL),
		"%s: %s", path, diags.first ? diags.first->text : "");
	rules_load(&rules, root, src, &diags);
	free(src->lines);
	src->lines = NULL;
}

static void load_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	static char text[256 * 1024];
	size_t n;

	ck_assert_msg(f != NULL, "no %s (run from the project's folder)", path);
	n = fread(text, 1, sizeof text, f);
	fclose(f);
	load_text(path, text, n);
}

/* A pack with one rule: HEAD is its keys, examples come with it. */
#define PACK_TEXT(head)                                                        \
	"pack: t\nengine: 1\ndefine: {N: '[A-H]', BAD: '('}\nrules:\n"         \
	"- id: r\n  severity: warn\n  message: \"found {match}\"\n"            \
	"  why: because\n  bad: [{stem: x}]\n  ok: [{stem: y}]\n" head

static void load(const char *text)
{
	load_text("t.yaml", text, strlen(text));
}

/* The one finding is RULE at LINE:COL, and its text has WORDS. */
static void ck_diag(const char *rule, unsigned line, unsigned col,
		    const char *words)
{
	const struct diag *d = diags.first;
	struct place at;

	ck_assert_msg((size_t)diags.n == 1, "%zu findings", (size_t)diags.n);
	ck_assert_str_eq(d->rule, rule);
	ck_assert_msg(strstr(d->text, words) != NULL, "%s", d->text);
	at = source_place(d->src, d->span);
	free(d->src->lines);
	d->src->lines = NULL;
	ck_assert_uint_eq(at.line, line);
	ck_assert_uint_eq(at.col, col);
}

static const char *const packs[] = {
	"compiler/rules/bank.yaml",
	"compiler/rules/iwf.yaml",
	"compiler/rules/item.yaml",
	"compiler/rules/service.yaml",
};

static void load_shipped(void)
{
	for (size_t i = 0; i < sizeof packs / sizeof *packs; i++)
		load_file(packs[i]);
}

START_TEST(shipped_examples)
{
	size_t run = 0;

	load_shipped();
	rules_run_examples(&rules, NULL, matcher, true, NULL, &diags, &run,
			   NULL);
	for (struct diag *d = diags.first; d; d = d->next)
		fprintf(stderr, "%s\n", d->text);
	ck_assert_uint_eq(diags.n, 0);
	ck_assert_uint_gt(run, 4 * rules.rules.n - 1);
}
END_TEST

/* The program takes its own packs as they are: they were looked at here. */
START_TEST(shipped_packs_follow_their_schema)
{
	struct schema *s;

	schema_library_start();
	schema = s = schema_load("rules");
	load_shipped();
	ck_assert_uint_eq(diags.n, 0);
	schema_free(s);
	schema = NULL;
}
END_TEST

/* Each pack that is shipped is one of them. */
START_TEST(shipped_packs_are_all_listed)
{
	size_t n = 0;

	for (size_t i = 0; i < embedded_count; i++) {
		const char *path = embedded_files[i].path;

		n += strncmp(path, "rules/", 6) == 0 &&
		     strcmp(path + strlen(path) - 5, ".yaml") == 0;
	}
	ck_assert_uint_eq(n, sizeof packs / sizeof *packs);
}
END_TEST

/* What a shipped rule has beyond what the schema demands. */
START_TEST(shipped_rules_are_complete)
{
	load_shipped();
	for (size_t i = 0; i < rules.rules.n; i++) {
		const struct rule *r = rules.rules.p[i];
		size_t n[2] = {0, 0};

		for (const struct example *e = r->examples; e; e = e->next)
			n[e->bad] += !e->todo;
		ck_assert_msg(n[0] >= 2 && n[1] >= 2, "%s: examples", r->id);
		ck_assert_msg(r->why && r->source, "%s: why, source", r->id);
		ck_assert_msg(r->measured || r->confidence == CONFIDENCE_exact,
			      "%s: neither measured nor exact", r->id);
		ck_assert_msg(r->sev < SEV_ERROR || !r->wrong,
			      "%s: an error that is not sure", r->id);
	}
}
END_TEST

/* The pattern's own line and column; through ${names}; in block scalars. */
START_TEST(bad_pattern_place)
{
	load(PACK_TEXT("  check: match\n  in: stem\n  pattern: 'ab(cd'\n"));
	ck_diag("rules/bad-pattern", 13, 18, "parenthesis");
	ck_assert_uint_eq(rules.rules.n, 0);
}
END_TEST

START_TEST(bad_pattern_in_define)
{
	load(PACK_TEXT(
		"  check: match\n  in: stem\n  pattern: 'ab ${BAD} cd'\n"));
	ck_diag("rules/bad-pattern", 13, 25, "parenthesis");
}
END_TEST

START_TEST(unknown_define)
{
	load(PACK_TEXT("  check: match\n  in: stem\n  pattern: 'ab ${BED}'\n"));
	ck_diag("rules/bad-pattern", 13, 16, "did you mean ${BAD}");
}
END_TEST

START_TEST(empty_pattern)
{
	load(PACK_TEXT("  check: match\n  in: stem\n  pattern: 'a*'\n"));
	ck_diag("rules/bad-pattern", 13, 13, "empty");
}
END_TEST

START_TEST(unknown_check)
{
	load(PACK_TEXT("  check: mach\n  in: stem\n  pattern: a\n"));
	ck_diag("rules/bad-rule", 11, 10, "did you mean 'match'");
}
END_TEST

START_TEST(unknown_parameter)
{
	load(PACK_TEXT("  check: count\n  in: stem\n  pattern: a\n"
		       "  with: {mim: 2}\n"));
	ck_diag("rules/bad-rule", 14, 10, "did you mean 'min'");
}
END_TEST

START_TEST(wrong_parameter)
{
	load(PACK_TEXT("  check: count\n  in: stem\n  pattern: a\n"
		       "  with: {min: many}\n"));
	ck_diag("rules/bad-rule", 14, 15, "whole number");
}
END_TEST

START_TEST(missing_pattern)
{
	load(PACK_TEXT("  check: match\n  in: stem\n"));
	ck_diag("rules/bad-rule", 5, 7, "needs 'pattern'");
}
END_TEST

START_TEST(unused_key)
{
	load(PACK_TEXT("  check: select-n\n  pattern: a\n"));
	ck_diag("rules/bad-rule", 12, 3, "does not use 'pattern'");
}
END_TEST

START_TEST(unknown_variable)
{
	load("pack: t\nengine: 1\nrules:\n- {id: r, check: match, in: stem, "
	     "severity: warn, pattern: x, message: 'a {mach}', why: w, "
	     "bad: [{stem: x}], ok: [{stem: y}]}\n");
	ck_diag("rules/bad-rule", 4, 73, "{mach}");
}
END_TEST

START_TEST(no_examples)
{
	load("pack: t\nengine: 1\nrules:\n- {id: r, check: match, in: stem, "
	     "severity: warn, pattern: x, message: m, why: w, "
	     "bad: [{stem: x}]}\n");
	ck_diag("rules/bad-rule", 4, 8, "no 'ok' example");
}
END_TEST

START_TEST(wrong_example)
{
	load(PACK_TEXT("  check: match\n  in: stem\n  pattern: 'y'\n"));
	ck_assert_uint_eq(diags.n, 0);
	rules_run_examples(&rules, "t", matcher, false, NULL, &diags, NULL,
			   NULL);
	ck_assert_uint_eq(diags.n, 2);
	ck_assert_str_eq(diags.first->rule, "rules/example");
	ck_assert_ptr_nonnull(strstr(diags.last->text, "found y"));
}
END_TEST

START_TEST(duplicate_ids)
{
	load(PACK_TEXT("  check: match\n  in: stem\n  pattern: x\n"));
	load(PACK_TEXT("  check: match\n  in: stem\n  pattern: x\n"));
	ck_diag("rules/duplicate-id", 5, 7, "already");
	ck_assert_ptr_nonnull(diags.first->notes);
}
END_TEST

START_TEST(changes)
{
	load(PACK_TEXT("  check: count\n  in: option\n  pattern: x\n"));
	load("pack: u\nengine: 1\nchange:\n- {rule: t/r, severity: 'off', "
	     "with: {min: 3}, why: w}\n");
	ck_assert_uint_eq(diags.n, 0);
	ck_assert_int_eq(rules.rules.p[0]->sev, SEV_OFF);
	ck_assert_uint_eq(rule_count(rules.rules.p[0], "min"), 3);
	load("pack: u\nengine: 1\nchange:\n- {rule: t/x, severity: 'off', "
	     "why: w}\n");
	ck_diag("rules/bad-rule", 4, 10, "no rule 't/x'");
}
END_TEST

/* Lints S with all rules loaded. */
static struct item *lint_sample(const struct sample *s, struct allow *allow,
				const char *today)
{
	struct item *it = sample_item(&arena, s, MUTATE_NOT);
	struct linter l;
	int day = 0;

	ck_assert(date_parse(today, &day));
	it->allows = allow;
	it->nallows = allow != NULL;
	linter_init(&l, &rules, NULL, NULL, day);
	lint_item(&l, matcher, it, 0, NULL, &diags, NULL);
	linter_release(&l);
	return it;
}

#define XRULE PACK_TEXT("  check: match\n  in: stem\n  pattern: x+\n")

/* Places and fixes are those of the author's bytes. */
START_TEST(places)
{
	const struct sample s = {.stem = "see `xx` and xxx"};

	load(XRULE);
	lint_sample(&s, NULL, "2026-01-01");
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_str_eq(diags.first->text, "found xxx");
	ck_assert_int_eq(
		strncmp(diags.first->src->text + diags.first->span.start,
			"xxx\n", 4),
		0);
}
END_TEST

START_TEST(allow_is_honoured)
{
	const struct sample s = {.stem = "xxx"};
	struct allow a = {.rule = {.s = "t/r"}, .why = {.s = "w"}};

	load(XRULE);
	lint_sample(&s, &a, "2026-01-01");
	ck_assert_uint_eq(diags.n, 0);
	ck_assert(a.used);
}
END_TEST

START_TEST(allow_expires)
{
	const struct sample s = {.stem = "xxx"};
	struct allow a = {.rule = {.s = "t/r"}, .until = {.s = "2025-12"}};

	load(XRULE);
	lint_sample(&s, &a, "2025-12-31");
	ck_assert_uint_eq(diags.n, 0);
	lint_sample(&s, &a, "2026-01-01");
	ck_assert_uint_eq(diags.n, 2);
	ck_assert_str_eq(diags.first->rule, "t/r");
	ck_assert_str_eq(diags.last->rule, "lint/expired-allow");
}
END_TEST

START_TEST(allow_unused_or_unknown)
{
	const struct sample s = {.stem = "abc"};
	struct allow a = {.rule = {.s = "t/r"}};

	load(XRULE);
	lint_sample(&s, &a, "2026-01-01");
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_str_eq(diags.last->rule, "lint/unused-allow");
	a.rule.s = "t/rr";
	lint_sample(&s, &a, "2026-01-01");
	ck_assert_str_eq(diags.last->rule, "lint/unknown-rule");
	ck_assert_ptr_nonnull(strstr(diags.last->text, "did you mean 't/r'"));
	a.rule.s = "yaml/syntax";
	lint_sample(&s, &a, "2026-01-01");
	ck_assert_ptr_nonnull(strstr(diags.last->text, "cannot be allowed"));
}
END_TEST

START_TEST(drafts_are_capped)
{
	const struct sample s = {.stem = "xxx", .status = "draft"};

	load(XRULE);
	lint_sample(&s, NULL, "2026-01-01");
	ck_assert_int_eq(diags.first->sev, SEV_INFO);
}
END_TEST

START_TEST(limit_is_reported)
{
	char stem[64];
	const struct sample s = {.stem = stem};

	memset(stem, 'a', sizeof stem);
	memcpy(stem + 40, "x", 2);
	load(PACK_TEXT("  check: match\n  in: stem\n  pattern: '(?:a+)+$'\n"));
	lint_sample(&s, NULL, "2026-01-01");
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_str_eq(diags.first->rule, "rules/limit");
}
END_TEST

static void ck_lead(const char *text, const char *lead)
{
	size_t from, to;

	stem_lead(text, strlen(text), &from, &to);
	ck_assert_msg(to - from == strlen(lead) &&
			      memcmp(text + from, lead, to - from) == 0,
		      "'%.*s' of '%s'", (int)(to - from), text + from, text);
}

START_TEST(leads)
{
	ck_lead("What is it?", "What is it?");
	ck_lead("A is b. What is it? (Select TWO.)", "What is it?");
	ck_lead("A uses e.g. b. Which one", "Which one");
	ck_lead("First. Second: ", "Second: ");
	ck_lead("Version 1.2 is out. Which is old?", "Which is old?");
	ck_lead("One\nTwo\nWhich?\n(Choose two.)", "Which?");
	ck_lead("", "");
	ck_lead("The task is done by a", "The task is done by a");
}
END_TEST

static void ck_asks(const char *text, size_t n, const char *phrase)
{
	size_t from = 0, to = 0;

	ck_assert_msg(stem_asks_for(text, strlen(text), &from, &to) == n, "%s",
		      text);
	ck_assert_msg(to - from == strlen(phrase) &&
			      memcmp(text + from, phrase, to - from) == 0,
		      "'%.*s' of '%s'", (int)(to - from), text + from, text);
}

START_TEST(asks_for)
{
	ck_asks("Which? (Select TWO.)", 2, "(Select TWO.)");
	ck_asks("Which? (Choose 3)", 3, "(Choose 3)");
	ck_asks("Which? Pick any two.", 2, "Pick any two");
	ck_asks("Choose two answers.", 2, "Choose two");
	ck_asks("Which (Select **TWO**)?", 2, "(Select **TWO**)");
	ck_asks("The team must choose two zones. Which?", 0, "");
	ck_asks("Which? (Select all that apply.)", 0, "");
	ck_asks("They choose two.", 0, "");
	ck_asks("", 0, "");
}
END_TEST

START_TEST(dates)
{
	int a, b;

	ck_assert(date_parse("1970-01-01", &a) && a == 0);
	ck_assert(date_parse("2000-03-01", &a) && a == 11017);
	ck_assert(date_parse("2026-02", &a) && date_parse("2026-02-28", &b));
	ck_assert_int_eq(a, b);
	ck_assert(!date_parse("2026-02-29", &a));
	ck_assert(!date_parse("2026-13-01", &a));
	ck_assert(!date_parse("26-1-1", &a));
	ck_assert(!date_parse("", &a));
}
END_TEST

static void add_load_tests(TCase *tc)
{
	tcase_add_test(tc, bad_pattern_place);
	tcase_add_test(tc, bad_pattern_in_define);
	tcase_add_test(tc, unknown_define);
	tcase_add_test(tc, empty_pattern);
	tcase_add_test(tc, unknown_check);
	tcase_add_test(tc, unknown_parameter);
	tcase_add_test(tc, wrong_parameter);
	tcase_add_test(tc, missing_pattern);
	tcase_add_test(tc, unused_key);
	tcase_add_test(tc, unknown_variable);
	tcase_add_test(tc, no_examples);
	tcase_add_test(tc, wrong_example);
	tcase_add_test(tc, duplicate_ids);
	tcase_add_test(tc, changes);
}

Suite *lint_suite(void)
{
	Suite *s = suite_create("lint");
	TCase *tc = tcase_create("lint");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, shipped_examples);
	tcase_add_test(tc, shipped_packs_follow_their_schema);
	tcase_add_test(tc, shipped_packs_are_all_listed);
	tcase_add_test(tc, shipped_rules_are_complete);
	add_load_tests(tc);
	tcase_add_test(tc, places);
	tcase_add_test(tc, allow_is_honoured);
	tcase_add_test(tc, allow_expires);
	tcase_add_test(tc, allow_unused_or_unknown);
	tcase_add_test(tc, drafts_are_capped);
	tcase_add_test(tc, limit_is_reported);
	tcase_add_test(tc, leads);
	tcase_add_test(tc, asks_for);
	tcase_add_test(tc, dates);
	suite_add_tcase(s, tc);
	return s;
}
