/*
 * Judges of what comes out, and a publisher to nowhere that calls them: the
 * linker puts it in the place of publish/out.h (--wrap).
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/file.h"
#include "base/json_read.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "publish/out.h"

#include "fuzz.h"

_Noreturn void judge_failed(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: %s\n", file, line, what);
	abort();
}

void judge_log(const char *p, size_t n)
{
	bool begins = true;
	unsigned cp;

	for (size_t len; n; p += len, n -= len) {
		len = utf8_decode(p, n, &cp);
		judge(len, "a log that is not UTF-8");
		judge(cp == '\n' || !utf8_is_unsafe(cp), "a log with controls");
		judge(!begins || n < 2 || memcmp(p, "::", 2) != 0,
		      "a line of a log that is a command");
		begins = cp == '\n';
	}
}

/* --- HTML --- */

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == ':';
}

static bool begins_with(const char *p, const char *end, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(end - p) >= n && strncasecmp(p, word, n) == 0;
}

/* An address: beneath the site, or of the web. */
static void judge_address(const char *p, const char *end)
{
	const char *colon = memchr(p, ':', (size_t)(end - p));
	const char *slash = memchr(p, '/', (size_t)(end - p));

	if (colon && !(slash && slash < colon))
		judge(begins_with(p, end, "https:") ||
			      begins_with(p, end, "http:") ||
			      begins_with(p, end, "mailto:"),
		      "an address of another scheme");
	judge(!begins_with(p, end, "//") && !begins_with(p, end, "\\"),
	      "an address of another host");
}

/* One attribute of the element NAME; returns what is behind it. */
static const char *judge_attribute(const char *name, const char *p,
				   const char *end)
{
	const char *key = p, *value, *last;

	while (p < end && is_name(*p))
		p++;
	judge(p > key, "a tag with strange characters");
	judge(!begins_with(key, end, "on"), "an attribute that is a program");
	if (p == end || *p != '=')
		return p;
	judge(end - p > 2 && p[1] == '"', "an attribute without quotes");
	value = p + 2;
	last = memchr(value, '"', (size_t)(end - value));
	judge(last, "an attribute without end");
	if (begins_with(key, end, "href=") || begins_with(key, end, "src="))
		judge_address(value, last);
	if (begins_with(name, end, "script") && begins_with(key, end, "src="))
		judge(!memchr(value, ':', (size_t)(last - value)) &&
			      *value != '/',
		      "a script from elsewhere");
	return last + 1;
}

/* The tag whose name begins at P; returns what is behind it. */
static const char *judge_tag(const char *p, const char *end)
{
	static const char *const never[] = {"iframe",	"object", "embed",
					    "base",	"frame",  "applet",
					    "plaintext"};
	const char *name = p;

	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		judge(!begins_with(p, end, never[i]), "an element never made");
	while (p < end && is_name(*p))
		p++;
	while (p < end && *p != '>') {
		if (*p == ' ' || *p == '\n' || *p == '/')
			p++;
		else
			p = judge_attribute(name, p, end);
	}
	judge(p < end, "a tag without end");
	return p + 1;
}

static void judge_html(const char *p, size_t n)
{
	const char *end = p + n;

	judge(n && p[n - 1] == '\n', "a page without a last line end");
	while ((p = memchr(p, '<', (size_t)(end - p)))) {
		p++;
		judge(p < end, "half a tag");
		if (begins_with(p, end, "!doctype html>"))
			p += 14;
		else
			p = judge_tag(*p == '/' ? p + 1 : p, end);
	}
}

/* --- Files --- */

static void judge_path(const char *rel)
{
	judge(*rel && *rel != '/', "a path that begins above");
	for (const char *p = rel; *p; p++) {
		judge((unsigned char)*p > ' ' && !strchr("\\:*?\"<>|\x7f", *p),
		      "a path with strange characters");
		if (p == rel || p[-1] == '/')
			judge(*p != '.' && *p != '/', "a path with dots");
	}
}

static void judge_utf8(const char *p, size_t n, bool in_xml)
{
	unsigned cp;

	for (size_t len; n; p += len, n -= len) {
		len = utf8_decode(p, n, &cp);
		judge(len, "a file that is not UTF-8");
		judge(!in_xml || utf8_is_xml_char(cp), "a file with controls");
	}
}

void judge_file(const char *rel, const char *p, size_t n)
{
	struct json_fault fault;

	judge_path(rel);
	if (path_ends(rel, ".html")) {
		judge_html(p, n);
	} else if (path_ends(rel, ".json") || path_ends(rel, ".webmanifest")) {
		struct json *v = js_parse(p, n, &fault);

		judge(v, "JSON that does not parse");
		js_forget(v);
	} else if (path_ends(rel, ".xml")) {
		xmlDoc *doc = xmlReadMemory(p, (int)n, NULL, NULL,
					    XML_PARSE_NONET |
						    XML_PARSE_NOERROR);

		judge(doc, "XML that does not parse");
		xmlFreeDoc(doc);
	} else if (!path_ends(rel, ".js") && !path_ends(rel, ".css") &&
		   !path_ends(rel, ".svg")) {
		return;
	}
	judge_utf8(p, n, path_ends(rel, "ml"));
}

/* --- Publishing to nowhere --- */

struct out *__wrap_out_open(const char *dir, const char *sources);
void __wrap_out_begin(struct out *o, const char *format, const char *scope);
void __wrap_out_write(struct out *o, const char *rel, const void *p, size_t n);
struct out_stream *__wrap_out_stream(struct out *o, const char *rel);
void __wrap_out_stream_add(struct out_stream *s, const char *p, size_t n);
void __wrap_out_stream_end(struct out_stream *s);
void __wrap_out_copy(struct out *o, const char *rel, const char *root,
		     const char *src_rel);
