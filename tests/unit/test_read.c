/* Tests of read/: places of keys and texts in awkward files. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "model/node.h"
#include "read/read.h"
#include "suites.h"

static struct arena arena;
static struct source src;
static struct diags diags;

static struct node *read_text(const char *text)
{
	struct reader r = {.arena = &arena, .src = &src, .diags = &diags};

	arena_release(&arena);
	source_drop(&src);
	diags = (struct diags){.arena = &arena};
	src = (struct source){.path = "x", .size = strlen(text)};
	src.text = malloc(src.size + 1);
	memcpy(src.text, text, src.size + 1);
	if (!read_check_bytes(&r, false))
		return NULL;
	return read_question(&r);
}

/* The bytes of a span as a string. */
static const char *bytes(struct span at)
{
	return arena_copy(&arena, src.text + at.start, at.end - at.start);
}

START_TEST(test_values_keep_their_places)
{
	struct node *n = read_text("\xEF\xBB\xBF---\r\n"
				   "id: caf\xC3\xA9\r\n"
				   "type: single\r\n"
				   "title: \"\xC3\xBC b\"  # note\r\n"
				   "services: [a, 'b']\r\n"
				   "---\r\n\r\nStem?\r\n\r\n- [x] One\r\n");
	struct node *services;

	ck_assert_ptr_nonnull(n);
	ck_assert_str_eq(bytes(node_attr(n, "id")->at), "caf\xC3\xA9");
	ck_assert_str_eq(bytes(node_attr(n, "id")->key), "id");
	ck_assert_str_eq(bytes(node_attr(n, "title")->at), "\xC3\xBC b");
	ck_assert(node_attr(n, "title")->verbatim);
	services = node_child(n, "services");
	ck_assert_str_eq(node_value(services->first->next, "value"), "b");
	ck_assert_str_eq(bytes(node_attr(services->first->next, "value")->at),
			 "b");
}
END_TEST

START_TEST(test_inline_text_keeps_its_place)
{
	struct node *n = read_text(
		"---\ntype: single\n---\n\nA **bold** \\* "
		"&amp; `code x`\nand [link](http://a.b/bold) "
		"bold.\n\n- [x] One\n");
	struct rich *r = node_child(n, "stem")->rich;
	const char *hit;
	size_t at;

	ck_assert_str_eq(r->text, "A bold * & code x and link bold.");
	ck_assert_str_eq(r->prose, "A bold * & qqqqqq and link bold.");
	hit = strstr(r->text, "bold.");
	at = (size_t)(hit - r->text);
	ck_assert_str_eq(bytes(rich_span(r, at, at + 5)), "bold.");
	at = (size_t)(strstr(r->text, "code x") - r->text);
	ck_assert_str_eq(bytes(rich_span(r, at, at + 6)), "code x");
	at = (size_t)(strstr(r->text, "link") - r->text);
	ck_assert_str_eq(bytes(rich_span(r, at, at + 4)), "link");
	ck_assert_uint_eq(diags.errors, 0);
}
END_TEST

START_TEST(test_duplicate_keys_are_reported_once_with_both_places)
{
	read_text("---\nid: a\nid: b\ntype: single\n---\n\nx\n");
	ck_assert_uint_ge(diags.n, 1);
	ck_assert_str_eq(diags.first->rule, "yaml/duplicate-key");
	ck_assert_str_eq(bytes(diags.first->span), "id");
	ck_assert_uint_eq(diags.first->span.start, 10);
	ck_assert_uint_eq(diags.first->notes->span.start, 4);
}
END_TEST

START_TEST(test_deep_yaml_stops_early)
{
	char text[5000] = "---\nx: ";

	memset(text + 7, '[', 4000);
	strcpy(text + 4007, "\n---\n");
	read_text(text);
	ck_assert_str_eq(diags.first->rule, "yaml/limit");
}
END_TEST

Suite *read_suite(void)
{
	Suite *s = suite_create("read");
	TCase *t = tcase_create("read");

	tcase_add_test(t, test_values_keep_their_places);
	tcase_add_test(t, test_inline_text_keeps_its_place);
	tcase_add_test(t,
		       test_duplicate_keys_are_reported_once_with_both_places);
	tcase_add_test(t, test_deep_yaml_stops_early);
	suite_add_tcase(s, t);
	return s;
}
