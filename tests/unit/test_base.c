/* Tests of base/: strings, hashes, UTF-8, JSON. */
#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/json_read.h"
#include "base/log.h"
#include "base/map.h"
#include "base/run.h"
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

START_TEST(test_utf8_plain_ends_at_the_first_other_byte)
{
	char s[24];

	for (unsigned at = 0; at < sizeof s; at++)
		for (unsigned c = 0; c < 256; c++) {
			bool plain = c >= 0x20 && c < 0x7F;

			memset(s, '~', sizeof s);
			s[at] = (char)c;
			ck_assert_uint_eq(utf8_plain(s, sizeof s),
					  plain ? sizeof s : at);
			ck_assert_uint_eq(utf8_plain(s, at), at);
		}
}
END_TEST

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
	const char *s = "a\033[2J\n\xC2\x9B\xE2\x80\xAE\xEF\xBF\xBF\xFFz";

	utf8_escape(&b, s, strlen(s));
	ck_assert_str_eq(b.p,
			 "a<U+001B>[2J<U+000A><U+009B><U+202E><U+FFFF><FF>z");
	buf_release(&b);
}
END_TEST

/* What a CI host obeys: "::" where a line begins, "##[" anywhere. */
START_TEST(test_escape_leaves_nothing_for_a_ci_host)
{
	static const struct {
		const char *text, *shown;
	} lines[] = {
		{"::error::x", "<U+003A>:error::x"},
		{" \t::x", " \t<U+003A>:x"},
		{"\xC2\xA0::x", "\xC2\xA0<U+003A>:x"},
		{"a ::x", "a ::x"},
		{"a\t::x\n::y\r\n\n", "a\t::x\n<U+003A>:y\r\n\n"},
		{"a\r::x", "a<U+000D>::x"},
		{"x ##[error]y", "x <U+0023>#[error]y"},
		{"###[x", "#<U+0023>#[x"},
		{"x##vso[task]", "x<U+0023>#vso[task]"},
		{"## Bad [1]", "## Bad [1]"},
		{"##", "##"},
	};
	char *said;
	size_t n;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		FILE *f = open_memstream(&said, &n);

		log_print(f, lines[i].text);
		fclose(f);
		ck_assert_str_eq(said, lines[i].shown);
		free(said);
	}
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

START_TEST(test_fold_marks_leaves_letters)
{
	struct buf a = BUF_INIT;

	ck_assert(utf8_fold_marks(&a,
				  "Gr\xC3\xB6\xC3\x9F"
				  "e E\xCC\x81",
				  11));
	ck_assert_str_eq(a.p, "grosse e");
	ck_assert(!utf8_fold_marks(&a, "\xFF", 1));
	ck_assert_str_eq(a.p, "grosse e");
	buf_release(&a);
}
END_TEST

START_TEST(test_json_keeps_order_and_escapes)
{
	struct js *o = js_object();
	struct buf b = BUF_INIT;

	js_set(o, "z", js_string("a\"\xFF"));
	js_set(o, "a", js_int(-3));
	js_set(o, "n", js_string(NULL));
	js_set(o, "##[x", js_string("##a ##vso[x]##["));
	js_write(o, 0, &b);
	ck_assert_str_eq(b.p, "{\"z\":\"a\\\"<FF>\",\"a\":-3,\"n\":null,"
			      "\"#\\u0023[x\":"
			      "\"##a #\\u0023vso[x]#\\u0023[\"}\n");
	buf_release(&b);
	js_free(o);
}
END_TEST

/* With the outputs in one buffer, within SECONDS. */
static int run(const char *command, unsigned seconds, struct buf *said)
{
	const char *const argv[] = {"sh", "-c", command, NULL};
	const char *const env[] = {"WORD=hello", NULL};

	buf_reset(said);
	return run_program(&(struct run){.argv = argv,
					 .env = env,
					 .seconds = seconds,
					 .out = said,
					 .err = said});
}

START_TEST(test_run_tells_how_a_program_ended)
{
	static const char *const none[] = {"/no/such/program", NULL};
	static const char *const nameless[] = {"no-such-program", NULL};
	static const char *const folder[] = {"/", NULL};
	static const char *const yes[] = {"true", NULL};
	struct buf said = BUF_INIT;

	ck_assert_int_eq(
		run("echo out; echo err >&2; echo $WORD; exit 7", 20, &said),
		7);
	ck_assert_str_eq(buf_cstr(&said), "out\nerr\nhello\n");
	ck_assert_int_eq(run("exec 1>&- 2>&-; exec sleep 60", 1, &said),
			 RUN_TIMEOUT);
	ck_assert_int_eq(run("sleep 60 & echo done", 20, &said), 0);
	ck_assert_str_eq(buf_cstr(&said), "done\n");
	ck_assert_int_eq(run("kill -9 $$", 20, &said), RUN_FAILED);
	ck_assert_int_eq(run("exit 127", 0, &said), 127);
	ck_assert_int_eq(run_program(&(struct run){.argv = none}), RUN_MISSING);
	ck_assert_int_eq(run_program(&(struct run){.argv = nameless}),
			 RUN_MISSING);
	ck_assert_int_eq(run_program(&(struct run){.argv = folder}),
			 RUN_FAILED);
	ck_assert_int_eq(run_program(&(struct run){.argv = yes,
						   .dir = "/no/such/folder"}),
			 RUN_FAILED);
	buf_release(&said);
}
END_TEST

