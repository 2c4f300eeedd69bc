/* What a slip of the hand does to a question: nothing, or a finding. */
#include <check.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "author/version.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/vec.h"
#include "schema/schema.h"
#include "model/fill.h"
#include "read/read.h"
#include "suites.h"

enum { EDITS = 20000, PARTS_MAX = 64, SHOWN = 8 };

/*
 * The oracle. An edit may change a few letters where it was made; it may not
 * change how many parts there are, which are keys, or which words belong to
 * which part. So a part is its role and its letters: markup is no letter. An
 * option goes with its rationale, without which it is refused: where a text
 * ends and a quote begins is the author's to say.
 */
struct part {
	char role; /* stem, option, key, next, prompt, response, end */
	char *letters;
};

struct reading {
	bool taken; /* the question compiles */
	struct part parts[PARTS_MAX];
	size_t n;
};

/* How many letters an edit may change: the rest of a link's address. */
enum { LETTERS = 16 };

static void add_part(struct reading *out, char role, const struct rich *r,
		     const struct rich *rationale)
{
	const struct rich *texts[] = {r, rationale};
	struct buf b = BUF_INIT;

	for (int i = 0; i < 2; i++)
		for (const char *p = texts[i] ? texts[i]->text : ""; *p; p++)
			if ((*p | 32) >= 'a' && (*p | 32) <= 'z')
				buf_char(&b, *p);
	if (r && out->n < PARTS_MAX)
		out->parts[out->n++] = (struct part){role,
						     strdup(buf_cstr(&b))};
	buf_release(&b);
}

static void add_item(struct reading *out, const struct item *it)
{
	add_part(out, 's', it->stem, NULL);
	for (size_t i = 0; i < it->noptions; i++)
		add_part(out, it->options[i].key ? 'k' : 'o',
			 it->options[i].text, it->options[i].rationale);
	for (size_t i = 0; i < it->nsteps; i++)
		add_part(out, 'n', it->steps[i].text, NULL);
	for (size_t i = 0; i < it->npairs; i++) {
		add_part(out, 'p', it->pairs[i].prompt, NULL);
		add_part(out, 'r', it->pairs[i].response, NULL);
	}
	add_part(out, 'e', it->explanation, NULL);
}

static struct reading read_it(const struct schema *schema, const char *root,
			      const char *rel, const char *text, size_t n)
{
	struct reading out = {0};
	struct arena a = {0};
	struct diags ds = {.arena = &a};
	struct source src = {.path = rel, .rel = rel, .root = root, .size = n};
	struct reader r = {
		.arena = &a, .src = &src, .diags = &ds, .root = root};
	struct node *tree = NULL;

	src.text = malloc(n + 1);
	memcpy(src.text, text, n);
	src.text[n] = 0;
	if (read_check_bytes(&r, false))
		tree = read_question(&r);
	/* A warning is a finding too: nothing happened in silence. */
	if (tree && !r.front_broken && !r.body_broken &&
	    schema_check(schema, tree, &src, &ds, SCHEMA_ALL) && !ds.n) {
		out.taken = true;
		add_item(&out, fill_item(&a, tree, &src, NULL));
	}
	source_drop(&src);
	arena_release(&a);
	return out;
}

static void reading_release(struct reading *r)
{
	for (size_t i = 0; i < r->n; i++)
		free(r->parts[i].letters);
}

/* Equal, but for a few letters in one place? */
static bool alike(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), start = 0, end = 0;

	while (start < n && start < m && a[start] == b[start])
		start++;
	while (end < n - start && end < m - start &&
	       a[n - 1 - end] == b[m - 1 - end])
		end++;
	return n - start - end <= LETTERS && m - start - end <= LETTERS;
}

static bool same(const struct reading *a, const struct reading *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->parts[i].role != b->parts[i].role ||
		    !alike(a->parts[i].letters, b->parts[i].letters))
			return false;
	return true;
}

/* Edits: each makes of TEXT another one, at the place AT. */

static uint64_t state;

