/* Warns of lines that Markdown takes for something else than text: a list of
 * one item, a quote, a rule, a definition; and of lists that are one line. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "read/markdown.h"

/* Warns at AT; the repair shows the signs there. */
static void lost_sign(struct body *b, struct span at, const char *what)
{
	diag_fix(b->r->diags,
		 diag_add(b->r->diags, "markdown/lost-sign", b->r->src, at,
			  "%s, and is not shown as text; to show it, write a "
			  "backslash before it or put it in backticks",
			  what),
		 span_of(at.start, at.start), "\\", false, "show the sign");
}

/* Does the line above offset AT hold text of the same block? */
static bool follows_text(const struct body *b, size_t at)
{
	const char *s = b->r->src->text;
	size_t end = at;

	while (end > b->from && s[end - 1] != '\n')
		end--;
	if (end <= b->from)
		return false;
	for (end--; end > b->from && s[end - 1] != '\n'; end--)
		if (!strchr(" \t\r>", s[end - 1]))
			return true;
	return false;
}

/* Of the quotes that begin on one line the outermost is reported. */
static void quote_block(struct body *b, cmark_node *quote)
{
	cmark_node *up = cmark_node_parent(quote);
	size_t at = block_start(b, quote), line = at;
	const char *s = b->r->src->text, *next = s + at + 1;
	unsigned before = 0;

	while (line > b->from && s[line - 1] != '\n')
		before += s[--line] == '>';
	next += strspn(next, " ");
	if (before > 1 && type_of(up) == CMARK_NODE_BLOCK_QUOTE &&
	    block_start(b, up) >= line)
		return;
	if (before)
		lost_sign(b, span_of(at, at + 1),
			  "this '>' makes a quote inside a quote");
	else if (is_digit(*next) || *next == '=')
		lost_sign(b, span_of(at, at + 1), "this '>' makes a quote");
}

/* The number before the list item at AT of the source; *N: its digits. */
static unsigned long number_at(const struct body *b, size_t at, size_t *n)
{
	const char *s = b->r->src->text + at;
	unsigned long v = 0;

	for (*n = 0; is_digit(s[*n]) && *n < 9; ++*n)
		v = v * 10 + (unsigned long)(s[*n] - '0');
	return v;
}

/* The page counts on from the first number, whatever the others say. */
static void check_numbers(struct body *b, cmark_node *list)
{
	unsigned long shown = (unsigned long)cmark_node_get_list_start(list);
	bool all_ones = true;
	struct span at = {0, 0};

	for (cmark_node *i = cmark_node_first_child(list); i;
	     i = cmark_node_next(i), shown++) {
		size_t start = block_start(b, i), n;
		unsigned long v = number_at(b, start, &n);

		all_ones = all_ones && v == 1;
		if (!at.end &&
		    (v != shown || (n > 1 && b->r->src->text[start] == '0')))
			at = span_of(start, start + n + 1);
	}
	if (at.end && !all_ones)
		diag_add(b->r->diags, "markdown/lost-sign", b->r->src, at,
			 "a list is numbered on from its first number, so this "
			 "number is not shown; number it 1, 2, 3, or write a "
			 "backslash before the '%c'",
			 b->r->src->text[at.end - 1]);
}

static void list_block(struct body *b, cmark_node *list)
{
	cmark_node *first = cmark_node_first_child(list);
	size_t at = block_start(b, first), n;
	const char *s = b->r->src->text + at;
	bool one = !cmark_node_next(first);
	const char *text;

	if (is_digit(*s)) {
		unsigned long v = number_at(b, at, &n);

		if (one && (v != 1 || follows_text(b, at) ||
			    is_blank(s[n + 1 + strspn(s + n + 1, " \t")])))
			lost_sign(b, span_of(at + n, at + n + 1),
				  "a number and this sign make a list of one "
				  "item");
		else
			check_numbers(b, list);
		return;
	}
	text = s + 1 + strspn(s + 1, " \t");
	if (one && (*s == '+' || follows_text(b, at) || is_digit(*text) ||
		    is_blank(*text)))
		lost_sign(b, span_of(at, at + 1),
			  "this sign makes a list of one item");
}

/* What may number or mark the lines of a list. */
struct mark {
	char kind; /* '1', 'a', 'A', or 0: none; 'o': a bullet */
	unsigned long value;
};

