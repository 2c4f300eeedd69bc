/* Findings as Markdown, for a comment or a summary of a CI host. */
#include <string.h>

#include "base/markup.h"
#include "base/utf8.h"
#include "load/load.h"
#include "report/report.h"

/* S, in which nothing is markup. */
static void put_plain(struct buf *out, const char *s)
{
	struct buf safe = BUF_INIT;

	utf8_escape(&safe, s, strlen(s));
	markdown_plain(out, buf_cstr(&safe));
	buf_release(&safe);
}

void report_markdown(struct report *r, FILE *out)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < r->findings.n; i++) {
		const struct diag *d = r->findings.p[i];

		buf_printf(&b, "- **%s** ", severity_name(d->sev));
		if (d->src) {
			struct place p;

			source_reload(d->src);
			p = source_place(d->src, d->span);
			put_plain(&b, d->src->path);
			buf_printf(&b, ":%u:%u: ", p.line, p.col);
		}
		put_plain(&b, d->text);
		buf_printf(&b, " (`%s`)\n", d->rule);
	}
	buf_printf(&b,
		   "%s%zu errors, %zu warnings, %zu hints in %zu questions\n",
		   r->findings.n ? "\n" : "", r->counts[SEV_ERROR],
		   r->counts[SEV_WARN], r->counts[SEV_INFO], r->questions);
	fputs(buf_cstr(&b), out);
	buf_release(&b);
}
