/* The list of an exam's files, by which the worker (web/sw.js) keeps them for use
 * without a network. */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/json.h"
#include "base/list.h"
#include "emit/show.h"
#include "emit/site/data.h"
#include "emit/site/site.h"

/* Banks with fewer questions are kept whole at the first visit. */
enum { SMALL_BANK = 300 };

struct listing {
	const char *exam;
	bool whole;
	struct js *first; /* by path: a part of the hash of what is in it */
	struct js *later; /* kept when they are asked for */
};

/* Is PATH beneath the exam one of the first pages, or what these show? */
static bool is_first(const char *path)
{
	return !strchr(path, '/') || strncmp(path, "assets/", 7) == 0 ||
	       strncmp(path, "data/index-", 11) == 0;
}

/* Is it for people who are not learners, or only ever fetched anew? */
static bool is_apart(const char *path)
{
	return strncmp(path, "report/", 7) == 0 ||
	       strncmp(path, "print/", 6) == 0 ||
	       strncmp(path, "extra/", 6) == 0 ||
	       strcmp(path, "sitemap.xml") == 0;
}

static void list_file(const char *path, const char *hash, void *arg)
{
	struct listing *l = arg;
	size_t n = strlen(l->exam);
	char start[DATA_HASH + 1];

	if (strncmp(path, l->exam, n) != 0 || path[n] != '/' ||
	    is_apart(path + n + 1))
		return;
	path += n + 1;
	memcpy(start, hash, DATA_HASH);
	start[DATA_HASH] = 0;
	if (l->whole || is_first(path))
		js_set(l->first, path, js_string(start));
	else if (strncmp(path, "data/", 5) == 0)
		js_push(l->later, js_string(path));
}

void site_offline(const struct edition *ed, struct out *out)
{
	struct listing l = {ed->exam->id.s, ed->nitems < SMALL_BANK,
			    js_object(), js_array()};
	struct js *o = js_object();
	struct buf text = BUF_INIT;

	out_each(out, list_file, &l);
	js_set(o, "whole", js_bool(l.whole));
	js_set(o, "first", l.first);
	js_set(o, "later", l.later);
	js_write(o, 1, &text);
	show_write(out, &text, "%s/files.json", ed->exam->id.s);
	buf_release(&text);
	js_free(o);
}