static struct mark mark_at(const char *s, const char *end)
{
	static const char *const bullets[] = {"\u2022", "\u25E6", "\u25AA",
					      "\u2013", "\u00B7", "- ",
					      "* ",	"+ "};
	struct mark m = {0, 0};
	const char *p = s;

	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
		if (strncmp(s, bullets[i], strlen(bullets[i])) == 0)
			return (struct mark){'o', i};
	while (p < end && is_digit(*p) && p - s < 4)
		m.value = m.value * 10 + (unsigned long)(*p++ - '0');
	if (p > s)
		m.kind = '1';
	else if (p < end && is_letter(*p)) {
		m.kind = *p < 'a' ? 'A' : 'a';
		m.value = (unsigned long)*p++;
	}
	if (p >= end || !strchr(".)", *p) || !is_blank(p[1]))
		m.kind = 0;
	return m;
}

static bool goes_on(struct mark a, struct mark b)
{
	return a.kind && a.kind == b.kind &&
	       b.value == a.value + (a.kind != 'o');
}

/* Lines of a paragraph that count on are a list to their author. */
static void run_on(struct body *b, cmark_node *para)
{
	const char *s = b->r->src->text;
	size_t at = block_start(b, para), end = block_end(b, para), last = 0;
	struct mark was = {0, 0};
	struct diag *d = NULL;

	for (size_t next; at < end; at = next) {
		const char *nl = memchr(s + at, '\n', end - at);
		struct mark is;

		next = nl ? (size_t)(nl - s) + 1 : end;
		at += strspn(s + at, " \t>");
		if (s[at] == '[' && s[at + 1] && s[at + 2] == ']')
			at += 3 + strspn(s + at + 3, " \t");
		is = mark_at(s + at, s + next);
		if (goes_on(was, is) && s[last - 1] != ' ' &&
		    s[last - 1] != '\\' && s[last - 1] != '>') {
			if (!d)
				d = diag_add(b->r->diags, "markdown/run-on",
					     b->r->src, line_rest(b, at),
					     "this line is shown behind the "
					     "one above it, not below it; put "
					     "a <br> between them, or a blank "
					     "line before the list");
			diag_fix(b->r->diags, d, span_of(last, last), "<br>",
				 true, "break the lines");
		}
		was = is;
		last = line_rest(b, at).end;
		if (nl && s[last] == ' ')
			was.kind = 0; /* two blanks break the line */
	}
}

void eaten_block(struct body *b, cmark_node *n)
{
	size_t at = block_start(b, n);

	if (b->r->body_broken || cmark_node_get_start_line(n) < 1)
		return;
	switch ((int)cmark_node_get_type(n)) {
	case CMARK_NODE_PARAGRAPH:
		run_on(b, n);
		break;
	case CMARK_NODE_LIST:
		list_block(b, n);
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		quote_block(b, n);
		break;
	default:
		lost_sign(b, line_rest(b, at), "this line is drawn as a rule");
		break;
	}
}

/* The labels in brackets that the body uses: "[label]" without a colon behind. */
struct labels {
	struct map used;
	struct arena keys;
	bool found; /* they were looked for */
};

/* The ']' that ends the label at P, "[label]"; NULL: it is none. */
static const char *label_end(const char *p)
{
	const char *q = p + 1 + strcspn(p + 1, "[]\n");

	return *q == ']' ? q : NULL;
}

/* The label from P to CLOSE as it is compared, its letters small. */
static char *label_key(struct arena *a, const char *p, const char *close)
{
	char *key = arena_copy(a, p, (size_t)(close - p));

	for (char *c = key; *c; c++)
		*c = small_letter(*c);
	return key;
}

static bool is_used(const struct body *b, struct labels *l, const char *p)
{
	const char *s = b->r->src->text + b->from, *close;

	for (; !l->found && (s = strchr(s, '[')); s++)
		if ((close = label_end(s)) && close[1] != ':') {
			char *key = label_key(&l->keys, s, close);

			map_put(&l->used, key, key);
		}
	l->found = true;
	return map_get(&l->used, label_key(&l->keys, p, label_end(p)));
}

