/* YAML in the one way to write it. The reader has found all words; what stands
 * between them is signs, comments and blanks, and that is set anew. */
#include <stdlib.h>
#include <string.h>

#include "author/style.h"
#include "author/style_tokens.h"
#include "base/ascii.h"
#include "base/json.h"
#include "base/list.h"
#include "base/vec.h"

/* The order of a question's keys, and of a case's; others follow, as they are. */
static const char *const front_keys[] = {
	"id",	      "type",	 "title",      "topic",	     "task",
	"case",	      "part",	 "difficulty", "points",     "decides",
	"services",   "skills",	 "shuffle",    "tags",	     "status",
	"variant-of", "enemies", "formerly",   "references", "verified",
	"lint",
};
enum { FRONT_KEYS = sizeof front_keys / sizeof *front_keys };

/* Keys whose values are names, also where these look like numbers. */
static const char name_keys[] = "id task tasks";

/* Words that other programs take for something else than text. */
static const char reserved[] =
	"true false yes no on off null y n True False Yes No On Off Null Y N "
	"TRUE FALSE YES NO ON OFF NULL";

/* A level of indentation that is open: where it was, where it goes. */
struct level {
	size_t was, now;
	bool list;
};

/* A key of the outermost level, with what is said of it. */
struct entry {
	size_t rank, start, end;
};

enum { LEVELS = 64 };

struct yaml_style {
	const char *text;
	size_t from, to;
	enum style style;
	struct buf *out;
	token_list tokens;
	struct level levels[LEVELS];
	size_t nlevels;
	int flow;	 /* brackets that are open */
	struct span key; /* the last key */
	VEC(struct entry) entries;
};

/* --- Where lines go --- */

static size_t column_of(const struct yaml_style *y, size_t at)
{
	size_t start = at;

	while (start > y->from && y->text[start - 1] != '\n')
		start--;
	return at - start;
}

static struct level *top(struct yaml_style *y)
{
	return y->nlevels ? &y->levels[y->nlevels - 1] : NULL;
}

static size_t push(struct yaml_style *y, size_t was, size_t now, bool list)
{
	if (y->nlevels < LEVELS)
		y->levels[y->nlevels++] = (struct level){was, now, list};
	return now;
}

/* The column of a line whose first token, at column WAS, begins a member of a
 * list, or a key. */
static size_t open_line(struct yaml_style *y, size_t was, bool list)
{
	while (y->nlevels && (top(y)->was > was ||
			      (top(y)->was == was && top(y)->list && !list)))
		y->nlevels--;
	if (!y->nlevels)
		return push(y, was, 0, list);
	if (top(y)->was == was && top(y)->list == list)
		return top(y)->now;
	return push(y, was, top(y)->now + 2, list);
}

/* How far what follows on further lines moves. */
static size_t moved(const struct yaml_style *y, size_t was)
{
	const struct level *l = y->nlevels ? &y->levels[y->nlevels - 1] : NULL;

	if (!l)
		return was;
	return was + l->now > l->was ? was + l->now - l->was : 0;
}

static void indent(struct buf *out, size_t n)
{
	while (n--)
		buf_char(out, ' ');
}

/* --- Words --- */

static bool is_key(const struct token *t)
{
	return t->type == 's' && t[1].type == ':' && !t[1].lines;
}

static bool is_plain_key(const char *p, size_t n)
{
	char word[16] = "";

	for (size_t i = 0; i < n; i++)
		if (!(p[i] >= 'a' && p[i] <= 'z') && !(i && p[i] == '-'))
			return false;
	if (n < sizeof word)
		memcpy(word, p, n);
	return n && !list_has(reserved, " ", word);
}

static bool is_number(const char *p, size_t n)
{
	size_t digits = 0, points = 0;

	for (size_t i = 0; i < n; i++)
		if (is_digit(p[i]))
			digits++;
		else if (p[i] == '.')
			points++;
		else
			return false;
	return digits && points <= 1;
}

static bool names_something(const struct yaml_style *y)
{
	char word[16] = "";
	size_t n = y->key.end - y->key.start;

	if (n < sizeof word)
		memcpy(word, y->text + y->key.start, n);
	return *word && list_has(name_keys, " ", word);
}

