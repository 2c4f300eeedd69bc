/* check/pattern: bounded matching, refusals with offsets, empty matches. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "ruleset/pattern.h"

Suite *pattern_suite(void);

static struct pattern *compile(const char *p)
{
	struct pattern_fault f;
	struct pattern *made = pattern_compile(p, strlen(p), true, &f);

	ck_assert_msg(made != NULL, "%s: %s", p, f.text);
	return made;
}

/* All matches of P in TEXT, as "from-to from-to". */
static void ck_matches(const char *p, const char *text, const char *expected)
{
	struct pattern *pattern = compile(p);
	struct matcher *m = matcher_new();
	struct scan s = scan_start(pattern, m, text, strlen(text));
	char got[256] = "";

	while (scan_next(&s) == MATCH_FOUND)
		snprintf(got + strlen(got), sizeof got - strlen(got),
			 "%s%zu-%zu", *got ? " " : "", s.from, s.to);
	ck_assert_str_eq(got, expected);
	matcher_free(m);
	pattern_free(pattern);
}

static void ck_refused(const char *p, bool may_be_empty, size_t offset,
		       const char *words)
{
	struct pattern_fault f;
	struct pattern *made = pattern_compile(p, strlen(p), may_be_empty, &f);

	ck_assert_msg(made == NULL, "%s", p);
	ck_assert_uint_eq(f.offset, offset);
	ck_assert_msg(strstr(f.text, words) != NULL, "%s", f.text);
}

START_TEST(finds_all)
{
	ck_matches("a", "banana", "1-2 3-4 5-6");
	ck_matches("an", "banana", "1-3 3-5");
	ck_matches("x", "banana", "");
	ck_matches("which is \\Knot", "which is not", "9-12");
}
END_TEST

START_TEST(empty_matches_advance)
{
	ck_matches("a*", "baa", "0-0 1-3 3-3");
	ck_matches("\\b", "ab cd", "0-0 2-2 3-3 5-5");
	ck_matches("^", "x", "0-0");
	ck_matches("", "\xC3\xA9x", "0-0 2-2 3-3");
	ck_matches("$", "", "0-0");
}
END_TEST

START_TEST(unicode)
{
	ck_matches("\\w+", "\xC3\xA9t\xC3\xA9 x", "0-5 6-7");
	ck_matches("(?i)\xC3\x89", "\xC3\xA9", "0-2");
	ck_matches("\\s", "a\xC2\xA0z", "1-3");
}
END_TEST

START_TEST(refusals)
{
	char long_one[PATTERN_MAX + 2];

	ck_refused("a(b", true, 3, "parenthes");
	ck_refused("ab[", true, 3, "]");
	ck_refused("\\C", true, 2, "C");
	ck_refused("a*", false, 0, "empty");
	ck_refused("\\b", false, 0, "empty");
	ck_refused("(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)"
		   "(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)",
		   true, 0, "30");
	memset(long_one, 'a', sizeof long_one - 1);
	long_one[sizeof long_one - 1] = 0;
	ck_refused(long_one, true, PATTERN_MAX, "1024");
}
END_TEST

/* A hit on a limit is told apart from "no match". */
START_TEST(limits)
{
	struct pattern *slow = compile("(a+)+$"), *plain = compile("b");
	struct matcher *m = matcher_new();
	char text[SUBJECT_MAX + 2];

	memset(text, 'a', sizeof text);
	text[40] = 'x';
	ck_assert_int_eq(pattern_finds(slow, m, text, 41), MATCH_LIMIT);
	ck_assert_int_eq(pattern_finds(plain, m, text, 41), MATCH_NONE);
	ck_assert_int_eq(pattern_finds(plain, m, text, SUBJECT_MAX),
			 MATCH_NONE);
	ck_assert_int_eq(pattern_finds(plain, m, text, SUBJECT_MAX + 1),
			 MATCH_LIMIT);
	matcher_free(m);
	pattern_free(slow);
	pattern_free(plain);
}
END_TEST

START_TEST(groups)
{
	struct pattern *p = compile("(?<a>x)|(?<b>y(?<c>z)?)");
	struct matcher *m = matcher_new();
	struct scan s = scan_start(p, m, "-yz-y", 5);
	size_t from, to;

	ck_assert_int_eq(scan_next(&s), MATCH_FOUND);
	ck_assert(!scan_group(&s, "a", &from, &to));
	ck_assert(scan_group(&s, "c", &from, &to));
	ck_assert_uint_eq(from, 2);
	ck_assert_uint_eq(to, 3);
	ck_assert_int_eq(scan_next(&s), MATCH_FOUND);
	ck_assert(!scan_group(&s, "c", &from, &to));
	ck_assert(!scan_group(&s, "nope", &from, &to));
	ck_assert_int_eq(scan_next(&s), MATCH_NONE);
	ck_assert_int_eq(scan_next(&s), MATCH_NONE);
	matcher_free(m);
	pattern_free(p);
}
END_TEST

Suite *pattern_suite(void)
{
	Suite *s = suite_create("pattern");
	TCase *tc = tcase_create("pattern");

	tcase_add_test(tc, finds_all);
	tcase_add_test(tc, empty_matches_advance);
	tcase_add_test(tc, unicode);
	tcase_add_test(tc, refusals);
	tcase_add_test(tc, limits);
	tcase_add_test(tc, groups);
	suite_add_tcase(s, tc);
	return s;
}
