/* A PDF file, as a browser printed it. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "lib/fuzz.h"
#include "press/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	/* As file_read() makes it: one NUL behind the bytes. */
	char *copy = xmalloc(n + 1);
	const char *why = NULL;
	struct pdf f;

	memcpy(copy, p, n);
	copy[n] = 0;
	if (pdf_open(&f, copy, n, &why)) {
		size_t page = pdf_page_of(&f, "q-one");

		judge(page <= f.npages, "a page behind the last");
		judge(pdf_page_of(&f, "") <= f.npages, "a page of no name");
		pdf_set_dates(&f, "20261123000000");
		pdf_number_nodes(&f);
		pdf_close(&f);
	} else {
		judge(why, "refused without a reason");
	}
	free(copy);
	return 0;
}