size_t __wrap_out_others(struct out *o, struct out_exam *exams, size_t max);
void __wrap_out_stream_note(struct out_stream *s, const char *key, size_t n);
void __wrap_out_remember(struct out *o, int dir);
void __wrap_out_note(struct out *o, const char *key, const char *rel, size_t at,
		     size_t n);
const char *__wrap_out_keep(struct out *o, const char *key);
bool __wrap_out_known(struct out *o, const char *key, size_t *n);
bool __wrap_out_again(struct out *o, const char *key, struct buf *text);
void __wrap_out_each(struct out *o,
		     void fn(const char *path, const char *hash, void *arg),
		     void *arg);
void __wrap_out_own_root(struct out *o, const char *folder);
void __wrap_out_end(struct out *o);
const char *__wrap_out_work(struct out *o);
size_t __wrap_out_publish(struct out *o, size_t *removed);
void __wrap_out_abandon(struct out *o);

/* Path -> hash of its bytes, of the unit that was begun. */
static struct map written;
static VEC(const char *) paths; /* the same, as they were written */
static struct arena names;

struct out *__wrap_out_open(const char *dir, const char *sources)
{
	(void)dir, (void)sources;
	return (struct out *)&written;
}

void __wrap_out_begin(struct out *o, const char *format, const char *scope)
{
	(void)o, (void)format;
	judge_path(scope);
}

/* Most files are those of the run before. */
static bool is_judged(uint64_t hash)
{
	static uint64_t judged[4096];
	uint64_t *slot = &judged[hash % (sizeof judged / sizeof *judged)];
	bool yes = *slot == hash;

	*slot = hash;
	return yes;
}

void __wrap_out_write(struct out *o, const char *rel, const void *p, size_t n)
{
	uint64_t *hash = arena_new(&names, uint64_t), *was;

	(void)o;
	*hash = hash_bytes(p, n, strlen(rel));
	judge_path(rel);
	if (!is_judged(*hash))
		judge_file(rel, p, n);
	rel = arena_strdup(&names, rel);
	was = map_put(&written, rel, hash);
	judge(!was || *was == *hash, "two files of one name");
	if (!was)
		vec_push(&paths, rel);
}

/* What comes piece by piece is judged as a whole. */
static struct {
	const char *rel;
	struct buf text;
} stream;

struct out_stream *__wrap_out_stream(struct out *o, const char *rel)
{
	(void)o;
	judge(!stream.rel, "two streams at once");
	stream.rel = rel;
	return (struct out_stream *)&stream;
}

void __wrap_out_stream_add(struct out_stream *s, const char *p, size_t n)
{
	(void)s;
	buf_add(&stream.text, p, n);
}

void __wrap_out_stream_end(struct out_stream *s)
{
	(void)s;
	__wrap_out_write(NULL, stream.rel, buf_cstr(&stream.text),
			 stream.text.n);
	buf_release(&stream.text);
	stream.rel = NULL;
}

void __wrap_out_copy(struct out *o, const char *rel, const char *root,
		     const char *src_rel)
{
	char *data;
	size_t n;

	(void)o;
	judge_path(rel);
	judge_path(src_rel);
	judge(file_read(root, src_rel, 8 << 20, &data, &n) == FILE_OK,
	      "a copy of what is no file");
	free(data);
}

size_t __wrap_out_others(struct out *o, struct out_exam *exams, size_t max)
{
	(void)o;
	judge(max > 0, "no room for another exam");
	exams[0] = (struct out_exam){"another", "<h1>A &amp; B</h1>"};
	return 1;
}

/* Nothing was published before that could be known. */
void __wrap_out_remember(struct out *o, int dir)
{
	(void)o, (void)dir;
}

void __wrap_out_note(struct out *o, const char *key, const char *rel, size_t at,
		     size_t n)
{
	(void)o, (void)key, (void)at, (void)n;
	judge(map_get(&written, rel) != NULL, "a note of what is not written");
}

void __wrap_out_stream_note(struct out_stream *s, const char *key, size_t n)
{
	(void)s, (void)key, (void)n;
}

const char *__wrap_out_keep(struct out *o, const char *key)
{
	(void)o, (void)key;
	return NULL;
}

bool __wrap_out_known(struct out *o, const char *key, size_t *n)
{
	(void)o, (void)key;
	*n = 0;
	return false;
}

bool __wrap_out_again(struct out *o, const char *key, struct buf *text)
{
	(void)o, (void)key, (void)text;
	return false;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void __wrap_out_each(struct out *o,
		     void fn(const char *path, const char *hash, void *arg),
		     void *arg)
{
	(void)o;
	if (paths.n)
		qsort(paths.p, paths.n, sizeof *paths.p, by_name);
	for (size_t i = 0; i < paths.n; i++) {
		char hex[HASH_HEX];
		const uint64_t *hash = map_get(&written, paths.p[i]);

		hash_hex(hash, sizeof *hash, hex);
		fn(paths.p[i], hex, arg);
	}
}

void __wrap_out_own_root(struct out *o, const char *folder)
{
	(void)o;
	judge_path(folder);
}

void __wrap_out_end(struct out *o)
{
	(void)o;
	map_release(&written);
	vec_release(&paths);
	arena_release(&names);
}

const char *__wrap_out_work(struct out *o)
{
	(void)o;
	return "work";
}

size_t __wrap_out_publish(struct out *o, size_t *removed)
{
	(void)o;
	return *removed = 0;
}

void __wrap_out_abandon(struct out *o)
{
	__wrap_out_end(o);
}