static size_t any(size_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return n ? (size_t)(state >> 33) % n : 0;
}

static const char *const slips[] = {" ",
				    " ",
				    "\t",
				    "-",
				    "*",
				    "+",
				    ">",
				    "[",
				    "]",
				    "x",
				    "(",
				    ")",
				    "#",
				    "`",
				    "\n",
				    "|",
				    "&",
				    "<",
				    "_",
				    "~",
				    "=",
				    ":",
				    "\\",
				    "q",
				    "1",
				    ".",
				    "!",
				    "0",
				    "/",
				    ";",
				    "\"",
				    "\r\n",
				    "\xC2\xA0",
				    "\xE2\x80\x93",
				    "\xE2\x80\xA2",
				    "\xE2\x80\x8B"};

static const char *slip(void)
{
	return slips[any(sizeof slips / sizeof *slips)];
}

static size_t line_of(const char *text, size_t at)
{
	while (at && text[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const char *text, size_t at)
{
	return at + strcspn(text + at, "\n");
}

/* Replaces N bytes at AT. */
static void splice(struct buf *out, const char *text, size_t at, size_t n,
		   const char *by)
{
	buf_add(out, text, at);
	buf_str(out, by);
	buf_str(out, text + at + n);
}

static size_t char_at(const char *text, size_t at)
{
	size_t n = 1;

	if (!text[at])
		return 0;
	while (((unsigned char)text[at + n] & 0xC0) == 0x80)
		n++;
	return n;
}

static void insert(struct buf *out, const char *text, size_t at)
{
	splice(out, text, at, 0, slip());
}

static void delete (struct buf *out, const char *text, size_t at)
{
	splice(out, text, at, char_at(text, at), "");
}

static void replace(struct buf *out, const char *text, size_t at)
{
	splice(out, text, at, char_at(text, at), slip());
}

static void indent(struct buf *out, const char *text, size_t at)
{
	static const char *const by[] = {" ",	   "  ",      "   ",	"    ",
					 "\t",	   "     ",   "      ", "> ",
					 "    \t", "        "};

	splice(out, text, line_of(text, at), 0,
	       by[any(sizeof by / sizeof *by)]);
}

static void dedent(struct buf *out, const char *text, size_t at)
{
	size_t start = line_of(text, at), n = strspn(text + start, " \t");

	splice(out, text, start, n, "");
}

/* Another sign where the line's dash, number or mark is. */
static void redash(struct buf *out, const char *text, size_t at)
{
	static const char *const by[] = {"*",
					 "+",
					 "\xE2\x80\x93",
					 "\xE2\x80\x94",
					 "\xE2\x80\x90",
					 "--",
					 "\xE2\x80\xA2",
					 "-\xC2\xA0",
					 "\xE2\x88\x92",
					 "1.",
					 "a)",
					 "3)",
					 "",
					 "- -",
					 "-\t",
					 "-  ",
					 "-     ",
					 "- [",
					 "\\-",
					 "**"};
	size_t start = line_of(text, at);

	start += strspn(text + start, " \t");
	splice(out, text, start, char_at(text, start),
	       by[any(sizeof by / sizeof *by)]);
}

static void join(struct buf *out, const char *text, size_t at)
{
	size_t end = line_end(text, at);
	size_t n = text[end] ? 1 + (any(2) ? strspn(text + end + 1, " ") : 0)
			     : 0;

	splice(out, text, end, n, any(2) ? " " : "");
}

static void split(struct buf *out, const char *text, size_t at)
{
	splice(out, text, at, any(2) && text[at] == ' ', "\n");
}

static void blank(struct buf *out, const char *text, size_t at)
{
	splice(out, text, line_of(text, at), 0, "\n");
}

static void unblank(struct buf *out, const char *text, size_t at)
{
	const char *hit = strstr(text + at, "\n\n");
	const char *dos = strstr(text + at, "\n\r\n");

	if (hit)
		splice(out, text, (size_t)(hit - text), 1, "");
	else if (dos)
		splice(out, text, (size_t)(dos - text) + 1, 2, "");
	else
		insert(out, text, at);
}

static const struct {
	const char *name;
	void (*make)(struct buf *, const char *, size_t);
} edits[] = {{"insert", insert}, {"delete", delete},   {"replace", replace},
	     {"indent", indent}, {"dedent", dedent},   {"redash", redash},
	     {"join", join},	 {"split", split},     {"blank", blank},
	     {"insert", insert}, {"unblank", unblank}, {"replace", replace}};

/* A place in the body; every other one is near the start of a line, where
 * the marks are. */
static size_t place(const char *text, size_t n)
{
	size_t body = (size_t)(strstr(text, "\n---") - text) + 5, at;

	body += text[body - 1] == '\r';
	at = body + any(n - body);
	if (any(2)) {
		at = line_of(text, at);
		at += any(8);
	}
	if (at < body)
		at = body;
	if (at > n)
		at = n;
	while (((unsigned char)text[at] & 0xC0) == 0x80)
		at--;
	return at;
}

struct original {
	const char *root, *rel;
	char *text;
	size_t n;
	struct reading reading;
};

typedef VEC(struct original) originals;

static void collect(struct arena *a, const struct schema *schema,
		    originals *out)
{
	static const char *const where[] = {
		"tests/edits/*.md", "tests/stages/*.md", "content/*/*/*.md"};
	glob_t g;

	for (size_t i = 0; i < sizeof where / sizeof *where; i++)
		ck_assert_int_eq(glob(where[i], i ? GLOB_APPEND : 0, NULL, &g),
				 0);
	for (size_t i = 0; i < g.gl_pathc; i++) {
		struct original o = {.root = path_dir(a, g.gl_pathv[i])};

		o.rel = arena_strdup(a, path_base(g.gl_pathv[i]));
		ck_assert_int_eq(
			file_read(o.root, o.rel, LIMIT_QUESTION, &o.text, &o.n),
			FILE_OK);
		o.reading = read_it(schema, o.root, o.rel, o.text, o.n);
		/* What is short and odd is more worth than what is real. */
		for (int k = 0; o.reading.taken && k < (i < 8 ? 6 : 1); k++)
			vec_push(out, o);
		ck_assert_msg(o.reading.taken || i >= 8, "%s", o.rel);
		if (!o.reading.taken)
			free(o.text);
	}
	globfree(&g);
}

/* The lines around the first difference. */
static void show(const char *name, const struct original *o, const char *now)
{
	size_t at = 0, start;

	while (o->text[at] && o->text[at] == now[at])
		at++;
	start = line_of(now, at);
	if (start)
		start = line_of(now, start - 1);
	fprintf(stderr, "%s of %s changed it silently:\n%.*s\n", name, o->rel,
		(int)(line_end(now, line_end(now, at) + 1) - start),
		now + start);
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;

	for (const char *p = text; (p = strstr(p, what)); p++)
		n++;
	return n;
}

/* "[ ]" made "[x]" is another answer, and what its author wrote. */
static bool moves_key(const char *was, const char *now)
{
	return count(was, "[ ]") != count(now, "[ ]") &&
	       count(was, "[x]") != count(now, "[x]");
}

START_TEST(test_no_edit_changes_a_question_in_silence)
{
	const char *many = getenv("EXAMC_EDITS"), *seed = getenv("EXAMC_SEED");
	size_t n = many ? (size_t)atol(many) : EDITS, silent = 0;
	struct schema *schema;
	struct arena a = {0};
	originals all = {0};

	schema_library_start();
	schema = schema_load("question");
	collect(&a, schema, &all);
	state = seed ? (uint64_t)atol(seed) : 20261123;
	for (size_t i = 0; i < n; i++) {
		const struct original *o = &all.p[any(all.n)];
		size_t k = any(sizeof edits / sizeof *edits);
		struct reading now;
		struct buf text = BUF_INIT;

		edits[k].make(&text, o->text, place(o->text, o->n));
		now = read_it(schema, o->root, o->rel, text.p, text.n);
		if (now.taken && !moves_key(o->text, text.p) &&
		    !same(&o->reading, &now) && silent++ < SHOWN)
			show(edits[k].name, o, text.p);
		reading_release(&now);
		buf_release(&text);
	}
	ck_assert_msg(silent == 0, "%zu of %zu edits", silent, n);
	for (size_t i = 0; i < all.n; i++)
		if (i + 1 == all.n || all.p[i + 1].text != all.p[i].text) {
			free(all.p[i].text); /* once: some are there often */
			reading_release(&all.p[i].reading);
		}
	vec_release(&all);
	schema_free(schema);
	arena_release(&a);
}
END_TEST

/* exam.yaml, with what each other text of it would be for a repair. */
#define HEAD "id: demo\ntitle: Demo\nform: {items: 4, minutes: 9}\n"
#define DOMAINS                                                                \
	"domains:\n  - {id: one, name: First, weight: 100, tasks: [{id: "      \
	"\"1\", "                                                              \
	"name: Do}, {id: \"2\", name: See}]}\n"
#define TOPICS "topics:\n  - {id: a, name: A}\n  - {id: b, name: B}\n"
#define URL "base-url: https://example.org/\n"
static const struct {
	const char *was, *now;
	bool may;
} repairs[] = {
	{HEAD DOMAINS TOPICS URL, HEAD "site:\n  " URL DOMAINS TOPICS, true},
	{HEAD DOMAINS TOPICS URL, URL HEAD TOPICS DOMAINS "# more\n", true},
	{HEAD DOMAINS TOPICS URL, HEAD DOMAINS TOPICS, false},
	{HEAD DOMAINS TOPICS, HEAD DOMAINS TOPICS URL, false},
	{HEAD DOMAINS TOPICS, HEAD DOMAINS TOPICS "verson: 1\n", false},
	{HEAD DOMAINS TOPICS,
	 HEAD DOMAINS "topics:\n  - {id: b, name: B}\n  - {id: a, name: A}\n",
	 false},
	{HEAD DOMAINS TOPICS,
	 HEAD DOMAINS "topics:\n  - {id: a, name: B}\n  - {id: b, name: A}\n",
	 false},
	{HEAD DOMAINS TOPICS URL,
	 HEAD DOMAINS TOPICS "base-url: https://example.org/x\n", false},
	{HEAD DOMAINS TOPICS "x: 1\ny: 2\n", HEAD DOMAINS TOPICS "y: 2\n",
	 true}, /* what is broken gets less broken */
	{HEAD DOMAINS TOPICS "x: 1\n", HEAD DOMAINS TOPICS "y: 2\n", false},
};

/* After a repair exam.yaml has all the values that it had, where they were. */
START_TEST(exam_yaml_says_the_same)
{
	struct session session = {0};
	struct fixer f = {.session = &session};
	struct source like = {.rel = "exam.yaml", .path = "exam.yaml"};
	struct version was, now;

	session_start(&session);
	ck_assert(!version_is_question(&like));
	for (size_t i = 0; i < sizeof repairs / sizeof *repairs; i++) {
		version_make(&f, &like, strdup(repairs[i].was),
			     strlen(repairs[i].was), &was);
		version_make(&f, &like, strdup(repairs[i].now),
			     strlen(repairs[i].now), &now);
		ck_assert_msg(version_follows(&was, &now) == repairs[i].may,
			      "%s became %s", repairs[i].was, repairs[i].now);
		version_release(&was);
		version_release(&now);
	}
	session_end(&session);
}
END_TEST

Suite *edits_suite(void)
{
	Suite *s = suite_create("edits");
	TCase *t = tcase_create("edits");

	tcase_set_timeout(t, 300);
	tcase_add_test(t, exam_yaml_says_the_same);
	tcase_add_test(t, test_no_edit_changes_a_question_in_silence);
	suite_add_tcase(s, t);
	return s;
}