/* A word on one line, in the quotes that it should have. */
static void put_line(struct yaml_style *y, const char *p, size_t n, bool key)
{
	bool single = y->style != STYLE_RULES && n > 1 && *p == '\'' &&
		      !memchr(p, '\\', n) && !memchr(p, '"', n);
	bool quoted = n > 1 && (*p == '"' || single);

	if (key && quoted && is_plain_key(p + 1, n - 2)) {
		buf_add(y->out, p + 1, n - 2);
	} else if (single) {
		buf_char(y->out, '"');
		for (size_t i = 1; i + 1 < n; i++) {
			buf_char(y->out, p[i]);
			i += p[i] == '\''; /* it is written twice */
		}
		buf_char(y->out, '"');
	} else if (!key && is_number(p, n) && names_something(y)) {
		buf_char(y->out, '"');
		buf_add(y->out, p, n);
		buf_char(y->out, '"');
	} else {
		buf_add(y->out, p, n);
	}
}

static void put_word(struct yaml_style *y, const struct token *t)
{
	const char *p = y->text + t->start, *end = y->text + t->end, *nl;

	if (!memchr(p, '\n', (size_t)(end - p))) {
		put_line(y, p, (size_t)(end - p), is_key(t));
		return;
	}
	while ((nl = memchr(p, '\n', (size_t)(end - p)))) {
		size_t blanks = strspn(nl + 1, " ");

		buf_add(y->out, p, (size_t)(nl - p) + 1);
		p = nl + 1 + blanks;
		if (p < end && *p != '\n')
			indent(y->out, moved(y, blanks));
	}
	buf_add(y->out, p, (size_t)(end - p));
}

/* --- Lines --- */

/* The blanks between P and T, which stand in one line. */
static void put_gap(struct yaml_style *y, const struct token *p,
		    const struct token *t)
{
	if (t->type == '#')
		indent(y->out, t->start - p->end);
	else if (strchr(":,]}", t->type) || strchr("[{", p->type))
		return;
	else
		buf_char(y->out, ' ');
}

/* The column of the comment T, by what follows it. */
static size_t comment_column(struct yaml_style *y, const struct token *t)
{
	size_t was = column_of(y, t->start), next;

	while (t->type == '#')
		t++;
	next = t->type ? column_of(y, t->start) : 0;
	if (y->flow)
		return moved(y, was);
	for (size_t i = y->nlevels; i--;)
		if (y->levels[i].was == was && was != next)
			return y->levels[i].now;
	if (!t->type)
		return 0;
	return open_line(y, next, t->type == '-');
}

/* Notes that a key of the outermost level begins with the line of T, or with
 * the comments above it. */
static void note_entry(struct yaml_style *y, const struct token *t,
		       size_t start)
{
	bool quoted = strchr("\"'", y->text[t->start]) != NULL;
	const char *p = y->text + t->start + quoted;
	size_t rank = 0, n = t->end - t->start - 2 * quoted;

	while (rank < FRONT_KEYS && !(strlen(front_keys[rank]) == n &&
				      strncmp(p, front_keys[rank], n) == 0))
		rank++;
	vec_push(&y->entries, ((struct entry){rank, start, 0}));
}

/* Sets where the line of T begins; returns the first token behind its dashes. */
static const struct token *begin_line(struct yaml_style *y,
				      const struct token *t)
{
	size_t now;

	if (y->flow || (t->type != '-' && !is_key(t))) {
		size_t was = column_of(y, t->start);

		if (y->flow || !y->nlevels)
			indent(y->out, moved(y, was));
		else
			indent(y->out, top(y)->now + 2);
		return t;
	}
	now = open_line(y, column_of(y, t->start), t->type == '-');
	indent(y->out, now);
	for (; t->type == '-' && t[1].type && !t[1].lines; t++) {
		buf_str(y->out, "- ");
		now += 2;
		if (t[1].type == '-' || is_key(&t[1]))
			push(y, column_of(y, t[1].start), now,
			     t[1].type == '-');
		if (t[1].type == '#') {
			t++;
			break;
		}
	}
	return t;
}

