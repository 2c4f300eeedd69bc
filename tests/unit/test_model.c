/* Tests of model/: places, did-you-mean, apportionment, normal forms. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/blueprint.h"
#include "model/diag.h"
#include "model/rich.h"
#include "model/source.h"
#include "suites.h"

static struct source source_of(const char *text)
{
	struct source s = {.path = "x", .size = strlen(text)};

	s.text = malloc(s.size + 1);
	memcpy(s.text, text, s.size + 1);
	return s;
}

START_TEST(test_places_count_code_points)
{
	struct source s = source_of("\xEF\xBB\xBF"
				    "ab\r\n\tc\xC3\xA9z\nlast");
	struct place p = source_place(&s, span_of(3, 5));
	size_t n;

	ck_assert_uint_eq(p.line, 1);
	ck_assert_uint_eq(p.col, 1);
	ck_assert_uint_eq(p.end_col, 3);
	p = source_place(&s, span_of(11, 12)); /* z, behind tab, c, é */
	ck_assert_uint_eq(p.line, 2);
	ck_assert_uint_eq(p.col, 4);
	p = source_place(&s, span_of(1000, 2000));
	ck_assert_uint_eq(p.line, 3);
	ck_assert_uint_eq(p.col, 5);
	ck_assert_ptr_eq(source_line(&s, 1, &n), s.text + 3);
	ck_assert_uint_eq(n, 2);
	source_line(&s, 3, &n);
	ck_assert_uint_eq(n, 4);
	source_drop(&s);
}
END_TEST

START_TEST(test_did_you_mean)
{
	const char *const words[] = {"topic", "task", "title", "type"};

	ck_assert_str_eq(did_you_mean("topci", words, 4), "topic");
	ck_assert_str_eq(did_you_mean("tpye", words, 4), "type");
	ck_assert_ptr_null(did_you_mean("services", words, 4));
	ck_assert_ptr_null(did_you_mean("", words, 4));
}
END_TEST

/* Hamilton's method, written as its definition reads. */
static void by_definition(const unsigned *w, size_t n, unsigned total,
			  unsigned *parts)
{
	unsigned long long sum = 0, rest[8];
	unsigned given = 0;

	for (size_t i = 0; i < n; i++)
		sum += w[i];
	for (size_t i = 0; i < n; i++) {
		parts[i] = (unsigned)((unsigned long long)w[i] * total / sum);
		rest[i] = (unsigned long long)w[i] * total % sum;
		given += parts[i];
	}
	while (given < total) {
		size_t best = 0;

		for (size_t i = 1; i < n; i++)
			if (rest[i] > rest[best])
				best = i;
		parts[best]++;
		rest[best] = 0;
		given++;
	}
}

START_TEST(test_apportion_is_largest_remainder)
{
	unsigned seed = 1;

	for (int round = 0; round < 1000; round++) {
		unsigned w[8], want[8], got[8], total;
		double weights[8];
		size_t n;

		seed = seed * 1103515245u + 12345u;
		n = seed / 65536 % 7 + 2;
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245u + 12345u;
			w[i] = seed / 65536 % 100 + 1;
			weights[i] = w[i];
		}
		seed = seed * 1103515245u + 12345u;
		total = seed / 65536 % 500;
		by_definition(w, n, total, want);
		apportion(weights, n, total, got);
		for (size_t i = 0; i < n; i++)
			ck_assert_uint_eq(got[i], want[i]);
	}
}
END_TEST

static void check_targets(unsigned total, unsigned a, unsigned b, unsigned c,
			  unsigned d)
{
	struct domain domains[4] = {
		{.weight = 28}, {.weight = 26}, {.weight = 22}, {.weight = 24}};
	struct exam e = {.items = 65, .domains = domains, .ndomains = 4};
	unsigned got[4];

	exam_targets(&e, total, got);
	ck_assert_uint_eq(got[0], a);
	ck_assert_uint_eq(got[1], b);
	ck_assert_uint_eq(got[2], c);
	ck_assert_uint_eq(got[3], d);
}

START_TEST(test_targets_of_the_real_exam)
{
	check_targets(65, 18, 17, 14, 16);
	check_targets(50, 14, 13, 11, 12);
	check_targets(130, 36, 34, 28, 32);
	check_targets(26, 7, 7, 6, 6);
	check_targets(0, 0, 0, 0, 0);
	check_targets(180, 50, 47, 39, 44); /* two forms and 50 */
}
END_TEST

static void check_same(const char *a, const char *b, bool same)
{
	struct rich x = {.text = a, .prose = a, .len = strlen(a)};
	struct rich y = {.text = b, .prose = b, .len = strlen(b)};
	char ix[9], iy[9];

	rich_id(&x, ix);
	rich_id(&y, iy);
	ck_assert_msg((strcmp(ix, iy) == 0) == same, "'%s' and '%s'", a, b);
}

START_TEST(test_normal_form_keeps_meaning)
{
	check_same("Use Acme S3.", "use  acme s3", true);
	check_same("A \"quoted\" one", "A \xE2\x80\x9Cquoted\xE2\x80\x9D one",
		   true);
	check_same("more than 5", "more than 50", false);
	check_same("x > 5", "x < 5", false);
	check_same("-5", "5", false);
	check_same("1.5 hours", "15 hours", false);
	check_same("5%", "5", false);
}
END_TEST