/* The definition at P, of N bytes; 0: none can begin here. */
static void definition(struct body *b, struct labels *l, const char *p,
		       size_t n)
{
	size_t at = (size_t)(p - b->r->src->text);

	if (p[1] == '^')
		diag_add(b->r->diags, "markdown/footnote", b->r->src,
			 line_rest(b, at),
			 "footnotes are not made; put the note into the text, "
			 "the rationale or the explanation");
	else if (n && !is_used(b, l, p))
		lost_sign(b, line_rest(b, at),
			  "this line defines a link that nothing uses");
}

void eaten_definitions(struct body *b)
{
	struct source *s = b->r->src;
	struct labels labels = {.found = false};
	bool open = true; /* a definition may begin here */
	size_t n, quotes = 0;

	lines_mark(b, 0, 0, 0);
	for (uint32_t i = 1; i <= s->nlines && !b->r->body_broken; i++) {
		const char *p = source_line(s, i, &n), *end = p + n, *q = p;
		size_t len = 0, was = quotes;

		if (p < s->text + b->from || b->lines[i] & LINE_CODE)
			continue;
		for (quotes = 0; q < end && strchr(" \t>-+*", *q); q++) {
			quotes += *q == '>';
			open = open || !strchr(" \t>", *q);
		}
		open = open || quotes != was; /* a block begins with it */
		if (q < end && *q == '[') {
			const char *close = label_end(q);

			len = definition_length(q, s->text + s->size);
			if (!len && close && close[1] == ':' &&
			    is_blank(close[2 + strspn(close + 2, " \t")]))
				len = n; /* its address is in the next line */
			if (close && close[1] == ':' && (len || q[1] == '^'))
				definition(b, &labels, q, open ? len : 0);
		}
		open = q == end || (open && len);
	}
	map_release(&labels.used);
	arena_release(&labels.keys);
}

/* The letter or number that OPTION brings, and its span; 0: none. */
static char letter_of(const struct body *b, const struct node *option,
		      struct span *at)
{
	const char *s = b->r->src->text;
	size_t p = option->key.end, from;
	char c;

	p += strspn(s + p, " \t");
	from = p;
	p += s[p] == '(';
	c = s[p];
	if ((!is_letter(c) && !is_digit(c)) || !strchr(".):", s[p + 1]) ||
	    (s[p + 2] != ' ' && s[p + 2] != '\t'))
		return 0;
	p += 2;
	*at = span_of(from, p + strspn(s + p, " \t"));
	return c;
}

void option_letters(struct body *b, const struct node *options)
{
	struct diag *d = NULL;
	struct span at;
	char want = 0;

	for (const struct node *o = options->first; o; o = o->next, want++) {
		char c = letter_of(b, o, &at);

		if (!c || (want && c != want) || (!want && !strchr("Aa1", c)))
			return;
		want = c;
	}
	if (b->r->body_broken || !want || !options->first->next)
		return;
	for (const struct node *o = options->first; o; o = o->next) {
		char c = letter_of(b, o, &at);

		if (!d)
			d = diag_add(b->r->diags, "markdown/option-letter",
				     b->r->src, at,
				     "options get their letters when they are "
				     "shown, in another order; delete '%c%c' "
				     "and the others",
				     c, b->r->src->text[at.start + 1]);
		diag_fix(b->r->diags, d, at, "", true, "delete the letters");
	}
}

/* Is the line "---" and nothing else? */
static bool is_fence(const char *p, size_t n)
{
	while (n && is_blank(p[n - 1]))
		n--;
	return n == 3 && memcmp(p, "---", 3) == 0;
}

/* "name: value" at the line's start? */
static bool is_key(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && (is_letter(p[i]) || p[i] == '-'))
		i++;
	return i && i < n && p[i] == ':' && is_blank(p[i + 1]);
}

uint32_t second_question(struct body *b)
{
	struct source *s = b->r->src;
	uint32_t open = 0;
	bool named = false;
	size_t n;

	lines_mark(b, 0, 0, 0);
	for (uint32_t i = 1; i <= s->nlines; i++) {
		const char *p = source_line(s, i, &n);

		if (p < s->text + b->from)
			continue;
		if (is_fence(p, n) && named)
			return open;
		if (b->lines[i] & LINE_CODE || is_fence(p, n) ||
		    (open && open == i - 1 && !is_key(p, n)))
			open = is_fence(p, n) ? i : 0;
		named = open && (named || strncmp(p, "id:", 3) == 0 ||
				 strncmp(p, "type:", 5) == 0);
	}
	return 0;
}
