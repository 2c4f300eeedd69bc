/* Tests of what is written as bytes and read again: numbers and texts, items,
 * records, findings; and of bytes that nobody wrote. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/pack.h"
#include "language/date.h"
#include "lint/pack.h"
#include "load/load.h"
#include "model/pack.h"
#include "suites.h"

static struct pack reading(const char *p, size_t n, struct arena *a)
{
	return (struct pack){.p = p, .end = p + n, .arena = a};
}

START_TEST(test_numbers_come_back)
{
	static const uint64_t numbers[] = {
		0, 1, 127, 128, 16383, 16384, UINT32_MAX, UINT64_MAX};
	enum { N = sizeof numbers / sizeof *numbers };
	struct buf out = BUF_INIT;
	struct pack w = {.out = &out}, r;

	for (size_t i = 0; i < N; i++)
		pack_number(&w, numbers[i]);
	r = reading(out.p, out.n, NULL);
	for (size_t i = 0; i < N; i++)
		ck_assert_uint_eq(pack_number(&r, 7), numbers[i]);
	ck_assert(!r.bad && r.p == r.end);
	ck_assert_uint_eq(pack_number(&r, 7), 0);
	ck_assert(r.bad);
	buf_release(&out);
}
END_TEST

START_TEST(test_numbers_without_end)
{
	char endless[16];
	struct pack r = reading(endless, sizeof endless, NULL);

	memset(endless, 0x80, sizeof endless);
	ck_assert_uint_eq(pack_number(&r, 7), 0);
	ck_assert(r.bad);
	r = reading("\x05", 1, NULL);
	ck_assert_uint_eq(pack_below(&r, 0, 5), 0);
	ck_assert(r.bad);
	r = reading("\x04", 1, NULL);
	ck_assert_uint_eq(pack_below(&r, 0, 5), 4);
	ck_assert(!r.bad);
}
END_TEST

START_TEST(test_texts_come_back)
{
	const char *none = NULL, *empty = "", *some = "some", *s = "x";
	const char *text = "a\0b";
	struct buf out = BUF_INIT;
	struct pack w = {.out = &out}, r;
	size_t n = 3;

	pack_string(&w, &none);
	pack_string(&w, &empty);
	pack_string(&w, &some);
	pack_text(&w, &text, &n);
	r = reading(out.p, out.n, NULL);
	pack_string(&r, &s);
	ck_assert_ptr_null(s);
	pack_string(&r, &s);
	ck_assert_str_eq(s, "");
	pack_string(&r, &s);
	ck_assert_str_eq(s, "some");
	n = 0;
	pack_text(&r, &text, &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_mem_eq(text, "a\0b", 4);
	ck_assert(!r.bad && r.p == r.end);
	buf_release(&out);
}
END_TEST

/* What says to be longer than it is, or does not end with a NUL. */
START_TEST(test_texts_without_end)
{
	static const struct {
		const char *p;
		size_t n;
	} wrong[] = {{"\x05"
		      "abcd",
		      5},
		     {"\x02"
		      "ab",
		      3},
		     {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10},
		     {"", 0}};
	struct arena a = {0};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct pack r = reading(wrong[i].p, wrong[i].n, &a);
		const char *s = NULL;
		size_t n = 0;

		pack_text(&r, &s, &n);
		ck_assert(r.bad && !n);
		ck_assert_str_eq(s, "");
	}
	arena_release(&a);
}
END_TEST

/* An array that says to be longer than what is left. */
START_TEST(test_arrays_without_end)
{
	struct arena a = {0};
	struct pack r = reading("\x05"
				"abcd",
				5, &a);
	uint32_t *p;
	size_t n;

	PACK_ARRAY(&r, p, n);
	ck_assert(r.bad && !n);
	ck_assert_ptr_nonnull(p);
	r = reading("\x05"
		    "abcde",
		    6, &a);
	pack_array(&r, &p, &n, sizeof *p, 2);
	ck_assert(r.bad && !n);
	r = reading("\x04"
		    "abcd",
		    5, &a);
	PACK_ARRAY(&r, p, n);
	ck_assert(!r.bad && n == 4);
	ck_assert_uint_eq(p[3], 0);
	arena_release(&a);
}
END_TEST

/* --- The questions of a bank --- */

static struct session session;
static struct bank bank;

static void load(void)
{
	const char *src = getenv("SRC");
	struct target t = {.has_exam = true, .display = ""};

	session = (struct session){.jobs = 1,
				   .render = true,
				   .max_files = 100,
				   .max_bytes = LIMIT_YAML};
	date_parse("2026-11-29", &session.today);
	session_start(&session);
	t.dir = path_join(&session.arena, src ? src : ".", "tests/fuzz/bank");
	load_bank(&session, &t, &bank, NULL, 0);
	ck_assert_uint_ge(bank.records.n, 4);
}

static void unload(void)
{
	bank_release(&bank);
	session_end(&session);
}

