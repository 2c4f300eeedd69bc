/* press/pdf: pages and destinations of a file, and of what is none. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "press/finish.h"
#include "press/pdf.h"
#include "suites.h"

/* A file of N objects, a table of their places, a trailer. */
static void make(struct buf *out, const char *const *objects, size_t n)
{
	size_t at[32];

	buf_str(out, "%PDF-1.4\n");
	for (size_t i = 0; i < n; i++) {
		at[i] = out->n;
		buf_printf(out, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
	}
	at[n] = out->n;
	buf_printf(out, "xref\n0 %zu\n0000000000 65535 f \n", n + 1);
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%010zu 00000 n \n", at[i]);
	buf_printf(out,
		   "trailer\n<</Size %zu\n/Root 1 0 R /Info 2 0 "
		   "R>>\nstartxref\n%zu\n%%%%EOF\n",
		   n + 1, at[n]);
}

/* Two levels of pages; destinations behind strings that look like ends. */
static const char *const good[] = {
	"<</Type /Catalog /Note (>> \\) /Dests 9 0 R) /Pages 3 0 R\n/Dests 4 0 "
	"R>>",
	"<</Title (\\(/CreationDate) /Extra <2f> /CreationDate "
	"(D:20260101010203+00'00') /ModDate (D:2026)>>",
	"<</Type /Pages /Kids [5 0 R 6 0 R] /Count 3>>",
	"<</q1 [5 0 R /XYZ 0 1 0]\n/q10 [7 0 R /XYZ 0 1 0]/r1 [8 0 R "
	"/Fit]\n/lost "
	"[1 0 R /Fit]>>",
	"<</Type /Page /Parent 3 0 R /ID (node00000090)>>",
	"<</Type /Pages /Parent 3 0 R /Kids [7 0 R\n8 0 R]>>",
	"<</Type /Page /ID (node00000007)>>",
	"<</Type /Page /ID (node00000090) /Not (nodes00000001)>>"};
enum { GOOD = sizeof good / sizeof *good };

START_TEST(finds_pages)
{
	struct buf b = BUF_INIT;
	const char *why;
	struct pdf f;

	make(&b, good, GOOD);
	ck_assert_msg(pdf_open(&f, b.p, b.n, &why), "%s", why);
	ck_assert_uint_eq(f.npages, 3);
	ck_assert_uint_eq(pdf_page_of(&f, "q1"), 1);
	ck_assert_uint_eq(pdf_page_of(&f, "q10"), 2);
	ck_assert_uint_eq(pdf_page_of(&f, "r1"), 3);
	ck_assert_uint_eq(pdf_page_of(&f, "q"), 0);
	ck_assert_uint_eq(pdf_page_of(&f, "lost"), 0);
	pdf_close(&f);
	buf_release(&b);
}
END_TEST

START_TEST(sets_dates_and_names)
{
	struct buf b = BUF_INIT;
	const char *why;
	struct pdf f;

	make(&b, good, GOOD);
	ck_assert(pdf_open(&f, b.p, b.n, &why));
	pdf_set_dates(&f, "19700102030405");
	pdf_number_nodes(&f);
	ck_assert_ptr_nonnull(
		strstr(b.p, "(\\(/CreationDate) /Extra <2f> /CreationDate "
			    "(D:19700102030405+00'00') /ModDate (D:2026)"));
	ck_assert_ptr_nonnull(strstr(b.p, "3 0 R /ID (node00000002)"));
	ck_assert_ptr_nonnull(strstr(b.p, "/Page /ID (node00000001)"));
	ck_assert_ptr_nonnull(strstr(b.p, "(nodes00000001)"));
	pdf_close(&f);
	buf_release(&b);
}
END_TEST

START_TEST(refuses)
{
	static const char *const loop[] = {"<</Pages 3 0 R>>", "<<>>",
					   "<</Kids [3 0 R]>>"};
	static const char *const lost[] = {"<</Pages 9 0 R>>", "<<>>"};
	static const char *const none[] = {"<</Pages 3 0 R>>", "<<>>",
					   "<</Kids []>>"};
	static const struct {
		const char *const *objects;
		size_t n;
	} files[] = {{loop, 3}, {lost, 2}, {none, 3}};
	const char *why;
	struct pdf f;
	char text[] = "<html>", short_one[] = "%PDF-1.4\nstartxref\n5";

	for (size_t i = 0; i < 3; i++) {
		struct buf b = BUF_INIT;

		make(&b, files[i].objects, files[i].n);
		ck_assert(!pdf_open(&f, b.p, b.n, &why));
		ck_assert_str_eq(why, "its pages cannot be read");
		buf_release(&b);
	}
	ck_assert(!pdf_open(&f, text, 6, &why));
	ck_assert(!pdf_open(&f, short_one, sizeof short_one - 1, &why));
}
END_TEST

/* A catalog, metadata, a page with a gauge and two links, a list of two items:
 * one with a letter before its text, one of text alone. */
static const char *const bare[] = {
	"<</Type /Catalog /Pages 3 0 R /Dests 4 0 R>>",
	"<</Title (T) /Creator (Browser) /CreationDate "
	"(D:20260102030405+00'00')>>",
	"<</Type /Pages /Kids [5 0 R] /Count 1>>",
	"<</q1 [5 0 R /XYZ 0 1 0] /gauge [5 0 R /XYZ 0 1 0]>>",
	"<</Type /Page /Parent 3 0 R /Annots [6 0 R 7 0 R 8 0 R]>>",
	"<</Subtype /Link /Rect [10 0 293.46457 1] /Dest /gauge>>",
	"<</Subtype /Link /Rect [0 0 1 1] /Dest /q1>>",
	"<</Subtype /Link /A <</S /URI /URI (https://a.example/\\(b\\))>>>>",
	"<</Type /StructElem /S /LI /P 15 0 R /K [10 0 R 11 0 R]>>",
	"<</Type /StructElem /S /NonStruct /P 9 0 R /K 0>>",
	"<</Type /StructElem /S /P /P 9 0 R /K 1>>",
	"<</Type /StructElem /S /LI /P 15 0 R /K 13 0 R>>",
	"<</Type /StructElem /S /NonStruct /P 12 0 R /K 2>>"};
enum { BARE = sizeof bare / sizeof *bare };

START_TEST(finishes)
{
	static const char html[] =
		"<html lang=\"en\"><head><meta name=\"generator\" "
		"content=\"examc &amp; 1\"><title>A &lt; B</title></head>"
		"<body><title>no</title></body>";
	static const char *const wanted[] = {
		"/Creator <FEFF006500780061006D00630020002600200031>",
		"/rdf:li></rdf:Alt></dc:title>",
		"\"x-default\">A &lt; B<",
		"<xmp:CreateDate>2026-01-02T03:04:05Z<",
		"/Metadata 14 0 R",
		"/Annots [7 0 R 8 0 R]",
		"/Contents (https://a.example/\\(b\\))",
		"/S /Lbl",
		"/K [10 0 R 15 0 R]",
		"<</K [11 0 R]\n/Type /StructElem\n/S /LBody\n/P 9 0 R>>",
		"/S /P /P 15 0 R\n/K 1",
		"<</K [13 0 R]\n/Type /StructElem\n/S /LBody\n/P 12 0 R>>"};
	struct buf b = BUF_INIT, out = BUF_INIT;
	const char *why;
	struct pdf f, again;

	make(&b, bare, BARE);
	ck_assert_msg(pdf_open(&f, b.p, b.n, &why), "%s", why);
	ck_assert_double_eq_tol(finish_scale(&f), 1, 0.0001);
	finish_write(&f, html, &out);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		ck_assert_msg(strstr(out.p, wanted[i]), "no %s in\n%s",
			      wanted[i], out.p);
	ck_assert_ptr_null(strstr(out.p, "Browser"));
	ck_assert_msg(pdf_open(&again, out.p, out.n, &why), "%s", why);
	ck_assert_uint_eq(pdf_page_of(&again, "q1"), 1);
	pdf_close(&again);
	pdf_close(&f);
	buf_release(&b);
	buf_release(&out);
}
END_TEST

/* Each byte in turn replaced, and each length: never a read outside. */
START_TEST(survives_damage)
{
	static const char bytes[] = "(<>[]/ \\09R%\n";
	struct buf b = BUF_INIT, out = BUF_INIT;
	size_t opened = 0;

	make(&b, good, GOOD);
	for (size_t i = 0; i < b.n; i++)
		for (size_t k = 0; k <= sizeof bytes; k++) {
			size_t n = k ? b.n : i;
			char *copy = malloc(n + 1);
			const char *why;
			struct pdf f;

			memcpy(copy, b.p, n);
			copy[n] = 0;
			if (k)
				copy[i] = bytes[k - 1];
			if (pdf_open(&f, copy, n, &why)) {
				opened++;
				(void)pdf_page_of(&f, "q10");
				pdf_set_dates(&f, "19700102030405");
				pdf_number_nodes(&f);
				finish_write(&f, "", &out);
				buf_reset(&out);
				pdf_close(&f);
			}
			free(copy);
		}
	ck_assert_uint_gt(opened, 1000);
	buf_release(&b);
	buf_release(&out);
}
END_TEST

Suite *press_suite(void)
{
	Suite *s = suite_create("press");
	TCase *t = tcase_create("pdf");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, finds_pages);
	tcase_add_test(t, sets_dates_and_names);
	tcase_add_test(t, finishes);
	tcase_add_test(t, refuses);
	tcase_add_test(t, survives_damage);
	suite_add_tcase(s, t);
	return s;
}