static void put_token(struct yaml_style *y, const struct token *t)
{
	if (is_key(t))
		y->key = span_of(t->start, t->end);
	if (t->type == 's')
		put_word(y, t);
	else
		buf_add(y->out, y->text + t->start, t->end - t->start);
	y->flow += t->type == '[' || t->type == '{';
	y->flow -= t->type == ']' || t->type == '}';
}

/* Writes the line that begins with T; returns the first token of the next. */
static const struct token *put_tokens(struct yaml_style *y,
				      const struct token *t)
{
	const struct token *first = t->type == '#' ? t : begin_line(y, t);

	if (t->type == '#')
		indent(y->out, comment_column(y, t));
	for (t = first; t->type && (t == first || !t->lines); t++) {
		if (t != first)
			put_gap(y, t - 1, t);
		put_token(y, t);
		/* A comment, and at most its end, has blanks behind it. */
		while (t->type == '#' &&
		       strchr(" \t", y->out->p[y->out->n - 1]))
			y->out->n--;
	}
	buf_char(y->out, '\n');
	return t;
}

static void put_lines(struct yaml_style *y)
{
	const struct token *t = y->tokens.p;
	size_t comments = SIZE_MAX;

	while (t->type) {
		size_t start = y->out->n;

		if (y->style != STYLE_FRONT && t->lines > 1 && t != y->tokens.p)
			buf_char(y->out, '\n');
		if (t->type == '#' && comments == SIZE_MAX)
			comments = start;
		if (t->type != '#') {
			if (!y->flow && is_key(t) &&
			    open_line(y, column_of(y, t->start), false) == 0)
				note_entry(y, t,
					   comments == SIZE_MAX ? start
								: comments);
			comments = SIZE_MAX;
		}
		t = put_tokens(y, t);
	}
}

static int by_rank(const void *pa, const void *pb)
{
	const struct entry *a = pa, *b = pb;
	int c = (a->rank > b->rank) - (a->rank < b->rank);

	return c ? c : (a->start > b->start) - (a->start < b->start);
}

/* Puts what was written from START on in the order of front_keys. */
static void sort_entries(struct yaml_style *y, size_t start)
{
	size_t n = y->entries.n;
	struct buf sorted = BUF_INIT;

	if (!n)
		return;
	y->entries.p[0].start = start;
	for (size_t i = 0; i < n; i++)
		y->entries.p[i].end = i + 1 < n ? y->entries.p[i + 1].start
						: y->out->n;
	qsort(y->entries.p, n, sizeof *y->entries.p, by_rank);
	for (size_t i = 0; i < n; i++)
		buf_add(&sorted, y->out->p + y->entries.p[i].start,
			y->entries.p[i].end - y->entries.p[i].start);
	memcpy(y->out->p + start, sorted.p, sorted.n);
	buf_release(&sorted);
}

bool style_yaml(const struct source *src, const struct node *root, size_t from,
		size_t to, enum style style, struct buf *out, size_t *at)
{
	struct yaml_style y = {.text = src->text,
			       .from = from,
			       .to = to,
			       .style = style,
			       .out = out};
	size_t start = out->n;
	bool known = style_tokens(src, root, from, to, &y.tokens, at);

	if (known)
		put_lines(&y);
	if (known && style == STYLE_FRONT)
		sort_entries(&y, start);
	vec_release(&y.tokens);
	vec_release(&y.entries);
	return known;
}

/* A string of JSON is one of YAML, too. */
const char *style_text(struct arena *a, const char *s)
{
	struct buf out = BUF_INIT;
	struct js *v;
	const char *p = s;

	while (is_alnum(*p) ||
	       (p > s && (*p == ' ' || *p == '-') && is_alnum(p[1])))
		p++;
	if (is_letter(*s) && !*p && !list_has(reserved, " ", s))
		return s;
	v = js_string(s);
	js_write(v, 0, &out);
	js_free(v);
	while (out.n && out.p[out.n - 1] == '\n')
		out.n--;
	s = arena_copy(a, buf_cstr(&out), out.n);
	buf_release(&out);
	return s;
}
