/* Tests of base/: strings, hashes, UTF-8, JSON. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/map.h"
#include "base/utf8.h"
#include "suites.h"

START_TEST(test_arena_keeps_everything_apart)
{
	struct arena a = {0};
	char *p[2000];

	for (int i = 0; i < 2000; i++)
		p[i] = arena_printf(&a, "%0*d", i % 300 + 1, i);
	for (int i = 0; i < 2000; i++)
		ck_assert_int_eq(atoi(p[i]), i);
	arena_release(&a);
	ck_assert_ptr_null(a.head);
}
END_TEST

START_TEST(test_map_finds_what_was_put)
{
	struct map m = {0};
	struct arena a = {0};
	static int values[5000];

	for (int i = 0; i < 5000; i++)
		ck_assert_ptr_null(
			map_put(&m, arena_printf(&a, "k%d", i), &values[i]));
	for (int i = 0; i < 5000; i++)
		ck_assert_ptr_eq(map_get(&m, arena_printf(&a, "k%d", i)),
				 &values[i]);
	ck_assert_ptr_null(map_get(&m, "k5000"));
	ck_assert_ptr_eq(map_put(&m, "k7", &values[8]), &values[7]);
	ck_assert_ptr_eq(map_get(&m, "k7"), &values[7]);
	map_release(&m);
	arena_release(&a);
}
END_TEST

static size_t decode(const char *s)
{
	unsigned cp;

	return utf8_decode(s, strlen(s), &cp);
}

START_TEST(test_utf8_refuses_what_rfc_3629_refuses)
{
	ck_assert_uint_eq(decode("a"), 1);
	ck_assert_uint_eq(decode("\xC3\xA9"), 2);
	ck_assert_uint_eq(decode("\xE2\x82\xAC"), 3);
	ck_assert_uint_eq(decode("\xF0\x9F\x98\x80"), 4);
	ck_assert_uint_eq(decode("\x80"), 0);	      /* continuation */
	ck_assert_uint_eq(decode("\xC0\x80"), 0);     /* overlong */
	ck_assert_uint_eq(decode("\xE0\x80\xAF"), 0); /* overlong */
	ck_assert_uint_eq(decode("\xED\xA0\x80"), 0); /* surrogate */
	ck_assert_uint_eq(decode("\xF4\x90\x80\x80"), 0);
	ck_assert_uint_eq(decode("\xE2\x82"), 0); /* cut off */
}
END_TEST

START_TEST(test_escape_leaves_nothing_for_a_terminal)
{
	struct buf b = BUF_INIT;
	const char *s = "a\033[2J\n\xC2\x9B\xE2\x80\xAE\xFFz";

	utf8_escape(&b, s, strlen(s));
	ck_assert_str_eq(b.p, "a<U+001B>[2J<U+000A><U+009B><U+202E><FF>z");
	buf_release(&b);
}
END_TEST

START_TEST(test_fold_compares_across_forms)
{
	struct buf a = BUF_INIT, b = BUF_INIT;

	ck_assert(utf8_fold(&a, "Cafe\xCC\x81 \xEF\xBC\xA1", 10));
	ck_assert(utf8_fold(&b, "CAF\xC3\x89 a", 7));
	ck_assert_str_eq(a.p, b.p);
	buf_release(&a);
	buf_release(&b);
}
END_TEST

START_TEST(test_json_keeps_order_and_escapes)
{
	struct js *o = js_object();
	struct buf b = BUF_INIT;

	js_set(o, "z", js_string("a\"\xFF"));
	js_set(o, "a", js_int(-3));
	js_set(o, "n", js_string(NULL));
	js_write(o, 0, &b);
	ck_assert_str_eq(b.p, "{\"z\":\"a\\\"<FF>\",\"a\":-3,\"n\":null}\n");
	buf_release(&b);
	js_free(o);
}
END_TEST

Suite *base_suite(void)
{
	Suite *s = suite_create("base");
	TCase *t = tcase_create("base");

	tcase_add_test(t, test_arena_keeps_everything_apart);
	tcase_add_test(t, test_map_finds_what_was_put);
	tcase_add_test(t, test_utf8_refuses_what_rfc_3629_refuses);
	tcase_add_test(t, test_escape_leaves_nothing_for_a_terminal);
	tcase_add_test(t, test_fold_compares_across_forms);
	tcase_add_test(t, test_json_keeps_order_and_escapes);
	suite_add_tcase(s, t);
	return s;
}
