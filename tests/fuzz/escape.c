/* An author's text on its way into a log: as message, path and source line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "lib/fuzz.h"
#include "report/report.h"

static void print(const char *format, const struct diag *d)
{
	struct report_options o = {.format = format, .color = COLOR_NEVER};
	struct report r = {.options = &o};
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	if (!f)
		abort();
	vec_push(&r.findings, d);
	report_print(&r, f);
	fclose(f);
	if (strcmp(format, "human") == 0 || strcmp(format, "short") == 0)
		judge_log(text, n);
	else if (strcmp(format, "junit") == 0)
		judge_file("x.xml", text, n);
	else if (strcmp(format, "github") != 0)
		judge_file("x.json", text, n);
	report_release(&r);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const char *const formats[] = {
		"human", "short", "json", "sarif", "github", "gitlab", "junit"};
	struct arena a = {0};
	char *text = arena_copy(&a, (const char *)p, n);
	struct source src = {.path = text, .text = text, .size = strlen(text)};
	struct diag d = {.rule = "item/no-key",
			 .sev = SEV_ERROR,
			 .src = &src,
			 .text = text};
	struct buf safe = BUF_INIT;

	src.held = true;
	d.span.start = (uint32_t)(src.size / 3);
	d.span.end = (uint32_t)(src.size / 2);
	utf8_escape(&safe, (const char *)p, n);
	for (size_t i = 0; i < safe.n; i++)
		judge(safe.p[i] != '\n' && safe.p[i] != '\0', "a line end");
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		print(formats[i], &d);
	buf_release(&safe);
	free(src.lines);
	arena_release(&a);
	return 0;
}
