/* Cuts YAML into words, which the reader has found, and what is between them. */
#include "author/style_tokens.h"

#include <stdlib.h>
#include <string.h>

struct cutter {
	const char *text;
	size_t from, to;
	VEC(struct span) words; /* in their order, quotes included */
};

static void add_word(struct cutter *y, struct span at)
{
	const char *s = y->text;
	char q = at.start > y->from ? s[at.start - 1] : 0;

	if ((q == '"' || q == '\'') && at.end < y->to && s[at.end] == q) {
		at.start--;
		at.end++;
	}
	if (at.end > at.start)
		vec_push(&y->words, at);
}

/* Is the key of N a word of the file? Members of lists have none. */
static bool has_key(const struct cutter *y, const struct node *n)
{
	const char *p = y->text + n->key.start;
	size_t len = n->key.end - n->key.start;

	return n->parent && len && *p != '{' && *p != '[' &&
	       !(*p == '-' && len == 1);
}

static void add_words(struct cutter *y, const struct node *n)
{
	bool member = strcmp(n->name, "item") == 0 && n->attrs &&
		      n->key.start == n->attrs->at.start;

	if (!member && has_key(y, n))
		add_word(y, n->key);
	for (const struct attr *a = n->attrs; a; a = a->next) {
		if (!member)
			add_word(y, a->key);
		add_word(y, a->at);
	}
	for (const struct node *c = n->first; c; c = c->next)
		add_words(y, c);
}

static int by_place(const void *pa, const void *pb)
{
	const struct span *a = pa, *b = pb;

	return (a->start > b->start) - (a->start < b->start);
}

/* Where the word ends that AT holds. What is behind the last line of a block
 * scalar stands between it and what follows, unless each break counts. */
static size_t end_of_word(const struct cutter *y, struct span at)
{
	const char *s = y->text;
	size_t head = at.start + strcspn(s + at.start, "\n"), end = at.end;

	if (!strchr("|>", s[at.start]))
		return at.end;
	if (memchr(s + at.start, '+', head - at.start))
		return end > head && s[end - 1] == '\n' ? end - 1 : end;
	while (end > head && strchr(" \n", s[end - 1]))
		end--;
	if (end < head) /* it has no lines */
		end = head;
	while (end < at.end && s[end] == ' ' && end > head)
		end++; /* blanks behind its last word are its own */
	return end;
}

/* Cuts the text into tokens; false: something unknown is at *AT. */
static bool cut_tokens(struct cutter *y, token_list *out, size_t *at)
{
	struct token t = {0};
	size_t word = 0, p = y->from;

	for (; p < y->to; p = t.end) {
		char c = y->text[p];

		t.start = p;
		t.end = p + 1;
		while (word < y->words.n && y->words.p[word].start < p)
			word++;
		if (word < y->words.n && y->words.p[word].start == p) {
			t.type = 's';
			t.end = end_of_word(y, y->words.p[word++]);
		} else if (c == '#') {
			t.type = '#';
			t.end = p + strcspn(y->text + p, "\n");
			t.end = t.end < y->to ? t.end : y->to;
		} else if (y->to - p > 2 && (p == y->from || t.lines) &&
			   (strncmp(y->text + p, "---", 3) == 0 ||
			    strncmp(y->text + p, "...", 3) == 0)) {
			t.type = '='; /* begins or ends the document */
			t.end = p + 3;
		} else if (strchr("-:,[]{}", c) && c) {
			t.type = c;
		} else if (strchr(" \t\n", c) && c) {
			t.lines += c == '\n';
			continue;
		} else {
			*at = p;
			return false;
		}
		vec_push(out, t);
		t.lines = 0;
	}
	t.type = 0;
	t.start = t.end = y->to;
	t.lines = 1;
	vec_push(out, t);
	return true;
}

bool style_tokens(const struct source *src, const struct node *root,
		  size_t from, size_t to, token_list *out, size_t *at)
{
	struct cutter y = {.text = src->text, .from = from, .to = to};
	bool known;

	add_words(&y, root);
	if (y.words.n)
		qsort(y.words.p, y.words.n, sizeof *y.words.p, by_place);
	known = cut_tokens(&y, out, at);
	vec_release(&y.words);
	return known;
}