/* What the cache keeps of a question. */
struct whole {
	struct record record;
	struct item item;
	struct source src;
};

static struct source *no_source(void *arg, const char *rel)
{
	(void)arg, (void)rel;
	return NULL;
}

static void pack_whole(struct pack *k, struct whole *w)
{
	w->record.src = &w->src;
	pack_record(k, &w->record, bank.exam);
	pack_diags(k, &w->record.diags, &w->src, no_source, NULL);
	pack_kept(k, &w->record.lint, session.ruleset, &w->record.diags);
	if (k->bad)
		return;
	pack_item(k, &w->item, bank.exam);
	if (!k->bad)
		pack_texts(k, &w->item);
}

/* Question I into W; findings of it that name another file would need that file. */
static void question(size_t i, struct whole *w)
{
	struct record *r = bank.records.p[i];

	*w = (struct whole){.record = *r, .item = *r->item, .src = *r->src};
	for (struct diag *d = r->diags.first; d; d = d->next) {
		d->src = &w->src;
		for (struct note *x = d->notes; x; x = x->next)
			x->src = &w->src;
	}
}

static void write_question(size_t i, struct buf *out)
{
	struct pack k = {.out = out};
	struct whole w;

	question(i, &w);
	pack_whole(&k, &w);
	ck_assert(!k.bad);
}

START_TEST(test_questions_come_back)
{
	struct arena a = {0};

	for (size_t i = 0; i < bank.records.n; i++) {
		struct buf once = BUF_INIT, twice = BUF_INIT;
		struct record *is = bank.records.p[i];
		struct pack r, w = {.out = &twice};
		struct whole x = {.record = {.diags.arena = &a}};

		x.record.diags.arena = &a;
		write_question(i, &once);
		r = reading(once.p, once.n, &a);
		pack_whole(&r, &x);
		ck_assert(!r.bad && r.p == r.end);
		ck_assert_str_eq(x.record.id.s, is->id.s);
		ck_assert_str_eq(x.record.content, is->content);
		ck_assert_ptr_eq(x.record.topic, is->topic);
		ck_assert_uint_eq(x.record.diags.n, is->diags.n);
		ck_assert_str_eq(x.item.stem->html_block,
				 is->item->stem->html_block);
		ck_assert_str_eq(x.item.stem->html_rest,
				 is->item->stem->html_rest);
		pack_whole(&w, &x);
		ck_assert_uint_eq(twice.n, once.n);
		ck_assert_mem_eq(twice.p, once.p, once.n);
		buf_release(&once);
		buf_release(&twice);
	}
	arena_release(&a);
}
END_TEST

/* Reads the N bytes at P, which are copied so that a sanitizer sees their end. */
static bool is_question(const char *p, size_t n)
{
	struct arena a = {0};
	char *copy = malloc(n + 1);
	struct whole x = {.record = {.diags.arena = &a}};
	struct pack r;
	bool good;

	copy = realloc(memcpy(copy, p, n), n ? n : 1);
	r = reading(copy, n, &a);
	x.record.diags.arena = &a;
	pack_whole(&r, &x);
	good = !r.bad && r.p == r.end;
	free(copy);
	arena_release(&a);
	return good;
}

START_TEST(test_questions_that_are_cut)
{
	for (size_t i = 0; i < bank.records.n; i++) {
		struct buf out = BUF_INIT;

		write_question(i, &out);
		ck_assert(is_question(out.p, out.n));
		for (size_t n = 0; n < out.n; n++)
			ck_assert_msg(!is_question(out.p, n),
				      "%zu of %zu bytes", n, out.n);
		buf_release(&out);
	}
}
END_TEST

START_TEST(test_questions_of_other_bytes)
{
	unsigned state = 1;

	for (size_t i = 0; i < bank.records.n; i++) {
		struct buf out = BUF_INIT;

		write_question(i, &out);
		for (size_t n = 0; n < 4000; n++) {
			size_t at = (state = state * 1103515245 + 12345) >> 8;
			char was = out.p[at % out.n];

			out.p[at % out.n] = (char)(state >> 4);
			is_question(out.p, out.n);
			if (n % 8) /* one of eight stays wrong */
				out.p[at % out.n] = was;
		}
		buf_release(&out);
	}
}
END_TEST

Suite *pack_suite(void)
{
	Suite *s = suite_create("pack");
	TCase *values = tcase_create("values"),
	      *questions = tcase_create("questions");

	tcase_add_test(values, test_numbers_come_back);
	tcase_add_test(values, test_numbers_without_end);
	tcase_add_test(values, test_texts_come_back);
	tcase_add_test(values, test_texts_without_end);
	tcase_add_test(values, test_arrays_without_end);
	suite_add_tcase(s, values);
	tcase_add_checked_fixture(questions, load, unload);
	tcase_add_test(questions, test_questions_come_back);
	tcase_add_test(questions, test_questions_that_are_cut);
	tcase_add_test(questions, test_questions_of_other_bytes);
	suite_add_tcase(s, questions);
	return s;
}
