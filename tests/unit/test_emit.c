/* Tests of emit/: what is escaped, what must be closed, orders by hash. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/markup.h"
#include "emit/show.h"
#include "suites.h"

static const char *const payloads[] = {
	"<script>alert(1)</script>",
	"\"><img src=x onerror=alert(1)>",
	"' onmouseover='alert(1)",
	"</title><svg/onload=alert(1)>",
	"<!--<script>",
	"&lt;script&gt;",
	"javascript:alert(1)//\"",
	"]]><x>",
};

START_TEST(test_text_and_attributes_are_escaped)
{
	const char *p = payloads[_i];
	struct buf b = BUF_INIT;
	struct markup m = MARKUP_INIT(&b);
	size_t marks = 0, quotes = 0;

	markup_open(&m, "p");
	markup_attr(&m, "title", p);
	markup_text(&m, p);
	markup_close(&m, "p");
	markup_end(&m);
	for (size_t i = 0; i < b.n; i++) {
		marks += b.p[i] == '<' || b.p[i] == '>';
		quotes += b.p[i] == '"' || b.p[i] == '\'';
	}
	ck_assert_uint_eq(marks, 4);  /* <p …> and </p> */
	ck_assert_uint_eq(quotes, 2); /* around the attribute */
	buf_release(&b);
}
END_TEST

START_TEST(test_payloads_survive_json)
{
	struct js *v = js_array();
	struct buf b = BUF_INIT;

	js_push(v, js_string(payloads[_i]));
	js_write(v, 0, &b);
	ck_assert(b.p[0] == '[');
	ck_assert_ptr_nonnull(strstr(b.p, "\"]\n"));
	buf_release(&b);
	js_free(v);
}
END_TEST

START_TEST(test_a_wrong_close_is_a_bug)
{
	struct buf b = BUF_INIT;
	struct markup m = MARKUP_INIT(&b);

	if (freopen("/dev/null", "w", stderr) == NULL)
		exit(1);
	markup_open(&m, "ul");
	markup_close(&m, "ol");
}
END_TEST

START_TEST(test_an_unknown_slot_is_a_bug)
{
	struct buf b = BUF_INIT;

	if (freopen("/dev/null", "w", stderr) == NULL)
		exit(1);
	markup_frame(&b, "web/page.html", NULL, 0);
}
END_TEST

START_TEST(test_formatted_text_is_never_cut)
{
	enum { N = 3000 };
	char *s = calloc(N + 1, 1);
	struct buf b = BUF_INIT;
	struct markup m = MARKUP_INIT(&b);

	ck_assert_ptr_nonnull(s);
	for (int i = 0; i < N; i += 3)
		strcpy(s + i, "\xE6\xA9\x9F");
	markup_open(&m, "p");
	markup_attrf(&m, "title", "%s", s);
	markup_textf(&m, "%s", s);
	markup_close(&m, "p");
	ck_assert_uint_eq(b.n, 2 * N + strlen("<p title=\"\"></p>\n"));
	buf_release(&b);
	free(s);
}
END_TEST

START_TEST(test_order_depends_on_ids_alone)
{
	char a[3][12] = {"11111111", "22222222", "33333333"};
	char b[3][12] = {"33333333", "11111111", "22222222"};
	size_t x[SHOW_MAX], y[SHOW_MAX];

	show_order(a[0], sizeof a[0], 3, 0, x);
	show_order(b[0], sizeof b[0], 3, 0, y);
	for (int i = 0; i < 3; i++)
		ck_assert_str_eq(a[x[i]], b[y[i]]);
}
END_TEST

Suite *emit_suite(void)
{
	Suite *s = suite_create("emit");
	TCase *t = tcase_create("emit");
	int n = (int)(sizeof payloads / sizeof *payloads);

	tcase_add_loop_test(t, test_text_and_attributes_are_escaped, 0, n);
	tcase_add_loop_test(t, test_payloads_survive_json, 0, n);
	tcase_add_test_raise_signal(t, test_a_wrong_close_is_a_bug, 6);
	tcase_add_test_raise_signal(t, test_an_unknown_slot_is_a_bug, 6);
	tcase_add_test(t, test_formatted_text_is_never_cut);
	tcase_add_test(t, test_order_depends_on_ids_alone);
	suite_add_tcase(s, t);
	return s;
}
