/* Finds keys of exam.yaml that belong into 'site' now, and moves them there. */
#include "blueprint/moved.h"

#include <string.h>

#include "base/buf.h"

static const char *const keys[] = {"base-url", "report-url"};
enum { KEYS = sizeof keys / sizeof *keys };

/* The line of A, its line end included. */
static struct span line_of(const struct source *src, const struct attr *a)
{
	size_t start = a->key.start, end = a->at.end;

	while (start > 0 && src->text[start - 1] != '\n')
		start--;
	while (end < src->size && src->text[end] != '\n')
		end++;
	return span_of(start, end < src->size ? end + 1 : end);
}

/* Does A have a line of its own, in block style? */
static bool is_plain(const struct source *src, const struct attr *a)
{
	struct span line = line_of(src, a);

	return line.start == a->key.start &&
	       !memchr(src->text + line.start, '\n', a->at.end - line.start);
}

/* Where the members of SITE begin, and how far they stand in; false: it is in
 * flow style. */
static bool members_at(const struct source *src, const struct node *site,
		       struct span *at, size_t *indent)
{
	const struct attr *a = site->attrs;
	struct span line;

	if (!a || src->text[site->at.start] == '{')
		return false;
	line = line_of(src, a);
	*indent = a->key.start - line.start;
	*at = span_of(line.start, line.start);
	return *indent > 0;
}

/* Adds to D the repairs that take N lines of OLD out and write them beneath
 * 'site'. They stand in the order of the file. */
static void add_fix(struct diags *ds, struct diag *d, const struct source *src,
		    const struct node *site, struct attr *const *old, size_t n)
{
	struct span at = line_of(src, old[0]), line;
	const char *title = "move it into 'site'";
	struct buf text = BUF_INIT;
	bool placed = false;
	size_t indent = 2;

	if (site && !members_at(src, site, &at, &indent))
		return;
	if (!site)
		buf_str(&text, "site:\n");
	at.end = at.start;
	for (size_t i = 0; i < n; i++) {
		line = line_of(src, old[i]);
		buf_printf(&text, "%*s%.*s", (int)indent, "",
			   (int)(line.end - line.start),
			   src->text + line.start);
		if (src->text[line.end - 1] != '\n')
			buf_char(&text, '\n');
	}
	for (size_t i = 0; i < n; i++) {
		line = line_of(src, old[i]);
		if (!placed && at.start <= line.start) {
			diag_fix(ds, d, at, buf_cstr(&text), true, title);
			placed = true;
		}
		diag_fix(ds, d, line, "", true, title);
	}
	if (!placed)
		diag_fix(ds, d, at, buf_cstr(&text), true, title);
	buf_release(&text);
}

void moved_check(const struct node *root, struct source *src, struct diags *ds)
{
	const struct node *site = node_child(root, "site");
	struct attr *old[KEYS];
	struct diag *first = NULL;
	bool plain = true;
	size_t n = 0;

	/* In the order of the file. */
	for (struct attr *a = root->attrs; a && n < KEYS; a = a->next)
		for (size_t k = 0; k < KEYS; k++) {
			bool both = site && node_attr(site, keys[k]);
			struct diag *d;

			if (strcmp(a->name, keys[k]) != 0)
				continue;
			d = diag_add(ds, "exam/moved-key", src, a->key,
				     both ? "'%s' stands in 'site' now, where "
					    "it is already; this one is not "
					    "read"
					  : "'%s' stands in 'site' now",
				     a->name);
			first = first ? first : d;
			plain = plain && !both && is_plain(src, a);
			old[n++] = a;
		}
	if (n && plain && src->text)
		add_fix(ds, first, src, site, old, n);
}