START_TEST(test_run_gives_what_was_asked_for)
{
	static const char *const argv[] = {
		"sh", "-c",
		"pwd; echo $WORD$EXAMC_TEST; cat; head -c 100000 /dev/zero "
		">&2",
		NULL};
	static const char *const env[] = {"WORD=hello", NULL};
	struct buf out = BUF_INIT, err = BUF_INIT;

	setenv("EXAMC_TEST", "-all", 1);
	ck_assert_int_eq(run_program(&(struct run){.argv = argv,
						   .env = env,
						   .dir = "/",
						   .out = &out,
						   .err = &err,
						   .most = 70000}),
			 0);
	ck_assert_str_eq(buf_cstr(&out), "/\nhello-all\n");
	ck_assert_uint_eq(err.n, 70000);
	buf_reset(&out);
	ck_assert_int_eq(run_program(&(struct run){.argv = argv,
						   .env = env,
						   .bare = true,
						   .dir = "/",
						   .out = &out}),
			 0);
	ck_assert_str_eq(buf_cstr(&out), "/\nhello\n");
	buf_release(&out);
	buf_release(&err);
}
END_TEST

/* What is written is read as the same values, by a reader that is not ours. */
START_TEST(test_json_is_read_as_it_was_written)
{
	static const struct {
		double x;
		const char *text;
	} reals[] = {{28, "28.0"},
		     {0.1, "0.1"},
		     {-2.5, "-2.5"},
		     {1e20, "1e20"},
		     {2.5e-7, "2.5e-7"},
		     {1.0 / 3, "0.333333333333"},
		     {1234567890123, "1.23456789012e12"}};
	char all[256];
	struct js *list = js_array(), *o = js_object();
	struct json_fault fault;
	struct json *back;
	struct buf b = BUF_INIT, want = BUF_INIT;
	double x;

	for (int c = 1; c < 0x80; c++)
		all[c - 1] = (char)c;
	strcpy(all + 0x7F, "\u00e9\u4e00\U0001F600");
	js_push(list, js_string(all));
	js_set(o, all, js_bool(true));
	js_push(list, o);
	for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
		js_push(list, js_real(reals[i].x));
		buf_printf(&want, ",%s", reals[i].text);
	}
	buf_str(&want, ",[],{},null]\n");
	js_push(list, js_array());
	js_push(list, js_object());
	js_push(list, js_string(NULL));
	js_write(list, 0, &b);
	ck_assert_ptr_nonnull(strstr(b.p, want.p));
	back = js_parse(b.p, b.n, &fault);
	ck_assert_ptr_nonnull(back);
	ck_assert_str_eq(js_text(js_at(back, 0)), all);
	ck_assert(js_number(js_get(js_at(back, 1), all), &x) && x == 1);
	js_forget(back);
	buf_reset(&b);
	js_write(list, 2, &b);
	back = js_parse(b.p, b.n, &fault);
	ck_assert_ptr_nonnull(back);
	ck_assert_ptr_nonnull(strstr(b.p, ",\n  [],\n  {},\n  null\n]\n"));
	js_forget(back);
	js_free(list);
	buf_release(&b);
	buf_release(&want);
}
END_TEST

/* How the sign C stands in a JSON string. */
static void json_sign(struct buf *out, char c)
{
	static const char known[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	const char *p = known;

	while (*p && *p != c)
		p += 2;
	if (*p)
		buf_printf(out, "\\%c", p[1]);
	else if ((unsigned char)c < 0x20 || c == 0x7F)
		buf_printf(out, "\\u%04X", c);
	else
		buf_char(out, c);
}

/* Strings are looked at eight bytes at a time: any sign at any place of them,
 * alone and as two. */
START_TEST(test_json_escapes_at_any_place)
{
	struct buf want = BUF_INIT, b = BUF_INIT;

	for (int c = 1; c < 0x80; c++)
		for (size_t at = 0; at < 18; at++) {
			char s[] = "a~ b}[zA0aaaaaaaaaa";
			struct js *v;

			s[at] = (char)c;
			s[18] = at % 2 ? (char)c : 'x';
			v = js_string(s);
			buf_reset(&want);
			buf_char(&want, '"');
			for (const char *p = s; *p; p++)
				json_sign(&want, *p);
			buf_str(&want, "\"\n");
			buf_reset(&b);
			js_write(v, 0, &b);
			ck_assert_str_eq(b.p, want.p);
			js_free(v);
		}
	buf_release(&want);
	buf_release(&b);
}
END_TEST

/* A string that got no memory would pass for bad UTF-8, and be published. */
START_TEST(test_json_never_lacks_memory)
{
	json_malloc_t get;
	json_free_t release;

	json_get_alloc_funcs(&get, &release);
	ck_assert(get == xmalloc && release == free);
}
END_TEST

Suite *base_suite(void)
{
	Suite *s = suite_create("base");
	TCase *t = tcase_create("base");

	tcase_add_test(t, test_arena_keeps_everything_apart);
	tcase_add_test(t, test_map_finds_what_was_put);
	tcase_add_test(t, test_utf8_plain_ends_at_the_first_other_byte);
	tcase_add_test(t, test_utf8_refuses_what_rfc_3629_refuses);
	tcase_add_test(t, test_escape_leaves_nothing_for_a_terminal);
	tcase_add_test(t, test_escape_leaves_nothing_for_a_ci_host);
	tcase_add_test(t, test_fold_compares_across_forms);
	tcase_add_test(t, test_fold_marks_leaves_letters);
	tcase_add_test(t, test_json_keeps_order_and_escapes);
	tcase_add_test(t, test_run_tells_how_a_program_ended);
	tcase_add_test(t, test_run_gives_what_was_asked_for);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_json_is_read_as_it_was_written);
	tcase_add_test(t, test_json_escapes_at_any_place);
	tcase_add_test(t, test_json_never_lacks_memory);
	suite_add_tcase(s, t);
	return s;
}