START_TEST(test_normal_form_keeps_code_raw)
{
	struct rich x = {.text = "Set A", .prose = "Set q", .len = 5};
	struct rich y = {.text = "Set a", .prose = "Set q", .len = 5};
	char ix[9], iy[9];

	rich_id(&x, ix);
	rich_id(&y, iy);
	ck_assert_str_ne(ix, iy);
}
END_TEST

static void check_seen(struct rich x, struct rich y, bool same)
{
	x.len = strlen(x.text);
	y.len = strlen(y.text);
	x.prose = x.prose ? x.prose : x.text;
	y.prose = y.prose ? y.prose : y.text;
	ck_assert_msg((rich_seen_hash(&x) == rich_seen_hash(&y)) == same,
		      "'%s' and '%s'", x.text, y.text);
}

START_TEST(test_seen_form_keeps_what_readers_see)
{
	static const struct {
		const char *a, *b;
		bool same;
	} t[] = {
		{"m", "M", false},
		{"n", "n!", false},
		{"28", "2\xE2\x81\xB8", false},
		{"[0, 1)", "(0, 1]", false},
		{"in Massen",
		 "in Ma\xC3\x9F"
		 "en",
		 false},
		{"Read it", "Read it.", false},
		{"One", "One\xE2\x80\x8B", true},
		{"One", "O\xC2\xADne", true},
		{"caf\xC3\xA9", "cafe\xCC\x81", true},
		{"a  b",
		 " a\xC2\xA0"
		 "b ",
		 true},
	};

	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		check_seen((struct rich){.text = t[i].a},
			   (struct rich){.text = t[i].b}, t[i].same);
}
END_TEST

START_TEST(test_seen_form_keeps_marks)
{
	struct rich_mark sup[] = {{1, RICH_SUP, false, ""},
				  {2, RICH_SUP, true, ""}};
	struct rich_mark sub[] = {{1, RICH_SUB, false, ""},
				  {2, RICH_SUB, true, ""}};
	struct rich_mark one[] = {{0, RICH_PICTURE, false, "img/1.png"},
				  {2, RICH_PICTURE, true, ""}};
	struct rich_mark two[] = {{0, RICH_PICTURE, false, "img/2.png"},
				  {2, RICH_PICTURE, true, ""}};
	struct rich plain = {.text = "x2"}, other = {.text = "y3"};
	struct rich high = {.text = "x2", .marks = sup, .nmarks = 2};
	struct rich low = {.text = "x2", .marks = sub, .nmarks = 2};
	struct rich first = {.text = "x2", .marks = one, .nmarks = 2};
	struct rich second = {.text = "x2", .marks = two, .nmarks = 2};

	check_seen(plain, high, false);
	check_seen(high, low, false);
	check_seen(plain, (struct rich){.text = "x2", .prose = "qq"}, false);
	check_seen(first, second, false);
	other.marks = one;
	other.nmarks = 2;
	check_seen(first, other, true); /* another alt text */
}
END_TEST

START_TEST(test_emphasis_may_be_left_out)
{
	struct rich_mark bold[] = {{0, RICH_STRONG, false, ""},
				   {1, RICH_STRONG, true, ""}};
	struct rich v = {.text = "v", .prose = "v", .len = 1};
	struct rich w = v;
	struct buf a = BUF_INIT, b = BUF_INIT;

	w.marks = bold;
	w.nmarks = 2;
	check_seen(v, w, false);
	rich_seen(&v, false, &a);
	rich_seen(&w, false, &b);
	ck_assert_str_eq(buf_cstr(&a), buf_cstr(&b));
	buf_release(&a);
	buf_release(&b);
}
END_TEST

START_TEST(test_rich_span_maps_runs)
{
	struct rich_run runs[] = {{0, 100, 5}, {6, 110, 4}};
	struct rich r = {.span = {100, 120}, .runs = runs, .nruns = 2};
	struct span s = rich_span(&r, 1, 4);

	ck_assert_uint_eq(s.start, 101);
	ck_assert_uint_eq(s.end, 104);
	s = rich_span(&r, 2, 8); /* across the gap */
	ck_assert_uint_eq(s.start, 102);
	ck_assert_uint_eq(s.end, 112);
	s = rich_span(&r, 50, 51); /* behind the end */
	ck_assert_uint_eq(s.start, 114);
}
END_TEST

Suite *model_suite(void)
{
	Suite *s = suite_create("model");
	TCase *t = tcase_create("model");

	tcase_add_test(t, test_places_count_code_points);
	tcase_add_test(t, test_did_you_mean);
	tcase_add_test(t, test_apportion_is_largest_remainder);
	tcase_add_test(t, test_targets_of_the_real_exam);
	tcase_add_test(t, test_normal_form_keeps_meaning);
	tcase_add_test(t, test_normal_form_keeps_code_raw);
	tcase_add_test(t, test_seen_form_keeps_what_readers_see);
	tcase_add_test(t, test_seen_form_keeps_marks);
	tcase_add_test(t, test_emphasis_may_be_left_out);
	tcase_add_test(t, test_rich_span_maps_runs);
	suite_add_tcase(s, t);
	return s;
}
